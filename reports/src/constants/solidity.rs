//! The table as a Solidity library.

use dashu_int::IBig;

use super::literal::{grouped, seconds, solidity};
use super::table::{ConstantRow, Constants, ScheduleTable};
use super::words::{line, quantity, remarks};

impl Constants {
    /// The table as a Solidity library of internal constants and pure functions, for compilers from 0.8 on; value, unit, encoding
    /// and safe range of each stand in its documentation comment.
    pub fn to_solidity(&self) -> String {
        let mut out = String::from("// SPDX-License-Identifier: UNLICENSED\n");
        out.push_str("pragma solidity ^0.8.0;\n\n");
        out.push_str(&format!("/// @title Constants of {}\n", line(&self.title)));
        out.push_str(
            "/// @notice Written by `assay constants`; change the scenario, not this file.\n",
        );
        for set in &self.set {
            out.push_str(&format!("/// @notice With {}.\n", line(set)));
        }
        out.push_str(&format!(
            "library {}Constants {{\n",
            capitalised(&self.protocol)
        ));
        let constants = self.constants.iter().map(constant);
        let parts: Vec<String> = constants
            .chain(self.schedules.iter().map(schedule))
            .collect();
        out.push_str(&parts.join("\n"));
        out.push_str("}\n");
        out
    }
}

/// `two-words` as `TwoWords`.
fn capitalised(name: &str) -> String {
    let words = name.split('-').map(|word| {
        let (first, rest) = word.split_at(word.len().min(1));
        format!("{}{rest}", first.to_ascii_uppercase())
    });
    words.collect()
}

fn constant(row: &ConstantRow) -> String {
    let mut out = format!("    /// @notice {}\n", line(&row.meaning));
    out.push_str(&format!(
        "    /// @dev `{}` = {}, encoded as {} in {}.\n",
        row.parameter,
        quantity(&row.value, &row.unit),
        row.encoded,
        row.encoding.word()
    ));
    for remark in remarks(row) {
        out.push_str(&format!("    /// {}\n", line(&remark)));
    }
    let per_gas = row.unit.name().contains("/gas");
    let value = solidity(&row.encoded, row.encoding, per_gas);
    out.push_str(&format!(
        "    uint256 internal constant {} = {value};\n",
        row.name
    ));
    out
}

fn schedule(table: &ScheduleTable) -> String {
    let mut out = format!("    /// @notice {}\n", line(&table.meaning));
    out.push_str(&format!(
        "    /// @dev `{}`; values in {}.\n    /// @param key In {}.\n",
        table.table,
        table.encoding.word(),
        table.key
    ));
    out.push_str(&format!(
        "    function {}(uint256 key) internal pure returns (uint256) {{\n",
        table.name
    ));
    let key = |key: &IBig| match table.key.name() {
        "second" => seconds(key),
        _ => grouped(key),
    };
    let value = |value: &IBig| solidity(value, table.encoding, false);
    if let Some(first) = table.rows.first().filter(|first| first.key > IBig::ZERO) {
        let below = key(&first.key);
        out.push_str(&format!(
            "        require(key >= {below}, \"below the schedule\");\n"
        ));
    }
    for (row, next) in table.rows.iter().zip(table.rows.iter().skip(1)) {
        let (below, value) = (key(&next.key), value(&row.encoded));
        out.push_str(&format!("        if (key < {below}) return {value};\n"));
    }
    if let Some(last) = table.rows.last() {
        out.push_str(&format!("        return {};\n", value(&last.encoded)));
    }
    out.push_str("    }\n");
    out
}
