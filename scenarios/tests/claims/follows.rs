//! What follows from formulas alone.

use assay_scenarios::claims::{Check, Claims};

use crate::{HEAD, PART, claims, files};

#[test]
fn what_follows_by_formulas_is_worked_out_when_the_file_is_read() {
    let claims = Claims::load(&files("note.toml")).unwrap();
    let follows = |id: &str| match claims.claim(id).unwrap().check() {
        Check::Derived { steps, .. } => {
            let last = steps.last().unwrap();
            (last.exact.clone().unwrap(), last.unit.clone())
        }
        other => panic!("{other:?}"),
    };
    for (id, exact, unit) in [
        ("loss/expected", "501497/10", "USD"),
        ("loss/rounded", "501497/10", "USD"),
        ("stake/value", "300", "USD"),
        ("looking/rate", "999/1000", "fraction"),
        ("loss/least", "-501497/10", "USD"),
        ("loans/ltv", "9/10", "fraction"),
        ("loans/ltv-constant", "9000", "bps"),
    ] {
        assert_eq!(follows(id), (exact.to_owned(), unit.to_owned()), "{id}");
    }
    let error = claims.claim("loans/ltw").unwrap_err().to_string();
    assert!(error.contains("did you mean `loans/ltv`?"), "{error}");
}

#[test]
fn what_is_set_over_a_scenario_reaches_its_formulas() {
    let later = PART.replacen("set = { age = 40 }", "set = { age = 0.75 }", 1);
    let claims = claims("set", HEAD, &later).unwrap();
    let claim = claims.claim("loans/ltv-most").unwrap();
    assert_eq!(claim.set(), ["age=0.75"]);
    let Check::Derived { steps, .. } = claim.check() else {
        panic!("{:?}", claim.check());
    };
    assert_eq!(steps.last().unwrap().exact.as_deref(), Some("13/20"));
}

#[test]
fn half_a_unit_of_the_last_printed_place_follows_the_figure_to_its_unit() {
    for (printed, figure, unit, precision) in [
        ("\"9000\"", "", "bps", "1/2"),
        ("\"9000\"", "figure = 0.9", "fraction", "1/20000"),
        ("\"some 90 %\"", "figure = 0.9", "fraction", "1/200"),
        ("\"2-10\"", "figure = 10", "percent", "1/2"),
        ("\"ninety\"", "figure = 90", "percent", "0"),
    ] {
        let part = PART
            .replacen(
                "printed = \"9000\"",
                &format!("printed = {printed}\n{figure}"),
                1,
            )
            .replacen("unit = \"bps\"", &format!("unit = \"{unit}\""), 1);
        let claims = claims("precision", HEAD, &part).unwrap();
        let figure = claims.claim("loans/ltv-constant").unwrap().figure();
        assert_eq!(
            figure.unwrap().precision.to_string(),
            precision,
            "{printed}"
        );
    }
}
