//! Which box of a trajectory to take.

use std::cmp::Ordering;

use super::peel::Peeled;
use super::settings::{Choice, Settings};
use super::tally::share;

/// The step that the settings choose, of a search for `interest` cases; `None` where no step is
/// dense enough or meets the choice.
pub(super) fn choose(trajectory: &[Peeled], interest: u64, settings: &Settings) -> Option<usize> {
    let mut best: Option<(usize, &Peeled)> = None;
    for (place, step) in trajectory.iter().enumerate() {
        let dense = step.tally.density() >= settings.least_density;
        let eligible = match settings.choice {
            Choice::Balanced | Choice::Widest => true,
            Choice::Densest { coverage } => share(step.tally.interest, interest) >= coverage,
            Choice::Step(wanted) => place == wanted,
        };
        if !dense || !eligible {
            continue;
        }
        let better = |(_, best): (usize, &Peeled)| {
            let fewer = best
                .region
                .restricted()
                .count()
                .cmp(&step.region.restricted().count());
            prefer(settings.choice, interest, step, best)
                .then(fewer)
                .is_gt()
        };
        if best.is_none_or(better) {
            best = Some((place, step));
        }
    }
    best.map(|(place, _)| place)
}

fn prefer(choice: Choice, interest: u64, step: &Peeled, best: &Peeled) -> Ordering {
    let (new, old) = (step.tally, best.tally);
    match choice {
        // The harmonic mean of k/n and k/K is 2 k / (n + K).
        Choice::Balanced => {
            let left = u128::from(new.interest) * u128::from(old.points + interest);
            let right = u128::from(old.interest) * u128::from(new.points + interest);
            left.cmp(&right)
        }
        Choice::Widest => {
            let denser = new.compare_density(old);
            new.interest.cmp(&old.interest).then(denser)
        }
        Choice::Densest { .. } => {
            let wider = new.interest.cmp(&old.interest);
            new.compare_density(old).then(wider)
        }
        Choice::Step(_) => Ordering::Equal,
    }
}
