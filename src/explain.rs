//! The derivation of one attack's value, line by line.

use assay_reports::text::Layout;
use assay_scenarios::{Derivation, DerivationStep, Scenario, format_quantity};
use assay_solver::boundary::{BreakEven, Effort, Profitable, break_evens};
use serde_json::{Value, json};

use crate::{error::CommandError, page::Page};

/// One attack explained.
pub(crate) struct Explanation {
    threat: String,
    derivation: Derivation,
    break_evens: Vec<BreakEven>,
    /// Parameters with a stretch of their range on which nothing is known.
    open: Vec<String>,
    preconditions: Vec<String>,
    mitigation: String,
    source: String,
    notes: Vec<String>,
}

pub(crate) fn explain(scenario: &Scenario, id: &str) -> Result<Explanation, CommandError> {
    let attack = scenario.attack(id)?;
    let found = break_evens(scenario, id, &Effort::default())?;
    Ok(Explanation {
        threat: attack.threat().into(),
        derivation: attack.explain(scenario)?,
        open: found
            .unresolved
            .into_iter()
            .map(|(name, ..)| name)
            .collect(),
        break_evens: found.found,
        preconditions: attack.preconditions().to_vec(),
        mitigation: attack.mitigation().into(),
        source: attack.source().into(),
        notes: scenario.notes(attack),
    })
}

impl Explanation {
    pub(crate) fn text(&self, layout: Layout) -> String {
        let mut page = Page::new(layout);
        page.line(&layout.strong(&self.derivation.attack));
        page.paragraph("", &self.threat);
        page.paragraph("Source: ", &self.source);
        page.paragraph("Needs: ", &self.preconditions.join("; "));
        page.paragraph("Mitigation: ", &self.mitigation);
        page.heading("Derivation");
        for step in &self.derivation.steps {
            add_step(&mut page, step);
        }
        page.heading("Break-even, all else being as it is");
        if self.break_evens.is_empty() {
            page.paragraph("  ", "nowhere within the parameters' ranges");
        }
        for at in &self.break_evens {
            page.paragraph("  ", &break_even(at));
        }
        for name in &self.open {
            page.paragraph(
                "  ",
                &format!("{name}: ~ undecided over a part of its range"),
            );
        }
        if !self.notes.is_empty() {
            page.heading("Notes");
            for note in &self.notes {
                page.paragraph("  - ", note);
            }
        }
        page.text
    }

    pub(crate) fn json(&self) -> Result<String, CommandError> {
        let steps: Vec<Value> = self
            .derivation
            .steps
            .iter()
            .map(|step| {
                json!({
                    "name": step.name,
                    "expression": step.expression,
                    "substituted": step.substituted,
                    "value": step.value,
                    "exact": step.exact,
                    "unit": step.unit,
                    "meaning": step.meaning,
                    "source": step.source,
                })
            })
            .collect();
        let break_even: Vec<Value> = self
            .break_evens
            .iter()
            .map(|at| {
                json!({
                    "parameter": at.parameter,
                    "value": at.value,
                    "exact": at.exact.as_ref().map(ToString::to_string),
                    "unit": at.unit,
                    "profitable": side(at),
                })
            })
            .collect();
        let mut text = serde_json::to_string_pretty(&json!({
            "schema_version": assay_reports::SCHEMA_VERSION,
            "id": self.derivation.attack,
            "threat": self.threat,
            "source": self.source,
            "preconditions": self.preconditions,
            "mitigation": self.mitigation,
            "derivation": steps,
            "break_even": break_even,
            "notes": self.notes,
        }))?;
        text.push('\n');
        Ok(text)
    }
}

fn side(at: &BreakEven) -> &'static str {
    match at.profitable {
        Profitable::Above => "above",
        Profitable::Below => "below",
    }
}

fn break_even(at: &BreakEven) -> String {
    let value = format_quantity(at.value, &at.unit);
    let exact = match &at.exact {
        Some(exact) if !exact.is_int() => format!(" (exactly {exact} {})", at.unit),
        _ => String::new(),
    };
    format!("{} = {value}{exact}: pays {}", at.parameter, side(at))
}

fn add_step(page: &mut Page, step: &DerivationStep) {
    let value = format_quantity(step.value, &step.unit);
    let exact = match &step.exact {
        Some(exact) if exact.contains('/') => format!("  (exactly {exact} {})", step.unit),
        _ => String::new(),
    };
    let name = page.strong(&step.name);
    let meaning = if step.meaning.is_empty() {
        String::new()
    } else {
        format!(": {}", step.meaning)
    };
    page.hanging(&format!("  {name}{meaning}"), "    ");
    page.paragraph("    = ", &one_line(&step.expression));
    let substituted = one_line(&step.substituted);
    if substituted != one_line(&step.expression) {
        page.paragraph("    = ", &substituted);
    }
    page.line(&format!("    = {value}{exact}"));
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
