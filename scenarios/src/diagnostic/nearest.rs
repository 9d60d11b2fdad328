//! The nearest name to a mistyped one.

/// Below this similarity a suggestion confuses more than it helps.
const ALIKE: f64 = 0.75;

/// Length up to which a single slip is forgiven whatever the likeness.
const SHORT: usize = 4;

/// Names are short; nothing longer is compared, so that a hostile file costs nothing.
const LONGEST: usize = 100;

/// The candidate most like `name`, if one is like it at all; the first of equals.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if name.len() > LONGEST {
        return None;
    }
    let lowered = name.to_lowercase();
    let mut best: Option<(f64, &str)> = None;
    for candidate in candidates {
        let likeness = strsim::jaro_winkler(&lowered, &candidate.to_lowercase()).max(
            strsim::normalized_damerau_levenshtein(&lowered, &candidate.to_lowercase()),
        );
        // In a short name one slip of the finger is a large part of it.
        let slip = candidate.len() <= SHORT
            && strsim::damerau_levenshtein(&lowered, &candidate.to_lowercase()) == 1;
        if (likeness >= ALIKE || slip) && best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// `did you mean ...?`, or the list of what there is when nothing is near and the list is short.
pub(crate) fn did_you_mean<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    let candidates: Vec<&str> = candidates.into_iter().collect();
    if let Some(near) = nearest(name, candidates.iter().copied()) {
        return Some(format!("did you mean `{near}`?"));
    }
    match candidates.len() {
        0 => None,
        1..=16 => Some(format!("expected one of: {}", candidates.join(", "))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_name_and_a_stranger_finds_none() {
        let names = ["user_stake", "challenger_stake", "eth_price"];
        assert_eq!(nearest("user_stakes", names), Some("user_stake"));
        assert_eq!(nearest("eth_prcie", names), Some("eth_price"));
        assert_eq!(nearest("zzz", names), None);
        assert_eq!(nearest(&"user_stake".repeat(1000), names), None);
    }
}
