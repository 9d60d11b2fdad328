//! What the owner of a wallet can do, and what comes of it.

use assay_sim::chronos::strategist::borrower::{Cover, Means, Move, Record, Situation};

use super::{
    super::process::{Choice, Outcome, Rules},
    Acquisition, World,
    state::State,
};

/// A wallet's life as a decision process.
pub(in super::super) struct Life {
    pub(super) world: World,
}

type Option = Choice<State, Move>;

impl Rules for Life {
    type State = State;
    type Move = Move;

    fn start(&self) -> State {
        State::first(&self.world)
    }

    fn options(&self, state: &State) -> Vec<Option> {
        let mut options = self.end(state);
        match state.record {
            Record::Holding(held) => self.acquire(state, held, &mut options),
            Record::Proven(age) => {
                let is_top = age == self.world.top_age;
                if is_top {
                    self.borrow_away(state, &mut options);
                }
                self.wait(state, &mut options);
                if is_top {
                    self.borrow_home(state, &mut options);
                    self.race(state, &mut options);
                    self.rent(state, &mut options);
                }
            }
            Record::Slashed => {}
        }
        options
    }
}

impl Life {
    pub(in super::super) fn new(world: World) -> Self {
        Self { world }
    }

    /// What the wallet's owner sets out with.
    pub(in super::super) fn means(&self) -> Means {
        self.world.kit.means
    }

    /// The state that the process takes a situation for.
    pub(in super::super) fn state(&self, seen: &Situation) -> State {
        State::of(seen, &self.world)
    }

    fn acquire(&self, state: &State, held: u64, options: &mut Vec<Option>) {
        let world = &self.world;
        for acquisition in &world.kit.acquisitions {
            match acquisition {
                Acquisition::Lying(cover) if held == 0 => options.push(self.lie(state, *cover)),
                Acquisition::Farming(farm) if held == 0 => {
                    let farmed = world.farms.iter().find(|(known, _)| known == farm);
                    // A proof that does not hold is an expense and nothing else.
                    if let Some((_, farmed)) = farmed
                        && farmed.works
                    {
                        let shown = state.clone().after(farmed.time, world);
                        let made = Move::Farm(*farm);
                        options.push(self.claim(&shown, made, world.top_age, -farmed.cost));
                    }
                }
                Acquisition::Building => {
                    if world.ages.contains(&held) {
                        options.push(self.claim(state, Move::Claim, held, 0.0));
                    }
                    let next = world.ages.iter().find(|age| **age > held);
                    if let Some(&until) = next {
                        let span = until - held;
                        let mut then = state.clone().after(span, world);
                        then.record = Record::Holding(until);
                        let forgone = -world.holding * span as f64;
                        options.push(Choice::certain(Move::Hold(until), forgone, Some(then)));
                    }
                }
                _ => {}
            }
        }
    }

    /// A true claim is confirmed when its window closes.
    fn claim(&self, state: &State, made: Move, age: u64, gain: f64) -> Option {
        let world = &self.world;
        let mut proven = state.clone().after(world.window, world);
        proven.record = Record::Proven(age.min(world.top_age));
        Choice::certain(made, gain, Some(proven))
    }

    fn lie(&self, state: &State, cover: Cover) -> Option {
        let world = &self.world;
        let mut stands = state.clone().after(world.window, world);
        stands.record = Record::Proven(world.top_age);
        let mut found = state.clone();
        found.record = Record::Slashed;
        let found = found.without_the_irrelevant(world);
        let caught = |chance: f64, lost: f64| Outcome {
            chance,
            gain: -lost - world.record_worth(),
            next: Some(found.clone()),
        };
        let unseen = |chance: f64, paid: f64| Outcome {
            chance,
            gain: -paid,
            next: Some(stands.clone()),
        };
        let d = world.detection_rate;
        let outcomes = match cover {
            Cover::None => vec![unseen(1.0 - d, 0.0), caught(d, world.stake)],
            Cover::SelfChallenge => vec![
                unseen(1.0 - d, 0.0),
                caught(d * world.front_run_rate, world.self_challenged),
                caught(d * (1.0 - world.front_run_rate), world.stake),
            ],
            Cover::Bribes => vec![
                unseen(world.all_bribed, world.bribes),
                unseen((1.0 - world.all_bribed) * (1.0 - d), 0.0),
                caught((1.0 - world.all_bribed) * d, world.stake),
            ],
        };
        Choice::of(Move::ClaimFalsely(cover), outcomes)
    }

    fn borrow_away(&self, state: &State, options: &mut Vec<Option>) {
        let world = &self.world;
        if state.pause > 0
            || !world.may_borrow
            || state.away() >= world.chains
            || state.cooldown > 0
        {
            return;
        }
        let mut lent = state.clone();
        lent.cooldown = world.cooldown;
        lent.pending.push(world.settlement);
        lent.pending.sort_unstable();
        lent.count_loan(world);
        // Whatever needs no time is paid out at once.
        let next = lent.after(0, world);
        options.push(Choice::certain(Move::BorrowAway, 0.0, Some(next)));
    }

    fn borrow_home(&self, state: &State, options: &mut Vec<Option>) {
        let world = &self.world;
        if state.pause > 0 || !world.may_borrow || state.home {
            return;
        }
        let mut lent = state.clone();
        lent.home = true;
        lent.is_due_in(world.term);
        lent.count_loan(world);
        let next = lent.without_the_irrelevant(world);
        options.push(Choice::certain(Move::BorrowHome, 0.0, Some(next)));
    }

    /// The default at home is known elsewhere at once, or after the loans there are paid out: each by
    /// its own message.
    fn race(&self, state: &State, options: &mut Vec<Option>) {
        if !state.home || state.pending.is_empty() {
            return;
        }
        let world = &self.world;
        // By number of loans that are paid out.
        let mut chances = vec![1.0];
        for &left in &state.pending {
            let Some(late) = world.late(left) else {
                return;
            };
            let mut with = vec![0.0; chances.len() + 1];
            for (place, chance) in chances.iter().enumerate() {
                for (step, weight) in [(0, 1.0 - late), (1, late)] {
                    if let Some(sum) = with.get_mut(place + step) {
                        *sum += chance * weight;
                    }
                }
            }
            chances = with;
        }
        let open = f64::from(state.open());
        let pending = state.pending.len() as f64;
        let outcomes = chances.into_iter().enumerate().map(|(paid, chance)| {
            let paid = paid as f64;
            Outcome {
                chance,
                gain: (open + paid) * world.kept
                    - (pending - paid) * world.bond
                    - world.own_default,
                next: None,
            }
        });
        options.push(Choice::of(Move::Race, outcomes));
    }

    fn rent(&self, state: &State, options: &mut Vec<Option>) {
        let world = &self.world;
        let is_idle = state.away() == 0
            || state.away() >= world.chains
            || state.cooldown >= world.between_rentals;
        let has_time = state.due.is_none_or(|due| due > world.between_rentals);
        let is_free = state.pause == 0 && !state.home && state.pending.is_empty();
        if !(world.may_borrow && is_idle && has_time && is_free) {
            return;
        }
        let mut served = state.clone();
        served.count_loan(world);
        let mut slashed = state.clone();
        slashed.record = Record::Slashed;
        let slashed = slashed.without_the_irrelevant(world);
        let price = world.rental_price;
        let outcomes = match (world.kit.is_contract, state.renters) {
            (true, None) => return,
            (true, Some(renters)) => {
                let spotted = world.spotted.get(renters as usize).copied().unwrap_or(1.0);
                served.renters = Some(renters.saturating_add(1));
                let over = if renters == 0 {
                    // A contract that nobody used shows no pattern.
                    let mut unused = state.clone();
                    unused.renters = None;
                    Outcome {
                        chance: spotted,
                        gain: 0.0,
                        next: Some(unused),
                    }
                } else {
                    Outcome {
                        chance: spotted,
                        gain: -world.record_worth(),
                        next: Some(slashed),
                    }
                };
                [
                    Outcome {
                        chance: 1.0 - spotted,
                        gain: price,
                        next: Some(served.after(world.between_rentals, world)),
                    },
                    over,
                ]
            }
            (false, _) => [
                Outcome {
                    chance: 1.0 - world.renter_default_rate,
                    gain: price,
                    next: Some(served.after(world.between_rentals, world)),
                },
                Outcome {
                    chance: world.renter_default_rate,
                    gain: price - world.renter_default,
                    next: Some(slashed),
                },
            ],
        };
        options.push(Choice::of(Move::Rent, outcomes));
    }

    /// Nobody waits for his loan to be called.
    fn wait(&self, state: &State, options: &mut Vec<Option>) {
        if let Some(span) = state.next_event(&self.world)
            && state.due.is_none_or(|due| span < due)
        {
            let then = state.clone().after(span, &self.world);
            options.push(Choice::certain(Move::Wait(span), 0.0, Some(then)));
        }
    }

    /// He stops where nothing is owed, and otherwise by walking away.
    fn end(&self, state: &State) -> Vec<Option> {
        if !state.pending.is_empty() {
            return Vec::new();
        }
        if state.open() == 0 {
            return vec![Choice::certain(Move::Stop, 0.0, None)];
        }
        let lost = match state.record {
            Record::Slashed => 0.0,
            _ => self.world.own_default,
        };
        let gain = f64::from(state.open()) * self.world.kept - lost;
        vec![Choice::certain(Move::WalkAway, gain, None)]
    }
}
