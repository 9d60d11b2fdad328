//! A scenario: a protocol's parameters with their values, its tables and formulas, and the attacks on it.

mod assemble;
pub(crate) mod document;
mod error;
pub(crate) mod files;
mod formula;
mod overrides;
mod parameter;
mod reads;
mod references;
mod rows;
mod step;
mod sweep;
mod table;
mod vary;

use std::io;
use std::path::Path;

use dashu_ratio::RBig;

pub(crate) use assemble::{Beside, Question, exact, is_path};
pub(crate) use document::Document;
pub use error::{LookupError, ValueError};
pub use formula::Formula;
pub use overrides::Override;
pub use parameter::{Constant, Encoding, Parameter, ParameterKind, spell};
use reads::Kept;
pub use reads::{Read, Recording};
pub use sweep::{SweepDesign, SweepTable};
pub use table::{Schedule, Step, Table};
pub use vary::{Scale, Varied, Vary};

use crate::attack::Attack;
use crate::diagnostic::{Diagnostic, Place, ScenarioError, SourceFile, did_you_mean, nearest};
use crate::expression::{EvaluationError, Evaluator, Name, NameText, Names, Slot};
use crate::number::{Number, to_f64};
use crate::unit::Unit;

/// A loaded, checked scenario. Cloning is cheap: everything is shared until a value is set.
#[derive(Debug, Clone)]
pub struct Scenario {
    kept: Kept,
}

/// What does not change when a parameter's value does.
#[derive(Debug, Clone)]
struct Structure {
    title: String,
    protocol: String,
    protocol_place: Option<Place>,
    source: Option<String>,
    names: Names,
    parameters: Vec<Parameter>,
    tables: Vec<Table>,
    formulas: Vec<Formula>,
    attacks: Vec<Attack>,
    sweep: Option<SweepTable>,
    sources: Vec<SourceFile>,
    /// Where each parameter's value is written.
    places: Vec<Place>,
    overrides: Vec<Override>,
}

/// The value of a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Value {
    /// In the declared unit, and in base units.
    Number { declared: RBig, base: RBig },
    /// The position of a switch among its choices.
    Choice(usize),
}

impl Scenario {
    /// Reads a scenario file and whatever it extends, applies the overrides in order, and checks everything: names,
    /// units, ranges, cycles, and that every formula and attack has a value.
    ///
    /// # Errors
    /// [`ScenarioError`] with as many diagnostics as could be found at once.
    pub fn load(path: &Path, overrides: &[Override]) -> Result<Self, ScenarioError> {
        Self::load_with(path, overrides, &files::from_disk)
    }

    /// As [`Scenario::load`], with the files opened by `open` instead of from the disk: out of a revision of a repository,
    /// say. It is asked for `path`, and for the files that are extended by paths relative to that.
    ///
    /// # Errors
    /// As [`Scenario::load`].
    pub fn load_with(
        path: &Path,
        overrides: &[Override],
        open: &dyn Fn(&Path) -> io::Result<Box<dyn io::Read>>,
    ) -> Result<Self, ScenarioError> {
        assemble::assemble(files::read(path, open)?, overrides)
    }

    /// The title of the file that was loaded.
    pub fn title(&self) -> &str {
        self.kept.title()
    }

    /// The protocol the scenario is about, such as `chronos`.
    pub fn protocol(&self) -> &str {
        self.kept.protocol()
    }

    /// The error that whoever knows only the protocols `known` gives for this scenario's.
    pub fn unknown_protocol(&self, known: &[&str]) -> ScenarioError {
        let protocol = self.protocol();
        let mut problem = Diagnostic::new(format!("there is no protocol `{protocol}`"))
            .maybe_help(did_you_mean(protocol, known.iter().copied()));
        if let Some(place) = self.kept.protocol_place() {
            problem = problem.at(place, "");
        }
        ScenarioError::one(problem)
    }

    /// Where the scenario's numbers come from, where it says so.
    pub fn source(&self) -> Option<&str> {
        self.kept.source()
    }

    /// Every parameter, in file order, inherited ones first.
    pub fn parameters(&self) -> &[Parameter] {
        self.kept.parameters()
    }

    /// Every step table, in file order, inherited ones first.
    pub fn tables(&self) -> &[Table] {
        self.kept.tables()
    }

    /// Every formula, in file order, inherited ones first.
    pub fn formulas(&self) -> &[Formula] {
        self.kept.formulas()
    }

    /// Every attack, in file order, inherited ones first.
    pub fn attacks(&self) -> &[Attack] {
        self.kept.attacks()
    }

    /// The sweep that the file asks for, or the nearest of those it extends.
    pub fn sweep(&self) -> Option<&SweepTable> {
        self.kept.sweep()
    }

    /// Every file that was read, the one asked for last.
    pub fn sources(&self) -> &[SourceFile] {
        self.kept.sources()
    }

    /// The overrides the scenario was loaded with, in order.
    pub fn overrides(&self) -> &[Override] {
        self.kept.overrides()
    }

    /// Where the value of a parameter is written in a file, or the expression of a formula; none for other names.
    pub fn place_of(&self, name: &str) -> Option<Place> {
        match self.kept.name(name)? {
            Name::Parameter(slot) => self.kept.place(*slot).cloned(),
            Name::Formula(slot) => {
                Some(self.kept.formula(*slot)?.expression.anchor.whole().clone())
            }
            _ => None,
        }
    }

    /// The parameter of this name.
    ///
    /// # Errors
    /// [`LookupError::Unknown`] with the nearest name.
    pub fn parameter(&self, name: &str) -> Result<&Parameter, LookupError> {
        self.kept
            .parameter(self.parameter_slot(name)?)
            .ok_or_else(|| LookupError::lost(name))
    }

    /// The formula of this name.
    ///
    /// # Errors
    /// [`LookupError::Unknown`] with the nearest name.
    pub fn formula(&self, name: &str) -> Result<&Formula, LookupError> {
        self.formula_at(self.formula_slot(name)?)
    }

    /// The attack of this id, such as `chronos/false-claim`.
    ///
    /// # Errors
    /// [`LookupError::Unknown`] with the nearest id.
    pub fn attack(&self, id: &str) -> Result<&Attack, LookupError> {
        self.kept
            .attack(id)
            .ok_or_else(|| self.unknown("attack", id, self.kept.names().attacks()))
    }

    /// The value of a numeric parameter, in its declared unit, as the nearest `f64`.
    ///
    /// # Errors
    /// [`LookupError`] when there is no such parameter or it is a switch.
    pub fn number(&self, name: &str) -> Result<f64, LookupError> {
        self.exact(name).map(to_f64)
    }

    /// The exact value of a numeric parameter, in its declared unit.
    ///
    /// # Errors
    /// [`LookupError`] when there is no such parameter or it is a switch.
    pub fn exact(&self, name: &str) -> Result<&RBig, LookupError> {
        match self.kept.value(self.parameter_slot(name)?) {
            Some(Value::Number { declared, .. }) => Ok(declared),
            _ => Err(LookupError::IsSwitch {
                name: name.to_owned(),
            }),
        }
    }

    /// The exact value of a numeric parameter in another unit of the same dimension: a stake of 0.1 ETH in `wei` is 10¹⁷.
    ///
    /// # Errors
    /// [`LookupError`] when there is no such parameter, it is a switch, or the unit is unknown or of another dimension.
    pub fn exact_in(&self, name: &str, unit: &str) -> Result<RBig, LookupError> {
        let (slot, declared) = self.numeric_slot(name)?;
        let wanted = Unit::parse(unit)?;
        if !declared.same_dimension(&wanted) {
            let (unit, declared) = (unit.to_owned(), declared.name().to_owned());
            return Err(LookupError::OtherDimension {
                name: name.to_owned(),
                declared,
                unit,
            });
        }
        Ok(wanted.in_unit(self.base_value(slot)?))
    }

    /// The choice a switch stands at.
    ///
    /// # Errors
    /// [`LookupError`] when there is no such parameter or it is a number.
    pub fn choice(&self, name: &str) -> Result<&str, LookupError> {
        let slot = self.parameter_slot(name)?;
        match self.kept.value(slot) {
            Some(Value::Choice(choice)) => self
                .kept
                .called()
                .choice(slot, *choice)
                .ok_or_else(|| LookupError::lost(name)),
            _ => Err(LookupError::IsNumber {
                name: name.to_owned(),
            }),
        }
    }

    /// The same scenario with one number changed; `value` is in the parameter's declared unit.
    ///
    /// # Errors
    /// [`ValueError`] when there is no such number, or the value is outside its range or not whole where it must be.
    pub fn with_number(&self, name: &str, value: RBig) -> Result<Self, ValueError> {
        let (slot, unit) = self.numeric_slot(name)?;
        self.parameter(name)?.admit(&value)?;
        let base = unit.in_base(&value);
        Ok(self.with_value(
            slot,
            Value::Number {
                declared: value,
                base,
            },
        ))
    }

    /// The same scenario with one switch changed.
    ///
    /// # Errors
    /// [`ValueError`] when there is no such switch or choice.
    pub fn with_choice(&self, name: &str, choice: &str) -> Result<Self, ValueError> {
        let slot = self.parameter_slot(name)?;
        let position = self.parameter(name)?.position_of(choice)?;
        Ok(self.with_value(slot, Value::Choice(position)))
    }

    fn with_value(&self, slot: usize, value: Value) -> Self {
        Self {
            kept: self.kept.with_value(slot, value),
        }
    }

    /// An evaluator of this scenario's formulas over the numbers `N`; keep it to evaluate several formulas at one point.
    pub fn evaluator<N: Number>(&self) -> Evaluator<'_, N> {
        Evaluator::new(self)
    }

    /// The value of a formula, in its declared unit.
    ///
    /// # Errors
    /// [`EvaluationError`] when there is no such formula, or it has no value of this kind here.
    pub fn evaluate<N: Number>(&self, formula: &str) -> Result<N, EvaluationError> {
        self.evaluator().formula(formula)
    }

    fn parameter_slot(&self, name: &str) -> Result<usize, LookupError> {
        match self.kept.name(name) {
            Some(Name::Parameter(slot) | Name::Switch(slot, _)) => Ok(*slot),
            _ => Err(self.unknown("parameter", name, self.kept.names().parameters())),
        }
    }

    pub(crate) fn formula_slot(&self, name: &str) -> Result<usize, LookupError> {
        match self.kept.name(name) {
            Some(Name::Formula(slot)) => Ok(*slot),
            _ => Err(self.unknown("formula", name, self.kept.names().formulas())),
        }
    }

    fn unknown<'a>(
        &self,
        kind: &'static str,
        name: &str,
        names: impl Iterator<Item = &'a str>,
    ) -> LookupError {
        LookupError::Unknown {
            kind,
            name: name.to_owned(),
            nearest: nearest(name, names).map(str::to_owned),
        }
    }

    pub(crate) fn numeric_slot(&self, name: &str) -> Result<(usize, &Unit), LookupError> {
        let slot = self.parameter_slot(name)?;
        let unit = self.kept.parameter(slot).and_then(Parameter::unit);
        unit.map(|unit| (slot, unit))
            .ok_or_else(|| LookupError::IsSwitch {
                name: name.to_owned(),
            })
    }

    /// Whether a name is a formula's.
    pub(crate) fn is_formula(&self, name: &str) -> bool {
        matches!(self.kept.name(name), Some(Name::Formula(_)))
    }

    /// How many parameters, formulas and tables there are.
    pub(crate) fn counts(&self) -> (usize, usize, usize) {
        self.kept.counts()
    }

    pub(crate) fn parameter_at(&self, slot: usize) -> Option<&Parameter> {
        self.kept.parameter(slot)
    }

    pub(crate) fn formula_at(&self, slot: usize) -> Result<&Formula, LookupError> {
        self.kept
            .formula(slot)
            .ok_or_else(|| LookupError::lost("formula"))
    }

    pub(crate) fn table_at(&self, slot: usize) -> Result<&Table, LookupError> {
        self.kept
            .table(slot)
            .ok_or_else(|| LookupError::lost("table"))
    }

    pub(crate) fn base_value(&self, slot: usize) -> Result<&RBig, LookupError> {
        match self.kept.value(slot) {
            Some(Value::Number { base, .. }) => Ok(base),
            _ => Err(LookupError::lost("parameter")),
        }
    }

    pub(crate) fn position(&self, switch: usize) -> Result<usize, LookupError> {
        match self.kept.value(switch) {
            Some(Value::Choice(choice)) => Ok(*choice),
            _ => Err(LookupError::lost("switch")),
        }
    }
}

/// Names as they are written in the files.
impl NameText for Scenario {
    fn name(&self, slot: Slot) -> String {
        let name = match slot {
            Slot::Parameter(slot) => self.kept.called().parameter(slot),
            Slot::Formula(slot) => self.kept.called().formula(slot),
            Slot::Table(slot) => self.kept.called().table(slot),
        };
        name.unwrap_or_default().to_owned()
    }

    fn called(&self, table: usize) -> String {
        self.name(Slot::Table(table))
    }

    fn choice(&self, switch: usize, choice: usize) -> (String, String) {
        (
            self.name(Slot::Parameter(switch)),
            self.kept
                .called()
                .choice(switch, choice)
                .unwrap_or_default()
                .to_owned(),
        )
    }
}
