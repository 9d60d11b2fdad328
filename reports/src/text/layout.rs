//! Width, colour, and how numbers are written for people.

use anstyle::{AnsiColor, Style};
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

use crate::verdict::Verdict;

/// How wide the page is and whether it may be coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Columns of the terminal, or of the page where there is none.
    pub width: usize,
    /// Whether to write ANSI colours.
    pub colour: bool,
}

impl Layout {
    /// The least width that tables are laid out for.
    pub const NARROWEST: usize = 60;
    /// The width from which on tables have room for the verdicts' words.
    const ROOMY: usize = 90;

    pub(crate) fn columns(self) -> usize {
        self.width.max(Self::NARROWEST)
    }

    /// Text that stands out.
    pub fn strong(self, text: &str) -> String {
        self.styled(text, Style::new().bold())
    }

    pub(super) fn heading(self, title: &str, about: &str) -> String {
        let about = self.wrapped(about, "");
        format!("\n{}\n{about}\n", self.strong(title))
    }

    /// Wraps `text` to the page, every line after the first behind `indent`.
    pub fn wrapped(self, text: &str, indent: &str) -> String {
        let options = textwrap::Options::new(self.columns().min(110)).subsequent_indent(indent);
        textwrap::fill(text, options)
    }

    /// As [`Layout::wrapped`], and no line ends within a word: names with hyphens stay whole, so that they can be searched for.
    pub(crate) fn unbroken(self, text: &str, indent: &str) -> String {
        let options = textwrap::Options::new(self.columns().min(110))
            .subsequent_indent(indent)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        textwrap::fill(text, options)
    }

    /// A table without lines, two spaces between columns, of at most the page's width.
    pub(super) fn table(self, header: &[&str], right: &[usize]) -> Table {
        let mut table = Table::new();
        table
            .load_style(presets::NOTHING)
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(u16::try_from(self.columns()).unwrap_or(u16::MAX))
            .set_header(header.to_vec());
        for (index, column) in table.column_iter_mut().enumerate() {
            column.set_padding((0, 2));
            if right.contains(&index) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        table
    }

    /// Rows under a header as a table without lines, of at most the page's width; the columns of the numbers `right` are
    /// aligned to the right, and verdicts at the beginning of a row are coloured.
    pub fn rows(self, header: &[&str], right: &[usize], rows: &[Vec<String>]) -> String {
        let mut table = self.table(header, right);
        for row in rows {
            table.add_row(row);
        }
        self.finish(&table)
    }

    /// The table as text, verdicts coloured, no blanks at line ends.
    pub(super) fn finish(self, table: &Table) -> String {
        let mut out = String::new();
        for line in table.lines() {
            let mut line = line.trim_end().to_owned();
            if self.colour {
                for verdict in [Verdict::Safe, Verdict::Vulnerable, Verdict::Undecided] {
                    let plain = self.marked(verdict);
                    if line.starts_with(&plain) {
                        line = line.replacen(&plain, &self.coloured(&plain, verdict), 1);
                    }
                }
            }
            out.push_str(&line);
            out.push('\n');
        }
        out
    }

    /// A verdict for a table: the mark alone where the page is narrow.
    pub fn marked(self, verdict: Verdict) -> String {
        if self.columns() < Self::ROOMY {
            mark(verdict).to_owned()
        } else {
            format!("{} {}", mark(verdict), verdict.word())
        }
    }

    /// A verdict in words, with its mark.
    pub fn verdict(self, verdict: Verdict) -> String {
        let words = format!("{} {}", mark(verdict), verdict.word());
        self.coloured(&words, verdict)
    }

    fn coloured(self, text: &str, verdict: Verdict) -> String {
        let colour = match verdict {
            Verdict::Safe => AnsiColor::Green,
            Verdict::Vulnerable => AnsiColor::Red,
            Verdict::Undecided => AnsiColor::Yellow,
        };
        self.styled(text, colour.on_default())
    }

    fn styled(self, text: &str, style: Style) -> String {
        if self.colour {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }
}

/// A mark for each verdict, so that colour is not needed to tell them apart.
fn mark(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Safe => "✓",
        Verdict::Vulnerable => "✗",
        Verdict::Undecided => "~",
    }
}

/// Dollars for people: `-50,149.70`, and no cents from 100,000 on.
pub fn money(usd: f64) -> String {
    let decimals = if usd.abs() < 100_000.0 { 2 } else { 0 };
    grouped(usd, decimals)
}

/// A number with thousands separated and a fixed number of decimals.
pub(super) fn grouped(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = text
        .split_once('.')
        .map_or((text.as_str(), None), |(whole, fraction)| {
            (whole, Some(fraction))
        });
    let is_zero = text.chars().all(|c| matches!(c, '0' | '.'));
    let mut out = String::new();
    if value < 0.0 && !is_zero {
        out.push('-');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A value with its unit: money to the cent, anything else to four significant digits, which is more
/// than an estimate's interval leaves.
pub fn quantity(value: f64, unit: &str) -> String {
    let rounded = if unit.starts_with("USD") {
        value
    } else {
        format!("{value:.3e}").parse().unwrap_or(value)
    };
    assay_scenarios::format_quantity(rounded, unit)
}

/// As [`quantity`], whole dollars without cents.
pub fn amount(value: f64, unit: &str) -> String {
    let text = quantity(value, unit);
    match text.split_once(".00") {
        // Half a cent has its digits after the zeros.
        Some((whole, rest))
            if text.contains('$') && !rest.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            format!("{whole}{rest}")
        }
        _ => text,
    }
}

pub(crate) fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A plain number with about four significant digits.
pub(super) fn short(value: f64) -> String {
    let size = value.abs();
    let decimals = match size {
        _ if size == 0.0 => 0,
        _ if size >= 1000.0 => 0,
        _ if size >= 100.0 => 1,
        _ if size >= 10.0 => 2,
        _ if size >= 1.0 => 3,
        _ if size >= 0.001 => 5,
        _ => return format!("{value:.3e}"),
    };
    let text = grouped(value, decimals);
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_groups_thousands_and_drops_the_cents_of_large_sums() {
        assert_eq!(money(-50_149.7), "-50,149.70");
        assert_eq!(money(-4_100_000.0), "-4,100,000");
        assert_eq!(money(70.03), "70.03");
        assert_eq!(money(-0.001), "0.00");
        assert_eq!(money(999.999), "1,000.00");
    }

    #[test]
    fn quantities_are_rounded_but_money_is_not() {
        assert_eq!(quantity(0.005_114_22, "fraction"), "0.5114 %");
        assert_eq!(quantity(1_831_586.129, "USD/year"), "$1,831,586.13/year");
        assert_eq!(quantity(0.0, "count"), "0");
    }

    #[test]
    fn short_numbers_keep_about_four_digits() {
        assert_eq!(short(0.665_335_995), "0.66534");
        assert_eq!(short(236_520.0), "236,520");
        assert_eq!(short(45.626), "45.63");
        assert_eq!(short(2.0), "2");
        assert_eq!(short(0.0), "0");
    }
}
