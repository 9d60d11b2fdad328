//! Temporal proofs: a balance history, and what samples of it show.

use super::claims::Statement;
use super::fixed::{Rounding, mul_div};
use super::in_force::InForce;
use super::refusal::Refusal;
use super::units::{BLOCK_TIME, Block, Seconds, Wad, YEAR};

/// The blocks a temporal proof samples, in ascending order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Samples(pub Vec<Block>);

/// An account's balance through time, run-length encoded: what it held at the end of each block,
/// and in which blocks it held more for a moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BalanceHistory {
    // From which block on which balance stands at the end of blocks.
    runs: Vec<(Block, Wad)>,
    peaks: Vec<(Block, Wad)>,
}

impl BalanceHistory {
    /// From `block` on, the balance at the end of blocks is `balance`, USD. Before the first
    /// record it is zero.
    ///
    /// # Errors
    /// [`Refusal::HistoryReversed`] for a block before the last recorded.
    pub fn hold(&mut self, block: Block, balance: Wad) -> Result<(), Refusal> {
        record(&mut self.runs, block, balance)
    }

    /// Within `block`, the balance reaches `peak` USD for a moment, as a flash loan makes it.
    ///
    /// # Errors
    /// [`Refusal::HistoryReversed`] for a block before the last peak.
    pub fn flash(&mut self, block: Block, peak: Wad) -> Result<(), Refusal> {
        record(&mut self.peaks, block, peak)
    }

    /// Balance at the end of a block, USD.
    #[must_use]
    pub fn at_end(&self, block: Block) -> Wad {
        let later = self.runs.partition_point(|(from, _)| *from <= block);
        later
            .checked_sub(1)
            .and_then(|run| self.runs.get(run))
            .map_or(0, |(_, balance)| *balance)
    }

    /// Highest balance within a block, USD: a recorded peak, or what was held at its beginning or
    /// its end.
    #[must_use]
    pub fn peak_in(&self, block: Block) -> Wad {
        let at_begin = block.checked_sub(1).map_or(0, |before| self.at_end(before));
        let peak = self
            .peaks
            .binary_search_by_key(&block, |(at, _)| *at)
            .ok()
            .and_then(|place| self.peaks.get(place))
            .map_or(0, |(_, peak)| *peak);
        peak.max(at_begin).max(self.at_end(block))
    }

    /// Whether the balance at the end of every block of `blocks` is at least `least`.
    #[must_use]
    pub fn held_through(&self, blocks: std::ops::Range<Block>, least: Wad) -> bool {
        if blocks.is_empty() {
            return true;
        }
        let begins_within = self.runs.partition_point(|(from, _)| *from <= blocks.start);
        self.at_end(blocks.start) >= least
            && self
                .runs
                .iter()
                .skip(begins_within)
                .take_while(|(from, _)| *from < blocks.end)
                .all(|(_, balance)| *balance >= least)
    }
}

fn record(list: &mut Vec<(Block, Wad)>, block: Block, balance: Wad) -> Result<(), Refusal> {
    match list.last_mut() {
        Some((last, _)) if *last > block => Err(Refusal::HistoryReversed { last: *last, block }),
        Some((last, recorded)) if *last == block => {
            *recorded = balance;
            Ok(())
        }
        _ => {
            list.push((block, balance));
            Ok(())
        }
    }
}

/// Samples a proof of `age` must show: [`samples_per_year`](InForce::samples_per_year) for each year, rounded up,
/// and never fewer than one.
///
/// # Errors
/// [`Refusal::Overflow`].
pub fn required_samples(constants: &InForce, age: Seconds) -> Result<u64, Refusal> {
    let samples = mul_div(
        age.into(),
        constants.samples_per_year().into(),
        YEAR.into(),
        Rounding::Up,
    )?;
    Ok(u64::try_from(samples)
        .map_err(|_| Refusal::Overflow)?
        .max(1))
}

/// Whether samples of a history show the balance that `statement` claims, at time `now`.
///
/// A sample sees the highest balance within its block: that is the paper's premise, that a flash
/// loan can show a balance it does not hold. From each sample on, the balance must then persist at
/// the end of the blocks that follow, up to where the next sample could stand at the earliest:
/// `min_sample_blocks − 1` of them. A flash loan is repaid within its block, so it passes
/// only at a distance of one, which leaves no block between; held capital passes at any.
///
/// Samples may stand anywhere within the claimed age: the paper asks for a least distance and for a
/// number of them, and for no spread.
///
/// # Errors
/// Samples that are no proof at all: the wrong number, too close or out of order, so late that
/// blocks they stand for are still to come, or before the claimed age.
pub fn check_samples(
    constants: &InForce,
    history: &BalanceHistory,
    samples: &Samples,
    statement: Statement,
    now: Seconds,
) -> Result<bool, Refusal> {
    let least = constants.min_sample_blocks();
    let current = now / BLOCK_TIME;
    let begins = now.saturating_sub(statement.age) / BLOCK_TIME;
    let Samples(blocks) = samples;
    let (given, required) = (
        blocks.len() as u64,
        required_samples(constants, statement.age)?,
    );
    if given != required {
        return Err(Refusal::SampleCount { given, required });
    }
    for sample in blocks.iter().copied() {
        if sample
            .checked_add(least.saturating_sub(1))
            .is_none_or(|last| last > current)
        {
            return Err(Refusal::SampleInFuture {
                sample,
                now: current,
            });
        }
        if sample < begins {
            return Err(Refusal::SampleTooOld { sample, begins });
        }
    }
    let pairs = || blocks.iter().copied().zip(blocks.iter().copied().skip(1));
    for (first, second) in pairs() {
        if second.checked_sub(first).is_none_or(|gap| gap < least) {
            return Err(Refusal::SamplesTooClose {
                first,
                second,
                least,
            });
        }
    }
    let shown = blocks
        .iter()
        .all(|sample| history.peak_in(*sample) >= statement.balance);
    // `sample + least - 1` is at most `current`, so nothing overflows here.
    let persists = blocks
        .iter()
        .all(|sample| history.held_through(sample + 1..sample + least, statement.balance));
    Ok(shown && persists)
}
