//! Simulations, games and findings, one point at a time.

use std::ops::Range;

use assay_reports::{BestResponse, Finding, Interval, Simulated, Verdict};
use assay_scenarios::Scenario;
use assay_sim::{engine::Ensemble, statistics::student_t_quantile};
use assay_sweeps::{
    design::Design,
    table::{Cell, Column, Evaluate, Rows, Stop},
};

use super::{
    measure::{Depth, Measure},
    point::coordinates,
};
use crate::{
    error::CommandError,
    lab::{Asking, Lab},
};

/// Runs of the first look, where an interval is to become tight.
const FIRST_LOOK: u64 = 256;
/// Runs behind a finding or a best response where nothing else was said.
const RUNS: u64 = 1_000;

/// Points that are put to the lab, each in the world of the scenario's own values.
pub(super) struct Points<'a> {
    pub(super) scenario: &'a Scenario,
    /// The lab at the scenario's own values, in the world that was asked for.
    pub(super) lab: &'a Lab,
    pub(super) design: &'a Design,
    pub(super) measures: &'a [Measure],
    pub(super) depth: &'a Depth,
    pub(super) columns: Vec<Column>,
}

/// A value on its way into a row.
enum Output {
    Number(Option<f64>),
    Count(u64),
    Truth(bool),
    Verdict(Verdict),
}

impl Evaluate for Points<'_> {
    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn coordinates(&self) -> usize {
        self.design.factors().len()
    }

    fn block(&self) -> usize {
        1
    }

    fn evaluate(&self, points: Range<u64>, rows: &mut Rows) -> Result<(), Stop> {
        let factors = self.design.factors();
        let mut point = vec![0.0; factors.len()];
        for index in points {
            self.design.point(index, &mut point);
            let place = coordinates(factors, &point);
            let mut cells: Vec<Cell<'_>> = place.iter().map(|it| it.cell()).collect();
            match self.outputs(index) {
                Ok(outputs) => {
                    cells.extend(outputs.iter().map(Output::cell));
                    rows.push(&cells)?;
                }
                Err(error) => rows.fail(&cells, one_line(&error))?,
            }
        }
        Ok(())
    }
}

impl Points<'_> {
    fn outputs(&self, index: u64) -> Result<Vec<Output>, CommandError> {
        let scenario = self.design.scenario_at(index, self.scenario)?;
        let lab = self.lab.at(scenario)?;
        let asking = Asking {
            runs: self.depth.runs.unwrap_or(RUNS),
            seed: self.depth.seed,
        };
        let wanted: Vec<String> = self
            .measures
            .iter()
            .filter(|measure| matches!(measure, Measure::Finding { .. }))
            .map(|measure| measure.name().to_owned())
            .collect();
        let findings = if wanted.is_empty() {
            Vec::new()
        } else {
            lab.findings(&wanted, &asking, &|_, _| {})?
        };
        let simulated = if self
            .measures
            .iter()
            .any(|measure| matches!(measure, Measure::Quantity { .. }))
        {
            lab.quantities(asking.ensemble())?
        } else {
            Vec::new()
        };
        let mut outputs = Vec::new();
        for measure in self.measures {
            match measure {
                Measure::Formula { name, .. } => {
                    outputs.push(Output::Number(Some(lab.scenario().evaluate(name)?)));
                }
                Measure::Attack(id) => self.attack(&lab, id, &asking, &mut outputs)?,
                Measure::Quantity { name, .. } => {
                    let quantity = simulated.iter().find(|quantity| quantity.name == *name);
                    let ci95 = quantity.and_then(|quantity| quantity.ci95);
                    outputs.push(Output::Number(quantity.map(|quantity| quantity.value)));
                    outputs.push(Output::Number(ci95.map(|ci95| ci95.lo)));
                    outputs.push(Output::Number(ci95.map(|ci95| ci95.hi)));
                }
                Measure::Finding { id, .. } => {
                    let finding = findings.iter().find(|finding| finding.id == *id);
                    outputs.extend(of_finding(finding));
                }
            }
        }
        Ok(outputs)
    }

    fn attack(
        &self,
        lab: &Lab,
        id: &str,
        asking: &Asking,
        outputs: &mut Vec<Output>,
    ) -> Result<(), CommandError> {
        let formula: f64 = lab.scenario().attack(id)?.expected_value(lab.scenario())?;
        outputs.push(Output::Number(Some(formula)));
        let mut simulated = None;
        if self.depth.runs.is_some() {
            let (outcome, tight) = self.simulated(lab, id, asking)?;
            outputs.push(Output::Number(outcome.as_ref().map(|it| it.mean)));
            outputs.push(Output::Number(outcome.as_ref().map(|it| it.ci95.lo)));
            outputs.push(Output::Number(outcome.as_ref().map(|it| it.ci95.hi)));
            outputs.push(Output::Count(outcome.as_ref().map_or(0, |it| it.runs)));
            if self.depth.until.is_some() {
                outputs.push(Output::Truth(tight));
            }
            simulated = outcome.map(|outcome| outcome.ci95);
        }
        let mut best = None;
        if self.depth.solve {
            let response = lab.best_response(id, asking.ensemble())?;
            outputs.push(Output::Number(response.as_ref().map(|it| it.low)));
            outputs.push(Output::Number(response.as_ref().map(|it| it.high)));
            best = response.as_ref().and_then(BestResponse::bounds);
        }
        if !self.is_formula_alone() {
            outputs.push(Output::Verdict(Verdict::of_attack(
                Some(formula),
                simulated,
                best,
            )));
        }
        Ok(())
    }

    fn is_formula_alone(&self) -> bool {
        self.depth.runs.is_none() && !self.depth.solve
    }

    /// The simulated value, by as many runs as were asked for or as make its interval tight, and whether they did.
    fn simulated(
        &self,
        lab: &Lab,
        id: &str,
        asking: &Asking,
    ) -> Result<(Option<Simulated>, bool), CommandError> {
        let Some(share) = self.depth.until else {
            return Ok((lab.simulate(id, asking.ensemble())?, true));
        };
        // Each look doubles the runs, so that there are few of them; each is judged more strictly for it, so that
        // all of them together are right with 95 %.
        let looks = (asking.runs / FIRST_LOOK).max(1).ilog2() + 1;
        let mut runs = FIRST_LOOK.min(asking.runs);
        loop {
            let ensemble = Ensemble {
                runs,
                ..asking.ensemble()
            };
            let Some(outcome) = lab.simulate(id, ensemble)? else {
                return Ok((None, false));
            };
            let outcome = widened(outcome, looks);
            let half = 0.5 * (outcome.ci95.hi - outcome.ci95.lo);
            let tight = half <= share * outcome.mean.abs();
            if tight || runs >= asking.runs {
                return Ok((Some(outcome), tight));
            }
            runs = runs.saturating_mul(2).min(asking.runs);
        }
    }
}

/// The outcome with an interval that holds over all looks (Bonferroni's bound).
fn widened(outcome: Simulated, looks: u32) -> Simulated {
    let degrees = outcome.runs.saturating_sub(1).max(1);
    let strict = student_t_quantile(1.0 - 0.025 / f64::from(looks), degrees);
    let wider = strict / student_t_quantile(0.975, degrees);
    let Interval { lo, hi } = outcome.ci95;
    Simulated {
        ci95: Interval {
            lo: outcome.mean - wider * (outcome.mean - lo),
            hi: outcome.mean + wider * (hi - outcome.mean),
        },
        ..outcome
    }
}

fn of_finding(finding: Option<&Finding>) -> [Output; 4] {
    let value = finding.and_then(|finding| finding.value.as_ref());
    let ci95 = value.and_then(|value| value.ci95);
    [
        Output::Number(value.map(|value| value.value)),
        Output::Number(ci95.map(|ci95| ci95.lo)),
        Output::Number(ci95.map(|ci95| ci95.hi)),
        // A finding that has vanished is not safe.
        Output::Verdict(finding.map_or(Verdict::Undecided, |finding| finding.verdict)),
    ]
}

impl Output {
    fn cell(&self) -> Cell<'_> {
        match self {
            Self::Number(Some(value)) => Cell::Number(*value),
            Self::Number(None) => Cell::Nothing,
            Self::Count(count) => Cell::Count(i64::try_from(*count).unwrap_or(i64::MAX)),
            Self::Truth(truth) => Cell::Truth(*truth),
            Self::Verdict(verdict) => Cell::Text(verdict.word()),
        }
    }
}

/// The error in one line, for a cell.
fn one_line(error: &CommandError) -> String {
    let rendered = error.to_string();
    rendered.split_whitespace().collect::<Vec<_>>().join(" ")
}
