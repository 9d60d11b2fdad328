//! The table of what the contract must say.

use assay_scenarios::{
    Encoding, EvaluationError, LookupError, Parameter, Scenario, Table, Unit, spell,
};
use dashu_int::IBig;
use dashu_ratio::RBig;

use super::standing::Standing;

/// Bits of a word of the virtual machine.
const WORD: usize = 256;

/// Every constant and schedule of a scenario, in its order.
#[derive(Debug, Clone, PartialEq)]
pub struct Constants {
    /// The scenario's title.
    pub title: String,
    /// The protocol's name.
    pub protocol: String,
    /// What was set over the scenario's own values, as `name=value`.
    pub set: Vec<String>,
    /// The constants.
    pub constants: Vec<ConstantRow>,
    /// The schedules.
    pub schedules: Vec<ScheduleTable>,
}

/// A control that becomes a constant.
#[derive(Debug, Clone, PartialEq)]
pub struct ConstantRow {
    /// The control's name in the scenario.
    pub parameter: String,
    /// The identifier in the contract.
    pub name: String,
    /// What it is, in one line.
    pub meaning: String,
    /// Its value, in `unit`.
    pub value: RBig,
    /// The control's declared unit.
    pub unit: Unit,
    /// The least and greatest value declared, in `unit`.
    pub range: (RBig, RBig),
    /// How the contract writes it.
    pub encoding: Encoding,
    /// The contract's integer.
    pub encoded: IBig,
    /// How it stands to the attacks.
    pub standing: Standing,
}

/// A table that becomes a schedule.
#[derive(Debug, Clone, PartialEq)]
pub struct ScheduleTable {
    /// The table's name in the scenario.
    pub table: String,
    /// The identifier in the contract.
    pub name: String,
    /// What it is, in one line.
    pub meaning: String,
    /// The table's input unit.
    pub input: Unit,
    /// The table's output unit.
    pub output: Unit,
    /// The unit in which the contract counts.
    pub key: Unit,
    /// How the contract writes the values.
    pub encoding: Encoding,
    /// The rows, rising.
    pub rows: Vec<ScheduleRow>,
}

/// A row of a schedule: the value from a threshold on, up to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduleRow {
    /// The threshold, in the input unit.
    pub from: RBig,
    /// The threshold as the contract's integer.
    pub key: IBig,
    /// The value, in the output unit.
    pub value: RBig,
    /// The value as the contract's integer.
    pub encoded: IBig,
}

/// Why a scenario has no such table.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum ConstantError {
    /// The contract's integer has no such value.
    #[error(
        "`{name}` = {value} cannot be written in {encoding}: it is {encoded}, which is no whole number"
    )]
    NotWhole {
        /// The parameter, or the table and what of it.
        name: String,
        /// The value, with its unit.
        value: String,
        /// What it should be written in.
        encoding: String,
        /// What it would be there.
        encoded: String,
    },
    /// The contract's integer is unsigned and has 256 bits.
    #[error("`{name}` in {encoding} would be {encoded}, which is not from 0 to 2^256 - 1")]
    NoWord {
        /// The parameter, or the table and what of it.
        name: String,
        /// What it should be written in.
        encoding: String,
        /// What it would be there.
        encoded: IBig,
    },
    /// A contract cannot have a name like this.
    #[error("`{name}` cannot be an identifier in a contract")]
    NoIdentifier {
        /// The name.
        name: String,
    },
    /// A contract cannot have two things of one name.
    #[error("two constants or schedules are named `{name}`")]
    Twice {
        /// The name.
        name: String,
    },
    /// A row of a table has no exact value.
    #[error(transparent)]
    Evaluation(#[from] EvaluationError),
    /// A parameter without a number.
    #[error(transparent)]
    Lookup(#[from] LookupError),
}

impl Constants {
    /// The table of a scenario; `standing` says how a control, by its name, stands to the attacks.
    ///
    /// # Errors
    /// [`ConstantError`] when a value has no encoding, or a row of a schedule no exact value.
    pub fn of(
        scenario: &Scenario,
        mut standing: impl FnMut(&str) -> Standing,
    ) -> Result<Self, ConstantError> {
        let controls = scenario.parameters().iter();
        let constants = controls
            .filter_map(|control| row(scenario, control, &mut standing).transpose())
            .collect::<Result<_, _>>()?;
        let tables = scenario.tables().iter();
        let schedules = tables
            .filter_map(|table| schedule(scenario, table).transpose())
            .collect::<Result<_, _>>()?;
        let table = Self {
            title: scenario.title().to_owned(),
            protocol: scenario.protocol().to_owned(),
            set: scenario
                .overrides()
                .iter()
                .map(ToString::to_string)
                .collect(),
            constants,
            schedules,
        };
        table.named_well()?;
        Ok(table)
    }

    /// Every name is an identifier, and names one thing.
    fn named_well(&self) -> Result<(), ConstantError> {
        let constants = self.constants.iter().map(|row| &row.name);
        let mut seen: Vec<&String> = Vec::new();
        for name in constants.chain(self.schedules.iter().map(|row| &row.name)) {
            if !is_identifier(name) {
                return Err(ConstantError::NoIdentifier { name: name.clone() });
            }
            if seen.contains(&name) {
                return Err(ConstantError::Twice { name: name.clone() });
            }
            seen.push(name);
        }
        Ok(())
    }
}

fn is_identifier(name: &str) -> bool {
    let part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    name.bytes().all(part) && name.starts_with(|first: char| !first.is_ascii_digit())
}

fn row(
    scenario: &Scenario,
    control: &Parameter,
    standing: &mut impl FnMut(&str) -> Standing,
) -> Result<Option<ConstantRow>, ConstantError> {
    let (Some(constant), Some(unit), Some((low, high))) =
        (control.constant(), control.unit(), control.range())
    else {
        return Ok(None);
    };
    let value = scenario.exact(control.name())?;
    let quantum = constant.encoding.quantum(unit);
    let words = constant.encoding.word();
    Ok(Some(ConstantRow {
        parameter: control.name().to_owned(),
        name: constant.name.clone(),
        meaning: control.meaning().to_owned(),
        encoded: integer(control.name(), value, unit, &quantum, words)?,
        value: value.clone(),
        unit: unit.clone(),
        range: (low.clone(), high.clone()),
        encoding: constant.encoding,
        standing: standing(control.name()),
    }))
}

fn schedule(scenario: &Scenario, table: &Table) -> Result<Option<ScheduleTable>, ConstantError> {
    let Some(constant) = table.constant() else {
        return Ok(None);
    };
    let (input, output, key) = (table.input(), table.output(), &constant.key);
    // Units of different dimensions are refused when the scenario is read.
    let one_key = key.over(input).unwrap_or(RBig::ONE);
    let quantum = constant.encoding.quantum(output);
    let values = values(scenario, table.name(), input, output)?;
    let rows = table
        .steps()
        .iter()
        .zip(values)
        .map(|(step, value)| {
            let threshold = format!("threshold of {}", table.name());
            let row = format!("{}[{}]", table.name(), spell(step.from()));
            Ok(ScheduleRow {
                key: integer(&threshold, step.from(), input, &one_key, key.name())?,
                encoded: integer(&row, &value, output, &quantum, constant.encoding.word())?,
                from: step.from().clone(),
                value,
            })
        })
        .collect::<Result<_, ConstantError>>()?;
    Ok(Some(ScheduleTable {
        table: table.name().to_owned(),
        name: constant.name.clone(),
        meaning: table.meaning().to_owned(),
        input: input.clone(),
        output: output.clone(),
        key: key.clone(),
        encoding: constant.encoding,
        rows,
    }))
}

/// The values of a table's rows, exactly, in its output unit.
pub(super) fn values(
    scenario: &Scenario,
    table: &str,
    input: &Unit,
    output: &Unit,
) -> Result<Vec<RBig>, ConstantError> {
    let rows = scenario.rows::<RBig>(table, input.name(), output.name())?;
    Ok(rows.into_iter().map(|(_, value)| value).collect())
}

/// The contract's integer for a value, of which it holds multiples of `quantum`.
fn integer(
    name: &str,
    value: &RBig,
    unit: &Unit,
    quantum: &RBig,
    encoding: &str,
) -> Result<IBig, ConstantError> {
    let encoded = value / quantum;
    if !encoded.is_int() {
        return Err(ConstantError::NotWhole {
            name: name.to_owned(),
            value: format!("{} {unit}", spell(value)),
            encoding: encoding.to_owned(),
            encoded: spell(&encoded),
        });
    }
    let encoded = encoded.floor();
    if encoded < IBig::ZERO || encoded >= IBig::ONE << WORD {
        return Err(ConstantError::NoWord {
            name: name.to_owned(),
            encoding: encoding.to_owned(),
            encoded,
        });
    }
    Ok(encoded)
}
