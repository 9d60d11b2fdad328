//! How much may be borrowed within an hour.

use assay_reports::{Finding, Interval, Method, Side, Value, Verdict, text::money};
use assay_sim::{
    chronos::{SimulationError, credit::JumpHour},
    statistics::{Interval as Range, Tail},
};

use super::{
    question::Question,
    words::{finding, percent},
};
use crate::error::CommandError;

/// The tail that the cap is held to.
const LEVEL: f64 = 0.99;
/// More than anybody lends, USD.
const MOST: f64 = 1e12;

/// The largest hourly cap whose debt, opened at the top LTV just before a jump, loses no more than a
/// year's interest in the worst one jump in a hundred.
pub(super) fn hourly_cap(question: &Question) -> Result<Finding, CommandError> {
    let terms = &question.terms;
    let ensemble = question.asking.ensemble();
    let jumps = JumpHour::draw(&question.law, terms, ensemble).map_err(SimulationError::from)?;
    let interest = terms.borrow_rate * (1.0 - terms.protocol_cut) * terms.book;
    let largest = |of: &dyn Fn(&Tail) -> f64| {
        jumps
            .largest(LEVEL, interest, MOST, of)
            .map_err(|error| CommandError::from(SimulationError::from(error)))
    };
    let bound = |end: fn(&Range) -> f64| {
        // Without an interval nothing bounds the shortfall.
        move |tail: &Tail| {
            tail.expected_shortfall_ci95
                .as_ref()
                .map_or(f64::INFINITY, end)
        }
    };
    let value = largest(&|tail| tail.expected_shortfall)?;
    let sure = largest(&bound(|range| range.high))?;
    let possible = largest(&bound(|range| range.low))?;
    let interval = (possible > 0.0).then_some(Interval {
        lo: sure,
        hi: possible,
    });
    // Two caps fit around the boundary of two clock hours.
    let exposed = 2.0 * question.cap;
    let verdict = match interval {
        Some(interval) if exposed <= interval.lo => Verdict::Safe,
        Some(interval) if exposed > interval.hi => Verdict::Vulnerable,
        _ => Verdict::Undecided,
    };
    let shortfall = |debt: f64| {
        jumps
            .tail(debt, LEVEL)
            .map(|tail| tail.expected_shortfall)
            .map_err(|error| CommandError::from(SimulationError::from(error)))
    };
    let (at_cap, at_two) = (shortfall(question.cap)?, shortfall(exposed)?);
    let mut notes = vec![
        format!(
            "The criterion is Assay's: the worst one jump in a hundred may cost as much as the lenders earn in a year \
             on the whole book, ${}. The paper gives none but \"prevents systemic risk\".",
            money(interest)
        ),
        format!(
            "The cap of ${} loses ${} then, {} of it; two of them, on either side of a full hour, ${}.",
            money(question.cap),
            money(at_cap),
            percent(at_cap / question.cap.max(f64::MIN_POSITIVE)),
            money(at_two)
        ),
        "A loan of the top LTV that opens before a jump is sold a delay after it, into a market where nothing else is sold."
            .into(),
    ];
    notes.push(match own_weight(question) {
        Some(debt) => format!(
            "Without any jump, the sale of ${} of such debt at once would press its price below what debt and fee need.",
            money(debt)
        ),
        None => "Even without any jump the collateral does not pay debt and fee.".into(),
    });
    if question.replays() {
        notes.push(
            "The jumps are the history's hours beyond five standard deviations, up or down.".into(),
        );
    }
    let mut finding = finding(
        question,
        "hourly-cap",
        "Debt opened within an hour before a jump, of the hourly cap and twice that, costs lenders less than a year's interest",
        "$10M/hour throughput prevents systemic risk",
    );
    finding.method = Method::Simulation;
    finding.value = Some(Value {
        value,
        unit: "USD".into(),
        ci95: interval,
    });
    finding.evidence.runs = Some(ensemble.runs);
    finding.threshold = Some(Side::Above.of(exposed));
    finding.verdict = verdict;
    finding.flips = vec![format!(
        "max_hourly_borrows at about ${}, half of the debt that loses that much",
        money(value / 2.0)
    )];
    finding.notes = notes;
    Ok(finding)
}

/// The debt at the top LTV whose collateral, sold at once, brings just the debt and the fee: by the
/// market's law, proceeds over worth are (1 - e^-x)/x at a pressure of x.
fn own_weight(question: &Question) -> Option<f64> {
    let terms = &question.terms;
    let needed = terms.top_ltv() * (1.0 + terms.indexer_fee) * (1.0 + terms.liquidation_fee);
    if needed >= 1.0 {
        return None;
    }
    // Falls from 1 at no pressure; within 1/needed of it (1 - e^-x)/x is below what is needed.
    let (mut low, mut high) = (0.0, 1.0 / needed);
    for _ in 0..80 {
        let middle: f64 = 0.5 * (low + high);
        if -libm::expm1(-middle) / middle >= needed {
            low = middle;
        } else {
            high = middle;
        }
    }
    let worth = low * terms.liquidity_depth / -libm::log1p(-0.01);
    Some(worth * terms.top_ltv())
}
