//! A scenario file as it is written: the one description that the reader fills and the JSON Schema is made from.

pub(crate) mod fields;
mod guard;
mod read;
mod sweep;

use std::borrow::Cow;
use std::collections::BTreeMap;

pub(crate) use read::root;
use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::parameter::{Encoding, ParameterKind};
use super::sweep::SweepDesign;
use crate::diagnostic::Place;
use crate::unit::Unit;

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Located<T> {
    pub(crate) value: T,
    pub(crate) place: Place,
}

/// Named entries in file order; the entry is `None` when it could not be read, which has been reported.
#[derive(Debug)]
pub(crate) struct Entries<T>(pub(crate) Vec<(Located<String>, Option<T>)>);

/// A number or a text, as written.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(untagged)]
pub(crate) enum Scalar {
    /// A number, kept exactly as its decimal text spells it.
    Number(#[schemars(with = "f64")] String),
    /// A text.
    Text(String),
}

/// An Assay scenario: a protocol's parameters, tables and formulas, and the attacks on it.
#[derive(Debug, JsonSchema)]
#[schemars(title = "Assay scenario", deny_unknown_fields)]
pub(crate) struct Document {
    /// What this file is.
    pub(crate) scenario: Header,
    /// In a file that extends another: new values of inherited parameters by name, and of the rows of inherited tables, such
    /// as `"ltv_by_age[0.5]"`.
    pub(crate) set: Option<Entries<Located<Scalar>>>,
    /// Named numbers and switches.
    pub(crate) parameters: Option<Entries<ParameterEntry>>,
    /// Step tables, called in formulas like functions.
    pub(crate) tables: Option<Entries<TableEntry>>,
    /// Named expressions.
    pub(crate) formulas: Option<Entries<FormulaEntry>>,
    /// Attacks, each with its economics in closed form.
    pub(crate) attacks: Option<Vec<AttackEntry>>,
    /// The sweep to make where none is asked for.
    pub(crate) sweep: Option<SweepEntry>,
}

/// What a scenario file is.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct Header {
    /// One line for a reader.
    pub(crate) title: Located<String>,
    /// The protocol, in lower case; may be left out where another file is extended.
    pub(crate) protocol: Option<Located<String>>,
    /// Where the scenario comes from.
    pub(crate) source: Option<Located<String>>,
    /// A file, relative to this one, whose parameters, tables, formulas and attacks this one inherits.
    pub(crate) extends: Option<Located<String>>,
}

/// A parameter: a number with `unit` and `range`, or a switch with `choices`.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct ParameterEntry {
    /// A number in `unit`, or one of `choices`.
    pub(crate) value: Located<Scalar>,
    /// The unit of a number, such as `ETH`, `USD/ETH` or `fraction/year`.
    pub(crate) unit: Option<Located<Unit>>,
    /// The least and greatest value admitted, in `unit`.
    #[schemars(with = "Option<(f64, f64)>")]
    pub(crate) range: Option<Located<Vec<Located<Scalar>>>>,
    /// The choices of a switch.
    pub(crate) choices: Option<Located<Vec<Located<String>>>>,
    /// `control`: the contract fixes it; `environment`: the world does.
    pub(crate) kind: Located<ParameterKind>,
    /// What it is, in one line.
    pub(crate) meaning: Located<String>,
    /// Where its value comes from.
    pub(crate) source: Located<String>,
    /// Whether only whole numbers are admitted.
    pub(crate) whole: Option<Located<bool>>,
    /// The values that a designer may choose a control from, in `unit`, from the least to the greatest.
    #[schemars(with = "Option<Vec<f64>>")]
    pub(crate) grid: Option<Located<Vec<Located<Scalar>>>>,
    /// The contract constant a control becomes.
    pub(crate) constant: Option<Located<ConstantEntry>>,
}

/// A constant of the contract.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct ConstantEntry {
    /// Its identifier in the contract's source.
    pub(crate) name: Located<String>,
    /// How its value is encoded there.
    pub(crate) encoding: Located<Encoding>,
}

/// A step table: a function of one argument.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct TableEntry {
    /// The unit of the argument.
    pub(crate) input: Located<Unit>,
    /// The unit of the values.
    pub(crate) output: Located<Unit>,
    /// The steps, by rising `from`.
    pub(crate) steps: Located<Vec<StepEntry>>,
    /// What it is, in one line.
    pub(crate) meaning: Located<String>,
    /// Where it comes from.
    pub(crate) source: Located<String>,
    /// The schedule of the contract that the table becomes: a mapping or a function.
    pub(crate) constant: Option<Located<ScheduleEntry>>,
}

/// A mapping or a function of the contract, from whole keys to whole values.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct ScheduleEntry {
    /// Its identifier in the contract's source.
    pub(crate) name: Located<String>,
    /// The unit in which the contract counts the argument, such as `second` or `year`.
    pub(crate) key: Located<Unit>,
    /// How a step's value is encoded there.
    pub(crate) encoding: Located<Encoding>,
}

/// One step of a table.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct StepEntry {
    /// The least argument of this step, in the table's input unit.
    pub(crate) from: Located<Scalar>,
    /// A number in the table's output unit, or an expression.
    pub(crate) value: Located<Scalar>,
}

/// A named expression.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct FormulaEntry {
    /// Such as `user_stake * eth_price`.
    pub(crate) expression: Located<String>,
    /// The unit of its value, checked against the expression.
    pub(crate) unit: Located<Unit>,
    /// What it is, in one line.
    pub(crate) meaning: Located<String>,
    /// Where it comes from.
    pub(crate) source: Option<Located<String>>,
}

/// An attack. Its expected value is `gain * success - loss * (1 - success) - cost`.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct AttackEntry {
    /// The protocol's name, a slash, and lower-case words: `chronos/false-claim`.
    pub(crate) id: Located<String>,
    /// What is done, in one line.
    pub(crate) threat: Located<String>,
    /// Expression in USD: received if it succeeds.
    pub(crate) gain: Located<Scalar>,
    /// Expression in USD: lost if it fails; zero when left out.
    pub(crate) loss: Option<Located<Scalar>>,
    /// Expression in USD: spent in any case.
    pub(crate) cost: Located<Scalar>,
    /// Expression without unit, from 0 to 1: the probability of success.
    pub(crate) success: Located<Scalar>,
    /// Expression in USD: what the attacker must have to begin.
    pub(crate) capital: Located<Scalar>,
    /// What must hold for the attack to be tried.
    pub(crate) preconditions: Option<Vec<Located<String>>>,
    /// What stands against it.
    pub(crate) mitigation: Located<String>,
    /// Where it comes from.
    pub(crate) source: Located<String>,
    /// Remarks; `{name}` is replaced by the value of a parameter or formula.
    pub(crate) notes: Option<Vec<Located<String>>>,
}

/// A sweep over parameters.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct SweepEntry {
    /// What to vary: `name=lo:hi`, `name=lo:hi:n`, `name=lo:hi:n:log`, `name=a,b,c`, or `name` for its whole range;
    /// `@group` at the end moves it with others.
    pub(crate) vary: Located<Vec<Located<String>>>,
    /// The points to visit.
    pub(crate) design: Option<Located<SweepDesign>>,
    /// Points of the design, base points of `saltelli`, or trajectories of `morris`.
    #[schemars(range(min = 1))]
    pub(crate) points: Option<Located<u64>>,
    /// Whether every point of the controls meets the same points of the environment.
    pub(crate) crossed: Option<Located<bool>>,
    /// Simulated runs at each point; 0 for formulas alone.
    pub(crate) runs: Option<Located<u64>>,
    /// Attacks, formulas or findings by name; every attack when left out.
    pub(crate) of: Option<Vec<Located<String>>>,
    /// The seed of the design and of every random stream.
    pub(crate) seed: Option<Located<u64>>,
}

impl<T: JsonSchema> JsonSchema for Located<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

impl<T: JsonSchema> JsonSchema for Entries<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        BTreeMap::<String, T>::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        BTreeMap::<String, T>::json_schema(generator)
    }
}

impl JsonSchema for Unit {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Unit".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }
}
