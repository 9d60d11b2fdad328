//! A report as lines that a difference can be read from.

use std::fmt::Write;

use assay_reports::{AttackReport, Finding, Interval, Report};

/// Everything found, one block an attack or finding, in the report's order.
pub(crate) fn page(report: &Report) -> String {
    let mut out = format!(
        "{}, {} runs, seed {}\n",
        report.scenario.title, report.runs, report.seed
    );
    for attack in &report.attacks {
        out.push_str(&of_attack(attack));
    }
    let is_attack = |finding: &Finding| report.attacks.iter().any(|it| it.id == finding.id);
    for finding in report.findings.iter().filter(|it| !is_attack(it)) {
        out.push_str(&of_finding(finding));
    }
    out
}

fn of_attack(attack: &AttackReport) -> String {
    let mut block = Block::new(&attack.id, attack.verdict.word());
    let closed_form = &attack.ev.closed_form;
    let value = six_digits(closed_form.value);
    block.line(
        "formula",
        &match &closed_form.exact {
            Some(exact) if exact.contains('/') => {
                format!("{value} {} = {}", closed_form.unit, cut(exact, 60))
            }
            Some(_) => format!("{value} {}, exact", closed_form.unit),
            None => format!("{value} {}, irrational", closed_form.unit),
        },
    );
    block.line(
        "simulated",
        &attack.ev.simulated.as_ref().map_or_else(
            || "not at all".into(),
            |simulated| {
                let (mean, ci95) = (six_digits(simulated.mean), interval(simulated.ci95));
                format!("{mean} in {ci95}")
            },
        ),
    );
    block.line(
        "best",
        &attack.ev.best_response.as_ref().map_or_else(
            || "not solved".into(),
            |best| {
                let bounds = interval(Interval {
                    lo: best.low,
                    hi: best.high,
                });
                format!("{bounds}, {}: {}", best.certificate, best.policy)
            },
        ),
    );
    block.line("capital", &six_digits(attack.capital));
    for reading in attack.readings.iter().filter(|reading| !reading.in_force) {
        let name = format!("{} = {}", reading.parameter, reading.choice);
        block.line("reading", &format!("{name}: {}", six_digits(reading.value)));
    }
    for at in &attack.break_even {
        let value = six_digits(at.value);
        let turns = format!(
            "{} = {value} {}, pays {}",
            at.parameter, at.unit, at.profitable
        );
        block.line("turns", &turns);
    }
    block.notes(&attack.notes);
    block.0
}

fn of_finding(finding: &Finding) -> String {
    let mut block = Block::new(&finding.id, finding.verdict.word());
    block.line("statement", &finding.statement);
    if let Some(value) = &finding.value {
        let mut found = format!("{} {}", six_digits(value.value), value.unit);
        if let Some(ci95) = value.ci95 {
            write!(found, " in {}", interval(ci95)).expect("a string takes all text");
        }
        block.line("found", &found);
    }
    if let Some(printed) = &finding.printed {
        block.line("paper", printed);
    }
    if !finding.flips.is_empty() {
        block.line("flips", &finding.flips.join(", "));
    }
    block.notes(&finding.notes);
    block.0
}

struct Block(String);

impl Block {
    fn new(id: &str, verdict: &str) -> Self {
        Self(format!("\n{id}: {verdict}\n"))
    }

    fn line(&mut self, label: &str, text: &str) {
        writeln!(self.0, "  {label:<9} {text}").expect("a string takes all text");
    }

    fn notes(&mut self, notes: &[String]) {
        for note in notes {
            self.line("note", &cut(note, 80));
        }
    }
}

fn interval(ci95: Interval) -> String {
    format!("[{}, {}]", six_digits(ci95.lo), six_digits(ci95.hi))
}

/// The first characters of a text.
fn cut(text: &str, length: usize) -> String {
    if text.chars().count() <= length {
        text.to_owned()
    } else {
        text.chars().take(length).chain("...".chars()).collect()
    }
}

/// A number to six significant digits, without an exponent.
fn six_digits(value: f64) -> String {
    let rounded: f64 = format!("{value:.5e}")
        .parse()
        .expect("a number that was printed");
    // Zero has one name.
    (rounded + 0.0).to_string()
}
