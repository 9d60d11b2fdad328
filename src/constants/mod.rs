//! `assay constants`: what the contract must say, and whether it does.

mod safe;
#[cfg(test)]
mod tests;

use assay_reports::{
    constants::{Check, Constants, check},
    contract::Contract,
};

use crate::{
    arguments::{ConstantsArguments, Format, Language},
    done::Done,
    error::CommandError,
    lab::load,
    terminal,
};

pub(crate) fn execute(arguments: &ConstantsArguments) -> Result<Done, CommandError> {
    let scenario = load(&arguments.scenario, &arguments.set)?;
    let contract = arguments.check.as_deref().map(Contract::read).transpose()?;
    let standings = safe::standings(&scenario)?;
    let constants = Constants::of(&scenario, |control| standings.of(control))?;
    let (text, done) = match (&contract, arguments.format) {
        (Some(contract), format) => {
            let check = check(&constants, contract);
            let done = if check.holds() {
                Done::Holds
            } else {
                Done::DoesNotHold
            };
            let text = match format {
                Format::Text => words(&check, arguments.out.is_none()),
                Format::Json => check.to_json()?,
            };
            (text, done)
        }
        (None, format) => {
            let language = match format {
                Format::Json => Language::Json,
                Format::Text => arguments.language.unwrap_or(Language::Solidity),
            };
            let text = match language {
                Language::Solidity => constants.to_solidity(),
                Language::Aiken => constants.to_aiken(),
                Language::Json => constants.to_json()?,
            };
            (text, Done::Holds)
        }
    };
    match &arguments.out {
        None => terminal::print(&text)?,
        Some(path) => std::fs::write(path, text).map_err(|source| CommandError::Write {
            path: path.clone(),
            source,
        })?,
    }
    Ok(done)
}

/// A comparison for a person: each difference with the contract's line underlined, then the sum of it.
fn words(check: &Check, on_screen: bool) -> String {
    let layout = terminal::layout();
    let mut out = String::new();
    for difference in check.differences.iter().chain(&check.notes) {
        let diagnostic = difference.diagnostic();
        out.push_str(&diagnostic.render(layout.colour && on_screen));
        out.push_str("\n\n");
    }
    out.push_str(&layout.wrapped(&format!("{}.", check.sentence()), ""));
    out.push('\n');
    out
}
