//! What does it pay to be seen to decide first? Strong Stackelberg commitment to a mixed strategy.
//!
//! The leader commits to a lottery over its strategies; the follower knows the lottery, not the draw, and plays a
//! best reply, of several the one that suits the leader best. For each reply of the follower a linear program finds the
//! leader's best lottery among those that make it a best reply; the best of these is the leader's (Conitzer and
//! Sandholm 2006). A leader gets at least what any Nash or correlated equilibrium gives it (von Stengel
//! and Zamir 2010).
//!
//! That ties go the leader's way is an assumption: in a generic game a slight tilt of the lottery enforces it. What the
//! leader is left with if they do not is stated beside it.
//!
//! With more than one follower, what followers settle on among themselves has no such simple answer; commitment to
//! *correlated* strategies has, and is [`Concept::Committed`](super::correlated::Concept::Committed).
//!
//! The certificate of optimality is a table of prices: see [`verify`].

mod verify;

use thiserror::Error;

use crate::{
    equilibrium::{
        deviations::Deviations,
        dominance::{DominanceError, Gain, Strength, Verdict, by_mixture},
    },
    exact::{Rational, common::Common},
    game::Game,
    program::{Bounds, Effort, Optimum, Outcome, Program, Relation, RowId, SolveError},
};

pub use verify::{Refusal, verify};

/// The leader's best commitment, with what proves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commitment {
    /// The player who commits, from 0.
    pub leader: usize,
    /// The probabilities of the leader's strategies.
    pub strategy: Vec<Rational>,
    /// What the follower replies, from 0: the first reply that is best for the leader.
    pub reply: usize,
    /// What each player expects.
    pub payoffs: [Rational; 2],
    /// What the leader expects of the same lottery if the follower breaks ties against it.
    pub pessimistic: Rational,
    /// The certificate of optimality: for each reply of the follower, a price of each of its alternatives.
    pub prices: Vec<Vec<Rational>>,
}

/// Why there is no answer.
#[derive(Debug, Error)]
pub enum CommitmentError {
    /// The question does not fit the game, or the answer did not pass the check (a defect of this crate).
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A linear program was not solved.
    #[error(transparent)]
    Program(#[from] SolveError),
    /// A reply that no lottery induces could not be shown to be dominated.
    #[error(transparent)]
    Dominance(#[from] DominanceError),
    /// The linear programs contradict one another: a defect of this crate.
    #[error("no commitment was found, though every game has one")]
    NoneFound,
}

/// The leader's best commitment in a game of two, exactly, checked by [`verify`].
///
/// # Errors
/// [`Refusal::Players`] for other games and [`Refusal::Leader`] for a leader who does not exist; what a linear program
/// says when it is not solved within the effort allowed.
pub fn solve(game: &Game, leader: usize, effort: &Effort) -> Result<Commitment, CommitmentError> {
    let table = Table::of(game, leader)?;
    let mut best: Option<(usize, Optimum)> = None;
    let mut prices = vec![None; table.replies()];
    for (reply, prices) in prices.iter_mut().enumerate() {
        let hopeless = best
            .as_ref()
            .is_some_and(|(_, best)| table.column(leader, reply).all(|it| *it <= best.value));
        if hopeless {
            continue;
        }
        if let Some((optimum, found)) = table.inducing(reply, effort)? {
            *prices = Some(found);
            if best
                .as_ref()
                .is_none_or(|(_, best)| optimum.value > best.value)
            {
                best = Some((reply, optimum));
            }
        }
    }
    let Some((reply, optimum)) = best else {
        return Err(CommitmentError::NoneFound);
    };
    let prices = prices
        .into_iter()
        .enumerate()
        .map(|(reply, found)| match found {
            Some(found) => Ok(found),
            None => table.prohibitive(reply, &optimum.value, effort),
        })
        .collect::<Result<_, _>>()?;
    let worth = table.worth(&Common::from_rationals(&optimum.values));
    let commitment = Commitment {
        leader,
        strategy: optimum.values,
        reply,
        payoffs: worth
            .payoffs(leader, reply)
            .ok_or(CommitmentError::NoneFound)?,
        pessimistic: worth.pessimistic().ok_or(CommitmentError::NoneFound)?,
        prices,
    };
    verify(game, &commitment)?;
    Ok(commitment)
}

/// A game of two, seen from the leader.
struct Table<'a> {
    game: &'a Game,
    leader: usize,
    follower: usize,
    replying: Deviations,
}

/// What each reply to a lottery is worth.
struct Worth {
    to_leader: Vec<Rational>,
    to_follower: Vec<Rational>,
}

impl<'a> Table<'a> {
    fn of(game: &'a Game, leader: usize) -> Result<Self, Refusal> {
        let players = game.players().len();
        if players != 2 {
            return Err(Refusal::Players { players });
        }
        let follower = match leader {
            0 => 1,
            1 => 0,
            _ => return Err(Refusal::Leader { leader: leader + 1 }),
        };
        let replying =
            Deviations::of(game, follower).ok_or(Refusal::Leader { leader: leader + 1 })?;
        Ok(Self {
            game,
            leader,
            follower,
            replying,
        })
    }

    fn replies(&self) -> usize {
        self.replying.strategies()
    }

    /// What a player gets from a reply, by the leader's strategies.
    fn column(&self, player: usize, reply: usize) -> impl Iterator<Item = &'a Rational> + Clone {
        let payoffs = self.game.payoffs(player);
        self.replying
            .playing(reply)
            .filter_map(move |profile| payoffs.get(profile))
    }

    /// What the follower gains by another reply, by the leader's strategies.
    fn gains(&self, reply: usize, instead: usize) -> impl Iterator<Item = Rational> {
        self.column(self.follower, instead)
            .zip(self.column(self.follower, reply))
            .map(|(instead, reply)| instead - reply)
    }

    fn worth(&self, strategy: &Common) -> Worth {
        let of = |player| {
            (0..self.replies())
                .map(|reply| strategy.dot(self.column(player, reply).enumerate()))
                .collect()
        };
        Worth {
            to_leader: of(self.leader),
            to_follower: of(self.follower),
        }
    }

    /// The leader's best lottery among those that make a reply a best one, with the price of each alternative;
    /// nothing if none does.
    fn inducing(
        &self,
        reply: usize,
        effort: &Effort,
    ) -> Result<Option<(Optimum, Vec<Rational>)>, CommitmentError> {
        let mut program = Program::maximize();
        let weights: Vec<_> = self
            .column(self.leader, reply)
            .map(|payoff| program.variable(payoff.clone(), Bounds::non_negative()))
            .collect();
        program.row(
            weights.iter().map(|&weight| (weight, Rational::ONE)),
            Relation::Equal,
            Rational::ONE,
        );
        let rows: Vec<RowId> = (0..self.replies())
            .map(|instead| {
                let terms = weights.iter().copied().zip(self.gains(reply, instead));
                program.row(
                    terms.filter(|(_, gain)| !gain.is_zero()),
                    Relation::AtMost,
                    Rational::ZERO,
                )
            })
            .collect();
        match program.solve(effort)? {
            Outcome::Optimal(optimum) => {
                let prices = rows
                    .iter()
                    .filter_map(|row| optimum.duals.get(row.index()).cloned())
                    .collect();
                Ok(Some((optimum, prices)))
            }
            Outcome::Infeasible(_) => Ok(None),
            Outcome::Unbounded(_) => Err(CommitmentError::NoneFound),
        }
    }

    /// Prices that hold down a reply from which the leader cannot have more than the value, or which no lottery
    /// induces: that one is strictly dominated, and enough of the dominating mixture outweighs whatever the leader
    /// might have had from it.
    fn prohibitive(
        &self,
        reply: usize,
        value: &Rational,
        effort: &Effort,
    ) -> Result<Vec<Rational>, CommitmentError> {
        let most = self.column(self.leader, reply).max();
        let Some(most) = most.filter(|most| *most > value) else {
            return Ok(vec![Rational::ZERO; self.replies()]);
        };
        let verdict = by_mixture(self.game, self.follower, reply, Strength::Strict, effort)?;
        let Verdict::Dominated(mixture) = verdict else {
            return Err(CommitmentError::NoneFound);
        };
        let mixed = Common::from_rationals(&mixture);
        let gain = Gain::of(self.game, self.follower, reply, &mixed)
            .filter(|gain| gain.dominates(Strength::Strict))
            .ok_or(CommitmentError::NoneFound)?;
        let scale = (most - value) / gain.least;
        Ok(mixture.into_iter().map(|share| share * &scale).collect())
    }
}

impl Worth {
    /// What both expect of a reply, in the game's order.
    fn payoffs(&self, leader: usize, reply: usize) -> Option<[Rational; 2]> {
        let leading = self.to_leader.get(reply)?.clone();
        let following = self.to_follower.get(reply)?.clone();
        Some(if leader == 0 {
            [leading, following]
        } else {
            [following, leading]
        })
    }

    /// What the leader expects of the follower's best reply that suits it least.
    fn pessimistic(&self) -> Option<Rational> {
        let best = self.to_follower.iter().max()?;
        self.to_leader
            .iter()
            .zip(&self.to_follower)
            .filter(|(_, to_follower)| *to_follower == best)
            .map(|(to_leader, _)| to_leader)
            .min()
            .cloned()
    }
}
