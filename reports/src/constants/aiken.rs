//! The table as an Aiken module.

use dashu_int::IBig;

use super::literal::grouped;
use super::table::{ConstantRow, Constants, ScheduleTable};
use super::words::{line, quantity, remarks};

impl Constants {
    /// The table as an Aiken module of public constants and functions of integers; value, unit, encoding and safe range of each
    /// stand in its documentation comment.
    pub fn to_aiken(&self) -> String {
        let mut out = format!("//// Constants of {}.\n", line(&self.title));
        out.push_str("//// Written by `assay constants`; change the scenario, not this file.\n");
        for set in &self.set {
            out.push_str(&format!("//// With {}.\n", line(set)));
        }
        for row in &self.constants {
            out.push('\n');
            out.push_str(&constant(row));
        }
        for table in &self.schedules {
            out.push('\n');
            out.push_str(&schedule(table));
        }
        out
    }
}

/// `USER_STAKE` and `ltvByAge` as `user_stake` and `ltv_by_age`.
fn snake_case(name: &str) -> String {
    let mut out = String::new();
    let mut after_lower = false;
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && after_lower {
            out.push('_');
        }
        after_lower = letter.is_ascii_lowercase() || letter.is_ascii_digit();
        out.push(letter.to_ascii_lowercase());
    }
    // A leading underscore means that a name is not used.
    out.trim_start_matches('_').to_owned()
}

fn constant(row: &ConstantRow) -> String {
    let mut out = format!("/// {}\n", line(&row.meaning));
    out.push_str(&format!(
        "/// `{}` = {}, in {}.\n",
        row.parameter,
        quantity(&row.value, &row.unit),
        row.encoding.word()
    ));
    for remark in remarks(row) {
        out.push_str(&format!("/// {}\n", line(&remark)));
    }
    let value = grouped(&row.encoded);
    out.push_str(&format!(
        "pub const {}: Int = {value}\n",
        snake_case(&row.name)
    ));
    out
}

fn schedule(table: &ScheduleTable) -> String {
    let mut out = format!("/// {}\n", line(&table.meaning));
    out.push_str(&format!(
        "/// `{}`, of a key in {}; values in {}.\n",
        table.table,
        table.key,
        table.encoding.word()
    ));
    out.push_str(&format!(
        "pub fn {}(key: Int) -> Int {{\n",
        snake_case(&table.name)
    ));
    if let Some(first) = table.rows.first().filter(|first| first.key > IBig::ZERO) {
        out.push_str(&format!("  expect key >= {}\n", grouped(&first.key)));
    }
    let mut indent = "  ";
    for (row, next) in table.rows.iter().zip(table.rows.iter().skip(1)) {
        out.push_str(&format!(
            "{indent}if key < {} {{\n    {}\n  }} else",
            grouped(&next.key),
            grouped(&row.encoded)
        ));
        indent = " ";
    }
    if let Some(last) = table.rows.last() {
        let value = grouped(&last.encoded);
        out.push_str(&if table.rows.len() > 1 {
            format!(" {{\n    {value}\n  }}\n")
        } else {
            format!("  {value}\n")
        });
    }
    out.push_str("}\n");
    out
}

#[cfg(test)]
mod tests {
    use super::snake_case;

    #[test]
    fn names_become_those_of_aiken() {
        for (name, snake) in [
            ("USER_STAKE", "user_stake"),
            ("ltvByAge", "ltv_by_age"),
            ("MAX_2_BORROWS", "max_2_borrows"),
            ("_HIDDEN", "hidden"),
        ] {
            assert_eq!(snake_case(name), snake);
        }
    }
}
