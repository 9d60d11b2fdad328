//! Optimal selfish mining: the reference model of this room.
//!
//! One attacker with a share α of the mining power keeps blocks back and decides after every block what to publish.
//! The process is that of Sapirstein, Sompolinsky and Zohar, "Optimal selfish mining strategies in Bitcoin"
//! (Financial Cryptography 2016), table 1, truncated as in their under-paying process: when either branch reaches
//! the longest fork, the attacker can only adopt the honest one, so that values are lower bounds. What is maximised
//! is the attacker's share of the blocks that end up in the chain, a ratio of two rewards.

use super::{Criterion, Policy, Process, ProcessError, Reward};

/// What the attacker does, as the labels of the process's actions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum Move {
    /// Give the private branch up and mine on the honest one.
    Adopt,
    /// Publish one block more than the honest branch has.
    Override,
    /// Mine on in private.
    Wait,
    /// Publish as many blocks as the honest branch has, and let the network split.
    Match,
}

/// Whether the attacker can split the network, or has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fork {
    /// The last block was the attacker's: the honest branch is known everywhere already.
    Irrelevant,
    /// The last block was honest: a branch of the same length can still be published against it.
    Relevant,
    /// The network is split between two branches.
    Active,
}

/// Where the race stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Race {
    /// Blocks of the attacker's branch since the fork.
    pub attacker: usize,
    /// Blocks of the honest branch since the fork.
    pub honest: usize,
    /// Whether the network can be split.
    pub fork: Fork,
}

/// The parameters of the model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SelfishMining {
    /// α, the attacker's share of the mining power, within (0, 1).
    pub power: f64,
    /// γ, the share of the honest power that mines on the attacker's branch while the network is split.
    pub following: f64,
    /// The longest fork: neither branch grows beyond.
    pub longest: usize,
}

impl SelfishMining {
    /// What the attacker maximises.
    pub const CRITERION: Criterion = Criterion::Ratio;

    /// Number of states: both branches from zero to the longest fork, times three.
    pub fn states(&self) -> usize {
        3 * (self.longest + 1) * (self.longest + 1)
    }

    /// The state with no block on either branch, from which the race starts.
    pub fn start(&self) -> usize {
        self.state(Race {
            attacker: 0,
            honest: 0,
            fork: Fork::Irrelevant,
        })
    }

    /// The number of a state. Both branches only grow until they are reset, and so do the numbers.
    pub fn state(&self, race: Race) -> usize {
        (race.attacker * (self.longest + 1) + race.honest) * 3 + race.fork as usize
    }

    /// The race that a state stands for.
    pub fn race(&self, state: usize) -> Race {
        Race {
            attacker: state / 3 / (self.longest + 1),
            honest: state / 3 % (self.longest + 1),
            fork: match state % 3 {
                0 => Fork::Irrelevant,
                1 => Fork::Relevant,
                _ => Fork::Active,
            },
        }
    }

    /// The decision process.
    ///
    /// # Errors
    /// [`ProcessError`] when a share is not within [0, 1], or the longest fork is zero or beyond counting.
    pub fn process(&self) -> Result<Process, ProcessError> {
        let mut builder = Process::builder(self.states());
        for state in 0..self.states() {
            let race = self.race(state);
            for choice in [Move::Adopt, Move::Override, Move::Wait, Move::Match] {
                if let Some((reward, transitions)) = self.outcome(race, choice) {
                    let transitions = transitions.map(|(race, chance)| (self.state(race), chance));
                    builder.action(state, choice as u32, reward, transitions);
                }
            }
        }
        builder.build()
    }

    /// What a move earns and where it leads; nothing if it is not allowed.
    fn outcome(&self, race: Race, choice: Move) -> Option<(Reward, [(Race, f64); 3])> {
        let Race {
            attacker,
            honest,
            fork,
        } = race;
        let at = |attacker, honest, fork| Race {
            attacker,
            honest,
            fork,
        };
        let (own, other) = (self.power, 1.0 - self.power);
        let full = attacker.max(honest) >= self.longest;
        let split = |earned: f64| {
            let lead = attacker.saturating_sub(honest);
            let transitions = [
                (at(attacker + 1, honest, Fork::Active), own),
                (at(lead, 1, Fork::Relevant), self.following * other),
                (
                    at(attacker, honest + 1, Fork::Relevant),
                    (1.0 - self.following) * other,
                ),
            ];
            (settled(earned, 0.0), transitions)
        };
        match choice {
            Move::Adopt => Some((
                settled(0.0, honest as f64),
                [
                    (at(1, 0, Fork::Irrelevant), own),
                    (at(0, 1, Fork::Irrelevant), other),
                    (at(0, 0, Fork::Irrelevant), 0.0),
                ],
            )),
            _ if full => None,
            Move::Override => {
                let lead = attacker.checked_sub(honest + 1)?;
                Some((
                    settled(honest as f64 + 1.0, 0.0),
                    [
                        (at(lead + 1, 0, Fork::Irrelevant), own),
                        (at(lead, 1, Fork::Relevant), other),
                        (at(0, 0, Fork::Irrelevant), 0.0),
                    ],
                ))
            }
            Move::Match => (fork == Fork::Relevant && honest > 0 && attacker >= honest)
                .then(|| split(self.following * other * honest as f64)),
            Move::Wait if fork == Fork::Active => {
                Some(split(self.following * other * honest as f64))
            }
            Move::Wait => Some((
                settled(0.0, 0.0),
                [
                    (at(attacker + 1, honest, Fork::Irrelevant), own),
                    (at(attacker, honest + 1, Fork::Relevant), other),
                    (at(0, 0, Fork::Irrelevant), 0.0),
                ],
            )),
        }
    }

    /// SM1, the scripted policy of Eyal and Sirer, "Majority is not enough" (Financial Cryptography 2014): adopt when
    /// behind, publish all when the lead shrinks to one, race when it shrinks to nothing. The attacker can only adopt
    /// at the longest fork, as everywhere in this process.
    pub fn scripted(&self, process: &Process) -> Policy {
        Policy::by_label(process, |state| {
            let Race {
                attacker,
                honest,
                fork,
            } = self.race(state);
            let choice = if attacker.max(honest) >= self.longest || honest > attacker {
                Move::Adopt
            } else if attacker == honest && honest > 0 && fork == Fork::Relevant {
                Move::Match
            } else if honest > 0 && attacker == honest + 1 {
                Move::Override
            } else {
                Move::Wait
            };
            choice as u32
        })
    }
}

/// Blocks settled for good: the attacker's over all.
fn settled(own: f64, other: f64) -> Reward {
    Reward {
        numerator: own,
        denominator: own + other,
    }
}
