//! Many runs of one attack, and what they are worth to the attacker.

use std::{error::Error, ops::ControlFlow};

use assay_scenarios::Scenario;

use super::{Amounts, Attack, plan};
use crate::{
    chronos::{
        SimulationError,
        economy::Economy,
        protocol::Refusal,
        stage::{Episode, Stage},
    },
    engine::{EngineError, Ensemble, Model, Progress, Silent, Streams},
    statistics::{Interval, Summary, mean_interval_with_bounds},
};

/// What an attack came to over an ensemble of runs, in USD.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AttackOutcome {
    /// Mean profit of the attacker.
    pub mean: f64,
    /// 95 % interval of the mean, which allows for outcomes too rare to have been seen.
    pub ci95: Interval,
    /// Standard deviation of one run's profit; zero for a single run.
    pub sd: f64,
    /// Share of the runs in which the attacker ended poorer than he began.
    pub loss_probability: f64,
    /// Runs.
    pub runs: u64,
}

/// Half a cent: money is kept in integers, so that no mean is known more finely.
const RESOLUTION: f64 = 0.005;

/// Carries the attack of that id out `ensemble.runs` times; none if it has no simulated behaviour.
///
/// # Errors
/// A scenario that the executable protocol cannot hold, or a plan whose calls were refused.
pub fn simulate_attack(
    scenario: &Scenario,
    economy: &Economy,
    id: &str,
    ensemble: Ensemble,
    progress: &impl Progress,
) -> Result<Option<AttackOutcome>, SimulationError> {
    let Some(attack) = plan(id, &Amounts(scenario)) else {
        return Ok(None);
    };
    outcome_of(attack?, economy, ensemble, progress, |source| {
        SimulationError::attack(id, source)
    })
    .map(Some)
}

/// What one run of an attack came to, in USD.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Played {
    /// Profit of the attacker.
    pub profit: f64,
    /// The least profit that the attack could have come to.
    pub worst: f64,
    /// The greatest.
    pub best: f64,
}

/// Single runs of the attack of that id, the replicates from `first` on; none if it has no simulated behaviour.
///
/// # Errors
/// As [`simulate_attack`].
pub fn play_attack(
    scenario: &Scenario,
    economy: &Economy,
    id: &str,
    ensemble: Ensemble,
    first: u64,
) -> Result<Option<Vec<Played>>, SimulationError> {
    let Some(attack) = plan(id, &Amounts(scenario)) else {
        return Ok(None);
    };
    let model = Assault {
        play: attack?,
        stage: Stage::new(economy.clone())?,
    };
    let episodes = ensemble
        .run_from(first, &model, &Silent)
        .map_err(|source| SimulationError::attack(id, source))?;
    let played = episodes.into_iter().map(|episode| Played {
        profit: episode.profit,
        worst: episode.worst,
        best: episode.best,
    });
    Ok(Some(played.collect()))
}

/// Something that can be played on a stage: a scripted attack, or a strategy that decides as it goes.
pub(in crate::chronos) trait Play: Sync {
    /// Why it could not be played.
    type Error: Error + Send + 'static;

    /// Plays it once.
    fn play(&self, stage: &mut Stage) -> Result<Episode, Self::Error>;
}

impl Play for Box<dyn Attack> {
    type Error = Refusal;

    fn play(&self, stage: &mut Stage) -> Result<Episode, Refusal> {
        Attack::play(&**self, stage)
    }
}

/// Plays it `ensemble.runs` times and sums up what it came to.
pub(in crate::chronos) fn outcome_of<P: Play>(
    play: P,
    economy: &Economy,
    ensemble: Ensemble,
    progress: &impl Progress,
    failed: impl Fn(EngineError<P::Error>) -> SimulationError,
) -> Result<AttackOutcome, SimulationError> {
    let model = Assault {
        play,
        stage: Stage::new(economy.clone())?,
    };
    let episodes = ensemble.run(&model, progress).map_err(failed)?;
    summarise(&episodes)
}

fn summarise(episodes: &[Episode]) -> Result<AttackOutcome, SimulationError> {
    let profits: Vec<f64> = episodes.iter().map(|episode| episode.profit).collect();
    let worst = episodes
        .iter()
        .map(|it| it.worst)
        .fold(f64::INFINITY, f64::min);
    let best = episodes
        .iter()
        .map(|it| it.best)
        .fold(f64::NEG_INFINITY, f64::max);
    let (mean, sd, loss_probability, interval) = if let [only] = profits.as_slice() {
        // One run says what can happen, and nothing of how often.
        let lost = if *only < 0.0 { 1.0 } else { 0.0 };
        let widest = Interval {
            low: worst,
            high: best,
        };
        (*only, 0.0, lost, widest)
    } else {
        let summary = Summary::of(&profits)?;
        let interval = mean_interval_with_bounds(&profits, worst, best)?;
        (summary.mean, summary.sd, summary.loss.share, interval)
    };
    Ok(AttackOutcome {
        mean,
        ci95: Interval {
            low: interval.low.min(mean - RESOLUTION),
            high: interval.high.max(mean + RESOLUTION),
        },
        sd,
        loss_probability,
        runs: episodes.len() as u64,
    })
}

/// A play as a model of the engine: one step plays all of it.
struct Assault<P> {
    play: P,
    stage: Stage,
}

struct Scene {
    stage: Stage,
    episode: Episode,
}

impl<P: Play> Model for Assault<P> {
    type World = Scene;
    type Outcome = Episode;
    type Error = P::Error;

    fn world(&self) -> Scene {
        Scene {
            stage: self.stage.clone(),
            episode: Episode::default(),
        }
    }

    fn begin(&self, scene: &mut Scene, streams: &Streams) -> Result<(), P::Error> {
        scene.stage.reset(streams);
        scene.episode = Episode::default();
        Ok(())
    }

    fn step(&self, scene: &mut Scene) -> Result<ControlFlow<()>, P::Error> {
        scene.episode = self.play.play(&mut scene.stage)?;
        Ok(ControlFlow::Break(()))
    }

    fn outcome(&self, scene: &Scene) -> Episode {
        scene.episode
    }
}
