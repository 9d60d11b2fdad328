//! Where each attack's formula begins or ceases to pay as one number moves and nothing else does.

use assay_reports::page::{Then, Turn};
use assay_scenarios::{Parameter, Scenario};
use assay_solver::{
    boundary::{Effort, Place, Sign, crossings},
    exact::{Rational, approximate},
    proof::Subject,
};
use rayon::prelude::*;

use crate::{error::CommandError, subject::every_attack, varied::yardstick};

/// What is known along every number, for every attack behind whose formula it stands.
pub(super) struct Turns {
    along: Vec<Along>,
    /// The attacks whose formula does not pay at the scenario's own values, in its order.
    pub(super) not_paying: Vec<Subject>,
    /// Those whose formula does.
    pub(super) paying: Vec<Subject>,
}

/// One attack along one number.
struct Along {
    parameter: String,
    /// Of each side the nearest.
    turns: Vec<Turn>,
    /// Stretches of which nothing is known.
    open: Vec<(f64, f64)>,
}

impl Turns {
    pub(super) fn of(scenario: &Scenario) -> Result<Self, CommandError> {
        let mut pairs: Vec<(Subject, &Parameter)> = Vec::new();
        let (mut paying, mut not_paying) = (Vec::new(), Vec::new());
        for attack in every_attack(scenario) {
            let numbers = attack.numbers(scenario)?.into_iter();
            pairs.extend(numbers.map(|number| (attack.clone(), number)));
            let value: f64 = attack.value(&mut scenario.evaluator())?;
            if value > 0.0 {
                paying.push(attack);
            } else {
                not_paying.push(attack);
            }
        }
        let along = pairs
            .into_par_iter()
            .filter_map(|(attack, parameter)| {
                let range = parameter.range()?;
                let pays = paying.contains(&attack);
                Some(look(scenario, &attack, pays, parameter, range))
            })
            .collect::<Result<_, _>>()?;
        Ok(Self {
            along,
            not_paying,
            paying,
        })
    }

    /// Attacks whose formulas read a number.
    pub(super) fn readers(&self, parameter: &str) -> usize {
        self.along(parameter).count()
    }

    /// Every attack's nearest turns along a number.
    pub(super) fn turns(&self, parameter: &str) -> Vec<Turn> {
        let turns = self.along(parameter).flat_map(|along| &along.turns);
        turns.cloned().collect()
    }

    /// Stretches of a number on which it is not known of some attack whether it pays.
    pub(super) fn open(&self, parameter: &str) -> Vec<(f64, f64)> {
        let open = self.along(parameter).flat_map(|along| &along.open);
        open.copied().collect()
    }

    fn along<'t>(&'t self, parameter: &'t str) -> impl Iterator<Item = &'t Along> {
        let along = self.along.iter();
        along.filter(move |along| along.parameter == parameter)
    }
}

fn look(
    scenario: &Scenario,
    attack: &Subject,
    pays: bool,
    parameter: &Parameter,
    range: (&Rational, &Rational),
) -> Result<Along, CommandError> {
    let name = parameter.name();
    let (now, whole) = (scenario.exact(name)?, parameter.is_whole());
    let found = crossings(scenario, attack, name, range, &Effort::default())?;
    let size = yardstick(now, range.1);
    let (mut below, mut above) = (None, None);
    for crossing in &found.found {
        // Up to the nearer end of a bracket all is as it is here. A whole number turns with the other end, its neighbour; of a
        // number that is not whole the bracket is all that is known, and the change is no nearer than its nearer end.
        let (last, at) = match &crossing.at {
            Place::Exact(at) => (at, at),
            Place::Bracket { low, high } if low >= now => (low, if whole { high } else { low }),
            Place::Bracket { low, high } => (high, if whole { low } else { high }),
        };
        let upwards = at > now || (at == now && stays(crossing.below, pays));
        let Some(then) = turned(
            if upwards {
                crossing.above
            } else {
                crossing.below
            },
            pays,
        ) else {
            continue;
        };
        let turn = Turn {
            attack: attack.name().into(),
            last: approximate(last),
            at: approximate(at),
            change: approximate(&((at - now) / &size)),
            then,
        };
        if !upwards {
            // They come from low to high, so the last below is the nearest.
            below = Some(turn);
        } else if above.is_none() {
            above = Some(turn);
        }
    }
    let open = found.unresolved.iter();
    Ok(Along {
        parameter: name.into(),
        turns: below.into_iter().chain(above).collect(),
        open: open
            .map(|(low, high)| (approximate(low), approximate(high)))
            .collect(),
    })
}

/// What a sign means beside what holds here; none if it is the same.
fn turned(sign: Sign, pays: bool) -> Option<Then> {
    match (sign, pays) {
        (Sign::Undefined, _) => Some(Then::Undefined),
        (Sign::Positive, false) => Some(Then::Begins),
        (Sign::Negative | Sign::Zero, true) => Some(Then::Ceases),
        _ => None,
    }
}

fn stays(sign: Sign, pays: bool) -> bool {
    turned(sign, pays).is_none()
}
