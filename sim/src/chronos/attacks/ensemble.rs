//! Many runs of one attack, and what they are worth to the attacker.

use std::ops::ControlFlow;

use assay_scenarios::Scenario;

use super::{Amounts, Attack, plan};
use crate::{
    chronos::{
        SimulationError,
        economy::Economy,
        protocol::Refusal,
        stage::{Episode, Stage},
    },
    engine::{Ensemble, Model, Progress, Streams},
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
    let model = Assault {
        attack: attack?,
        stage: Stage::new(economy.clone())?,
    };
    let episodes = ensemble
        .run(&model, progress)
        .map_err(|source| SimulationError::attack(id, source))?;
    summarise(&episodes).map(Some)
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

/// An attack as a model of the engine: one step plays the whole plan.
struct Assault {
    attack: Box<dyn Attack>,
    stage: Stage,
}

struct Scene {
    stage: Stage,
    episode: Episode,
}

impl Model for Assault {
    type World = Scene;
    type Outcome = Episode;
    type Error = Refusal;

    fn world(&self) -> Scene {
        Scene {
            stage: self.stage.clone(),
            episode: Episode::default(),
        }
    }

    fn begin(&self, scene: &mut Scene, streams: &Streams) -> Result<(), Refusal> {
        scene.stage.reset(streams);
        scene.episode = Episode::default();
        Ok(())
    }

    fn step(&self, scene: &mut Scene) -> Result<ControlFlow<()>, Refusal> {
        scene.episode = self.attack.play(&mut scene.stage)?;
        Ok(ControlFlow::Break(()))
    }

    fn outcome(&self, scene: &Scene) -> Episode {
        scene.episode
    }
}
