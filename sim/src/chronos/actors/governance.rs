//! Governance: it ends pauses, and adjusts the constants by the paper's rules.

use crate::{
    chronos::{
        life::{GovernancePolicy, LifeError, World},
        protocol::{Bps, Observed, Refusal, Totals, WHOLE},
    },
    engine::Actor,
};

/// The council resumes a paused protocol after the pause time. Every quarter the constants are
/// adjusted by the rates observed since the last time; no growth is aimed at, as the life of the
/// protocol is that of a constant population.
///
/// An attack counts as attempted, and tightens the constants at once, when a false claimant was
/// paid out. The paper says "any": taken at its word, every false claim that the indexers catch
/// would raise the stake by a fifth, hundreds of times a year.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::chronos) struct Governance {
    totals: Totals,
    loans_ended: u64,
    exploits: usize,
}

impl Governance {
    fn adjust(&mut self, world: &mut World) -> Result<(), Refusal> {
        let attack_attempted = world.exploits.len() > self.exploits;
        let quarterly = world.protocol.now() >= world.protocol.adjustment_due();
        if !quarterly && !attack_attempted {
            return Ok(());
        }
        let totals = *world.protocol.totals();
        let defaults = totals.defaults - self.totals.defaults;
        let challenges = totals.challenges - self.totals.challenges;
        world.protocol.adjust(Observed {
            default_rate: rate(defaults, world.loans_ended - self.loans_ended),
            challenge_rate: rate(challenges, totals.claims - self.totals.claims),
            user_growth: 0,
            growth_target: 0,
            attack_attempted,
        })?;
        self.exploits = world.exploits.len();
        if quarterly {
            self.totals = totals;
            self.loans_ended = world.loans_ended;
        }
        Ok(())
    }
}

impl Actor<World> for Governance {
    type Error = LifeError;

    fn act(&mut self, world: &mut World) -> Result<(), LifeError> {
        if let Some(pause) = world.protocol.paused() {
            let lasted = world.protocol.now().saturating_sub(pause.since);
            if lasted >= world.setting.economy.pause_time() {
                world.protocol.resume(world.protocol.guardian())?;
            }
        }
        if world.setting.policies.governance == GovernancePolicy::Adjust {
            self.adjust(world)?;
        }
        Ok(())
    }
}

/// How many of `of`, in basis points; none of none.
fn rate(count: u64, of: u64) -> Bps {
    (count * WHOLE).checked_div(of).unwrap_or(0)
}
