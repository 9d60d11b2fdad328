//! The ordinary life of the protocol: six populations, and the month they live.
//!
//! A run is one indexer's share of the protocol: `users / indexers` borrowers, their lenders, and
//! the hourly cap divided alike. Rates (of default, of challenges, of returns) do not depend on how
//! large the share is, so amounts of the whole protocol are those of a share times `indexers`. What
//! does depend on it are the breaker's trips, which compare a day's defaults with the average day's,
//! and the hours they cost: a larger book trips more often, though not in proportion. `indexers = 1`
//! lives the whole protocol's life in each run.
//!
//! Everybody borrows at home. Slashes travel to the other chains, where nobody is: on all of them
//! rates are the same.
//!
//! A run fills an empty book by daily steps, for as long as a claim and the loan it opens last, and
//! then measures thirty days by hourly ones.

mod dealings;
mod error;
mod history;
mod market;
mod month;
mod payoffs;
mod policies;
mod setting;
mod world;

use std::ops::ControlFlow;

use assay_scenarios::Scenario;

pub use self::{
    error::LifeError,
    history::{Chronicle, Day, Watched},
    month::{Month, Trips},
    payoffs::{Payoffs, Population},
    policies::{
        ArbitrageurPolicy, AttackerPolicy, GovernancePolicy, IndexerPolicy, LenderPolicy, Policies,
        UserPolicy,
    },
};
pub(super) use self::{
    setting::{MONTH_LENGTH, Setting, whole_cents},
    world::{Application, World},
};
use super::{
    actors::{Arbitrageurs, Attackers, Governance, Indexers, Lenders, Users},
    protocol::Protocol,
};
use crate::{
    engine::{Actor, Model, RunKey, Streams},
    market::{HourlyReturns, PriceModel},
};

/// The ordinary life under one scenario.
#[derive(Clone, Debug)]
pub struct Life {
    law: PriceModel,
    genesis: Protocol,
    before: Run,
}

/// One run of a [`Life`]: its world and its people.
#[derive(Clone, Debug)]
pub struct Run {
    world: World,
    actors: Actors,
}

type Actors = (
    Users,
    Attackers,
    Indexers,
    Arbitrageurs,
    Lenders,
    Governance,
);

impl Life {
    /// The ordinary life under `scenario`. With a `history` the ETH price follows it, a day from a
    /// random hour after the other; otherwise it jumps and diffuses as the scenario says.
    ///
    /// # Errors
    /// [`LifeError`] for parameters that are missing, or that the protocol or the market cannot work
    /// with.
    pub fn new(scenario: &Scenario, history: Option<HourlyReturns>) -> Result<Self, LifeError> {
        let mut setting = Setting::read(scenario)?;
        if let Some(history) = history {
            setting.economy = setting.economy.replaying(history);
        }
        let law = setting.economy.price_model();
        let streams = Streams::new(RunKey {
            seed: 0,
            point: 0,
            replicate: 0,
        });
        let actors = (
            Users::new(&streams),
            Attackers::new(&streams),
            Indexers::new(&streams, &setting),
            Arbitrageurs::default(),
            Lenders::default(),
            Governance::default(),
        );
        let world = World::new(setting, &law, &streams)?;
        Ok(Self {
            law,
            genesis: world.protocol.clone(),
            before: Run { world, actors },
        })
    }

    /// The same life with its populations following `policies`, from genesis on.
    #[must_use]
    pub fn with_policies(mut self, policies: Policies) -> Self {
        self.before.world.setting.policies = policies;
        self
    }
}

impl Run {
    /// The protocol as the run has left it.
    #[must_use]
    pub fn protocol(&self) -> &Protocol {
        &self.world.protocol
    }
}

impl Model for Life {
    type World = Run;
    type Outcome = Month;
    type Error = LifeError;

    fn world(&self) -> Run {
        self.before.clone()
    }

    fn begin(&self, run: &mut Run, streams: &Streams) -> Result<(), LifeError> {
        let Run { world, actors } = run;
        world.begin(&self.genesis, &self.law, streams)?;
        let (users, attackers, indexers, arbitrageurs, lenders, governance) = actors;
        users.begin(streams);
        attackers.begin(streams);
        indexers.begin(streams, &world.setting);
        arbitrageurs.begin();
        *lenders = Lenders::default();
        *governance = Governance::default();
        Ok(())
    }

    fn step(&self, run: &mut Run) -> Result<ControlFlow<()>, LifeError> {
        let Run { world, actors } = run;
        world.turn_the_clock()?;
        actors.act(world)?;
        if world.protocol.now() < world.setting.month_ends() {
            return Ok(ControlFlow::Continue(()));
        }
        world.close_books()?;
        Ok(ControlFlow::Break(()))
    }

    fn outcome(&self, run: &Run) -> Month {
        run.world.month
    }
}
