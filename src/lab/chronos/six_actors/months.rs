//! Every profile, lived.

use assay_scenarios::Scenario;
use assay_sim::{
    chronos::{Life, Population, SimulationError},
    engine::Ensemble,
};

use super::profiles::{self, Choices, PLAYERS};
use crate::{
    error::CommandError,
    lab::{Asking, Tell, chronos::Chronos},
};

const STAGE: &str = "six populations";
/// Runs that were asked for, for each month lived in a profile.
const SHARE: u64 = 200;

/// What the months of every profile were worth to each population, in USD over the whole protocol.
pub(super) struct Months {
    /// Months of each profile, at least two.
    pub(super) each: u64,
    /// Months of all profiles, those of equal profiles counted once.
    pub(super) lived: u64,
    /// By profile and population, one value a month. Months of the same place share their luck.
    worth: Vec<[Vec<f64>; PLAYERS]>,
}

/// Months to live in all, over every profile.
pub(in crate::lab::chronos) fn runs(asking: &Asking) -> u64 {
    each(asking).saturating_mul(1 << PLAYERS)
}

fn each(asking: &Asking) -> u64 {
    (asking.runs / SHARE).max(2)
}

impl Months {
    /// Lives them.
    pub(super) fn live(
        chronos: &Chronos,
        scenario: &Scenario,
        asking: &Asking,
        tell: Tell<'_>,
    ) -> Result<Self, CommandError> {
        tell(STAGE, 0);
        let shares = scenario.number("indexers")?;
        // Where no loan has collateral, both choices of the liquidators are the same months.
        let nothing_to_liquidate = scenario.choice("loan_backing")? == "reputation";
        let life = Life::new(scenario, chronos.history.clone()).map_err(SimulationError::from)?;
        let ensemble = Ensemble {
            runs: each(asking),
            ..asking.ensemble()
        };
        let mut worth: Vec<[Vec<f64>; PLAYERS]> = Vec::with_capacity(1 << PLAYERS);
        let mut lived = 0;
        for profile in profiles::all() {
            let idle = profile[Population::Arbitrageurs as usize] == 1;
            let same = profiles::place(&profiles::deviation(&profile, Population::Arbitrageurs));
            if idle
                && nothing_to_liquidate
                && let Some(lived) = worth.get(same).cloned()
            {
                tell(STAGE, ensemble.runs);
                worth.push(lived);
                continue;
            }
            let life = life.clone().with_policies(profiles::policies(&profile));
            lived += ensemble.runs;
            let months = ensemble
                .run(&life, &|runs| tell(STAGE, runs))
                .map_err(SimulationError::from)?;
            worth.push(Population::ALL.map(|population| {
                let of_share = months.iter().map(|month| month.payoffs.of(population));
                of_share.map(|usd| usd * shares).collect()
            }));
        }
        Ok(Self {
            each: ensemble.runs,
            lived,
            worth,
        })
    }

    /// Months whose worth is known: of a profile to a population in a month counted from 0.
    #[cfg(test)]
    pub(super) fn of(each: u64, worth: impl Fn(&Choices, Population, u64) -> f64) -> Self {
        let of_profile = |profile: Choices| {
            Population::ALL.map(|population| {
                (0..each)
                    .map(|it| worth(&profile, population, it))
                    .collect()
            })
        };
        Self {
            each,
            lived: each << PLAYERS,
            worth: profiles::all().map(of_profile).collect(),
        }
    }

    /// Runs that ask for so many months of each profile.
    pub(super) fn runs_asked_for(&self) -> f64 {
        (self.each * SHARE) as f64
    }

    /// What each month of a profile was worth to a population.
    pub(super) fn worth(&self, profile: &Choices, population: Population) -> &[f64] {
        self.worth
            .get(profiles::place(profile))
            .map_or(&[], |of| &of[population as usize])
    }

    /// What each month of a profile was worth to all of them together.
    pub(super) fn welfare(&self, profile: &Choices) -> Vec<f64> {
        let mut sums = vec![0.0; self.worth(profile, Population::Users).len()];
        for population in Population::ALL {
            for (sum, worth) in sums.iter_mut().zip(self.worth(profile, population)) {
                *sum += worth;
            }
        }
        sums
    }
}
