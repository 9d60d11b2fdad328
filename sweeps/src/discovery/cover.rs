//! Box after box, until the cases of interest are covered.

use super::cases::Cases;
use super::choose::choose;
use super::orders::Orders;
use super::paste::paste;
use super::peel::{Peeled, peel};
use super::resample::recurrence;
use super::settings::Settings;
use super::significance::{prune, restrictions};
use super::tally::{Tally, share};
use super::{Discovery, Found, Outcome, Step, Stop};

/// Searches, takes out what the box holds, and searches again.
pub(super) fn cover(cases: &Cases, settings: &Settings) -> Discovery {
    let mut available = cases.decided();
    let mut orders = Orders::all(cases).within(&available);
    let all = orders.tally(cases);
    let outcome = if all.interest == 0 {
        Outcome::Nothing
    } else if all.interest == all.points {
        Outcome::Everything
    } else {
        let round = Round {
            cases,
            settings,
            all,
            least_points: libm::ceil(settings.least_mass * all.points as f64) as u64,
        };
        round.boxes(&mut available, &mut orders)
    };
    Discovery {
        points: all.points,
        interest: all.interest,
        undecided: cases.undecided() as u64,
        outcome,
    }
}

/// What stays the same from box to box.
struct Round<'a> {
    cases: &'a Cases,
    settings: &'a Settings,
    all: Tally,
    least_points: u64,
}

impl Round<'_> {
    fn boxes(&self, available: &mut [bool], orders: &mut Orders) -> Outcome {
        let mut boxes: Vec<Found> = Vec::new();
        let mut held = Tally::default();
        let stop = loop {
            if held.interest == self.all.interest {
                break Stop::AllCovered;
            }
            if boxes.len() == self.settings.most_boxes {
                break Stop::MostBoxes;
            }
            let (trajectory, found) = self.search(boxes.len() as u64, available, orders);
            let Some((found, tally)) = found else {
                let trajectory = self.steps(&trajectory);
                if boxes.is_empty() {
                    return Outcome::NoBox { trajectory };
                }
                let densest = trajectory
                    .iter()
                    .map(|step| step.density)
                    .fold(0.0, f64::max);
                break Stop::NoFurtherBox { densest };
            };
            held = held.plus(tally);
            for (point, marked) in available.iter_mut().enumerate() {
                *marked &= !found.held.region.holds(self.cases, point);
            }
            orders.sift(available);
            boxes.push(found);
        };
        Outcome::Boxes {
            boxes,
            coverage: share(held.interest, self.all.interest),
            density: held.density(),
            stop,
        }
    }

    /// One box among the points that `available` marks, and those of `orders`; and its trajectory.
    fn search(
        &self,
        round: u64,
        available: &[bool],
        orders: &Orders,
    ) -> (Vec<Peeled>, Option<(Found, Tally)>) {
        let Self {
            cases,
            settings,
            least_points,
            ..
        } = *self;
        let interest = orders.tally(cases).interest;
        let trajectory = peel(cases, orders.clone(), settings, least_points);
        let place = choose(&trajectory, interest, settings);
        let found = place.and_then(|place| {
            let chosen = trajectory.get(place)?;
            let pasted = if settings.paste_alpha > 0.0 {
                paste(cases, available, chosen.clone(), settings.paste_alpha)
            } else {
                chosen.clone()
            };
            let (held, dropped) = prune(cases, available, pasted, settings);
            let found = Found {
                held: self.step(&held),
                restrictions: restrictions(cases, available, &held),
                dropped,
                trajectory: self.steps(&trajectory),
                chosen: place,
                recurrence: recurrence(
                    cases,
                    orders,
                    available,
                    chosen,
                    round,
                    settings,
                    least_points,
                ),
            };
            Some((found, held.tally))
        });
        (trajectory, found)
    }

    fn steps(&self, trajectory: &[Peeled]) -> Vec<Step> {
        trajectory.iter().map(|peeled| self.step(peeled)).collect()
    }

    fn step(&self, peeled: &Peeled) -> Step {
        let tally = peeled.tally;
        Step {
            points: tally.points,
            interest: tally.interest,
            coverage: share(tally.interest, self.all.interest),
            density: tally.density(),
            mass: share(tally.points, self.all.points),
            restricted: peeled.region.restricted().count(),
            region: peeled.region.clone(),
        }
    }
}
