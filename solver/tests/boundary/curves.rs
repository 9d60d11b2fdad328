//! Break-even values of attacks with known curves: exact where the curve has them.

use assay_scenarios::Scenario;
use assay_solver::boundary::{BreakEven, Effort, Profitable, break_evens};

use crate::support::{Given, given, small};

fn attack(id: &str, gain: &str) -> String {
    format!(
        "[[attacks]]\nid = \"chronos/{id}\"\nthreat = \"t\"\ngain = \"{gain}\"\ncost = \"0 [USD]\"\nsuccess = \"1\"\n\
         capital = \"0 [USD]\"\nmitigation = \"m\"\nsource = \"s\"\n"
    )
}

fn of(scenario: &Scenario, id: &str) -> Vec<BreakEven> {
    let found = break_evens(scenario, &format!("chronos/{id}"), &Effort::default()).unwrap();
    assert_eq!(found.unresolved, [], "{id}");
    found.found
}

fn exact(found: &BreakEven) -> Option<String> {
    found.exact.as_ref().map(ToString::to_string)
}

#[test]
fn a_whole_parameter_at_which_the_value_is_exactly_zero_is_safe_there() {
    let number = Given {
        whole: true,
        ..given("x", "1", "1", "1000000")
    };
    let even = attack("even", "(236520 * 0.0123 - x * 0.0123) * 1 [USD]");
    let scenario = small("even", &[number], &[], &even);
    let found = of(&scenario, "even");
    assert_eq!(found.len(), 1);
    assert_eq!(
        (exact(&found[0]).as_deref(), found[0].profitable),
        (Some("236520"), Profitable::Below)
    );
}

#[test]
fn curves_bends_and_jumps_break_even_where_they_do() {
    let attacks = [
        ("square", "(x^2 - 2) * 1 [USD]"),
        ("hill", "(x - 3) * (7 - x) * 1 [USD]"),
        ("twins", "(x - 50) * (x - 50.001) * 1 [USD]"),
        ("bend", "(min(x, 10) - 9.5) * 1 [USD]"),
        ("jump", "if x < 7 then 1 [USD] else -1 [USD]"),
        ("curve", "(exp(-x) - 0.5) * 1 [USD]"),
        ("level", "0 [USD] * x"),
        ("hyperbola", "(30 / (x + 1) - 7) * 1 [USD]"),
    ];
    let text: String = attacks.iter().map(|(id, gain)| attack(id, gain)).collect();
    let scenario = small("curves", &[given("x", "1", "0", "100")], &[], &text);
    let one = |id: &str| {
        let found = of(&scenario, id);
        assert_eq!(found.len(), 1, "{id}: {found:?}");
        found.into_iter().next().unwrap()
    };
    let square = one("square");
    assert!((square.value - 2f64.sqrt()).abs() < 1e-12 && square.exact.is_none());
    assert_eq!(square.profitable, Profitable::Above);
    for (id, expected) in [
        ("hill", [("3", Profitable::Above), ("7", Profitable::Below)]),
        (
            "twins",
            [("50", Profitable::Below), ("50001/1000", Profitable::Above)],
        ),
    ] {
        let found = of(&scenario, id);
        let shown: Vec<_> = found.iter().map(|it| (exact(it), it.profitable)).collect();
        let expected = expected.map(|(at, side)| (Some(at.to_owned()), side));
        assert_eq!(shown, expected, "{id}");
    }
    assert_eq!(exact(&one("bend")).as_deref(), Some("19/2"));
    let jump = one("jump");
    assert_eq!(
        (exact(&jump).as_deref(), jump.profitable),
        (Some("7"), Profitable::Below)
    );
    assert!((one("curve").value - 2f64.ln()).abs() < 1e-12);
    assert_eq!(of(&scenario, "level"), []);
    assert_eq!(exact(&one("hyperbola")).as_deref(), Some("23/7"));
}
