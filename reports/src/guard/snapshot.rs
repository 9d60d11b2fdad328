//! One side of a comparison: what was asked, and everything that was found.

use assay_scenarios::{ParameterKind, Scenario, policy::Change, spell};
use serde::{Deserialize, Serialize};

use crate::{attack::AttackReport, finding::Finding, report::Report};

/// Version of the JSON layout of a [`Snapshot`].
pub const SNAPSHOT_VERSION: u32 = 1;

/// One side of a comparison. Kept as a file, it is a base whose findings need not be found again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Version of this layout: [`SNAPSHOT_VERSION`].
    pub schema_version: u32,
    /// How it was given: `scenarios/chronos/balanced.toml`, `main:scenarios/chronos/balanced.toml`.
    pub given: String,
    /// The scenario's file, relative to the repository: where a finding is shown whose cause has no place of its own.
    pub file: String,
    /// What follows `assay attacks` to ask the same again, such as `balanced.toml --set user_stake=0.2`; none where one
    /// command cannot.
    pub replay: Option<String>,
    /// What was found.
    pub report: Report,
    /// The value of every parameter, and of every row of a table that is a number.
    pub settings: Vec<Setting>,
    /// The text of every formula, and of every row of a table that is an expression. The attacks' own are in the report.
    pub formulas: Vec<FormulaText>,
}

/// A parameter's value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Setting {
    /// The parameter, or a table's row as `ltv_by_age[0.5]`.
    pub name: String,
    /// The value, spelled exactly in `unit`: a decimal, a fraction such as `1/3`, or a switch's choice.
    pub text: String,
    /// The nearest float; none for a switch.
    pub value: Option<f64>,
    /// The declared unit; none for a switch.
    pub unit: Option<String>,
    /// Whether the contract fixes it, and not the world.
    pub control: bool,
    /// Whether it takes whole numbers only.
    pub whole: bool,
    /// The contract's constant that it becomes.
    pub constant: Option<String>,
    /// The value as the contract writes it.
    pub encoded: Option<String>,
    /// Where the value stands: in the contract, or in a scenario file.
    pub place: Option<Place>,
    /// The day on which it came to this value, as `YYYY-MM-DD`, where that is known.
    pub last_changed: Option<String>,
}

/// Where something stands in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The file, relative to the repository.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// A named formula as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormulaText {
    /// The formula.
    pub name: String,
    /// Its expression, on one line.
    pub text: String,
    /// Where it stands.
    pub place: Option<Place>,
}

impl Snapshot {
    /// The snapshot of a scenario that was read from `file` and found to be as `report` says. Encoded values, places and
    /// days of change are left out: whoever knows them puts them into [`Snapshot::settings`].
    pub fn of(scenario: &Scenario, given: &str, file: &str, report: Report) -> Self {
        let mut replay = quoted(file);
        for set in &report.scenario.set {
            replay.push_str(" --set ");
            replay.push_str(&quoted(set));
        }
        let (settings, formulas) = read(scenario);
        Self {
            schema_version: SNAPSHOT_VERSION,
            given: given.to_owned(),
            file: file.to_owned(),
            replay: Some(replay),
            report,
            settings,
            formulas,
        }
    }

    /// The snapshot as indented JSON with a newline at the end.
    ///
    /// # Errors
    /// When a number in it is not finite, which JSON cannot say.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        let mut text = serde_json::to_string_pretty(self)?;
        text.push('\n');
        Ok(text)
    }

    /// Reads [`Snapshot::to_json`] back.
    ///
    /// # Errors
    /// Text that is no snapshot, or one of another version.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        use serde::de::Error;
        #[derive(Deserialize)]
        struct Version {
            schema_version: u32,
        }
        let Version { schema_version } = serde_json::from_str(text)?;
        if schema_version != SNAPSHOT_VERSION {
            return Err(serde_json::Error::custom(format!(
                "a snapshot of version {schema_version}, expected {SNAPSHOT_VERSION}: make it again with `assay accept`"
            )));
        }
        serde_json::from_str(text)
    }

    pub(super) fn attack(&self, id: &str) -> Option<&AttackReport> {
        self.report.attacks.iter().find(|attack| attack.id == id)
    }

    pub(super) fn finding(&self, id: &str) -> Option<&Finding> {
        self.report.findings.iter().find(|it| it.id == id)
    }

    pub(super) fn setting(&self, name: &str) -> Option<&Setting> {
        self.settings.iter().find(|setting| setting.name == name)
    }
}

impl Setting {
    /// Whether its value is what this text spells.
    pub(super) fn is(&self, text: &str) -> bool {
        let change = Change::between(&self.text, text);
        self.text == text || change.is_some_and(|change| change.absolute() == 0.0)
    }
}

fn read(scenario: &Scenario) -> (Vec<Setting>, Vec<FormulaText>) {
    let mut settings = Vec::new();
    for parameter in scenario.parameters() {
        let name = parameter.name();
        let (text, value) = match scenario.exact(name) {
            Ok(value) => (spell(value), scenario.number(name).ok()),
            Err(_) => (scenario.choice(name).unwrap_or_default().to_owned(), None),
        };
        settings.push(Setting {
            name: name.to_owned(),
            text,
            value,
            unit: parameter.unit().map(|unit| unit.name().to_owned()),
            control: parameter.kind() == ParameterKind::Control,
            whole: parameter.is_whole(),
            constant: parameter.constant().map(|it| it.name.clone()),
            encoded: None,
            place: None,
            last_changed: None,
        });
    }
    let mut formulas: Vec<FormulaText> = scenario
        .formulas()
        .iter()
        .map(|formula| FormulaText {
            name: formula.name().to_owned(),
            text: one_line(formula.expression()),
            place: None,
        })
        .collect();
    for table in scenario.tables() {
        for row in table.steps() {
            let name = format!("{}[{}]", table.name(), spell(row.from()));
            let written = row.value();
            match written.parse::<f64>() {
                Ok(value) => settings.push(Setting {
                    name,
                    text: written.to_owned(),
                    value: Some(value),
                    unit: Some(table.output().name().to_owned()),
                    control: true,
                    whole: false,
                    constant: None,
                    encoded: None,
                    place: None,
                    last_changed: None,
                }),
                Err(_) => formulas.push(FormulaText {
                    name,
                    text: one_line(written),
                    place: None,
                }),
            }
        }
    }
    (settings, formulas)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// As one word of a shell.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_=./:,@%+".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
