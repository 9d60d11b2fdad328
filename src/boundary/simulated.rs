//! A simulated value: a bracket around the place where its mean changes sign, by a sequential test.

use assay_reports::{SCHEMA_VERSION, text::Layout};
use assay_scenarios::{Parameter, Scenario, format_quantity};
use assay_sim::{
    engine::Ensemble,
    statistics::sequential::{
        Ended, Look, Outcomes, SignBracket, SignSearch, Standing, sign_bracket,
    },
};
use assay_solver::{
    exact::approximate,
    proof::{Side, Subject},
};
use serde_json::{Value, json};

use crate::{
    arguments::{BoundaryArguments, Format},
    done::Done,
    error::CommandError,
    lab::{Lab, named},
    page::Page,
    progress::Bar,
    terminal,
};

/// Runs asked for at once.
const BATCH: u64 = 200;
/// How far beyond the outcomes that were possible at the ends of the range those in between may lie.
const ROOM: f64 = 1.1;

pub(super) fn execute(
    scenario: Scenario,
    subjects: &[Subject],
    side: &Side,
    arguments: &BoundaryArguments,
) -> Result<Done, CommandError> {
    let [Subject::Attack(id)] = subjects else {
        return Err(CommandError::Nothing {
            what: "single attack to simulate",
            help: "name one attack by its id before `--simulate`",
        });
    };
    for (option, value) in [
        ("width", arguments.width),
        ("confidence", arguments.confidence),
    ] {
        if !(value > 0.0 && value < 1.0) {
            return Err(CommandError::Stretch {
                option,
                text: value.to_string(),
                why: "expected a share above 0 and below 1".into(),
            });
        }
    }
    let lab = Lab::of(scenario)?;
    let parameter = lab.scenario().parameter(&side.parameter)?;
    let asked = Asked {
        lab: &lab,
        id,
        parameter,
        seed: arguments.seed,
    };
    let range = (approximate(&side.low), approximate(&side.high));
    let outcomes = asked.possible(range)?;
    let search = SignSearch {
        range,
        whole: parameter.is_whole(),
        threshold: 0.0,
        alpha: 1.0 - arguments.confidence,
        outcomes,
        tolerance: arguments.width * (range.1 - range.0),
        batch: BATCH,
        runs_per_value: (arguments.runs / 4).max(BATCH),
        runs: arguments.runs,
    };
    let bar = Bar::counting(arguments.runs, "runs");
    let found = sign_bracket(&search, |value, first, count| {
        let profits = asked.profits(value, first, count);
        bar.tell(id, count);
        profits
    })
    .map_err(|error| CommandError::Sequential(error.to_string()))?;
    drop(bar);
    let told = Told {
        scenario: lab.scenario(),
        id,
        parameter: &side.parameter,
        unit: parameter
            .unit()
            .map(|unit| unit.name().to_owned())
            .unwrap_or_default(),
        confidence: arguments.confidence,
        bounded: matches!(outcomes, Outcomes::Between(..)),
        found,
    };
    terminal::print(&match arguments.posed.format {
        Format::Text => told.text(terminal::layout()),
        Format::Json => told.json()?,
    })?;
    Ok(if told.found.bracket.is_some() {
        Done::Holds
    } else {
        Done::Undecided
    })
}

/// One attack along one parameter, with the same luck at every value.
struct Asked<'a> {
    lab: &'a Lab,
    id: &'a str,
    parameter: &'a Parameter,
    seed: u64,
}

impl Asked<'_> {
    /// The least and greatest profit that was possible at either end of the range; only a finite variance where these
    /// are not bounds.
    fn possible(&self, (low, high): (f64, f64)) -> Result<Outcomes, CommandError> {
        let (mut worst, mut best) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in [low, high] {
            for run in self.played(value, 0, BATCH)? {
                worst = worst.min(run.worst);
                best = best.max(run.best);
            }
        }
        if !(worst.is_finite() && best.is_finite()) {
            return Ok(Outcomes::FiniteVariance { tuned_for: 10_000 });
        }
        let (middle, half) = (0.5 * (worst + best), 0.5 * ROOM * (best - worst) + 1.0);
        Ok(Outcomes::Between(middle - half, middle + half))
    }

    fn profits(&self, value: f64, first: u64, count: u64) -> Result<Vec<f64>, CommandError> {
        let played = self.played(value, first, count)?;
        Ok(played.into_iter().map(|run| run.profit).collect())
    }

    fn played(
        &self,
        value: f64,
        first: u64,
        count: u64,
    ) -> Result<Vec<assay_sim::chronos::Played>, CommandError> {
        let exact = self.parameter.nearest(value)?;
        let there = self
            .lab
            .scenario()
            .with_number(self.parameter.name(), exact)?;
        let ensemble = Ensemble {
            seed: self.seed,
            point: 0,
            runs: count,
        };
        let played = self.lab.at(there)?.play(self.id, ensemble, first)?;
        played.ok_or(CommandError::Nothing {
            what: "simulated behaviour of this attack",
            help: "leave out `--simulate` to ask for the formula's break-even values",
        })
    }
}

struct Told<'a> {
    scenario: &'a Scenario,
    id: &'a str,
    parameter: &'a str,
    unit: String,
    confidence: f64,
    /// Whether the outcomes' bounds were known, so that the confidence holds for any number of runs.
    bounded: bool,
    found: SignBracket,
}

impl Told<'_> {
    fn runs(&self) -> u64 {
        self.found.looks.iter().map(|look| look.runs).sum()
    }

    fn text(&self, layout: Layout) -> String {
        let mut page = Page::new(layout);
        let title = page.strong(self.id);
        page.line(&title);
        page.paragraph("", self.scenario.title());
        page.line("");
        let value = |value: f64| format_quantity(value, &self.unit);
        let confidence = 100.0 * self.confidence;
        let kind = if self.bounded {
            "whatever the number of runs"
        } else {
            "as the runs grow: the outcomes have no known bounds"
        };
        let words = match &self.found.bracket {
            Some(bracket) => format!(
                "The simulated value is negative at {} = {} and positive at {}, {}. Together with {confidence} % \
                 confidence, {kind}; {} runs.",
                self.parameter,
                value(bracket.below),
                value(bracket.above),
                match bracket.ended {
                    Ended::Narrow => "as narrow as was asked for",
                    Ended::TooNear => "and too near to zero in between for these runs",
                    Ended::Spent => "where the runs were spent",
                },
                self.runs()
            ),
            None => format!(
                "~ undecided: the ends of the range are not on different sides with {confidence} % confidence, after {} runs.",
                self.runs()
            ),
        };
        page.paragraph("", &words);
        page.line("");
        let rows: Vec<Vec<String>> = self
            .found
            .looks
            .iter()
            .map(|look| {
                let (low, high) = look.interval.map_or_else(
                    || (String::new(), String::new()),
                    |it| {
                        (
                            format_quantity(it.low, "USD"),
                            format_quantity(it.high, "USD"),
                        )
                    },
                );
                vec![
                    value(look.value),
                    standing(look).into(),
                    low,
                    high,
                    look.runs.to_string(),
                ]
            })
            .collect();
        let header = [self.parameter, "mean", "from", "to", "runs"];
        page.table(&header, &[0, 2, 3, 4], &rows);
        page.text
    }

    fn json(&self) -> Result<String, CommandError> {
        let looks: Vec<Value> = self
            .found
            .looks
            .iter()
            .map(|look| {
                json!({
                    "value": look.value,
                    "mean": standing(look),
                    "interval": look.interval.map(|it| [it.low, it.high]),
                    "runs": look.runs,
                })
            })
            .collect();
        let bracket = self.found.bracket.as_ref().map(|bracket| {
            json!({
                "safe": bracket.below,
                "vulnerable": bracket.above,
                "ended": match bracket.ended {
                    Ended::Narrow => "narrow",
                    Ended::TooNear => "too-near",
                    Ended::Spent => "spent",
                },
            })
        });
        let mut text = serde_json::to_string_pretty(&json!({
            "schema_version": SCHEMA_VERSION,
            "scenario": named(self.scenario),
            "subject": self.id,
            "parameter": self.parameter,
            "unit": self.unit,
            "confidence": self.confidence,
            "bounded": self.bounded,
            "bracket": bracket,
            "runs": self.runs(),
            "looks": looks,
        }))?;
        text.push('\n');
        Ok(text)
    }
}

fn standing(look: &Look) -> &'static str {
    match look.standing {
        Standing::Below => "negative",
        Standing::Above => "positive",
        Standing::StillOpen => "open",
    }
}
