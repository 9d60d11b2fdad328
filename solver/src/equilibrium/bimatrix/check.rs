//! The check that every equilibrium passes before anybody sees it, made once a strategy instead of once a pair.
//!
//! A pair is an equilibrium exactly when each strategy is a probability distribution that is played on best
//! responses to the other only. The best responses are worked out from the game's own payoffs, in integers; what
//! found the strategies has no part in it.

use dashu_base::Gcd;
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use super::labels::Labels;
use crate::{
    equilibrium::{Equilibrium, NotAnEquilibrium, verify},
    game::Game,
};

/// A two-player game's payoffs as integers over a common denominator a player.
pub(super) struct Checker<'a> {
    game: &'a Game,
    shape: [usize; 2],
    /// In profile order.
    payoffs: [Whole; 2],
}

/// A strategy, and what it does to the opponent.
#[derive(Debug, Clone)]
pub(super) struct Checked {
    pub(super) strategy: Vec<RBig>,
    /// Pure strategies that are played, if this is a probability distribution.
    support: Option<Labels>,
    /// The opponent's best responses.
    answers: Labels,
    /// What these pay the opponent.
    worth: RBig,
}

/// Rationals as integers over their least common denominator.
struct Whole {
    numerators: Vec<IBig>,
    denominator: UBig,
}

impl Whole {
    fn of(values: &[RBig]) -> Self {
        let denominator = values.iter().fold(UBig::ONE, |common, value| {
            let shared = (&common).gcd(value.denominator());
            common / shared * value.denominator()
        });
        let numerators = values
            .iter()
            .map(|value| value.numerator() * IBig::from(&denominator / value.denominator()))
            .collect();
        Self {
            numerators,
            denominator,
        }
    }
}

impl<'a> Checker<'a> {
    /// Nothing unless there are two players.
    pub(super) fn of(game: &'a Game) -> Option<Self> {
        Some(Self {
            game,
            shape: game.shape().try_into().ok()?,
            payoffs: [Whole::of(game.payoffs(0)), Whole::of(game.payoffs(1))],
        })
    }

    /// Works out what the opponent of a player makes of a strategy.
    pub(super) fn check(&self, player: usize, strategy: Vec<RBig>) -> Checked {
        let weights = Whole::of(&strategy);
        let [height, width] = self.shape;
        let (own, opponent, payoffs) = match player {
            0 => (height, width, &self.payoffs[1]),
            _ => (width, height, &self.payoffs[0]),
        };
        let mut worths = vec![IBig::ZERO; opponent];
        for (at, payoff) in payoffs.numerators.iter().enumerate() {
            let (row, column) = (at % height, at / height);
            let (mine, answer) = if player == 0 {
                (row, column)
            } else {
                (column, row)
            };
            if let (Some(weight), Some(worth)) =
                (weights.numerators.get(mine), worths.get_mut(answer))
                && !weight.is_zero()
            {
                *worth += weight * payoff;
            }
        }
        let best = worths.iter().max().cloned().unwrap_or(IBig::ZERO);
        let mut answers = Labels::none(opponent);
        for (answer, _) in worths
            .iter()
            .enumerate()
            .filter(|(_, worth)| **worth == best)
        {
            answers.insert(answer);
        }
        Checked {
            support: support(&weights, own),
            answers,
            worth: RBig::from_parts(best, &payoffs.denominator * &weights.denominator),
            strategy,
        }
    }

    /// The equilibrium of two strategies.
    pub(super) fn equilibrium(
        &self,
        first: &Checked,
        second: &Checked,
    ) -> Result<Equilibrium, NotAnEquilibrium> {
        let strategies = vec![first.strategy.clone(), second.strategy.clone()];
        let plays_best = |one: &Checked, other: &Checked| {
            one.support
                .as_ref()
                .is_some_and(|support| support.within(&other.answers))
        };
        if plays_best(first, second) && plays_best(second, first) {
            let payoffs = vec![second.worth.clone(), first.worth.clone()];
            return Ok(Equilibrium::of_checked(strategies, payoffs));
        }
        // Says what is wrong with it.
        verify(self.game, strategies)
    }
}

/// The support of a probability distribution over `own` strategies; nothing if it is none.
fn support(weights: &Whole, own: usize) -> Option<Labels> {
    if weights.numerators.len() != own || weights.numerators.iter().any(|it| *it < IBig::ZERO) {
        return None;
    }
    let sum = weights
        .numerators
        .iter()
        .fold(IBig::ZERO, |sum, weight| sum + weight);
    if sum != IBig::from(weights.denominator.clone()) {
        return None;
    }
    let mut support = Labels::none(own);
    for (strategy, _) in weights
        .numerators
        .iter()
        .enumerate()
        .filter(|(_, it)| !it.is_zero())
    {
        support.insert(strategy);
    }
    Some(support)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rational() -> impl Strategy<Value = RBig> {
        (-4i32..=4, 1u32..=3).prop_map(|(numerator, denominator)| {
            RBig::from_parts(numerator.into(), denominator.into())
        })
    }

    fn distribution(size: usize) -> impl Strategy<Value = Vec<RBig>> {
        (prop::collection::vec(0u32..4, size), any::<bool>()).prop_map(|(weights, honest)| {
            let sum: u32 = weights.iter().sum();
            let total = if honest { sum.max(1) } else { sum + 1 };
            let share = |weight: u32| RBig::from_parts(weight.into(), total.into());
            weights.into_iter().map(share).collect()
        })
    }

    proptest! {
        #[test]
        fn it_says_what_the_general_check_says(
            rows in prop::collection::vec(prop::collection::vec(rational(), 2), 3),
            columns in prop::collection::vec(prop::collection::vec(rational(), 2), 3),
            first in distribution(3),
            second in distribution(2),
        ) {
            let game = Game::bimatrix("", &rows, &columns)?;
            let checker = Checker::of(&game).ok_or(TestCaseError::fail("two players"))?;
            let found = checker.equilibrium(&checker.check(0, first.clone()), &checker.check(1, second.clone()));
            prop_assert_eq!(found, verify(&game, vec![first, second]));
        }

        #[test]
        fn a_pure_equilibrium_is_accepted_with_its_payoffs(
            rows in prop::collection::vec(prop::collection::vec(rational(), 2), 2),
            columns in prop::collection::vec(prop::collection::vec(rational(), 2), 2),
        ) {
            let game = Game::bimatrix("", &rows, &columns)?;
            let checker = Checker::of(&game).ok_or(TestCaseError::fail("two players"))?;
            let pure = |choice: usize| vec![RBig::from(1 - choice as u32), RBig::from(choice as u32)];
            for (row, column) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
                let found = checker.equilibrium(&checker.check(0, pure(row)), &checker.check(1, pure(column)));
                prop_assert_eq!(found, verify(&game, vec![pure(row), pure(column)]));
            }
        }
    }

    #[test]
    fn a_corrupted_equilibrium_is_refused_with_the_reason() {
        let one = |it: i32| RBig::from(it);
        let rows = [vec![one(1), one(-1)], vec![one(-1), one(1)]];
        let columns = [vec![one(-1), one(1)], vec![one(1), one(-1)]];
        let game = Game::bimatrix("matching pennies", &rows, &columns).unwrap();
        let checker = Checker::of(&game).unwrap();
        let half = RBig::from_parts(1.into(), 2u8.into());
        let even = checker.check(0, vec![half.clone(), half.clone()]);
        let near = RBig::from_parts(499.into(), 1000u16.into());
        let uneven = checker.check(1, vec![RBig::ONE - &near, near]);
        let refused = checker
            .equilibrium(&even, &uneven)
            .map_err(|error| error.to_string());
        assert_eq!(
            refused,
            Err("player 1 gains 1/500 by playing strategy 1".into())
        );
        let more = checker.check(1, vec![half, RBig::ONE]);
        assert!(checker.equilibrium(&even, &more).is_err());
    }
}
