//! One claim: where it stands, its figure, and how it is checked.

use std::path::{Path, PathBuf};

use dashu_ratio::RBig;

use super::ClaimRelation;
use crate::attack::DerivationStep;
use crate::diagnostic::{Diagnostic, Place, ScenarioError, did_you_mean};
use crate::number::to_f64;
use crate::scenario::Scenario;
use crate::scenario::document::Located;
use crate::unit::Unit;

/// A published figure or promise, and how it is checked.
#[derive(Debug, Clone)]
pub struct Claim {
    pub(super) id: Located<String>,
    pub(super) lines: Vec<u32>,
    pub(super) printed: Option<Located<String>>,
    pub(super) covers: Vec<(u32, Located<String>)>,
    pub(super) says: String,
    pub(super) figure: Option<Figure>,
    pub(super) check: Check,
    pub(super) check_place: Place,
    pub(super) scenario: Scenario,
    pub(super) scenario_path: PathBuf,
    pub(super) set: Vec<String>,
    pub(super) status: ClaimStatus,
    pub(super) damage: u8,
    pub(super) sentence: Option<String>,
    pub(super) because: Option<String>,
    pub(super) command: Option<String>,
}

/// A figure as it is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Its value, in `unit`.
    pub value: RBig,
    /// Its unit.
    pub unit: Unit,
    /// How it is meant to stand to what follows.
    pub relation: ClaimRelation,
    /// Half a unit of its last printed place, in `unit`.
    pub precision: RBig,
}

/// How a claim is checked.
#[derive(Debug, Clone, PartialEq)]
pub enum Check {
    /// By formulas alone; what follows is the last step, in the figure's unit.
    Derived {
        /// The attack whose closed form it is, where it is one.
        attack: Option<String>,
        /// The derivation.
        steps: Vec<DerivationStep>,
    },
    /// By the value of a finding of a run.
    Finding(String),
    /// By one witness of an attack's expected value.
    Witness {
        /// The attack.
        attack: String,
        /// The witness.
        witness: Witness,
    },
    /// By the verdict on an attack or another finding.
    Verdict {
        /// The attack or finding.
        finding: String,
        /// What the document says of it.
        promised: ClaimVerdict,
    },
    /// Not at all: why nothing here can derive it.
    Assumption(String),
    /// Not at all: why nothing yields it.
    Unsupported(String),
}

/// A witness of an attack's expected value beside its closed form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Witness {
    /// The simulated attack.
    Simulated,
    /// The best that an adversary of the same means can do.
    BestResponse,
}

/// What a document says of an attack or a criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimVerdict {
    /// It is safe.
    Safe,
    /// It is vulnerable.
    Vulnerable,
    /// It is open.
    Undecided,
}

/// What became of a claim when it was last looked at, as the file records it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimStatus {
    /// The figure follows as printed.
    Reproduced,
    /// The figure follows when rounded to its printed places.
    Rounding,
    /// Another figure follows.
    Contradicted,
    /// Inside the simulated interval.
    SimulatedInside,
    /// Outside the simulated interval.
    SimulatedOutside,
    /// Nothing here can derive it.
    Assumption,
    /// Nothing yields it.
    Unsupported,
}

impl Claim {
    /// Such as `vector-1/expected-value`.
    pub fn id(&self) -> &str {
        &self.id.value
    }

    /// The lines of the document on which it stands, from 1; the printed figure stands on the last.
    pub fn lines(&self) -> &[u32] {
        &self.lines
    }

    /// The figure as it stands in the document.
    pub fn printed(&self) -> Option<&str> {
        self.printed.as_ref().map(|printed| printed.value.as_str())
    }

    /// What the document states, in our words.
    pub fn says(&self) -> &str {
        &self.says
    }

    /// The figure as it is meant; none for a promise without one.
    pub fn figure(&self) -> Option<&Figure> {
        self.figure.as_ref()
    }

    /// How it is checked.
    pub fn check(&self) -> &Check {
        &self.check
    }

    /// The scenario it is checked against, with what it sets.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// The file of that scenario, as a path from where the claims file was.
    pub fn scenario_path(&self) -> &Path {
        &self.scenario_path
    }

    /// What it sets over that scenario, as `name=value`.
    pub fn set(&self) -> &[String] {
        &self.set
    }

    /// The recorded status.
    pub fn status(&self) -> ClaimStatus {
        self.status
    }

    /// What a contradiction means: 3 a safety promise falls, 2 money or a contract's constant, 1 no consequence.
    pub fn damage(&self) -> u8 {
        self.damage
    }

    /// One sentence for a voter, in which `{printed}` and `{follows}` stand for the two figures.
    pub fn sentence(&self) -> Option<&str> {
        self.sentence.as_deref()
    }

    /// How it comes about.
    pub fn because(&self) -> Option<&str> {
        self.because.as_deref()
    }

    /// The command that shows it, where the file gives one.
    pub fn command(&self) -> Option<&str> {
        self.command.as_deref()
    }

    /// A value in `unit`, in the unit of the figure.
    ///
    /// # Errors
    /// [`ScenarioError`] at the claim's check, when the two measure different things.
    pub fn in_its_unit(&self, value: f64, unit: &str) -> Result<f64, ScenarioError> {
        let figure = self.figure.as_ref();
        let from = Unit::parse(unit).ok();
        match (figure, from) {
            (Some(figure), Some(from)) if figure.unit.same_dimension(&from) => {
                Ok(value * to_f64(&(from.scale() / figure.unit.scale())))
            }
            (Some(figure), _) => {
                let (id, wanted) = (self.id(), figure.unit.name());
                let message = format!("the figure of claim `{id}` is in {wanted}");
                Err(self.mistaken(Diagnostic::new(message), &format!("this is in {unit}")))
            }
            (None, _) => {
                let message = format!("claim `{}` has no figure", self.id());
                Err(self.mistaken(Diagnostic::new(message), "which this is checked against"))
            }
        }
    }

    /// The error that whoever knows only the findings `known` gives for this claim's.
    pub fn unknown_finding<'a>(
        &self,
        finding: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> ScenarioError {
        let problem = Diagnostic::new(format!("there is no finding `{finding}`"))
            .maybe_help(did_you_mean(finding, known));
        self.mistaken(problem, "")
    }

    /// The error that this claim's check asks for something a finding does not have.
    pub fn unanswered(&self, why: &str) -> ScenarioError {
        self.mistaken(Diagnostic::new(why), "")
    }

    fn mistaken(&self, problem: Diagnostic, label: &str) -> ScenarioError {
        ScenarioError::one(problem.at(&self.check_place, label))
    }
}
