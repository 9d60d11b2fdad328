//! A wallet's policy in a sentence: what its owner does as long as luck holds.

use assay_sim::chronos::strategist::borrower::{Cover, Farm, Move, Record};

use super::{
    super::numbers::{every, several, span},
    super::process::{Path, Solution},
    Life, World,
    state::State,
};

impl Life {
    /// The policy in words.
    pub(in super::super) fn words(&self, solution: &Solution<Self>) -> String {
        let Path { moves, comes_back } = solution.lucky_path();
        let mut parts: Vec<String> = Vec::new();
        let mut rest = moves.as_slice();
        while let Some(((state, made), after)) = rest.split_first() {
            rest = after;
            let same = |wanted: fn(Move) -> bool| {
                let run = after.iter().take_while(move |(_, made)| wanted(*made));
                run.filter(|(_, next)| !matches!(next, Move::Wait(_)))
                    .count() as u32
            };
            match made {
                Move::Stop => {}
                Move::Hold(until) => parts.push(format!("holds the balance for {}", span(*until))),
                Move::Claim => parts.push("claims it truthfully".into()),
                Move::ClaimFalsely(cover) => parts.push(lie(*cover).into()),
                Move::Farm(farm) => parts.push(show(*farm).into()),
                Move::BorrowHome => parts.push("borrows at home".into()),
                Move::BorrowAway => {
                    let is_part = |made| matches!(made, Move::BorrowAway | Move::Wait(_));
                    let chains = 1 + same(is_part);
                    parts.push(self.borrows(chains));
                    rest = skip(rest, is_part);
                }
                Move::Rent => {
                    let is_part = |made| matches!(made, Move::Rent | Move::Wait(_));
                    let times = 1 + same(is_part);
                    rest = skip(rest, is_part);
                    parts.push(self.world.rents(times, comes_back && rest.is_empty()));
                }
                Move::Wait(_) => {
                    if let Some(growth) = self.world.growth(state) {
                        parts.push(growth);
                    }
                    let is_part = |made| matches!(made, Move::Wait(_));
                    rest = skip(rest, is_part);
                }
                Move::Race => parts.push(
                    "defaults at home while the others are pending, and keeps what is paid out before the slash arrives"
                        .into(),
                ),
                Move::WalkAway => parts.push("walks away from every loan".into()),
            }
        }
        match parts.pop() {
            None => "stays out".into(),
            Some(last) if parts.is_empty() => last,
            Some(last) => format!("{}, and {last}", parts.join(", ")),
        }
    }

    /// What the policy rests on beyond the scenario.
    pub(in super::super) fn notes(&self, solution: &Solution<Self>) -> Vec<String> {
        let path = solution.lucky_path().moves;
        let grows = path.iter().any(|(state, made)| {
            matches!(made, Move::Wait(_)) && self.world.growth(state).is_some()
        });
        let rents = path.iter().any(|(_, made)| *made == Move::Rent);
        let mut notes = Vec::new();
        if grows {
            notes.push(
                "A confirmed record grows older by itself: the paper does not ask for the balance again.".into(),
            );
        }
        if rents && !self.world.kit.is_contract {
            notes.push(
                "One renter a day is assumed, as in chronos/reputation-rental/rented-key.".into(),
            );
        }
        notes
    }

    fn borrows(&self, chains: u32) -> String {
        let on = several(chains, "other chain", "other chains");
        if chains == 1 || self.world.cooldown == 0 {
            format!("borrows on {on}")
        } else {
            format!("borrows on {on}, one every {}", every(self.world.cooldown))
        }
    }
}

impl World {
    fn rents(&self, times: u32, without_end: bool) -> String {
        let who = if self.kit.is_contract {
            "lends the contract out"
        } else {
            "rents the key out"
        };
        let until = if self.kit.is_contract {
            "until it is spotted"
        } else {
            "until a renter does not repay"
        };
        if without_end {
            format!("{who} {until}")
        } else {
            format!("{who} {} or {until}", several(times, "time", "times"))
        }
    }

    fn growth(&self, state: &State) -> Option<String> {
        match state.record {
            Record::Proven(age) if age < self.top_age => Some(format!(
                "lets the record grow by {} though nothing is held any more",
                span(self.top_age - age)
            )),
            _ => None,
        }
    }
}

fn skip<T>(mut rest: &[(T, Move)], is_part: fn(Move) -> bool) -> &[(T, Move)] {
    while let Some(((_, made), after)) = rest.split_first()
        && is_part(*made)
    {
        rest = after;
    }
    rest
}

fn lie(cover: Cover) -> &'static str {
    match cover {
        Cover::None => "claims falsely and, if nobody challenges it",
        Cover::SelfChallenge => {
            "claims falsely, challenges that first if an indexer is about to and, if nobody does"
        }
        Cover::Bribes => {
            "claims falsely, bribes every indexer who takes it and, if the claim stands"
        }
    }
}

fn show(farm: Farm) -> &'static str {
    match farm {
        Farm::FlashLoans => "shows the samples a balance by flash loans and claims it",
        Farm::HeldCapital => {
            "borrows the balance for the distance of two samples and claims it as long held"
        }
        Farm::TimedSamples => "holds the balance around each sample alone and claims it",
    }
}
