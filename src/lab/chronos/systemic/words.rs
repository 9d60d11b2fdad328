//! What the years come to, as findings.

use assay_reports::{Evidence, Finding, Interval, Method, Side, Value, Verdict};
use assay_sim::{
    chronos::credit::{CreditOutcome, Estimate},
    statistics::{Interval as Range, Tail},
};

use super::{
    question::{DEFAULT_RATE, Judged, Question},
    responses::{Response, Responses},
    schedule::{Schedule, Searched},
};

/// The paper's first promise, under its own schedule.
pub(super) fn default_rate(question: &Question, judged: &Judged) -> Finding {
    let rate = &judged.pool.default_rate;
    let mut finding = finding(
        question,
        "default-rate",
        "Default rate of loans on collateral when the price of ETH moves: principal not paid in full, of principal that ended",
        "<1%",
    );
    estimated(&mut finding, rate, "fraction", Side::Below, DEFAULT_RATE);
    finding.evidence.source = "paper, Economic Security (must achieve): default rate < 1%".into();
    finding.flips = judged
        .chosen
        .iter()
        .map(|(schedule, _)| words(*schedule))
        .collect();
    finding.notes = vec![
        format!(
            "The threshold stands at {} of the collateral's value (liquidation_ltv; the paper names none). A liquidation \
             pays a fee of {} before the lenders, so that none beyond {} pays them in full, however fast it is. In a year {} \
             of the book is liquidated.",
            percent(question.terms.liquidation_ltv),
            percent(question.terms.liquidation_fee),
            percent(1.0 / (1.0 + question.terms.liquidation_fee)),
            percent(judged.pool.liquidated)
        ),
        format!(
            "With everybody at the top LTV of {}: {}.",
            percent(question.terms.top_ltv()),
            between(&judged.top.default_rate)
        ),
        format!(
            "On reputation alone the price plays no part: {} of the loans default by hardship, which is the paper's \
             assumption and costs {} of the book a year.",
            percent(question.hardship_rate),
            percent(question.loss_on_reputation)
        ),
        "Borrowers add no collateral; prices move by the hour; ages are even up to oldest_age; each borrows all that the \
         age allows."
            .into(),
    ];
    finding
}

/// The paper's second promise, under its own schedule.
pub(super) fn lenders_return(question: &Question, judged: &Judged) -> Finding {
    let earned = &judged.pool.lenders_return;
    let promised = question.promised_return();
    let mut finding = finding(
        question,
        "lenders-return",
        "Lenders' return per year on collateral when the price of ETH moves, against Aave's and 1% more",
        "9.97% a year, Aave 7.99%",
    );
    estimated(&mut finding, earned, "fraction/year", Side::Above, promised);
    finding.evidence.source =
        "paper, LP Risk-Adjusted Returns; Economic Security: LP returns > Aave + 1%".into();
    finding.flips = vec![format!(
        "borrow_rate above {}, which leaves out that dearer loans cross the threshold sooner",
        percent(question.terms.borrow_rate + rate_for(question, promised - earned.value))
    )];
    let below = &judged.pool.below_aave;
    finding.notes = vec![
        format!(
            "A year earns less than Aave's {} with a probability of {} ({} to {}).",
            percent(question.aave),
            percent(below.share),
            percent(below.ci95.low),
            percent(below.ci95.high)
        ),
        format!(
            "Without any loss it would be {}: interest of {} less the protocol's cut, on the {} of the deposits that is lent.",
            percent(question.terms.return_without_losses()),
            percent(question.terms.borrow_rate),
            percent(question.terms.utilisation)
        ),
        format!(
            "With everybody at the top LTV: {}.",
            between(&judged.top.lenders_return)
        ),
    ];
    finding
}

/// Value at risk and expected shortfall, against a year's interest.
pub(super) fn worst_years(question: &Question, judged: &Judged) -> Finding {
    let interest = question.terms.borrow_rate * (1.0 - question.terms.protocol_cut);
    let tail = &judged.pool.tail99;
    let mut finding = finding(
        question,
        "worst-years",
        "The worst year in a hundred (expected shortfall at 99%) costs lenders less of the book than a year's interest earns",
        "Default: 0.5%, Recovery: 40%",
    );
    let ci95 = tail.expected_shortfall_ci95.map(interval);
    finding.value = Some(Value {
        value: tail.expected_shortfall,
        unit: "fraction".into(),
        ci95,
    });
    let threshold = Side::Below.of(interest);
    finding.threshold = Some(threshold);
    finding.verdict = ci95.map_or(Verdict::Undecided, |ci95| threshold.judge(ci95));
    finding.evidence.source = "paper, LP Risk-Adjusted Returns".into();
    if ci95.is_none() {
        finding.flips = vec!["more runs: too few years are in the tail".into()];
    } else {
        finding.flips = judged
            .chosen
            .iter()
            .map(|(schedule, _)| words(*schedule))
            .collect();
    }
    finding.notes = vec![
        format!("The paper's schedule: {}.", losses(&judged.pool)),
        format!("Everybody at the top LTV: {}.", losses(&judged.top)),
        format!(
            "Losses are shares of the year's average book; interest earns {} of it. A share above 100% is a book that was \
             lent anew and lost again. Sales pressed the price by {} at most.",
            percent(interest),
            percent(judged.pool.deepest_impact)
        ),
    ];
    finding
}

/// The largest top LTV that keeps the default rate.
pub(super) fn schedule(question: &Question, searched: &[Searched], judged: &Judged) -> Finding {
    let top = question.terms.top_ltv();
    let mut finding = finding(
        question,
        "ltv-schedule",
        "The paper's LTV schedule keeps the default rate below 1% at some maintenance threshold: the largest top LTV that does",
        "90% LTV, default rate < 1%",
    );
    finding.evidence.source =
        "paper, LTV Schedule; Economic Security (must achieve): default rate < 1%".into();
    finding.threshold = Some(Side::Above.of(top));
    finding.verdict = match &judged.chosen {
        None => Verdict::Vulnerable,
        Some((schedule, outcome)) => {
            finding.value = Some(Value {
                value: schedule.cap,
                unit: "fraction".into(),
                ci95: None,
            });
            finding.flips = vec![words(*schedule)];
            let kept = Side::Below
                .of(DEFAULT_RATE)
                .judge(interval(outcome.default_rate.ci95));
            finding.notes.push(format!(
                "With {}, on years that it was not searched on: default rate {}; {}; lenders earn {}.",
                words(*schedule),
                between(&outcome.default_rate),
                losses(outcome),
                between(&outcome.lenders_return)
            ));
            match kept {
                Verdict::Safe if schedule.cap < top => Verdict::Vulnerable,
                Verdict::Safe => Verdict::Safe,
                _ => Verdict::Undecided,
            }
        }
    };
    finding.notes.extend(searched.iter().map(|searched| {
        let caps: Vec<String> = searched
            .largest
            .iter()
            .map(|(threshold, cap)| {
                let cap = cap.map_or("no LTV".into(), percent);
                format!("{cap} at {}", percent(*threshold))
            })
            .collect();
        let which = if question.replays() {
            "On the replayed prices".into()
        } else if searched.factor == 1.0 {
            "At the scenario's volatility".into()
        } else {
            format!("At {} times the volatility", searched.factor)
        };
        format!(
            "{which}, the largest top LTV by maintenance threshold: {}.",
            caps.join(", ")
        )
    }));
    finding.notes.push(
        "Lower steps of the schedule stay as they are, up to the top LTV. Top LTVs are searched in steps of 10 points, \
         on few years; the threshold, not the LTV, decides what a liquidation has left for the lenders."
            .into(),
    );
    finding
}

/// Both promises at once.
pub(super) fn both_promises(question: &Question, judged: &Judged) -> Finding {
    let most = question.terms.return_without_losses();
    let promised = question.promised_return();
    let mut finding = finding(
        question,
        "both-promises",
        "Some LTV schedule keeps both promises; what lenders earn at most under any, without a single loss",
        "default rate < 1%; LP returns > Aave + 1%",
    );
    finding.evidence.formula = Some("borrow_rate * (1 - protocol_cut) * utilisation".into());
    finding.evidence.source = "paper, Success Criteria: Economic Security".into();
    finding.value = Some(Value {
        value: most,
        unit: "fraction/year".into(),
        ci95: None,
    });
    finding.threshold = Some(Side::Above.of(promised));
    let chosen = judged
        .chosen
        .as_ref()
        .map(|(schedule, outcome)| (*schedule, outcome));
    if most <= promised {
        finding.method = Method::ClosedForm;
        finding.evidence.runs = None;
        finding.evidence.seed = None;
        finding.verdict = Verdict::Vulnerable;
        finding.notes.push(format!(
            "There is none: the lenders' promise of {} binds whatever is lent against what.",
            percent(promised)
        ));
    } else {
        finding.method = Method::ClosedFormAndSimulation;
        finding.verdict = chosen.map_or(Verdict::Undecided, |(_, outcome)| {
            Verdict::of_all([
                Side::Below
                    .of(DEFAULT_RATE)
                    .judge(interval(outcome.default_rate.ci95)),
                Side::Above
                    .of(promised)
                    .judge(interval(outcome.lenders_return.ci95)),
            ])
        });
    }
    if let Some((schedule, outcome)) = chosen {
        let short = promised - outcome.lenders_return.value;
        finding.flips = vec![format!(
            "borrow_rate at about {} with {}",
            percent(question.terms.borrow_rate + rate_for(question, short)),
            words(schedule)
        )];
    }
    finding.notes.push(format!(
        "Each point of borrow_rate is worth {} points to lenders; lending out everything (utilisation = 1) would give {} \
         without a loss.",
        round(rate_to_lenders(question), 2),
        percent(most / question.terms.utilisation)
    ));
    finding
}

/// What moves the loss, each change alone.
pub(super) fn responses(question: &Question, responses: &Responses) -> Finding {
    let allowed = question.loss_allowed;
    let mut finding = finding(
        question,
        "responses",
        "Some single change of the market or of the top LTV brings the lenders' mean loss to the paper's: the least of them",
        "Default: 0.5%, Recovery: 40% (0.3% of what is lent)",
    );
    finding.evidence.source = "paper, LP Risk-Adjusted Returns".into();
    finding.evidence.runs = Some(responses.base.years as u64);
    let loss = |response: &&Response| response.outcome.loss.value;
    let least = responses
        .all
        .iter()
        .min_by(|a, b| loss(a).total_cmp(&loss(b)));
    if let Some(least) = least {
        let ci95 = interval(least.outcome.loss.ci95);
        finding.value = Some(Value {
            value: least.outcome.loss.value,
            unit: "fraction".into(),
            ci95: Some(ci95),
        });
        let threshold = Side::Below.of(allowed);
        finding.threshold = Some(threshold);
        finding.verdict = threshold.judge(ci95);
        finding.flips = vec![if finding.verdict == Verdict::Safe {
            least.change.clone()
        } else {
            "no single one of them surely; see chronos/systemic/ltv-schedule".into()
        }];
        finding
            .notes
            .push(format!("The least comes with {}.", least.change));
    }
    finding
        .notes
        .push(format!("As it is: {}.", mean_and_tail(&responses.base)));
    finding.notes.extend(responses.all.iter().map(|response| {
        format!(
            "With {}: {}.",
            response.change,
            mean_and_tail(&response.outcome)
        )
    }));
    finding.notes.push(
        "All under the same luck, so that the differences are surer than the figures; the worst year in a hundred is one or \
         two years here."
            .into(),
    );
    finding
}

pub(super) fn finding(question: &Question, id: &str, statement: &str, printed: &str) -> Finding {
    Finding {
        id: format!("chronos/systemic/{id}"),
        statement: statement.into(),
        value: None,
        printed: Some(printed.into()),
        method: Method::Simulation,
        evidence: Evidence {
            formula: None,
            runs: Some(super::question::judged(question.asking.runs)),
            seed: Some(question.asking.seed),
            source: "paper, Vector 4; Optimal Parameters".into(),
        },
        verdict: Verdict::Undecided,
        threshold: None,
        flips: Vec::new(),
        notes: Vec::new(),
    }
}

fn estimated(finding: &mut Finding, estimate: &Estimate, unit: &str, wanted: Side, threshold: f64) {
    let ci95 = interval(estimate.ci95);
    finding.value = Some(Value {
        value: estimate.value,
        unit: unit.into(),
        ci95: Some(ci95),
    });
    finding.threshold = Some(wanted.of(threshold));
    finding.verdict = Verdict::of_criterion(ci95, wanted, threshold);
}

/// What the lenders get of a point of interest.
fn rate_to_lenders(question: &Question) -> f64 {
    question.terms.utilisation * (1.0 - question.terms.protocol_cut)
}

/// Interest that gives the lenders so much more.
fn rate_for(question: &Question, more: f64) -> f64 {
    more / rate_to_lenders(question).max(f64::MIN_POSITIVE)
}

fn words(schedule: Schedule) -> String {
    format!(
        "liquidation_ltv = {} and top_ltv = {}",
        round(schedule.threshold, 4),
        round(schedule.cap, 4)
    )
}

fn losses(outcome: &CreditOutcome) -> String {
    format!(
        "mean loss {}; {}; {}",
        between(&outcome.loss),
        tail("95%", &outcome.tail95),
        tail("99%", &outcome.tail99)
    )
}

fn tail(level: &str, tail: &Tail) -> String {
    let with = |value, ci95: Option<Range>| match ci95 {
        Some(ci95) => format!(
            "{} ({} to {})",
            percent(value),
            percent(ci95.low),
            percent(ci95.high)
        ),
        None => format!("{} (too few years for an interval)", percent(value)),
    };
    format!(
        "at {level} value at risk {}, expected shortfall {}",
        with(tail.value_at_risk, tail.value_at_risk_ci95),
        with(tail.expected_shortfall, tail.expected_shortfall_ci95)
    )
}

fn mean_and_tail(outcome: &CreditOutcome) -> String {
    format!(
        "mean loss {}, expected shortfall at 95% {}, at 99% {}",
        between(&outcome.loss),
        percent(outcome.tail95.expected_shortfall),
        percent(outcome.tail99.expected_shortfall)
    )
}

fn between(estimate: &Estimate) -> String {
    format!(
        "{} ({} to {})",
        percent(estimate.value),
        percent(estimate.ci95.low),
        percent(estimate.ci95.high)
    )
}

fn interval(range: Range) -> Interval {
    Interval {
        lo: range.low,
        hi: range.high,
    }
}

/// A share for people.
pub(super) fn percent(share: f64) -> String {
    format!("{}%", round(share * 100.0, 2))
}

/// At most so many decimals.
fn round(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" {
        "0".into()
    } else {
        text.into()
    }
}
