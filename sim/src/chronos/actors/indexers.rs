//! The indexer who scans this share of the claims.

use crate::{
    chronos::{
        life::{IndexerPolicy, LifeError, MONTH_LENGTH, Setting, World},
        protocol::{ClaimId, ETH, Refusal, Seconds, USD},
        stage::dollars,
    },
    engine::{Actor, Draws, Streams},
};

/// It scans every new claim once. A false one it recognises with the detection rate, a true one it
/// mistakes for false with the false positive rate; what it holds to be false it challenges and has
/// resolved at once, and pays the transactions. It collects its fees once a month, on the day the
/// measured month begins and ends.
#[derive(Clone, Debug)]
pub(in crate::chronos) struct Indexers {
    scan: Draws,
    scanned: usize,
    payday: Seconds,
}

impl Indexers {
    pub(in crate::chronos) fn new(streams: &Streams, setting: &Setting) -> Self {
        Self {
            scan: streams.open("indexers/scan"),
            scanned: 0,
            payday: first_payday(setting),
        }
    }

    pub(in crate::chronos) fn begin(&mut self, streams: &Streams, setting: &Setting) {
        *self = Self::new(streams, setting);
    }

    fn scan_claims(&mut self, world: &mut World) -> Result<(), Refusal> {
        while self.scanned < world.protocol.claims().len() {
            let claim = u32::try_from(self.scanned).map_err(|_| Refusal::Overflow)?;
            let claim = ClaimId(claim);
            self.scanned += 1;
            world.month.scanned_claims += 1;
            let holds = world.protocol.inspect(claim)?;
            let economy = &world.setting.economy;
            let challenges = self.scan.bernoulli(if holds {
                economy.false_positive_rate()
            } else {
                economy.detection_rate()
            });
            let open = world.protocol.now() < world.protocol.claim(claim)?.window_closes;
            if challenges && open {
                challenge(world, claim, holds)?;
            }
        }
        Ok(())
    }

    fn collect_fees(&mut self, world: &mut World) -> Result<(), Refusal> {
        if world.protocol.now() < self.payday {
            return Ok(());
        }
        self.payday += MONTH_LENGTH;
        match world.protocol.pay_indexers() {
            Ok(part) => {
                world.month.fee_income += dollars(part);
                Ok(())
            }
            // Nobody has paid a fee yet.
            Err(Refusal::ZeroAmount) => Ok(()),
            Err(refusal) => Err(refusal),
        }
    }
}

impl Actor<World> for Indexers {
    type Error = LifeError;

    fn act(&mut self, world: &mut World) -> Result<(), LifeError> {
        if world.setting.policies.indexers == IndexerPolicy::Scan {
            self.scan_claims(world)?;
        }
        self.collect_fees(world)?;
        Ok(())
    }
}

fn first_payday(setting: &Setting) -> Seconds {
    setting.month_begins % MONTH_LENGTH
}

/// Challenges the claim, and books what the wallet gained at the price of the moment.
fn challenge(world: &mut World, claim: ClaimId, holds: bool) -> Result<(), Refusal> {
    let indexer = world.people.indexer;
    let before = world.protocol.wallet(indexer, ETH)?;
    world.protocol.challenge(indexer, claim)?;
    if !holds {
        world.draw_message_delays();
    }
    world.resolve(claim)?;
    let after = world.protocol.wallet(indexer, ETH)?;
    let cost = world.setting.economy.transaction_cost();
    world
        .protocol
        .pay(indexer, world.people.outside, USD, cost)?;
    let won = dollars(world.protocol.eth_value(after.saturating_sub(before))?);
    let lost = dollars(world.protocol.eth_value(before.saturating_sub(after))?);
    world.month.challenge_profit += won - lost - dollars(cost);
    world.month.false_challenges += u64::from(holds);
    Ok(())
}
