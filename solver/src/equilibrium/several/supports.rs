//! Which supports an equilibrium can have at all, by exact comparison of payoffs.
//!
//! Porter, Nudelman and Shoham (*Games and Economic Behavior* 63, 2008): supports are chosen player by player, and
//! what is dominated against the supports chosen so far is played by nobody.

use crate::{exact::Rational, game::Game};

/// Strategies beyond which a player's supports are not counted out: one bit a strategy.
const MOST_STRATEGIES: usize = 62;

/// Payoffs as places in each player's order of them: enough to compare, and quick.
#[derive(Debug)]
pub(super) struct Ranks {
    shape: Vec<usize>,
    strides: Vec<usize>,
    tables: Vec<Vec<u32>>,
}

impl Ranks {
    pub(super) fn of(game: &Game) -> Self {
        let shape = game.shape();
        let strides = shape
            .iter()
            .scan(1, |stride, &strategies| {
                let current = *stride;
                *stride *= strategies;
                Some(current)
            })
            .collect();
        let tables = (0..shape.len())
            .map(|player| ranked(game.payoffs(player)))
            .collect();
        Self {
            shape,
            strides,
            tables,
        }
    }

    /// How `better` compares with `worse` for a player, over all profiles of the others' lists.
    fn compare(
        &self,
        lists: &[Vec<usize>],
        player: usize,
        better: usize,
        worse: usize,
    ) -> Comparison {
        let mut comparison = Comparison {
            never_less: true,
            always_more: true,
            once_more: false,
        };
        let table = &self.tables[player];
        super::system::each_profile(lists, player, |profile| {
            if !comparison.never_less {
                return;
            }
            profile[player] = 0;
            let start: usize = profile
                .iter()
                .zip(&self.strides)
                .map(|(strategy, stride)| strategy * stride)
                .sum();
            let stride = self.strides[player];
            let better = table[start + better * stride];
            let worse = table[start + worse * stride];
            comparison.never_less &= better >= worse;
            comparison.always_more &= better > worse;
            comparison.once_more |= better > worse;
        });
        comparison
    }

    /// Whether another strategy is better whatever the others choose from their lists.
    fn strictly_dominated(&self, lists: &[Vec<usize>], player: usize, strategy: usize) -> bool {
        (0..self.shape[player])
            .any(|better| self.compare(lists, player, better, strategy).always_more)
    }

    /// Whether a strategy is certainly not a best reply when the others play every strategy of their supports:
    /// another one is never worse, and once better.
    fn never_best(&self, supports: &[Vec<usize>], player: usize, strategy: usize) -> bool {
        (0..self.shape[player]).any(|better| {
            let comparison = self.compare(supports, player, better, strategy);
            comparison.never_less && comparison.once_more
        })
    }
}

struct Comparison {
    never_less: bool,
    always_more: bool,
    once_more: bool,
}

fn ranked(payoffs: &[Rational]) -> Vec<u32> {
    let mut order: Vec<usize> = (0..payoffs.len()).collect();
    order.sort_by(|&a, &b| payoffs[a].cmp(&payoffs[b]));
    let mut ranks = vec![0; payoffs.len()];
    let mut rank = 0;
    for pair in order.windows(2) {
        rank += u32::from(payoffs[pair[0]] != payoffs[pair[1]]);
        ranks[pair[1]] = rank;
    }
    ranks
}

/// The walk through the supports that survive.
pub(super) struct Supports<'game> {
    ranks: &'game Ranks,
    /// Choices that may still be looked at.
    left: u64,
}

impl<'game> Supports<'game> {
    /// A walk that looks at no more than `most` choices of a support for a player.
    pub(super) fn new(ranks: &'game Ranks, most: u64) -> Self {
        Self { ranks, left: most }
    }

    /// Visits every choice of supports that an equilibrium may have, in a fixed order. False if the walk was cut
    /// short.
    pub(super) fn each(&mut self, visit: &mut impl FnMut(&[Vec<usize>])) -> bool {
        let lists: Vec<Vec<usize>> = self
            .ranks
            .shape
            .iter()
            .map(|&strategies| (0..strategies).collect())
            .collect();
        self.choose(0, &lists, visit)
    }

    fn choose(
        &mut self,
        player: usize,
        lists: &[Vec<usize>],
        visit: &mut impl FnMut(&[Vec<usize>]),
    ) -> bool {
        let Some(lists) = self.reduced(player, lists) else {
            return true;
        };
        let Some(list) = lists.get(player) else {
            if self.plausible(&lists) {
                visit(&lists);
            }
            return true;
        };
        if list.len() > MOST_STRATEGIES {
            return false;
        }
        for choice in 1u64..(1 << list.len()) {
            if self.left == 0 {
                return false;
            }
            self.left -= 1;
            let mut chosen = lists.clone();
            chosen[player] = list
                .iter()
                .enumerate()
                .filter(|(bit, _)| choice >> bit & 1 == 1)
                .map(|(_, &strategy)| strategy)
                .collect();
            if !self.choose(player + 1, &chosen, visit) {
                return false;
            }
        }
        true
    }

    /// Lists without what is dominated, for players whose support is still open; nothing if a chosen support holds
    /// a dominated strategy.
    fn reduced(&self, open: usize, lists: &[Vec<usize>]) -> Option<Vec<Vec<usize>>> {
        let mut lists = lists.to_vec();
        loop {
            let mut changed = false;
            for player in 0..lists.len() {
                let kept: Vec<usize> = lists[player]
                    .iter()
                    .copied()
                    .filter(|&strategy| !self.ranks.strictly_dominated(&lists, player, strategy))
                    .collect();
                if kept.len() < lists[player].len() {
                    if player < open {
                        return None;
                    }
                    changed = true;
                    lists[player] = kept;
                }
            }
            if !changed {
                return Some(lists);
            }
        }
    }

    fn plausible(&self, supports: &[Vec<usize>]) -> bool {
        supports.iter().enumerate().all(|(player, support)| {
            !support
                .iter()
                .any(|&strategy| self.ranks.never_best(supports, player, strategy))
        })
    }
}
