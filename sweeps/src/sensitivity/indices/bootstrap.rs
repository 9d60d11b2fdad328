//! Indices of outcomes that exist once, with intervals from resampled rows.

use std::ops::Range;

use assay_sim::engine::{RunKey, Streams};
use assay_sim::statistics::{Interval, StatisticsError, Summary, normal_quantile};
use rayon::prelude::*;

use super::parts::{Parts, mean};
use super::terms::{Block, Layout, Sums, dot};
use super::{Decomposition, Indices};
use crate::sensitivity::{AnalysisError, Estimate};

/// Rows that are looked at at once: their columns stay in the cache.
const BLOCK: usize = 256;

/// Resamples that share a pass over the rows.
const BATCH: u64 = 8;

/// What a [`bootstrap`] is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resampling {
    /// Groups of the design.
    pub groups: usize,
    /// Whether the rows hold BA_i, for second order.
    pub second: bool,
    /// Resamples of the rows, at least two; 100 are usual.
    pub resamples: u64,
    /// The seed of the resampling.
    pub seed: u64,
}

/// The Sobol' indices of the `outcomes` of one Saltelli design, with bootstrap intervals (Archer, Saltelli and Sobol'
/// 1997): 1.96 standard deviations of the estimates from rows drawn with replacement either side.
///
/// `outcomes` are those of the design's rows one after the other, in each row at A, AB_1, AB_2 …, with second order BA_1,
/// BA_2 …, and B. The estimates are those of [`indices`](super::indices()).
///
/// The bootstrap takes the rows for a random sample. Those of a Sobol' design are spread evenly on purpose, and the
/// estimates lie closer to the truth than rows drawn at random would: **the intervals are too wide, by a factor that
/// nothing in one design can tell**. Where the response can be evaluated again, [`indices`](super::indices()) measures
/// the error instead.
///
/// Takes eight weights a row and thread besides the outcomes; the same bytes for any number of threads.
///
/// # Errors
/// Outcomes that are not at least two whole rows or not finite, fewer than two resamples, and resamples in which the
/// outcomes have no variance.
pub fn bootstrap(
    outcomes: &[f64],
    resampling: &Resampling,
) -> Result<Decomposition, AnalysisError> {
    let layout = Layout {
        groups: resampling.groups,
        second: resampling.second,
    };
    let data = Data::new(outcomes, layout)?;
    if resampling.resamples < 2 {
        return Err(AnalysisError::TooFew {
            what: "resamples",
            got: resampling.resamples,
        });
    }
    let evaluations = outcomes.len() as u64;
    let whole = data.sums();
    if whole.low == whole.high {
        return Ok(Decomposition::Constant {
            value: whole.low,
            evaluations,
        });
    }
    let batches = resampling.resamples.div_ceil(BATCH);
    let resampled: Vec<Vec<Sums>> = (0..batches)
        .into_par_iter()
        .map(|batch| {
            let last = (batch * BATCH + BATCH).min(resampling.resamples);
            data.resampled(resampling.seed, batch * BATCH..last)
        })
        .collect();
    let whole = shares(&whole, layout);
    let resampled: Vec<Vec<f64>> = resampled
        .iter()
        .flatten()
        .map(|sums| shares(sums, layout))
        .collect();
    let estimates = whole
        .iter()
        .enumerate()
        .map(|(place, value)| {
            let others: Vec<f64> = resampled
                .iter()
                .filter_map(|shares| shares.get(place).copied())
                .collect();
            let error = normal_quantile(0.975) * Summary::of(&others)?.sd;
            Ok(Estimate {
                value: *value,
                ci95: Interval {
                    low: value - error,
                    high: value + error,
                },
            })
        })
        .collect::<Result<Vec<_>, AnalysisError>>()?;
    let [mean, variance, ref shares @ ..] = *estimates else {
        return Err(StatisticsError::Overflow.into());
    };
    Ok(Decomposition::Varies(Indices::of(
        mean,
        variance,
        shares,
        layout,
        evaluations,
    )))
}

/// The mean, the variance, and the variance's shares.
fn shares(sums: &Sums, layout: Layout) -> Vec<f64> {
    let mean = mean(sums);
    let Parts { variance, parts } = Parts::about(mean, layout, sums);
    let shares = parts.iter().map(|part| part / variance);
    [mean, variance].into_iter().chain(shares).collect()
}

/// Outcomes, row after row.
struct Data<'a> {
    outcomes: &'a [f64],
    layout: Layout,
    shift: f64,
}

impl<'a> Data<'a> {
    fn new(outcomes: &'a [f64], layout: Layout) -> Result<Self, AnalysisError> {
        let row = layout.width();
        if layout.groups == 0 || outcomes.len() < 2 * row || !outcomes.len().is_multiple_of(row) {
            return Err(AnalysisError::Rows {
                got: outcomes.len(),
                row,
            });
        }
        if let Some((index, &value)) = outcomes.iter().enumerate().find(|(_, y)| !y.is_finite()) {
            return Err(AnalysisError::Outcome { index, value });
        }
        Ok(Self {
            outcomes,
            layout,
            shift: outcomes.first().copied().unwrap_or(0.0),
        })
    }

    /// Turns the rows of each block into columns.
    fn each_block(&self, mut take: impl FnMut(&mut Block)) {
        let width = self.layout.width();
        let mut block = Block::new(self.layout);
        for rows in self.outcomes.chunks(BLOCK * width) {
            block.resize(rows.len() / width);
            for (place, column) in block.columns.iter_mut().enumerate() {
                for (into, row) in column.iter_mut().zip(rows.chunks_exact(width)) {
                    *into = row.get(place).copied().unwrap_or(0.0);
                }
            }
            take(&mut block);
        }
    }

    fn sums(&self) -> Sums {
        let mut sums = Sums::new(self.layout, self.shift);
        self.each_block(|block| sums.add(self.layout, block));
        sums
    }

    /// The sums over the rows drawn for each of some resamples, by how often each row was drawn.
    fn resampled(&self, seed: u64, resamples: Range<u64>) -> Vec<Sums> {
        let rows = self.outcomes.len() / self.layout.width();
        let weights: Vec<Vec<f64>> = resamples
            .map(|resample| {
                let mut weights = vec![0.0; rows];
                let mut draws = Streams::new(RunKey {
                    seed,
                    point: 0,
                    replicate: resample,
                })
                .open("sobol-bootstrap");
                for _ in 0..rows {
                    let drawn = draws.below(rows as u64).unwrap_or(0);
                    if let Some(weight) = weights.get_mut(drawn as usize) {
                        *weight += 1.0;
                    }
                }
                weights
            })
            .collect();
        let mut sums = vec![Sums::new(self.layout, self.shift); weights.len()];
        for sums in &mut sums {
            sums.rows = rows as f64;
        }
        let mut first = 0;
        self.each_block(|block| {
            let mut end = first;
            block.each_term(self.layout, self.shift, |place, column| {
                end = first + column.len();
                for (sums, weights) in sums.iter_mut().zip(&weights) {
                    let weights = weights.get(first..end).unwrap_or(&[]);
                    if let Some(term) = sums.terms.get_mut(place) {
                        *term += dot(weights, column);
                    }
                }
            });
            first = end;
        });
        sums
    }
}
