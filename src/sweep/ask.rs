//! What is swept: the command line over the scenario's `[sweep]` table over the defaults.

use std::fs::File;

use assay_scenarios::{ParameterKind, Scenario, SweepDesign, Vary};
use assay_sweeps::design::{Design, Factor, Kind};

use super::measure::{Depth, Measure};
use crate::{
    arguments::{Design as Asked, SweepArguments},
    error::CommandError,
};

/// Points of a design that has no number of its own.
const POINTS: u64 = 1_024;
/// Trajectories of Morris' design, and its levels.
const TRAJECTORIES: u64 = 20;
const LEVELS: u32 = 4;
/// The limit to runs where an interval is to become tight.
const LIMIT: u64 = 1_000_000;
const SEED: u64 = 1;

/// Everything that decides what the file will hold.
pub(super) struct Question {
    pub(super) design: Design,
    pub(super) measures: Vec<Measure>,
    pub(super) depth: Depth,
}

impl Question {
    pub(super) fn read(
        scenario: &Scenario,
        arguments: &SweepArguments,
    ) -> Result<Self, CommandError> {
        let table = scenario.sweep();
        let seed = arguments
            .seed
            .or(table.and_then(|table| table.seed()))
            .unwrap_or(SEED);
        if let Some(share) = arguments.until_ci
            && !(share > 0.0 && share.is_finite())
        {
            return Err(CommandError::Stretch {
                option: "until-ci",
                text: share.to_string(),
                why: "expected a share of the mean, above 0".into(),
            });
        }
        let runs = arguments
            .runs
            .or(table
                .and_then(|table| table.runs())
                .filter(|runs| *runs > 0))
            .or(arguments.until_ci.map(|_| LIMIT));
        let depth = Depth {
            runs,
            until: arguments.until_ci,
            solve: arguments.solve,
            seed,
        };
        let names = if arguments.of.is_empty() {
            table.map(|table| table.of()).unwrap_or_default()
        } else {
            &arguments.of
        };
        Ok(Self {
            design: design(scenario, arguments, seed)?,
            measures: Measure::read(scenario, names, seed)?,
            depth,
        })
    }
}

fn design(
    scenario: &Scenario,
    arguments: &SweepArguments,
    seed: u64,
) -> Result<Design, CommandError> {
    let table = scenario.sweep();
    if let Some(Asked::List(path)) = &arguments.design {
        if !arguments.vary.is_empty() {
            return Err(CommandError::Stretch {
                option: "vary",
                text: arguments.vary.join(" "),
                why: "a list of points says itself what varies".into(),
            });
        }
        let file = File::open(path).map_err(|source| CommandError::Read {
            path: path.clone(),
            source,
        })?;
        return Design::from_csv(scenario, file).map_err(|source| CommandError::List {
            path: path.clone(),
            source,
        });
    }
    let typed = arguments
        .vary
        .iter()
        .map(|text| Vary::parse(text))
        .collect::<Result<Vec<_>, _>>()?;
    let vary = match table {
        Some(table) if typed.is_empty() => table.vary(),
        _ => &typed,
    };
    if vary.is_empty() {
        return Err(CommandError::Nothing {
            what: "parameter to vary",
            help: "name some with `--vary name=lo:hi:n`, or give the scenario a `[sweep]` table",
        });
    }
    let factors = vary
        .iter()
        .map(|vary| Factor::read(scenario, vary))
        .collect::<Result<Vec<_>, _>>()?;
    let points = arguments.points.or(table.and_then(|table| table.points()));
    let kind = match (&arguments.design, table.and_then(|table| table.design())) {
        (Some(asked), _) => kind(asked, points),
        (None, Some(said)) => kind(&of_table(said), points),
        (None, None) => Kind::Grid,
    };
    let crossed = arguments.crossed || table.is_some_and(|table| table.crossed());
    if !crossed {
        return Ok(Design::new(kind, factors, seed)?);
    }
    let (controls, environment): (Vec<_>, Vec<_>) = factors
        .into_iter()
        .partition(|factor| factor.kind() == ParameterKind::Control);
    if controls.is_empty() || environment.is_empty() {
        return Err(CommandError::Nothing {
            what: "control, or no environment, among the parameters to cross",
            help: "a crossed design needs parameters of both kinds",
        });
    }
    // Seeds apart: the two designs must not walk in step.
    let slow = Design::new(kind, controls, seed)?;
    let fast = Design::new(kind, environment, seed.wrapping_add(1))?;
    Ok(Design::crossed(slow, fast)?)
}

fn kind(asked: &Asked, points: Option<u64>) -> Kind {
    let some = points.unwrap_or(POINTS);
    match asked {
        Asked::Random => Kind::Random { points: some },
        Asked::LatinHypercube => Kind::LatinHypercube { points: some },
        Asked::Sobol => Kind::Sobol { points: some },
        Asked::Saltelli => Kind::Saltelli {
            base: some,
            second: true,
        },
        Asked::Morris => Kind::Morris {
            trajectories: points.unwrap_or(TRAJECTORIES),
            levels: LEVELS,
        },
        // A list has been read before.
        Asked::Grid | Asked::List(_) => Kind::Grid,
    }
}

fn of_table(said: SweepDesign) -> Asked {
    match said {
        SweepDesign::Grid => Asked::Grid,
        SweepDesign::Random => Asked::Random,
        SweepDesign::LatinHypercube => Asked::LatinHypercube,
        SweepDesign::Sobol => Asked::Sobol,
        SweepDesign::Saltelli => Asked::Saltelli,
        SweepDesign::Morris => Asked::Morris,
    }
}
