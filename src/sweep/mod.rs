//! `assay sweep` and `assay merge`: every point of a design, into one Parquet file.

mod ask;
mod formulas;
mod measure;
mod point;
mod points;

use assay_reports::{SCHEMA_VERSION, sha256};
use assay_scenarios::Scenario;
use assay_sweeps::table::{self, Column, Evaluate, Failing, Identity, Shard, Sweep, Swept};
use serde_json::json;

use self::{ask::Question, formulas::Formulas, points::Points};
use crate::{
    arguments::{Format, MergeArguments, SweepArguments},
    done::Done,
    error::CommandError,
    lab::{Lab, load, named},
    progress::Bar,
    terminal,
};

pub(crate) fn execute(arguments: &SweepArguments) -> Result<Done, CommandError> {
    let scenario = load(&arguments.posed.scenario, &arguments.posed.set)?;
    let question = Question::read(&scenario, arguments)?;
    let shard: Shard = match &arguments.shard {
        Some(text) => text.parse()?,
        None => Shard::WHOLE,
    };
    let sweep = Sweep {
        out: arguments.out.clone(),
        points: question.design.len(),
        shard,
        identity: identity(&scenario, &question, arguments)?,
        failing: if arguments.fail_fast {
            Failing::FailFast
        } else {
            Failing::KeepGoing
        },
    };
    let columns = columns(&scenario, &question);
    let by_formula = question
        .measures
        .iter()
        .all(|measure| measure.is_formula(&question.depth));
    let swept = if by_formula {
        let formulas = Formulas::new(&scenario, &question.design, &question.measures, columns);
        carried_out(&sweep, &formulas)?
    } else {
        let lab = Lab::of(scenario.clone())?.in_world_of(arguments.prices.as_deref())?;
        let points = Points {
            scenario: &scenario,
            lab: &lab,
            design: &question.design,
            measures: &question.measures,
            depth: &question.depth,
            columns,
        };
        carried_out(&sweep, &points)?
    };
    let told = Told {
        out: sweep.out.display().to_string(),
        rows: swept.points,
        failed: swept.failed,
        first_failures: swept.first_failures,
        resumed_from: Some(swept.resumed_from),
        shard: (shard.of() > 1).then(|| shard.to_string()),
    };
    told.print(arguments.posed.format)?;
    Ok(if told.failed > 0 && !arguments.keep_going {
        Done::Undecided
    } else {
        Done::Holds
    })
}

pub(crate) fn merge(arguments: &MergeArguments) -> Result<Done, CommandError> {
    let merged = table::merge(&arguments.parts, &arguments.out)?;
    let told = Told {
        out: arguments.out.display().to_string(),
        rows: merged.points,
        failed: merged.failed,
        first_failures: merged.first_failures,
        resumed_from: None,
        shard: None,
    };
    told.print(arguments.format)?;
    Ok(Done::Holds)
}

fn carried_out(sweep: &Sweep, evaluate: &impl Evaluate) -> Result<Swept, CommandError> {
    let bar = Bar::counting(sweep.share(evaluate), "points");
    Ok(sweep.run(evaluate, &|done| bar.stand_at(done))?)
}

/// The coordinates, then what each measure fills.
fn columns(scenario: &Scenario, question: &Question) -> Vec<Column> {
    let mut columns = point::columns(scenario, question.design.factors());
    for measure in &question.measures {
        columns.extend(measure.columns(&question.depth));
    }
    columns
}

/// Everything on which the file's bytes depend, and nothing else.
fn identity(
    scenario: &Scenario,
    question: &Question,
    arguments: &SweepArguments,
) -> Result<Identity, CommandError> {
    let name = named(scenario);
    let depth = &question.depth;
    let measures: Vec<&str> = question.measures.iter().map(|it| it.name()).collect();
    let mut identity = Identity::new()
        .with("assay.version", env!("CARGO_PKG_VERSION"))
        .with("scenario.title", name.title)
        .with("scenario.protocol", name.protocol)
        .with("scenario.hash", name.hash);
    for source in scenario.sources() {
        let file = source.path.file_name().unwrap_or_default();
        let key = format!("scenario.file.{}", file.to_string_lossy());
        identity = identity.with(key, &source.sha256);
    }
    for (place, set) in name.set.iter().enumerate() {
        identity = identity.with(format!("scenario.set.{}", place + 1), set);
    }
    identity = identity
        .with("design", question.design.describe())
        .with("seed", depth.seed)
        .with("of", measures.join(", "))
        .with("runs", depth.runs.unwrap_or(0))
        .with("solve", depth.solve);
    if let Some(share) = depth.until {
        identity = identity.with("until_ci", share);
    }
    if let Some(path) = &arguments.prices {
        let prices = std::fs::read(path).map_err(|source| CommandError::Read {
            path: path.clone(),
            source,
        })?;
        identity = identity.with("prices.sha256", sha256(&prices));
    }
    Ok(identity)
}

/// What is said at the end.
struct Told {
    out: String,
    rows: u64,
    failed: u64,
    first_failures: Vec<(u64, String)>,
    /// Points that were found done from before, where that can be.
    resumed_from: Option<u64>,
    shard: Option<String>,
}

impl Told {
    fn print(&self, format: Format) -> Result<(), CommandError> {
        let text = match format {
            Format::Text => self.text(),
            Format::Json => self.json()?,
        };
        Ok(terminal::print(&text)?)
    }

    fn text(&self) -> String {
        let mut text = format!("{}: {} points", self.out, self.rows);
        if let Some(shard) = &self.shard {
            text.push_str(&format!(", shard {shard}"));
        }
        match self.resumed_from {
            Some(before) if before == self.rows && before > 0 => {
                text.push_str("; it was finished already, and nothing was evaluated");
            }
            Some(before) if before > 0 => {
                text.push_str(&format!("; {before} were found done from before"));
            }
            _ => {}
        }
        text.push('\n');
        if self.failed > 0 {
            text.push_str(&format!("{} points have no value:\n", self.failed));
            for (point, why) in &self.first_failures {
                text.push_str(&format!("  point {point}: {why}\n"));
            }
            if self.failed > self.first_failures.len() as u64 {
                text.push_str("  and more, in the column `error`\n");
            }
        }
        text
    }

    fn json(&self) -> Result<String, CommandError> {
        let failures: Vec<_> = self
            .first_failures
            .iter()
            .map(|(point, why)| json!({ "point": point, "error": why }))
            .collect();
        let mut text = serde_json::to_string_pretty(&json!({
            "schema_version": SCHEMA_VERSION,
            "out": self.out,
            "points": self.rows,
            "failed": self.failed,
            "first_failures": failures,
            "resumed_from": self.resumed_from,
            "shard": self.shard,
        }))?;
        text.push('\n');
        Ok(text)
    }
}
