//! `assay run`: simulate, attack, judge; findings to the screen and to disk.

use assay_reports::{Report, Verdict, keep, text};

use crate::{
    arguments::RunArguments,
    done::Done,
    error::CommandError,
    lab::{Asking, Lab},
    progress::Bar,
    terminal::print_report,
};

pub(crate) fn execute(arguments: &RunArguments) -> Result<Done, CommandError> {
    let asked = &arguments.asked;
    let lab = Lab::open(&asked.scenario, &asked.set)?.in_world_of(asked.prices.as_deref())?;
    let asking = Asking::from(asked);
    let moved = match &arguments.flips {
        Some(names) => Some(lab.numbers_to_move(names)?),
        None => None,
    };
    let bar = Bar::over(lab.runs_of_investigation(&asking));
    let mut report = lab.investigate(&asking, &|stage, runs| bar.tell(stage, runs))?;
    drop(bar);
    if let Some(moved) = moved {
        let bar = Bar::counting(lab.settings_of_flips(&moved), "settings");
        report.flips = Some(lab.flips(&moved, &asking, &|stage, done| bar.tell(stage, done))?);
    }
    if let Some(folder) = &arguments.out {
        keep(folder, &report, lab.inputs(&asked.prices)?)?;
    }
    print_report(&report, asked.format, text::report)?;
    Ok(if arguments.strict {
        judged(&report)
    } else {
        Done::Holds
    })
}

fn judged(report: &Report) -> Done {
    match Verdict::of_all(report.findings.iter().map(|finding| finding.verdict)) {
        Verdict::Safe => Done::Holds,
        Verdict::Vulnerable => Done::DoesNotHold,
        Verdict::Undecided => Done::Undecided,
    }
}
