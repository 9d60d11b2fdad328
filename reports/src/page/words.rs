//! Numbers and verdicts as the page writes them.

use maud::{Markup, html};

use crate::{
    attack::AttackReport,
    text::{money, quantity},
    verdict::Verdict,
};

/// Dollars with a true minus: `−$50,149.70`, and no cents from 100,000 on.
pub(super) fn usd(value: f64) -> String {
    let text = money(value);
    match text.strip_prefix('-') {
        Some(size) => format!("−${size}"),
        None => format!("${text}"),
    }
}

/// A value with its unit and a true minus.
pub(super) fn measured(value: f64, unit: &str) -> String {
    if unit == "USD" {
        return usd(value);
    }
    quantity(value, unit).replacen('-', "−", usize::from(value < 0.0))
}

/// A share as signed per cent, to one decimal or two digits: `+30.0 %`, `−0.2 %`, `+3,300 %`.
pub(super) fn percent(share: f64) -> String {
    let size = 100.0 * share.abs();
    let digits = match size {
        _ if size >= 1_000.0 => crate::text::count(size.round() as u64),
        _ if size >= 0.1 => format!("{size:.1}"),
        _ => format!("{size:.2}"),
    };
    let sign = if share < 0.0 { '−' } else { '+' };
    format!("{sign}{digits} %")
}

/// The id without the protocol, which the title has named.
pub(super) fn short(id: &str) -> &str {
    id.split_once('/').map_or(id, |(_, rest)| rest)
}

/// A name that a link can point to, of an id.
pub(super) fn anchor(id: &str) -> String {
    id.replace('/', "-")
}

/// A verdict as a mark and a word, in its colour.
pub(super) fn badge(verdict: Verdict) -> Markup {
    html! {
        span.verdict.(verdict.word()) {
            span aria-hidden="true" { (mark(verdict)) " " }
            (verdict.word())
        }
    }
}

pub(super) fn mark(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Safe => "✓",
        Verdict::Vulnerable => "✗",
        Verdict::Undecided => "~",
    }
}

/// The most that any witness shows the attack to be worth, USD: what the attacks are ranked by.
pub(super) fn worst(attack: &AttackReport) -> f64 {
    let simulated = attack.ev.simulated.as_ref().map(|it| it.mean);
    let best = attack.ev.best_response.as_ref().and_then(|it| it.bounds());
    [simulated, best.map(|bounds| bounds.lo)]
        .into_iter()
        .flatten()
        .fold(attack.ev.closed_form.value, f64::max)
}

/// The attacks, those first that are worth most by any witness; ties as they stand.
pub(super) fn ranked(attacks: &[AttackReport]) -> Vec<&AttackReport> {
    let mut ranked: Vec<&AttackReport> = attacks.iter().collect();
    ranked.sort_by(|a, b| worst(b).total_cmp(&worst(a)));
    ranked
}

/// "1 attack", "3 attacks".
pub(super) fn counted(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {what}{plural}", crate::text::count(number as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_written_as_signed_per_cent() {
        for (share, text) in [
            (0.3, "+30.0 %"),
            (-0.002, "−0.2 %"),
            (-0.000_2, "−0.02 %"),
            (33.0, "+3,300 %"),
            (0.0, "+0.00 %"),
        ] {
            assert_eq!(percent(share), text);
        }
    }

    #[test]
    fn money_has_a_true_minus_before_the_currency() {
        assert_eq!(usd(-50_149.7), "−$50,149.70");
        assert_eq!(usd(24_000_000.0), "$24,000,000");
        assert_eq!(measured(-0.05, "fraction/year"), "−5 %/year");
    }
}
