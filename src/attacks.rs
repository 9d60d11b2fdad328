//! `assay attacks`: every attack by formula and simulation, or one attack's derivation.

use assay_reports::text;

use crate::{
    arguments::{AttacksArguments, Format},
    done::Done,
    error::CommandError,
    explain,
    lab::{Asking, Lab, load},
    progress::Bar,
    terminal::{self, print_report},
};

pub(crate) fn execute(arguments: &AttacksArguments) -> Result<Done, CommandError> {
    let asked = &arguments.asked;
    if let Some(id) = &arguments.explain {
        // Nothing is simulated, so that a formula can be explained where the contract has no integers for it.
        let explained = explain::explain(&load(&asked.scenario, &asked.set)?, id)?;
        let text = match asked.format {
            Format::Text => explained.text(terminal::layout()),
            Format::Json => explained.json()?,
        };
        terminal::print(&text)?;
        return Ok(Done::Holds);
    }
    let lab = Lab::open(&asked.scenario, &asked.set)?.in_world_of(asked.prices.as_deref())?;
    let asking = Asking::from(asked);
    let bar = Bar::over(lab.runs_of_attacks(&asking));
    let report = lab.attacks(&asking, &|stage, runs| bar.tell(stage, runs))?;
    drop(bar);
    print_report(&report, asked.format, text::attacks)?;
    Ok(Done::Holds)
}
