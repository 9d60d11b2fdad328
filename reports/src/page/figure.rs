//! A chart with its caption, a text that stands for it, and its numbers as a table.

use maud::{Markup, PreEscaped, html};
use serde_json::Value;

use super::table::Table;

/// A chart of a page.
pub(super) struct Figure {
    /// Unique on the page.
    pub(super) id: String,
    /// What is drawn.
    pub(super) title: String,
    /// How to read it.
    pub(super) about: String,
    /// What it shows, for those who do not see it.
    pub(super) instead: String,
    /// What is drawn, in Vega-Lite.
    pub(super) drawn: Value,
    /// The same numbers.
    pub(super) numbers: Table,
}

impl Figure {
    pub(super) fn markup(&self) -> Markup {
        let id = &self.id;
        html! {
            figure id=(id) {
                figcaption {
                    strong { (self.title) }
                    @if !self.about.is_empty() { " " (self.about) }
                }
                div.chart role="img" aria-label=(self.instead) data-drawn={ (id) "-drawn" } {}
                script type="application/json" id={ (id) "-drawn" } { (PreEscaped(inert(&self.drawn))) }
                details {
                    summary { "The numbers of this chart" }
                    (self.numbers.markup(&format!("{id}-numbers")))
                }
            }
        }
    }
}

/// JSON that no HTML parser can mistake for a tag or a comment: `<`, `>` and `&` stand only within its strings, where they
/// may be written by number.
fn inert(value: &Value) -> String {
    value
        .to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn data_cannot_end_the_script_it_stands_in() {
        let nasty = json!({ "</script><!--": "<script>&amp;]]>" });
        let text = inert(&nasty);
        assert!(!text.contains(['<', '>', '&']));
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), nasty);
    }
}
