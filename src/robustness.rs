//! `assay robustness`: candidate parameter sets over an uncertain environment, by regret and satisficing.

use std::path::Path;

use assay_reports::{SCHEMA_VERSION, text::Layout};
use assay_scenarios::{Output, ParameterKind, Program, Results, Scenario, format_quantity};
use assay_solver::proof::Subject;
use assay_sweeps::{
    design::{Design, Factor, Kind},
    robustness::{Criterion, Direction, Dominance, Figure, Robustness, Settings, Standing, Study},
};
use rayon::prelude::*;
use serde_json::{Map, Value, json};

use crate::{
    arguments::{Format, RobustnessArguments},
    done::Done,
    error::CommandError,
    lab::load,
    page::Page,
    progress::Bar,
    subject, terminal,
    varied::{factors, output_of},
};

/// Points that are evaluated as one block.
const BLOCK: u64 = 4_096;

/// A parameter set to choose, and what it is called.
struct Candidate {
    name: String,
    scenario: Scenario,
}

pub(crate) fn execute(arguments: &RobustnessArguments) -> Result<Done, CommandError> {
    let candidates = candidates(arguments)?;
    let Some(first) = candidates.first() else {
        return Err(CommandError::Nothing {
            what: "candidate",
            help: "name scenario files of one protocol",
        });
    };
    let subjects = if arguments.of.is_empty() {
        subject::every_attack(&first.scenario).collect()
    } else {
        subject::subjects(&first.scenario, &arguments.of)?
    };
    let unit = one_unit(&first.scenario, &subjects)?;
    let factors = environment(&first.scenario, &subjects, &arguments.vary)?;
    let kind = Kind::Sobol {
        points: arguments.points,
    };
    let design = Design::new(kind, factors, arguments.seed)?;
    let bar = Bar::counting(design.len(), "points");
    let found = study(&candidates, &subjects, &design, arguments, &bar)?;
    drop(bar);
    let told = Told {
        found,
        unit,
        subjects: subjects.iter().map(|it| it.name().to_owned()).collect(),
        factors: design
            .factors()
            .iter()
            .map(|it| it.name().to_owned())
            .collect(),
        at_most: arguments.at_most,
        seed: arguments.seed,
    };
    terminal::print(&match arguments.format {
        Format::Text => told.text(terminal::layout()),
        Format::Json => told.json()?,
    })?;
    Ok(Done::Holds)
}

/// The files, then the sets that were typed, which are variants of the first file.
fn candidates(arguments: &RobustnessArguments) -> Result<Vec<Candidate>, CommandError> {
    let mut candidates = Vec::new();
    for path in &arguments.scenarios {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        candidates.push(Candidate {
            name: stem.into_owned(),
            scenario: load(path, &arguments.set)?,
        });
    }
    if let Some(path) = arguments.scenarios.first() {
        for typed in &arguments.candidates {
            candidates.push(variant(path, &arguments.set, typed)?);
        }
    }
    Ok(candidates)
}

fn variant(path: &Path, set: &[String], typed: &str) -> Result<Candidate, CommandError> {
    let mut all = set.to_vec();
    all.extend(typed.split(',').map(|value| value.trim().to_owned()));
    Ok(Candidate {
        name: typed.into(),
        scenario: load(path, &all)?,
    })
}

/// The unit that all subjects share: the largest of dollars and shares would mean nothing.
fn one_unit(scenario: &Scenario, subjects: &[Subject]) -> Result<String, CommandError> {
    let mut units = subjects.iter().map(|it| subject::unit_of(scenario, it));
    let first = units.next().unwrap_or_default();
    match units.find(|unit| *unit != first) {
        None => Ok(first),
        Some(other) => Err(CommandError::Stretch {
            option: "of",
            text: subjects
                .iter()
                .map(Subject::name)
                .collect::<Vec<_>>()
                .join(" "),
            why: format!("measured in {first} and in {other}: expected one unit"),
        }),
    }
}

/// What the world may decide otherwise; a control is the candidates' to fix.
fn environment(
    scenario: &Scenario,
    subjects: &[Subject],
    typed: &[String],
) -> Result<Vec<Factor>, CommandError> {
    let mut behind: Vec<&str> = Vec::new();
    for subject in subjects {
        behind.extend(subject.numbers(scenario)?.iter().map(|it| it.name()));
    }
    let parameters = scenario.parameters().iter();
    let otherwise: Vec<_> = parameters
        .filter(|it| it.kind() == ParameterKind::Environment && behind.contains(&it.name()))
        .collect();
    let factors = factors(scenario, typed, &otherwise)?;
    match factors
        .iter()
        .find(|it| it.kind() == ParameterKind::Control)
    {
        None => Ok(factors),
        Some(control) => Err(CommandError::Stretch {
            option: "vary",
            text: control.name().into(),
            why: "the contract fixes it: make it differ between candidates with `--candidate`"
                .into(),
        }),
    }
}

fn study(
    candidates: &[Candidate],
    subjects: &[Subject],
    design: &Design,
    arguments: &RobustnessArguments,
    bar: &Bar,
) -> Result<Robustness, CommandError> {
    let names: Vec<&str> = candidates.iter().map(|it| it.name.as_str()).collect();
    let settings = Settings {
        threshold: Some(arguments.at_most),
        ..Settings::new(Direction::SmallerIsBetter)
    };
    let mut study = Study::new(&names, settings)?;
    let varied: Vec<&str> = design.factors().iter().map(Factor::name).collect();
    let outputs: Vec<Output> = subjects.iter().map(output_of).collect();
    let programs = candidates
        .iter()
        .map(|it| it.scenario.compile(&varied, &outputs))
        .collect::<Result<Vec<Program>, _>>()?;
    let mut point = vec![0.0; varied.len()];
    for start in (0..design.len()).step_by(BLOCK as usize) {
        let end = (start + BLOCK).min(design.len());
        let mut columns: Vec<Vec<f64>> = vec![Vec::new(); varied.len()];
        for index in start..end {
            design.point(index, &mut point);
            for (column, value) in columns.iter_mut().zip(&point) {
                column.push(*value);
            }
        }
        let inputs: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        let worst = programs
            .par_iter()
            .map(|program| largest(program, &inputs))
            .collect::<Result<Vec<_>, _>>()?;
        for row in 0..(end - start) as usize {
            let performances: Vec<Option<f64>> = worst.iter().map(|column| column[row]).collect();
            study.observe(&performances)?;
        }
        bar.stand_at(end);
    }
    Ok(study.finish()?)
}

/// The largest output of each row; nothing where one of them has no value.
fn largest(program: &Program, inputs: &[&[f64]]) -> Result<Vec<Option<f64>>, CommandError> {
    let mut results = Results::new();
    program.evaluate(inputs, &mut results)?;
    let rows = inputs.first().map_or(0, |column| column.len());
    let mut largest = vec![Some(f64::NEG_INFINITY); rows];
    for column in results.columns() {
        for (so_far, value) in largest.iter_mut().zip(column.iter()) {
            *so_far = so_far.zip(value).map(|(a, b)| a.max(b));
        }
    }
    Ok(largest)
}

/// What was found, and of what.
struct Told {
    found: Robustness,
    unit: String,
    subjects: Vec<String>,
    factors: Vec<String>,
    at_most: f64,
    seed: u64,
}

/// What one may choose by, as people call it.
const CRITERIA: [(Criterion, &str); 8] = [
    (Criterion::Satisficing, "satisficing"),
    (Criterion::WorstCase, "worst case"),
    (Criterion::Mean, "mean"),
    (Criterion::Hurwicz, "hurwicz"),
    (Criterion::MaximumRegret, "maximum regret"),
    (Criterion::PercentileRegret, "90th percentile of regret"),
    (Criterion::MeanRegret, "mean regret"),
    (Criterion::BestCase, "best case"),
];

impl Told {
    fn text(&self, layout: Layout) -> String {
        let mut page = Page::new(layout);
        let title = page.strong("Robustness");
        page.line(&title);
        let measured = match self.subjects.as_slice() {
            [one] => format!("The value of {one}"),
            many => format!("The largest value of {} attacks or formulas", many.len()),
        };
        page.paragraph(
            "",
            &format!(
                "{measured} at {} points of an environment of {} parameters; less is better, at most {} satisfices.",
                self.found.points,
                self.factors.len(),
                format_quantity(self.at_most, &self.unit)
            ),
        );
        if self.found.complete < self.found.points {
            let without = self.found.points - self.found.complete;
            page.paragraph(
                "",
                &format!("At {without} points a candidate has no value, and regret is open."),
            );
        }
        page.line("");
        let rows: Vec<Vec<String>> = self
            .found
            .candidates
            .iter()
            .map(|it| self.row(it))
            .collect();
        let header = [
            "candidate",
            "satisfices",
            "mean",
            "worst",
            "mean regret",
            "largest regret",
        ];
        page.table(&header, &[1, 2, 3, 4, 5], &rows);
        page.heading("What each criterion picks");
        for (criterion, name) in CRITERIA {
            let pick = self.found.pick(criterion);
            let mut words = self.names(&pick.best);
            if words.is_empty() {
                words = "nobody: undecided".into();
            }
            if !pick.open.is_empty() {
                words.push_str(&format!(" (open: {})", self.names(&pick.open)));
            }
            page.paragraph("  ", &format!("{name}: {words}"));
        }
        let struck: Vec<String> = self
            .found
            .candidates
            .iter()
            .filter_map(|it| match it.dominance {
                Dominance::By(other) => Some(format!("{} by {}", it.name, self.names(&[other]))),
                _ => None,
            })
            .collect();
        if !struck.is_empty() {
            page.heading("Dominated: no better at any point, worse at some");
            for line in struck {
                page.paragraph("  ", &line);
            }
        }
        page.text
    }

    fn row(&self, standing: &Standing) -> Vec<String> {
        let satisfices = standing.satisficing.map_or_else(String::new, |share| {
            let half = 0.5 * (share.ci95.high - share.ci95.low);
            format!("{:.2} % ± {:.2}", 100.0 * share.share, 100.0 * half)
        });
        let figure = |figure: &Figure| match figure {
            Figure::Decided(value) => format_quantity(*value, &self.unit),
            Figure::Partial(value) => format!("({})", format_quantity(*value, &self.unit)),
            Figure::Undecided => "undecided".into(),
        };
        vec![
            standing.name.clone(),
            satisfices,
            figure(&standing.mean),
            figure(&standing.worst),
            figure(&standing.regret.mean),
            figure(&standing.regret.maximum),
        ]
    }

    fn names(&self, places: &[usize]) -> String {
        let names = places
            .iter()
            .filter_map(|place| self.found.candidates.get(*place));
        names
            .map(|it| it.name.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    }

    fn json(&self) -> Result<String, CommandError> {
        let candidates: Vec<Value> = self.found.candidates.iter().map(standing_json).collect();
        let comparisons: Vec<Value> = self
            .found
            .comparisons
            .iter()
            .map(|it| {
                json!({
                    "first": self.names(&[it.first]),
                    "second": self.names(&[it.second]),
                    "better": it.better,
                    "equal": it.equal,
                    "worse": it.worse,
                    "undecided": it.undecided,
                    "difference": it.difference,
                    "ci95": it.ci95.map(|ci95| [ci95.low, ci95.high]),
                })
            })
            .collect();
        let picks: Map<String, Value> = CRITERIA
            .into_iter()
            .map(|(criterion, name)| {
                let pick = self.found.pick(criterion);
                let names = |places: &[usize]| -> Vec<&str> {
                    let found = places
                        .iter()
                        .filter_map(|it| self.found.candidates.get(*it));
                    found.map(|it| it.name.as_str()).collect()
                };
                let told = json!({ "best": names(&pick.best), "open": names(&pick.open) });
                (name.replace(' ', "_"), told)
            })
            .collect();
        let mut text = serde_json::to_string_pretty(&json!({
            "schema_version": SCHEMA_VERSION,
            "of": self.subjects,
            "unit": self.unit,
            "environment": self.factors,
            "points": self.found.points,
            "complete": self.found.complete,
            "at_most": self.at_most,
            "seed": self.seed,
            "candidates": candidates,
            "comparisons": comparisons,
            "picks": picks,
        }))?;
        text.push('\n');
        Ok(text)
    }
}

fn standing_json(standing: &Standing) -> Value {
    json!({
        "name": standing.name,
        "undecided": standing.undecided,
        "worst": figure_json(&standing.worst),
        "best": figure_json(&standing.best),
        "mean": figure_json(&standing.mean),
        "hurwicz": figure_json(&standing.hurwicz),
        "satisficing": standing.satisficing.map(|it| json!({
            "value": it.share, "ci95": [it.ci95.low, it.ci95.high],
        })),
        "regret": {
            "maximum": figure_json(&standing.regret.maximum),
            "mean": figure_json(&standing.regret.mean),
            "percentile_90": standing.regret.percentile.as_ref().map(figure_json),
        },
        "dominance": match standing.dominance {
            Dominance::None => json!("none"),
            Dominance::By(other) => json!({ "by": other }),
            Dominance::Open(other) => json!({ "open": other }),
        },
    })
}

fn figure_json(figure: &Figure) -> Value {
    match figure {
        Figure::Decided(value) => json!({ "value": value, "decided": true }),
        Figure::Partial(value) => json!({ "value": value, "decided": false }),
        Figure::Undecided => json!({ "value": null, "decided": false }),
    }
}
