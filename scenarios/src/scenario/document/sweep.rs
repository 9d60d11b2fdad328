//! `[sweep]` into a [`SweepEntry`].

use std::sync::Arc;

use super::SweepEntry;
use super::fields::{Fields, count, table, text, truth};
use crate::diagnostic::{Report, Source};
use crate::scenario::sweep::SweepDesign;

const DESIGNS: [(&str, SweepDesign); 6] = [
    ("grid", SweepDesign::Grid),
    ("random", SweepDesign::Random),
    ("lhs", SweepDesign::LatinHypercube),
    ("sobol", SweepDesign::Sobol),
    ("saltelli", SweepDesign::Saltelli),
    ("morris", SweepDesign::Morris),
];

/// The entry of the scenario file whose `fields` these are; `None` where there is none, or it could not be read.
pub(super) fn read<'d>(
    fields: &mut Fields<'d>,
    source: &'d Arc<Source>,
    report: &mut Report,
) -> Option<SweepEntry> {
    let found = fields.optional("sweep", report, table)?;
    let what = "`[sweep]`".to_owned();
    let mut fields = Fields::new(found.value, source, what, found.place.span());
    let vary = fields.required_list("vary", report, text);
    let design = match fields.get("design") {
        Some(_) => fields.word("design", &DESIGNS, report),
        None => None,
    };
    let points = fields.optional("points", report, count);
    let crossed = fields.optional("crossed", report, truth);
    let runs = fields.optional("runs", report, count);
    let of = fields.list("of", report, text).map(|list| list.value);
    let seed = fields.optional("seed", report, count);
    fields.finish(report);
    Some(SweepEntry {
        vary: vary?,
        design,
        points,
        crossed,
        runs,
        of,
        seed,
    })
}
