//! Tables that scroll inside themselves and sort by a column's heading.

use maud::{Markup, html};

/// A table with a caption, headings that sort, and the first column as each row's heading.
pub(super) struct Table {
    /// What is in it; read by screen readers, and shown above it.
    pub(super) caption: String,
    /// The headings.
    pub(super) columns: Vec<Column>,
    /// The rows, each with a field for every column.
    pub(super) rows: Vec<Vec<Field>>,
}

/// A heading, and whether the fields below it are numbers.
pub(super) struct Column {
    name: &'static str,
    numeric: bool,
}

/// A field of a table.
pub(super) struct Field {
    shown: Markup,
    key: String,
}

/// A column of words.
pub(super) fn words(name: &'static str) -> Column {
    Column {
        name,
        numeric: false,
    }
}

/// A column of numbers.
pub(super) fn numbers(name: &'static str) -> Column {
    Column {
        name,
        numeric: true,
    }
}

/// Words, sorted as they stand.
pub(super) fn text(words: &str) -> Field {
    Field {
        shown: html! { (words) },
        key: words.to_lowercase(),
    }
}

/// Anything, sorted by these words.
pub(super) fn marked(shown: Markup, key: &str) -> Field {
    Field {
        shown,
        key: key.to_lowercase(),
    }
}

/// A number as it is shown, sorted by its value; what has none sorts last.
pub(super) fn number(shown: &str, value: Option<f64>) -> Field {
    Field {
        shown: unbroken(shown),
        key: value.map_or_else(String::new, |value| value.to_string()),
    }
}

/// A number, with words in small below it.
pub(super) fn explained(shown: &str, below: &str, value: Option<f64>) -> Field {
    let number = number(shown, value);
    Field {
        shown: html! { (number.shown) @if !below.is_empty() { small { (below) } } },
        key: number.key,
    }
}

/// A number stays on a line with its unit; a range may break between its ends.
fn unbroken(text: &str) -> Markup {
    html! {
        @for (place, end) in text.split(" to ").enumerate() {
            @if place > 0 { " to " }
            span.whole { (end) }
        }
    }
}

impl Table {
    pub(super) fn markup(&self, id: &str) -> Markup {
        html! {
            div.scroll role="region" aria-labelledby={ (id) "-caption" } tabindex="0" {
                table.sortable id=(id) {
                    caption id={ (id) "-caption" } { (self.caption) }
                    thead {
                        tr {
                            @for column in &self.columns {
                                th scope="col" aria-sort="none" .number[column.numeric] {
                                    button type="button" { (column.name) }
                                }
                            }
                        }
                    }
                    tbody {
                        @for row in &self.rows {
                            tr {
                                @for (place, (field, column)) in row.iter().zip(&self.columns).enumerate() {
                                    @if place == 0 {
                                        th scope="row" data-key=(field.key) .number[column.numeric] { (field.shown) }
                                    } @else {
                                        td data-key=(field.key) .number[column.numeric] { (field.shown) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
