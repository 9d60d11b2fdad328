//! `assay schema`: the JSON Schema of the scenario file.

use crate::{done::Done, error::CommandError, terminal};

pub(crate) fn execute() -> Result<Done, CommandError> {
    let mut text = serde_json::to_string_pretty(&assay_scenarios::json_schema())?;
    text.push('\n');
    terminal::print(&text)?;
    Ok(Done::Holds)
}
