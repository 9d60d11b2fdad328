//! The figure of a claim as it is meant: read from what is printed, or given beside it.

use dashu_ratio::RBig;

use super::Figure;
use super::entry::{CheckEntry, ClaimEntry};
use super::figure::{self, FigureError, Printed};
use crate::diagnostic::{Diagnostic, Place, Report};
use crate::scenario::document::{Located, Scalar};
use crate::scenario::exact;

/// The figure, where the claim has one; reports it where the check needs one and there is none.
pub(super) fn figure(entry: &ClaimEntry, report: &mut Report) -> Option<Figure> {
    let needed = matches!(
        entry.check,
        CheckEntry::Formula(_) | CheckEntry::Finding(..) | CheckEntry::Parameter(_)
    );
    let Some(unit) = &entry.unit else {
        if needed || entry.figure.is_some() {
            let message = format!("claim `{}` has no `unit`", entry.id.value);
            report.push(Diagnostic::new(message).at(&entry.id.place, "needed here"));
        }
        return None;
    };
    let unit = unit.value.clone();
    let printed = entry
        .printed
        .as_ref()
        .map(|printed| (printed, figure::read(&printed.value, &unit)));
    let value = match (&entry.figure, &printed) {
        (Some(written), _) => exact(written, report)?,
        (None, Some((_, Ok(read)))) => read.value.clone(),
        (None, Some((at, Err(error)))) => {
            if needed {
                report.push(unreadable(error, &at.place));
            }
            return None;
        }
        (None, None) => {
            if needed {
                let message = format!("claim `{}` has no figure", entry.id.value);
                let help = "give it as `printed`, or as `figure`";
                let problem = Diagnostic::new(message).at(&entry.id.place, "needed here");
                report.push(problem.help(help));
            }
            return None;
        }
    };
    let read = printed.and_then(|(_, read)| read.ok());
    let relation = entry
        .relation
        .or(read.as_ref().map(|read| read.relation))
        .unwrap_or_default();
    let precision = match &entry.precision {
        Some(written) => not_negative(written, report)?,
        None => precision(entry, read, &value),
    };
    Some(Figure {
        value,
        unit,
        relation,
        precision,
    })
}

fn unreadable(error: &FigureError, place: &Place) -> Diagnostic {
    let problem = Diagnostic::new(format!("this cannot be read as one figure: {error}"));
    problem
        .at(place, "")
        .help("give its value in the claim's unit as `figure`")
}

fn not_negative(written: &Located<Scalar>, report: &mut Report) -> Option<RBig> {
    let value = exact(written, report)?;
    if value < RBig::ZERO {
        let problem = Diagnostic::new("a `precision` cannot be negative").at(&written.place, "");
        report.push(problem);
        return None;
    }
    Some(value)
}

/// Half a unit of the last printed place, in the unit of the figure's `value`: what is printed may be a power of ten of
/// it, as the 5000 basis points of a half are.
fn precision(entry: &ClaimEntry, read: Option<Printed>, value: &RBig) -> RBig {
    let loose = || {
        let printed = entry.printed.as_ref()?;
        figure::first_number(&printed.value)
    };
    let Some(read) = read.or_else(loose) else {
        return RBig::ZERO;
    };
    if read.value.is_zero() || value.is_zero() {
        return read.precision;
    }
    let ratio = value / &read.value;
    let ratio = if ratio < RBig::ZERO { -ratio } else { ratio };
    if is_power_of_ten(&ratio) {
        read.precision * ratio
    } else {
        read.precision
    }
}

fn is_power_of_ten(ratio: &RBig) -> bool {
    let larger = ratio.numerator().clone().into_parts().1;
    let text = match (larger.is_one(), ratio.denominator().is_one()) {
        (_, true) => larger.to_string(),
        (true, _) => ratio.denominator().to_string(),
        _ => return false,
    };
    text.trim_end_matches('0') == "1"
}
