//! Which of the numbers that were read ahead are used.
//!
//! The contract's constants and the world's numbers are read and checked before anything is played, all of them; a run
//! uses a few. Each number therefore keeps what of the scenario it was read from, and counts as read when it is used.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use assay_scenarios::{Recording, Scenario};

use super::amounts::{Amounts, EconomyError};

/// Watches the uses of numbers that were read ahead of a recorded scenario. Shared by every copy of the numbers, in every
/// thread.
#[derive(Debug)]
pub(super) struct Watch {
    /// A bit for each number that was used.
    seen: AtomicU64,
    /// What each number was read from, by its bit.
    sources: Vec<Option<Recording>>,
    scenario: Scenario,
}

impl Watch {
    /// Counts a number as used, and what it was read from as read.
    pub(super) fn uses(&self, number: u32) {
        let bit = 1_u64 << number;
        // Looking first leaves the cache line to all readers. What is noted is looked at when the threads have been
        // joined, so that no order is needed.
        if self.seen.load(Ordering::Relaxed) & bit == 0 {
            self.seen.fetch_or(bit, Ordering::Relaxed);
            if let Some(Some(source)) = self.sources.get(number as usize) {
                self.scenario.note(source);
            }
        }
    }

    /// Counts all of them as used.
    pub(super) fn uses_all(&self) {
        for (number, _) in (0..).zip(&self.sources) {
            self.uses(number);
        }
    }
}

/// Reads numbers ahead of a scenario, each with what it is read from where the scenario is recorded.
pub(super) struct Ahead<'a> {
    scenario: &'a Scenario,
    sources: Vec<Option<Recording>>,
}

impl<'a> Ahead<'a> {
    pub(super) fn of(scenario: &'a Scenario) -> Self {
        Self {
            scenario,
            sources: Vec::new(),
        }
    }

    /// Reads the number of that bit. What cannot be read has been used: whoever goes on without it goes on for that.
    pub(super) fn read<T>(
        &mut self,
        number: u32,
        read: impl FnOnce(&Amounts<'_>) -> Result<T, EconomyError>,
    ) -> Result<T, EconomyError> {
        if !self.scenario.is_recorded() {
            return read(&Amounts(self.scenario));
        }
        let (scenario, recording) = self.scenario.recording();
        let value = read(&Amounts(&scenario)).inspect_err(|_| self.scenario.note(&recording))?;
        let place = number as usize;
        if self.sources.len() <= place {
            self.sources.resize_with(place + 1, || None);
        }
        if let Some(source) = self.sources.get_mut(place) {
            *source = Some(recording);
        }
        Ok(value)
    }

    /// Counts everything that was read as used.
    pub(super) fn used(&self) {
        for source in self.sources.iter().flatten() {
            self.scenario.note(source);
        }
    }

    /// The watch over what was read; none where nothing is recorded.
    pub(super) fn watch(self) -> Option<Arc<Watch>> {
        self.scenario.is_recorded().then(|| {
            Arc::new(Watch {
                seen: AtomicU64::new(0),
                sources: self.sources,
                scenario: self.scenario.clone(),
            })
        })
    }
}

/// Gives a type whose `watch` watches over the numbers in its field `$of` an accessor for each of them, which is the only
/// way to one and counts it as used; and names their bits. No more than 64 numbers: a bit more does not compile.
macro_rules! watched {
    (
        $type:ty { $access:vis fn of $of:ident }
        $vis:vis enum $bits:ident { $($(#[$doc:meta])* $name:ident: $number:ty),+ $(,)? }
    ) => {
        /// Bits of the numbers.
        #[derive(Clone, Copy)]
        #[allow(non_camel_case_types, reason = "a bit is called as its number")]
        #[repr(u32)]
        $vis enum $bits { $($name),+ }

        const _: () = assert!([$($bits::$name),+].len() <= u64::BITS as usize);

        impl $type {
            $(
                $(#[$doc])*
                #[must_use]
                #[inline]
                $access fn $name(&self) -> $number {
                    self.uses($bits::$name);
                    self.$of.$name
                }
            )+

            #[inline]
            fn uses(&self, number: $bits) {
                if let Some(watch) = &self.watch {
                    watch.uses(number as u32);
                }
            }
        }
    };
}

pub(super) use watched;
