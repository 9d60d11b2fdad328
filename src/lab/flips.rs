//! For each finding, the parameter whose change alone turns its verdict soonest.
//!
//! Every number is moved by itself, by steps to either side, and everything is judged again with the same
//! random numbers. Where a verdict turns between two steps, the stretch between them is halved. Nothing is
//! known of what happens between two steps at which the verdict is the same.

use assay_reports::{Finding, Flip, Flips, NearestFlip, Verdict};
use assay_scenarios::{Parameter, Scenario};
use dashu_ratio::RBig;
use rayon::prelude::*;

use super::{Asking, Lab, Tell, cache::Cache};
use crate::error::CommandError;

/// Steps downwards, as shares of a value; upwards they are as far in ratio: a ninth more, twice, ten and a hundred times.
const STEPS: [f64; 4] = [0.1, 0.5, 0.9, 0.99];
/// A value is halved towards the turn so often.
const HALVINGS: usize = 6;
/// Runs of each ensemble at each step, at most.
const RUNS: u64 = 100;
const STAGE: &str = "what turns the findings";

/// The verdicts of all findings at one setting; none where the protocol refuses it.
type Verdicts = Option<Vec<(String, Verdict)>>;

/// One parameter moved to one side.
struct Side<'s> {
    parameter: &'s Parameter,
    now: RBig,
    /// From near to far, with the verdicts there.
    tried: Vec<(RBig, Verdicts)>,
}

/// A stretch of one parameter in which a verdict turns.
#[derive(Clone)]
struct Turn<'s> {
    parameter: &'s Parameter,
    now: RBig,
    same: RBig,
    turned: RBig,
    verdict: Verdict,
}

impl Lab {
    /// The numbers of these names, or every number that has more than one value where none is named.
    ///
    /// # Errors
    /// A name that no parameter has, or that of a switch.
    pub(crate) fn numbers_to_move(
        &self,
        names: &[String],
    ) -> Result<Vec<&Parameter>, CommandError> {
        for name in names {
            self.scenario.exact(name)?;
        }
        let all = self.scenario.parameters().iter();
        Ok(all
            .filter(|it| it.range().is_some_and(|(low, high)| low < high))
            .filter(|it| names.is_empty() || names.iter().any(|name| name == it.name()))
            .collect())
    }

    /// Settings that [`Lab::flips`] judges at most before it halves any stretch.
    pub(crate) fn settings_of_flips(&self, moved: &[&Parameter]) -> u64 {
        moved
            .iter()
            .map(|it| self.sides(it))
            .map(|sides| {
                sides
                    .iter()
                    .map(|side| side.tried.len() as u64)
                    .sum::<u64>()
            })
            .sum()
    }

    /// What turns each finding soonest.
    ///
    /// # Errors
    /// As [`Lab::investigate`], at the scenario's own values.
    pub(crate) fn flips(
        &self,
        moved: &[&Parameter],
        asking: &Asking,
        tell: Tell<'_>,
    ) -> Result<Flips, CommandError> {
        let asking = Asking {
            runs: asking.runs.min(RUNS),
            ..asking.clone()
        };
        tell(STAGE, 0);
        // What a unit does not read does not turn it: where nothing else is moved, what was found here is found again.
        let known = self.clone().with_cache(Cache::in_memory());
        let here = known.investigate(&asking, &|_, _| {})?.findings;
        let known = known.with_closed_cache();
        let mut sides: Vec<Side<'_>> = moved
            .iter()
            .flat_map(|parameter| self.sides(parameter))
            .collect();
        sides.par_iter_mut().for_each(|side| {
            for (value, verdicts) in &mut side.tried {
                *verdicts = known.verdicts_at(side.parameter, value, &asking);
                tell(STAGE, 1);
            }
        });
        let settings = sides.iter().flat_map(|side| &side.tried);
        let refused = settings.clone().filter(|(_, verdicts)| verdicts.is_none());
        let (settings, refused) = (settings.clone().count(), refused.count());
        let nearest = here
            .par_iter()
            .map(|finding| known.nearest(finding, &sides, &asking))
            .collect();
        Ok(Flips {
            runs: asking.runs,
            steps: STEPS.to_vec(),
            settings: settings as u64,
            refused: refused as u64,
            nearest,
        })
    }

    /// The steps of one parameter downwards and upwards, cut off at the ends of its range.
    fn sides<'s>(&'s self, parameter: &'s Parameter) -> Vec<Side<'s>> {
        let (Some((low, high)), Ok(now)) =
            (parameter.range(), self.scenario.exact(parameter.name()))
        else {
            return Vec::new();
        };
        let zero = RBig::ZERO;
        let size = if *now == zero {
            high.clone()
        } else {
            now.clone()
        };
        [-1.0, 1.0]
            .into_iter()
            .map(|direction| {
                let mut tried: Vec<(RBig, Verdicts)> = Vec::new();
                for step in STEPS {
                    // As far in ratio.
                    let share = if direction < 0.0 {
                        -step
                    } else {
                        step / (1.0 - step)
                    };
                    let share = decimal(if *now == zero {
                        direction * step
                    } else {
                        share
                    });
                    let value = round(parameter, now + &size * share, direction);
                    let value = value.clamp(low.clone(), high.clone());
                    let last = tried.last().map_or(now, |(last, _)| last);
                    if value != *last {
                        tried.push((value, None));
                    }
                }
                Side {
                    parameter,
                    now: now.clone(),
                    tried,
                }
            })
            .collect()
    }

    fn verdicts_at(&self, parameter: &Parameter, value: &RBig, asking: &Asking) -> Verdicts {
        let lab = self.moved(parameter, value)?;
        let report = lab.investigate(asking, &|_, _| {}).ok()?;
        let findings = report.findings.into_iter();
        Some(findings.map(|it| (it.id, it.verdict)).collect())
    }

    fn moved(&self, parameter: &Parameter, value: &RBig) -> Option<Self> {
        let scenario: Scenario = self
            .scenario
            .with_number(parameter.name(), value.clone())
            .ok()?;
        self.at(scenario).ok()
    }

    /// The nearest turn of one finding over all parameters.
    fn nearest(&self, finding: &Finding, sides: &[Side<'_>], asking: &Asking) -> NearestFlip {
        let mut turns: Vec<Turn<'_>> = sides.iter().filter_map(|side| side.turn(finding)).collect();
        turns.sort_by(|a, b| a.least_change().total_cmp(&b.least_change()));
        let mut best: Option<Turn<'_>> = None;
        for turn in turns {
            // A stretch that begins farther out than a turn already found cannot hold a nearer one.
            if best
                .as_ref()
                .is_some_and(|best| best.change().abs() <= turn.least_change())
            {
                break;
            }
            let turn = self.halved(turn, finding, asking);
            if best
                .as_ref()
                .is_none_or(|best| turn.change().abs() < best.change().abs())
            {
                best = Some(turn);
            }
        }
        NearestFlip {
            finding: finding.id.clone(),
            verdict: finding.verdict,
            flip: best.map(|turn| turn.flip()),
        }
    }

    fn halved<'s>(&self, mut turn: Turn<'s>, finding: &Finding, asking: &Asking) -> Turn<'s> {
        for _ in 0..HALVINGS {
            let middle = (&turn.same + &turn.turned) / RBig::from(2u8);
            let middle = round(turn.parameter, middle, -1.0);
            if middle == turn.same || middle == turn.turned {
                break;
            }
            match self.verdict_of(finding, turn.parameter, &middle, asking) {
                Some(verdict) if verdict == finding.verdict => turn.same = middle,
                Some(verdict) => {
                    turn.verdict = verdict;
                    turn.turned = middle;
                }
                None => break,
            }
        }
        turn
    }

    fn verdict_of(
        &self,
        finding: &Finding,
        parameter: &Parameter,
        value: &RBig,
        asking: &Asking,
    ) -> Option<Verdict> {
        let lab = self.moved(parameter, value)?;
        lab.verdict(&finding.id, asking).ok()?
    }
}

impl<'s> Side<'s> {
    /// The nearest stretch on this side in which the finding turns.
    fn turn(&self, finding: &Finding) -> Option<Turn<'s>> {
        let mut same = self.now.clone();
        for (value, verdicts) in &self.tried {
            let verdict = verdicts
                .as_ref()?
                .iter()
                .find(|(id, _)| *id == finding.id)
                .map(|(_, verdict)| *verdict)?;
            if verdict != finding.verdict {
                return Some(Turn {
                    parameter: self.parameter,
                    now: self.now.clone(),
                    same,
                    turned: value.clone(),
                    verdict,
                });
            }
            same = value.clone();
        }
        None
    }
}

impl Turn<'_> {
    fn change(&self) -> f64 {
        self.share_of(&self.turned)
    }

    fn least_change(&self) -> f64 {
        self.share_of(&self.same).abs()
    }

    fn share_of(&self, value: &RBig) -> f64 {
        let size = if self.now == RBig::ZERO {
            self.parameter
                .range()
                .map_or(RBig::ONE, |(_, high)| high.clone())
        } else {
            self.now.clone()
        };
        float(&((value - &self.now) / size))
    }

    fn flip(&self) -> Flip {
        Flip {
            parameter: self.parameter.name().into(),
            unit: self
                .parameter
                .unit()
                .map(|unit| unit.name().to_owned())
                .unwrap_or_default(),
            now: float(&self.now),
            same_at: float(&self.same),
            turned_at: float(&self.turned),
            verdict: self.verdict,
            change: self.change(),
        }
    }
}

/// Rounded to what the contract, or a whole number, can hold.
fn round(parameter: &Parameter, value: RBig, direction: f64) -> RBig {
    match parameter.step() {
        Some(step) => {
            let steps = value / &step;
            let whole = if direction < 0.0 {
                steps.floor()
            } else {
                steps.ceil()
            };
            RBig::from(whole) * step
        }
        None => value,
    }
}

fn decimal(value: f64) -> RBig {
    assay_solver::exact::parse(&value.to_string()).unwrap_or(RBig::ZERO)
}

fn float(value: &RBig) -> f64 {
    assay_solver::exact::approximate(value)
}
