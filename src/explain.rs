//! The derivation of one attack's value, line by line.

use assay_reports::text::Layout;
use assay_scenarios::{
    BreakEven, Derivation, DerivationStep, Profitable, Scenario, format_quantity,
};
use serde_json::{Value, json};

use crate::error::CommandError;

/// One attack explained.
pub(crate) struct Explanation {
    threat: String,
    derivation: Derivation,
    break_evens: Vec<BreakEven>,
    preconditions: Vec<String>,
    mitigation: String,
    source: String,
    notes: Vec<String>,
}

pub(crate) fn explain(scenario: &Scenario, id: &str) -> Result<Explanation, CommandError> {
    let attack = scenario.attack(id)?;
    Ok(Explanation {
        threat: attack.threat().into(),
        derivation: attack.explain(scenario)?,
        break_evens: scenario.break_evens(attack),
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
            page.step(step);
        }
        page.heading("Break-even, all else being as it is");
        if self.break_evens.is_empty() {
            page.paragraph("  ", "nowhere within the parameters' ranges");
        }
        for at in &self.break_evens {
            page.paragraph("  ", &break_even(at));
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

/// Text that grows line by line and wraps at the page's width.
struct Page {
    layout: Layout,
    text: String,
}

impl Page {
    fn new(layout: Layout) -> Self {
        Self {
            layout,
            text: String::new(),
        }
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn heading(&mut self, title: &str) {
        self.text.push('\n');
        let title = self.layout.strong(title);
        self.line(&title);
    }

    fn paragraph(&mut self, before: &str, words: &str) {
        let indent = " ".repeat(before.chars().count());
        let wrapped = self.layout.wrapped(&format!("{before}{words}"), &indent);
        self.line(&wrapped);
    }

    fn step(&mut self, step: &DerivationStep) {
        let value = format_quantity(step.value, &step.unit);
        let exact = match &step.exact {
            Some(exact) if exact.contains('/') => format!("  (exactly {exact} {})", step.unit),
            _ => String::new(),
        };
        let name = self.layout.strong(&step.name);
        let meaning = if step.meaning.is_empty() {
            String::new()
        } else {
            format!(": {}", step.meaning)
        };
        self.line(&self.layout.wrapped(&format!("  {name}{meaning}"), "    "));
        self.paragraph("    = ", &one_line(&step.expression));
        let substituted = one_line(&step.substituted);
        if substituted != one_line(&step.expression) {
            self.paragraph("    = ", &substituted);
        }
        self.line(&format!("    = {value}{exact}"));
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
