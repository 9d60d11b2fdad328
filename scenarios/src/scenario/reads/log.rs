//! Flags for everything that can be read.

use std::sync::atomic::{AtomicBool, Ordering};

/// Something of a scenario that can be read, by slot where there are many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Item {
    /// The value of a parameter, with its unit.
    Value(usize),
    /// Everything of a parameter but its value.
    Definition(usize),
    Formula(usize),
    Table(usize),
    Attack(usize),
    Whole(Whole),
}

/// Something that a scenario has one of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whole {
    Heading,
    /// Every name, of whatever kind.
    Names,
    /// Everything of every parameter but the values.
    Parameters,
    Formulas,
    Tables,
    Attacks,
    Sweep,
    Files,
}

impl Whole {
    pub(super) const ALL: [Self; 8] = [
        Self::Heading,
        Self::Names,
        Self::Parameters,
        Self::Formulas,
        Self::Tables,
        Self::Attacks,
        Self::Sweep,
        Self::Files,
    ];
}

/// What has been read so far.
#[derive(Debug)]
pub(super) struct Log {
    values: Flags,
    definitions: Flags,
    formulas: Flags,
    tables: Flags,
    attacks: Flags,
    whole: Flags,
}

impl Log {
    pub(super) fn blank(parameters: usize, formulas: usize, tables: usize, attacks: usize) -> Self {
        Self {
            values: Flags::down(parameters),
            definitions: Flags::down(parameters),
            formulas: Flags::down(formulas),
            tables: Flags::down(tables),
            attacks: Flags::down(attacks),
            whole: Flags::down(Whole::ALL.len()),
        }
    }

    pub(super) fn mark(&self, item: Item) {
        match item {
            Item::Value(slot) => self.values.raise(slot),
            Item::Definition(slot) => self.definitions.raise(slot),
            Item::Formula(slot) => self.formulas.raise(slot),
            Item::Table(slot) => self.tables.raise(slot),
            Item::Attack(slot) => self.attacks.raise(slot),
            Item::Whole(whole) => self.whole.raise(whole as usize),
        }
    }

    /// Marks what the other has marked.
    pub(super) fn add(&self, other: &Self) {
        for item in other.marked() {
            self.mark(item);
        }
    }

    /// What is marked, in a fixed order.
    pub(super) fn marked(&self) -> Vec<Item> {
        let whole = Whole::ALL.into_iter().map(Item::Whole);
        let whole = whole.zip(&self.whole.0).filter(|(_, flag)| up(flag));
        (self.values.raised().map(Item::Value))
            .chain(self.definitions.raised().map(Item::Definition))
            .chain(self.formulas.raised().map(Item::Formula))
            .chain(self.tables.raised().map(Item::Table))
            .chain(self.attacks.raised().map(Item::Attack))
            .chain(whole.map(|(item, _)| item))
            .collect()
    }
}

/// A flag for each slot. Nothing is handed from thread to thread by them, so that no order is needed; whoever looks at
/// them has joined those who raised them.
#[derive(Debug)]
struct Flags(Box<[AtomicBool]>);

impl Flags {
    fn down(count: usize) -> Self {
        Self((0..count).map(|_| AtomicBool::new(false)).collect())
    }

    fn raise(&self, slot: usize) {
        // Looking first leaves the cache line to all readers once it is up.
        if let Some(flag) = self.0.get(slot).filter(|flag| !up(flag)) {
            flag.store(true, Ordering::Relaxed);
        }
    }

    fn raised(&self) -> impl Iterator<Item = usize> {
        let flags = self.0.iter().enumerate();
        flags.filter(|(_, flag)| up(flag)).map(|(slot, _)| slot)
    }
}

fn up(flag: &AtomicBool) -> bool {
    flag.load(Ordering::Relaxed)
}
