//! What a comparison found.

use assay_scenarios::{Diagnostic, Place};

/// A contract compared with a table of constants.
#[derive(Debug, Clone)]
pub struct Check {
    /// The path of the contract's source.
    pub contract: String,
    /// Where the two differ, in the order of the table.
    pub differences: Vec<Difference>,
    /// What is worth knowing and no difference.
    pub notes: Vec<Difference>,
    /// Names of the constants and schedules that agree.
    pub agreeing: Vec<String>,
}

/// One thing in which a contract and a table differ, or a note.
#[derive(Debug, Clone)]
pub struct Difference {
    /// What kind of difference; none for a note.
    pub kind: Option<DifferenceKind>,
    /// The constant or schedule in the contract.
    pub name: String,
    /// The parameter or table of the scenario; none for what it does not know.
    pub subject: Option<String>,
    /// What is different, in one line.
    pub message: String,
    /// What is to be said of the place.
    pub label: String,
    /// Where in the contract; nowhere where a note is about none.
    pub place: Option<Place>,
    /// What the contract says.
    pub contract: Option<Stated>,
    /// What the scenario says.
    pub scenario: Option<Stated>,
    /// The contract's integer over the scenario's.
    pub factor: Option<f64>,
    /// What to do, and what was probably meant.
    pub help: Vec<String>,
}

/// A value as the contract writes it, and with its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// The contract's integer.
    pub encoded: String,
    /// The same for a reader.
    pub value: String,
}

/// The kinds of difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DifferenceKind {
    /// The contract does not have the constant, or its source does not fix it.
    Missing,
    /// It has another value.
    Differs,
    /// It has the value in another unit or at another scale.
    Unit,
    /// Its value is outside the safe range.
    Unsafe,
    /// A schedule differs.
    Schedule,
}

impl DifferenceKind {
    /// The code it is looked up by.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "E-CONSTANT-MISSING",
            Self::Differs => "E-CONSTANT-DIFFERS",
            Self::Unit => "E-CONSTANT-UNIT",
            Self::Unsafe => "E-CONSTANT-UNSAFE",
            Self::Schedule => "E-SCHEDULE",
        }
    }
}

impl Difference {
    /// A difference at a place; the rest is filled in by whoever knows it.
    pub(super) fn at(
        kind: Option<DifferenceKind>,
        name: &str,
        subject: Option<&str>,
        place: Option<Place>,
        message: String,
    ) -> Self {
        Self {
            kind,
            name: name.to_owned(),
            subject: subject.map(str::to_owned),
            message,
            label: String::new(),
            place,
            contract: None,
            scenario: None,
            factor: None,
            help: Vec::new(),
        }
    }

    /// The difference for a person: the line of the contract underlined.
    pub fn diagnostic(&self) -> Diagnostic {
        let mut diagnostic = match self.kind {
            Some(kind) => Diagnostic::new(&self.message).coded(kind.code()),
            None => Diagnostic::note(&self.message),
        };
        if let Some(place) = &self.place {
            diagnostic = diagnostic.at(place, &self.label);
        }
        self.help.iter().fold(diagnostic, Diagnostic::help)
    }
}

impl Check {
    /// Whether the contract says what the table says.
    pub fn holds(&self) -> bool {
        self.differences.is_empty()
    }

    /// The comparison in one sentence.
    pub fn sentence(&self) -> String {
        let same = self.agreeing.len();
        let agree = format!("{same} constants and schedules of {} agree", self.contract);
        let mut names: Vec<&str> = self.differences.iter().map(|it| it.name.as_str()).collect();
        names.dedup();
        match names.as_slice() {
            [] => format!("{agree}, and none differs"),
            names => format!("{agree}; these do not: {}", names.join(", ")),
        }
    }
}
