//! `assay report`: everything that was found as one self-contained HTML page.

mod claims;
mod influence;
mod map;
mod parameters;
mod profits;
mod turns;
mod words;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use assay_reports::{
    Report, Verdict,
    page::{Asked, Contents, page},
};

use self::{claims::Read, turns::Turns};
use crate::{
    arguments::ReportArguments,
    done::Done,
    error::CommandError,
    lab::{Asking, Lab, Tell},
    progress::Bar,
    terminal,
};

/// The name of standard output.
const STDOUT: &str = "-";

pub(crate) fn execute(arguments: &ReportArguments) -> Result<Done, CommandError> {
    let lab =
        Lab::open(&arguments.scenario, &arguments.set)?.in_world_of(arguments.prices.as_deref())?;
    let asking = Asking {
        runs: arguments.runs,
        seed: arguments.seed,
    };
    let bar = Bar::over(runs(&lab, &asking));
    let contents = contents(&lab, &asking, arguments, &|stage, runs| {
        bar.tell(stage, runs);
    })?;
    drop(bar);
    let html = page(&contents);
    match out(&lab, arguments) {
        Some(path) => {
            write(&path, &html)?;
            let size = html.len().div_ceil(1_000);
            let said = summary(&contents.report);
            terminal::print(&format!("{}: {said} ({size} kB)\n", path.display()))?;
        }
        None => terminal::print(&html)?,
    }
    Ok(Done::Holds)
}

/// Everything that the page shows.
fn contents(
    lab: &Lab,
    asking: &Asking,
    arguments: &ReportArguments,
    tell: Tell<'_>,
) -> Result<Contents, CommandError> {
    // What is wrong with the claims' file is said before anything is simulated.
    let claims = claims::read(arguments)?;
    let report = lab.investigate(asking, tell)?;
    let scenario = lab.scenario();
    let turns = Turns::of(scenario)?;
    let mut inputs = lab.inputs(&arguments.prices)?;
    for input in claims.iter().flat_map(Read::inputs) {
        if inputs.iter().all(|known| known.path != input.path) {
            inputs.push(input);
        }
    }
    Ok(Contents {
        asked: Asked {
            source: scenario.source().map(ToOwned::to_owned),
            words: words::typed(arguments),
            prices: words::path(arguments.prices.as_deref()),
            claims: words::path(arguments.claims.as_deref()),
            inputs,
        },
        parameters: parameters::of(scenario, &turns)?,
        map: map::of(scenario, &turns)?,
        influence: influence::of(scenario, &report, asking)?,
        month: lab.month(asking, tell),
        profits: profits::of(lab, &report, asking, tell)?,
        claims: match claims {
            Some(read) => Some(read.judged(asking, tell)?),
            None => None,
        },
        report,
    })
}

/// Simulated runs that all of it takes.
fn runs(lab: &Lab, asking: &Asking) -> u64 {
    lab.runs_of_investigation(asking)
        .saturating_add(Lab::runs_of_month(asking))
        .saturating_add(profits::runs(lab, asking))
}

/// Where the page goes; none for standard output.
fn out(lab: &Lab, arguments: &ReportArguments) -> Option<PathBuf> {
    match &arguments.out {
        Some(path) if path == Path::new(STDOUT) => None,
        Some(path) => Some(path.clone()),
        None => {
            let stem = arguments.scenario.file_stem()?.to_string_lossy();
            Some(format!("{}-{stem}.html", lab.scenario().protocol()).into())
        }
    }
}

/// Writes the page beside its name and renames it, so that a reader never meets half of one.
fn write(path: &Path, html: &str) -> Result<(), CommandError> {
    let failed = |source: io::Error| CommandError::Write {
        path: path.to_owned(),
        source,
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    fs::write(&beside, html)
        .and_then(|()| fs::rename(&beside, path))
        .map_err(failed)
}

fn summary(report: &Report) -> String {
    let paying = report
        .attacks
        .iter()
        .filter(|attack| attack.verdict == Verdict::Vulnerable)
        .count();
    let verdict = Verdict::of_all(report.attacks.iter().map(|attack| attack.verdict));
    format!(
        "{}, {paying} of {} attacks pay",
        verdict.word(),
        report.attacks.len()
    )
}
