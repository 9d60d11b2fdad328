//! What single runs of the attacks came to.

use assay_reports::{
    Report,
    page::{Bin, Profits},
};
use assay_sim::engine::Ensemble;

use crate::{
    error::CommandError,
    lab::{Asking, Lab, Tell},
};

/// Runs of each attack at most.
const RUNS: u64 = 2_000;
const BINS: usize = 24;
/// Profits that differ by less than this many USD are the same: money is kept in integers.
const SAME: f64 = 0.01;
const STAGE: &str = "what single runs came to";

/// Simulated runs that [`of`] takes.
pub(super) fn runs(lab: &Lab, asking: &Asking) -> u64 {
    let attacks = lab.scenario().attacks().len() as u64;
    asking.runs.min(RUNS).saturating_mul(attacks)
}

/// Of every attack that is simulated, in the report's order: the first of the runs behind its simulated value.
pub(super) fn of(
    lab: &Lab,
    report: &Report,
    asking: &Asking,
    tell: Tell<'_>,
) -> Result<Vec<Profits>, CommandError> {
    tell(STAGE, 0);
    let ensemble = Ensemble {
        runs: asking.runs.min(RUNS),
        ..asking.ensemble()
    };
    let mut all = Vec::new();
    for attack in &report.attacks {
        if let Some(played) = lab.play(&attack.id, ensemble, 0)? {
            let profits: Vec<f64> = played.iter().map(|run| run.profit).collect();
            all.extend(counted(&attack.id, &profits));
        }
        tell(STAGE, ensemble.runs);
    }
    Ok(all)
}

/// The profits in bins of equal width; none where there is no run.
fn counted(attack: &str, profits: &[f64]) -> Option<Profits> {
    let least = profits.iter().copied().reduce(f64::min)?;
    let greatest = profits.iter().copied().reduce(f64::max)?;
    let runs = profits.len() as u64;
    let mean = profits.iter().sum::<f64>() / runs as f64;
    let bins = if greatest - least < SAME {
        vec![Bin {
            low: least,
            high: greatest,
            runs,
        }]
    } else {
        let width = (greatest - least) / BINS as f64;
        let mut counts = [0u64; BINS];
        for profit in profits {
            // The greatest belongs to the last bin.
            let bin = (((profit - least) / width) as usize).min(BINS - 1);
            if let Some(count) = counts.get_mut(bin) {
                *count += 1;
            }
        }
        let edge = |bin: usize| least + width * bin as f64;
        let bins = counts.iter().enumerate();
        bins.map(|(bin, &runs)| Bin {
            low: edge(bin),
            high: if bin + 1 == BINS {
                greatest
            } else {
                edge(bin + 1)
            },
            runs,
        })
        .collect()
    };
    Some(Profits {
        attack: attack.into(),
        runs,
        mean,
        bins,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_run_is_in_one_bin_and_the_bins_have_no_gaps() {
        let profits: Vec<f64> = (0..1_000).map(|run| f64::from(run % 77) - 20.5).collect();
        let found = counted("toy/attack", &profits).unwrap();
        assert_eq!(found.bins.len(), BINS);
        assert_eq!(found.bins.iter().map(|bin| bin.runs).sum::<u64>(), 1_000);
        let (first, last) = (found.bins[0], found.bins[BINS - 1]);
        assert_eq!((first.low, last.high), (-20.5, 55.5));
        assert!(first.runs > 0 && last.runs > 0);
        assert!(
            found
                .bins
                .windows(2)
                .all(|pair| pair[0].high == pair[1].low)
        );
    }

    #[test]
    fn runs_that_all_come_to_the_same_are_one_bin() {
        let found = counted("toy/attack", &[-3.0; 5]).unwrap();
        assert_eq!(found.bins.len(), 1);
        assert_eq!((found.mean, found.bins[0].runs), (-3.0, 5));
        assert_eq!(counted("toy/attack", &[]), None);
    }
}
