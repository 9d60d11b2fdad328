//! The program against trying every combination, and what is chosen put into the scenario.

use std::path::Path;

use assay_reports::{Finding, Verdict};
use assay_scenarios::{Override, Scenario};
use assay_solver::exact::from_float;
use dashu_ratio::RBig;
use proptest::prelude::*;

use super::{
    HONEST_COSTS, findings, least,
    options::{Choice, Control, Of, Surface, controls},
    program::{Design, design},
    words,
};

fn scenario(file: &str, set: &[&str]) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("scenarios/chronos")
        .join(file);
    let overrides: Vec<Override> = set
        .iter()
        .map(|text| Override::parse(text).unwrap_or_else(|error| panic!("{error}")))
        .collect();
    Scenario::load(&path, &overrides).unwrap_or_else(|error| panic!("{}", error.render(false)))
}

fn found(set: &[&str]) -> Vec<Finding> {
    findings(&scenario("balanced.toml", set)).unwrap_or_else(|error| panic!("{error}"))
}

fn control(number: usize, options: usize, in_force: Option<usize>) -> Control {
    Control {
        name: format!("control {number}"),
        unit: "USD".into(),
        options: (0..options).map(|it| Choice::Number(it.into())).collect(),
        in_force,
    }
}

/// Every combination of the options of these controls, in the order of a surface's points.
fn combinations(all: &[Control], controls: &[usize]) -> Vec<Vec<usize>> {
    controls.iter().fold(vec![Vec::new()], |chosen, &control| {
        let options = all[control].options.len();
        chosen
            .iter()
            .flat_map(|chosen| {
                (0..options).map(move |option| [chosen.as_slice(), &[option]].concat())
            })
            .collect()
    })
}

fn surface(all: &[Control], controls: Vec<usize>, value: impl Fn(&[usize]) -> f64) -> Surface {
    let points = combinations(all, &controls)
        .into_iter()
        .map(|chosen| {
            let value = value(&chosen);
            (chosen, value)
        })
        .collect();
    Surface {
        name: "a surface".into(),
        controls,
        points,
    }
}

fn at(surface: &Surface, design: &[usize]) -> f64 {
    let here: Vec<usize> = surface.controls.iter().map(|&it| design[it]).collect();
    surface
        .points
        .iter()
        .find(|(chosen, _)| *chosen == here)
        .map(|(_, value)| *value)
        .expect("a surface has all points")
}

/// What a choice costs, with a millionth for each change; exactly.
fn cost(all: &[Control], costs: &[Surface], design: &[usize]) -> RBig {
    let kept = all.iter().zip(design);
    let changes = kept
        .filter(|(control, option)| control.in_force != Some(**option))
        .count();
    costs
        .iter()
        .map(|cost| from_float(at(cost, design)).expect("finite"))
        .fold(
            RBig::from_parts(changes.into(), 1_000_000u32.into()),
            |sum, cost| sum + cost,
        )
}

/// The least cost over all combinations that deter every attack, by trying each.
fn tried(all: &[Control], attacks: &[Surface], costs: &[Surface], margin: f64) -> Option<RBig> {
    let every: Vec<usize> = (0..all.len()).collect();
    combinations(all, &every)
        .into_iter()
        .filter(|chosen| attacks.iter().all(|attack| at(attack, chosen) <= -margin))
        .map(|chosen| cost(all, costs, &chosen))
        .min()
}

fn designed(
    all: &[Control],
    attacks: &[Surface],
    costs: &[Surface],
    margin: f64,
) -> Option<Vec<usize>> {
    let found = design(all, attacks, costs, margin).unwrap_or_else(|error| panic!("{error}"));
    found.map(|Design { options }| options)
}

#[derive(Clone, Debug)]
struct Question {
    controls: Vec<Control>,
    attacks: Vec<Surface>,
    costs: Vec<Surface>,
}

/// Two to four controls of one to three options each; surfaces over any of them, none included.
fn question() -> impl Strategy<Value = Question> {
    proptest::collection::vec((1..=3usize, proptest::option::of(0..3usize)), 2..=4).prop_flat_map(
        |drawn| {
            let controls: Vec<Control> = drawn
                .into_iter()
                .enumerate()
                .map(|(number, (options, in_force))| {
                    control(number, options, in_force.filter(|&it| it < options))
                })
                .collect();
            let each = surfaces(controls.clone(), -9..=3);
            let costs = surfaces(controls.clone(), -5..=20);
            (each, costs).prop_map(move |(attacks, costs)| Question {
                controls: controls.clone(),
                attacks,
                costs,
            })
        },
    )
}

fn surfaces(
    all: Vec<Control>,
    values: std::ops::RangeInclusive<i32>,
) -> impl Strategy<Value = Vec<Surface>> {
    let positions: Vec<usize> = (0..all.len()).collect();
    let over = proptest::sample::subsequence(positions, 0..=3.min(all.len()));
    let one = (over, proptest::collection::vec(values, 27)).prop_map(move |(over, values)| {
        let place = |chosen: &[usize]| chosen.iter().fold(0, |place, option| 3 * place + option);
        surface(&all, over, |chosen| f64::from(values[place(chosen)]))
    });
    proptest::collection::vec(one, 0..=3)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_program_finds_what_trying_every_combination_finds(
        question in question(),
        margin in 0..=6i32,
    ) {
        let Question { controls, attacks, costs } = &question;
        let margin = f64::from(margin);
        let chosen = designed(controls, attacks, costs, margin);
        let best = tried(controls, attacks, costs, margin);
        prop_assert_eq!(chosen.as_ref().map(|chosen| cost(controls, costs, chosen)), best);
        for attack in attacks {
            if let Some(chosen) = &chosen {
                prop_assert!(at(attack, chosen) <= -margin);
            }
        }
    }

    #[test]
    fn a_greater_margin_never_costs_less(question in question(), margin in 0..=5i32) {
        let Question { controls, attacks, costs } = &question;
        let of = |margin: i32| {
            designed(controls, attacks, costs, f64::from(margin))
                .map(|chosen| cost(controls, costs, &chosen))
        };
        match (of(margin), of(margin + 1)) {
            (Some(less), Some(more)) => prop_assert!(less <= more),
            (None, more) => prop_assert_eq!(more, None),
            (Some(_), None) => {}
        }
    }
}

#[test]
fn attacks_that_no_choice_deters_together_have_no_design() {
    let all = [control(0, 2, Some(0)), control(1, 2, Some(0))];
    let low = surface(&all, vec![0], |chosen| [-5.0, 5.0][chosen[0]]);
    let high = surface(&all, vec![0], |chosen| [5.0, -5.0][chosen[0]]);
    let free = surface(&all, vec![1], |_| 0.0);
    for (attacks, expected) in [
        (vec![low.clone()], Some(vec![0, 0])),
        (vec![high.clone()], Some(vec![1, 0])),
        (vec![low, high], None),
    ] {
        assert_eq!(
            designed(&all, &attacks, std::slice::from_ref(&free), 1.0),
            expected
        );
    }
    let scenario = scenario("balanced.toml", &[]);
    let finding =
        words::choice(&scenario, &all, &[], None, 1.0).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(
        (finding.verdict, finding.value),
        (Verdict::Vulnerable, None)
    );
}

#[test]
fn what_is_chosen_deters_when_put_into_the_scenario() {
    for file in ["balanced.toml", "conservative.toml", "aggressive.toml"] {
        let scenario = scenario(file, &[]);
        let all = controls(&scenario).unwrap_or_else(|error| panic!("{error}"));
        let surfaces = |of: Vec<Of<'_>>| -> Vec<Surface> {
            of.into_iter()
                .map(|it| it.surface(&scenario, &all))
                .collect::<Result<_, _>>()
                .unwrap_or_else(|error| panic!("{error}"))
        };
        let attacks = scenario.attacks().iter().map(|it| Of::Attack(it.id()));
        let mut attacks = surfaces(attacks.collect());
        let costs = surfaces(HONEST_COSTS.map(Of::Formula).to_vec());
        // What the highest of these margins can deter stays the same at all of them.
        attacks.retain(|attack| least(attack) <= -10_000.0);
        assert!(attacks.len() >= 3, "{file}: {}", attacks.len());
        let mut before = RBig::ZERO;
        for margin in [0.0, 100.0, 10_000.0] {
            let chosen = designed(&all, &attacks, &costs, margin).expect("a design");
            let mut put = scenario.clone();
            for (control, &option) in all.iter().zip(&chosen) {
                put = control.options[option]
                    .put(&put, &control.name)
                    .unwrap_or_else(|error| panic!("{error}"));
            }
            for attack in &attacks {
                let value = Of::Attack(&attack.name)
                    .at(&put)
                    .unwrap_or_else(|error| panic!("{error}"));
                assert!(value <= -margin, "{file} {}: {value}", attack.name);
                assert_eq!(value, at(attack, &chosen), "{file} {}", attack.name);
            }
            let cost = cost(&all, &costs, &chosen);
            assert!(cost >= before, "{file} {margin}");
            before = cost;
        }
    }
}

#[test]
fn the_scenarios_have_a_design_and_attacks_beyond_it() {
    let found = found(&[]);
    assert_eq!(found[0].verdict, Verdict::Safe);
    assert_eq!(found[1].verdict, Verdict::Vulnerable);
    let beyond = found[1].value.as_ref().map_or(f64::NAN, |it| it.value);
    assert_eq!(found[1].notes.len() as f64, beyond);
    // The paper's own constants are on the grids, and none of the three is as cheap as the design and as safe.
    let cost = |finding: &Finding| finding.value.as_ref().map_or(f64::NAN, |it| it.value);
    for configuration in &found[2..] {
        assert!(
            configuration.verdict != Verdict::Safe || cost(configuration) >= cost(&found[0]),
            "{}",
            configuration.id
        );
    }
}

#[test]
fn where_no_attack_can_be_deterred_nothing_is_said_to_be_safe() {
    let found = found(&["deterrence_margin=1e9"]);
    let attacks = scenario("balanced.toml", &[]).attacks().len();
    let beyond = found[1].value.as_ref().map(|it| it.value);
    assert_eq!(beyond, Some(attacks as f64));
    for finding in &found {
        assert_ne!(finding.verdict, Verdict::Safe, "{}", finding.id);
    }
}
