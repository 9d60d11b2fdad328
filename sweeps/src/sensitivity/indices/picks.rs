//! Evaluates the designs: picks the coordinates of A and B, block by block, and sums what comes back.

use std::ops::Range;

use super::terms::{Block, Layout, Sums};
use super::{AnalysisError, Groups, Plan, Response, SensitivityError};
use crate::design::sobol::Sobol;
use crate::sensitivity::ordered::in_order;
use crate::sensitivity::response::evaluate;

/// Rows that are evaluated at once: their columns stay in the cache.
const BLOCK: u64 = 256;

/// Pieces of work that the replicates are cut into, about, where they have as many blocks. A constant: the order of the
/// sums does not depend on the number of threads.
const PIECES: u64 = 512;

/// The sums of each replicate.
pub(super) fn replicates<R: Response>(
    response: &R,
    plan: &Plan,
    layout: Layout,
    rows: u64,
) -> Result<Vec<Sums>, SensitivityError<R::Error>> {
    let blocks = rows.div_ceil(BLOCK);
    let piece_blocks = blocks.div_ceil(PIECES.div_ceil(plan.replicates));
    in_order(plan.replicates, |replicate| {
        let sobol = Sobol::scrambled(2 * response.dimensions(), plan.seed, replicate)
            .map_err(|error| AnalysisError::Design(error.into()))?;
        let pieces = in_order(blocks.div_ceil(piece_blocks), |piece| {
            let first = piece * piece_blocks * BLOCK;
            let last = (first + piece_blocks * BLOCK).min(rows);
            Picks::new(&sobol, layout).sum(response, &plan.groups, layout, first..last)
        })?;
        let mut pieces = pieces.into_iter();
        let first = pieces.next().unwrap_or_else(|| Sums::new(layout, 0.0));
        Ok(pieces.fold(first, |mut sums, piece| {
            sums.merge(layout, piece);
            sums
        }))
    })
}

/// One thread's share of the work: the coordinates of a block's A and B, and the outcomes.
struct Picks<'a> {
    sobol: &'a Sobol,
    coordinates: Vec<Vec<f64>>,
    block: Block,
}

impl<'a> Picks<'a> {
    fn new(sobol: &'a Sobol, layout: Layout) -> Self {
        Self {
            sobol,
            coordinates: vec![Vec::new(); sobol.dimensions()],
            block: Block::new(layout),
        }
    }

    /// The sums over these rows.
    fn sum<R: Response>(
        mut self,
        response: &R,
        groups: &Groups,
        layout: Layout,
        rows: Range<u64>,
    ) -> Result<Sums, SensitivityError<R::Error>> {
        let mut sums: Option<Sums> = None;
        for first in rows.clone().step_by(BLOCK as usize) {
            let count = (rows.end - first).min(BLOCK) as usize;
            for column in &mut self.coordinates {
                column.resize(count, 0.0);
            }
            self.block.resize(count);
            self.sobol.fill(first, &mut self.coordinates);
            self.evaluate(response, groups)?;
            let outcome = self.block.columns.first().and_then(|a| a.first());
            let shift = outcome.copied().unwrap_or(0.0);
            sums.get_or_insert_with(|| Sums::new(layout, shift))
                .add(layout, &mut self.block);
        }
        Ok(sums.unwrap_or_else(|| Sums::new(layout, 0.0)))
    }

    /// Evaluates the rows' A, AB_i, BA_i and B.
    fn evaluate<R: Response>(
        &mut self,
        response: &R,
        groups: &Groups,
    ) -> Result<(), SensitivityError<R::Error>> {
        let (a, b) = self.coordinates.split_at(self.coordinates.len() / 2);
        let last = self.block.columns.len().saturating_sub(1);
        let mut picked: Vec<&[f64]> = Vec::with_capacity(a.len());
        for (place, outcomes) in self.block.columns.iter_mut().enumerate() {
            // Place 0 is A, which no group is taken out of; then groups, with B's coordinates in A and A's in B.
            let mirrored = place > groups.len();
            let moved = match place {
                0 => None,
                _ if place == last => None,
                _ => Some((place - 1) % groups.len()),
            };
            let (base, other) = if mirrored { (b, a) } else { (a, b) };
            let coordinates = base.iter().zip(other).zip(groups.of_dimensions());
            picked.clear();
            picked.extend(coordinates.map(|((own, other), group)| {
                let from = if Some(*group) == moved { other } else { own };
                from.as_slice()
            }));
            evaluate(response, &picked, outcomes)?;
        }
        Ok(())
    }
}
