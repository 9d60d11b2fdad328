//! One equilibrium of a game too large to search: the end of the principal branch of logit equilibria, put on its
//! support and proved there.

use dashu_ratio::RBig;

use super::{
    Found,
    krawczyk::{inside, krawczyk, narrowed, newton},
    linear::{self, Held},
    root::{self, Judged},
    search::grown,
    system::System,
};
use crate::{
    equilibrium::quantal::{Path, Payoffs, QuantalError, Strategies},
    exact::{Rational, from_float},
    game::Game,
    interval::Interval,
};

/// Chances below which a strategy is taken to be on its way out of the support.
const FADING: [f64; 4] = [1e-2, 1e-4, 1e-7, 1e-10];
/// λ times the payoffs' range: where the end of the branch is first looked for, by what factor it grows until the
/// next look, and where floats end.
const FIRST_LOOK: f64 = 16.0;
const NEXT_LOOK: f64 = 4.0;
const LAST_LOOK: f64 = 1e8;

/// One equilibrium, or how near the branch came to one.
#[derive(Debug, Clone, PartialEq)]
pub enum One {
    /// An equilibrium, with its proof.
    Found(Found),
    /// Strategies near the end of the branch, of which no equilibrium could be proved.
    Unproved {
        /// One list of probabilities a player.
        strategies: Vec<Vec<Rational>>,
        /// The most that anybody gains by deviating from them, exactly.
        regret: Rational,
    },
}

/// One Nash equilibrium, by following the logit equilibria from even chances for no more than `most_steps` steps
/// (Turocy 2005). Which one it is depends on the payoffs' units between players.
///
/// # Errors
/// [`QuantalError::Payoffs`] for payoffs beyond floats.
pub fn one(game: &Game, most_steps: usize) -> Result<One, QuantalError> {
    let payoffs = Payoffs::of(game).ok_or(QuantalError::Payoffs)?;
    let range = payoffs.range();
    let mut path = Path::start(&payoffs);
    let mut look = FIRST_LOOK;
    for _ in 0..most_steps {
        let further = range > 0.0 && path.advance();
        let precision = path.lambda() * range;
        if precision >= look || !further {
            look = precision * NEXT_LOOK;
            if let Some(found) = ended(game, &path.point().strategies()) {
                return Ok(One::Found(found));
            }
        }
        if !further || precision > LAST_LOOK {
            break;
        }
    }
    Ok(unproved(game, &path.point().strategies()))
}

/// The equilibrium near to strategies, on one of the supports that they may be fading to.
fn ended(game: &Game, strategies: &Strategies) -> Option<Found> {
    let mut tried: Vec<Vec<Vec<usize>>> = Vec::new();
    for fading in FADING {
        let supports: Vec<Vec<usize>> = strategies
            .iter()
            .map(|mixed| {
                (0..mixed.len())
                    .filter(|&strategy| mixed[strategy] > fading)
                    .collect()
            })
            .collect();
        if supports.iter().any(Vec::is_empty) || tried.contains(&supports) {
            continue;
        }
        if let Some(found) = on_supports(game, &supports, strategies) {
            return Some(found);
        }
        tried.push(supports);
    }
    None
}

fn on_supports(game: &Game, supports: &[Vec<usize>], near: &Strategies) -> Option<Found> {
    let mixing = supports.iter().filter(|support| support.len() > 1).count();
    if mixing <= 2 {
        return match linear::equilibria(game, supports) {
            Ok(Held::One(equilibrium) | Held::Continuum(equilibrium)) => {
                Some(Found::Exact(equilibrium))
            }
            _ => None,
        };
    }
    let system = System::new(game, supports);
    let start: Vec<f64> = supports
        .iter()
        .zip(near)
        .flat_map(|(support, mixed)| support.iter().skip(1).map(|&strategy| mixed[strategy]))
        .collect();
    let around: Vec<Interval> = newton(&system, &start)?
        .into_iter()
        .map(|x| Interval::point(x).map(grown))
        .collect::<Option<_>>()?;
    if !krawczyk(&system, &around).is_some_and(|image| inside(&image, &around)) {
        return None;
    }
    match root::judge(game, supports, &system, &narrowed(&system, &around)) {
        Judged::Exact(equilibrium) => Some(Found::Exact(equilibrium)),
        Judged::Enclosed(enclosed) => Some(Found::Enclosed(enclosed)),
        Judged::None | Judged::Tied => None,
    }
}

fn unproved(game: &Game, strategies: &Strategies) -> One {
    let strategies: Vec<Vec<RBig>> = strategies
        .iter()
        .map(|mixed| {
            let exact: Vec<RBig> = mixed
                .iter()
                .map(|&chance| from_float(chance).unwrap_or(RBig::ZERO))
                .collect();
            let sum = exact.iter().fold(RBig::ZERO, |sum, chance| sum + chance);
            exact.into_iter().map(|chance| chance / &sum).collect()
        })
        .collect();
    let regret = (0..strategies.len())
        .map(|player| {
            let worth = game.deviation_payoffs(player, &strategies);
            let expected = worth
                .iter()
                .zip(&strategies[player])
                .fold(RBig::ZERO, |sum, (worth, chance)| sum + worth * chance);
            worth
                .into_iter()
                .fold(RBig::ZERO, |most, worth| most.max(worth - &expected))
        })
        .fold(RBig::ZERO, Ord::max);
    One::Unproved { strategies, regret }
}
