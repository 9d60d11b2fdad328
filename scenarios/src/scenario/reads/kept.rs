//! What a scenario is made of, handed out against a note in the log.

use std::sync::Arc;

use super::log::{Item, Log, Whole};
use crate::attack::Attack;
use crate::diagnostic::{Place, SourceFile};
use crate::expression::Name;
use crate::scenario::{Formula, Override, Parameter, Structure, SweepTable, Table, Value};

/// What a scenario is made of. Cloning is cheap: everything is shared, the values until one is set.
#[derive(Debug, Clone)]
pub(in crate::scenario) struct Kept {
    structure: Arc<Structure>,
    values: Arc<Vec<Value>>,
    log: Option<Arc<Log>>,
}

impl Kept {
    pub(in crate::scenario) fn new(structure: Structure, values: Vec<Value>) -> Self {
        Self {
            structure: Arc::new(structure),
            values: Arc::new(values),
            log: None,
        }
    }

    /// The same with that log in place of its own.
    pub(super) fn logged(&self, log: Option<Arc<Log>>) -> Self {
        Self {
            log,
            ..self.clone()
        }
    }

    /// A log of it in which nothing is marked.
    pub(super) fn blank(&self) -> Log {
        let it = &self.structure;
        let (parameters, formulas) = (it.parameters.len(), it.formulas.len());
        Log::blank(parameters, formulas, it.tables.len(), it.attacks.len())
    }

    pub(super) fn log(&self) -> Option<&Log> {
        self.log.as_deref()
    }

    /// For what a read looks like, which is no read itself.
    pub(super) fn structure(&self) -> &Structure {
        &self.structure
    }

    /// As [`Kept::structure`].
    pub(super) fn value_at(&self, slot: usize) -> Option<&Value> {
        self.values.get(slot)
    }

    /// Everything it is made of, to make another of. Not a read: what is asked beside a scenario is asked outside of any log.
    pub(in crate::scenario) fn parts(&self) -> (Structure, Vec<Value>) {
        ((*self.structure).clone(), (*self.values).clone())
    }

    fn mark(&self, item: Item) {
        if let Some(log) = &self.log {
            log.mark(item);
        }
    }

    /// The same with another value in that slot.
    pub(in crate::scenario) fn with_value(&self, slot: usize, value: Value) -> Self {
        let mut changed = self.clone();
        if let Some(place) = Arc::make_mut(&mut changed.values).get_mut(slot) {
            *place = value;
        }
        changed
    }

    pub(in crate::scenario) fn title(&self) -> &str {
        self.mark(Item::Whole(Whole::Heading));
        &self.structure.title
    }

    pub(in crate::scenario) fn protocol(&self) -> &str {
        self.mark(Item::Whole(Whole::Heading));
        &self.structure.protocol
    }

    /// For a message alone.
    pub(in crate::scenario) fn protocol_place(&self) -> Option<&Place> {
        self.mark(Item::Whole(Whole::Files));
        self.structure.protocol_place.as_ref()
    }

    pub(in crate::scenario) fn source(&self) -> Option<&str> {
        self.mark(Item::Whole(Whole::Heading));
        self.structure.source.as_deref()
    }

    pub(in crate::scenario) fn sources(&self) -> &[SourceFile] {
        self.mark(Item::Whole(Whole::Files));
        &self.structure.sources
    }

    pub(in crate::scenario) fn place(&self, slot: usize) -> Option<&Place> {
        self.mark(Item::Whole(Whole::Files));
        self.structure.places.get(slot)
    }

    pub(in crate::scenario) fn overrides(&self) -> &[Override] {
        self.mark(Item::Whole(Whole::Files));
        &self.structure.overrides
    }

    pub(in crate::scenario) fn sweep(&self) -> Option<&SweepTable> {
        self.mark(Item::Whole(Whole::Sweep));
        self.structure.sweep.as_ref()
    }

    pub(in crate::scenario) fn parameters(&self) -> &[Parameter] {
        self.mark(Item::Whole(Whole::Parameters));
        &self.structure.parameters
    }

    pub(in crate::scenario) fn formulas(&self) -> &[Formula] {
        self.mark(Item::Whole(Whole::Formulas));
        &self.structure.formulas
    }

    pub(in crate::scenario) fn tables(&self) -> &[Table] {
        self.mark(Item::Whole(Whole::Tables));
        &self.structure.tables
    }

    pub(in crate::scenario) fn attacks(&self) -> &[Attack] {
        self.mark(Item::Whole(Whole::Attacks));
        &self.structure.attacks
    }

    pub(in crate::scenario) fn parameter(&self, slot: usize) -> Option<&Parameter> {
        self.mark(Item::Definition(slot));
        self.structure.parameters.get(slot)
    }

    pub(in crate::scenario) fn value(&self, slot: usize) -> Option<&Value> {
        self.mark(Item::Value(slot));
        self.values.get(slot)
    }

    pub(in crate::scenario) fn formula(&self, slot: usize) -> Option<&Formula> {
        self.mark(Item::Formula(slot));
        self.structure.formulas.get(slot)
    }

    pub(in crate::scenario) fn table(&self, slot: usize) -> Option<&Table> {
        self.mark(Item::Table(slot));
        self.structure.tables.get(slot)
    }

    /// The attack of that id. That there is none depends on every name.
    pub(in crate::scenario) fn attack(&self, id: &str) -> Option<&Attack> {
        let mut attacks = self.structure.attacks.iter().enumerate();
        let found = attacks.find(|(_, attack)| attack.id() == id);
        self.mark(found.map_or(Item::Whole(Whole::Names), |(slot, _)| Item::Attack(slot)));
        found.map(|(_, attack)| attack)
    }

    /// What a name stands for. Whoever goes on to read that is noted there; that it stands for nothing depends on every
    /// name.
    pub(in crate::scenario) fn name(&self, name: &str) -> Option<&Name> {
        let found = self.structure.names.get(name);
        if found.is_none() {
            self.mark(Item::Whole(Whole::Names));
        }
        found
    }

    /// Every name, of parameters, formulas and attacks, for a hint to the nearest.
    pub(in crate::scenario) fn names(&self) -> Named<'_> {
        self.mark(Item::Whole(Whole::Names));
        Named(&self.structure)
    }

    /// How many parameters, formulas and tables there are: room for what is known of each slot, which shows in no value.
    pub(in crate::scenario) fn counts(&self) -> (usize, usize, usize) {
        let it = &self.structure;
        (it.parameters.len(), it.formulas.len(), it.tables.len())
    }

    /// What a slot is called, which whoever has the slot has read where he had it from.
    pub(in crate::scenario) fn called(&self) -> Named<'_> {
        Named(&self.structure)
    }
}

/// The names of a scenario's parts, and nothing else of them.
#[derive(Clone, Copy)]
pub(in crate::scenario) struct Named<'k>(&'k Structure);

impl<'k> Named<'k> {
    pub(in crate::scenario) fn parameters(self) -> impl Iterator<Item = &'k str> {
        self.0.parameters.iter().map(Parameter::name)
    }

    pub(in crate::scenario) fn formulas(self) -> impl Iterator<Item = &'k str> {
        self.0.formulas.iter().map(Formula::name)
    }

    pub(in crate::scenario) fn tables(self) -> impl Iterator<Item = &'k str> {
        self.0.tables.iter().map(Table::name)
    }

    pub(in crate::scenario) fn attacks(self) -> impl Iterator<Item = &'k str> {
        self.0.attacks.iter().map(Attack::id)
    }

    pub(in crate::scenario) fn parameter(self, slot: usize) -> Option<&'k str> {
        self.0.parameters.get(slot).map(Parameter::name)
    }

    pub(in crate::scenario) fn formula(self, slot: usize) -> Option<&'k str> {
        self.0.formulas.get(slot).map(Formula::name)
    }

    pub(in crate::scenario) fn table(self, slot: usize) -> Option<&'k str> {
        self.0.tables.get(slot).map(Table::name)
    }

    pub(in crate::scenario) fn choice(self, switch: usize, choice: usize) -> Option<&'k str> {
        let choices = self.0.parameters.get(switch)?.choices();
        choices.get(choice).map(String::as_str)
    }
}
