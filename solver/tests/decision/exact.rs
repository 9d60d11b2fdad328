//! The brackets against exact rationals, over every policy of small processes.

use assay_solver::{
    decision::{Criterion, Effort, Process, Status, selfish_mining::SelfishMining},
    exact::Rational,
};
use proptest::prelude::*;

use super::{policies, small_process};

const CRITERIA: [Criterion; 3] = [
    Criterion::Discounted { factor: 0.9 },
    Criterion::Average,
    Criterion::Ratio,
];

/// The value of the best of all policies, one by one.
fn best(process: &Process, criterion: Criterion) -> Rational {
    policies(process)
        .iter()
        .map(|policy| process.evaluate_exactly(policy, criterion, 0).unwrap())
        .max()
        .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_bracket_holds_the_best_of_all_policies(process in small_process()) {
        for criterion in CRITERIA {
            let solved = process.solve(criterion, 0, &Effort::default()).unwrap();
            prop_assert!(solved.value.encloses(&best(&process, criterion)));
            prop_assert_eq!(solved.status, Status::Certified);
            prop_assert!(solved.value.width() < 1e-11);
            let own = process.evaluate_exactly(&solved.policy, criterion, 0).unwrap();
            prop_assert!(solved.value.encloses(&own));
        }
    }

    #[test]
    fn the_bracket_of_a_policy_holds_its_exact_value(process in small_process(), pick in any::<prop::sample::Index>()) {
        let policies = policies(&process);
        let policy = pick.get(&policies);
        for criterion in CRITERIA {
            let found = process.evaluate(policy, criterion, 0, &Effort::default()).unwrap();
            let exactly = process.evaluate_exactly(policy, criterion, 0).unwrap();
            prop_assert!(found.value.encloses(&exactly));
        }
    }

    #[test]
    fn with_denominators_of_one_the_ratio_is_the_average(process in small_process()) {
        let mut builder = Process::builder(process.states());
        for state in 0..process.states() {
            for action in process.actions(state) {
                builder.action(state, action.label, action.reward.numerator, action.transitions());
            }
        }
        let process = builder.build().unwrap();
        let [average, ratio] = [Criterion::Average, Criterion::Ratio]
            .map(|criterion| process.solve(criterion, 0, &Effort::default()).unwrap());
        prop_assert_eq!(average.policy, ratio.policy);
        prop_assert!(average.value.intersection(ratio.value).is_some());
    }

    #[test]
    fn a_path_is_bracketed_around_its_best_policy(
        process in small_process(),
        ending in 0.01..0.5f64,
    ) {
        // Every action ends with the same chance: a stochastic path of which all policies are proper.
        let end = process.states();
        let mut builder = Process::builder(end + 1);
        builder.terminal(end);
        for state in 0..end {
            for action in process.actions(state) {
                let going = action.transitions().map(|(to, chance)| (to, chance * (1.0 - ending)));
                builder.action(state, action.label, action.reward, going.chain([(end, ending)]));
            }
        }
        let path = builder.build().unwrap();
        let solved = path.solve(Criterion::ShortestPath, 0, &Effort::default()).unwrap();
        prop_assert!(solved.value.encloses(&best(&path, Criterion::ShortestPath)));
        prop_assert!(solved.value.width() < 1e-9, "{:?}", solved.value);
    }
}

/// Found by chance: the best policy's residuals exceed zero by the smallest float there is, which moves no value.
#[test]
fn a_residual_too_small_to_move_any_value_is_bracketed() {
    let ending = 0.032115675463897805;
    let sixths = [0.33333333333333337, 0.5000000000000001, 0.16666666666666669];
    let actions = [
        [
            (2.0, [7.0, 2.0, 2.0].map(|it| it / 11.0)),
            (9.0, [1.0, 1.0, 4.0].map(|it| it / 6.0)),
        ],
        [(-5.0, [3.0, 1.0, 7.0].map(|it| it / 11.0)), (1.0, sixths)],
        [
            (-4.0, [3.0, 7.0, 4.0].map(|it| it / 14.0)),
            (8.0, [4.0, 5.0, 6.0].map(|it| it / 15.0)),
        ],
    ];
    let mut builder = Process::builder(4);
    builder.terminal(3);
    for (state, actions) in actions.into_iter().enumerate() {
        for (label, (reward, chances)) in (0u32..).zip(actions) {
            let going = chances.map(|chance| chance * (1.0 - ending));
            let targets = going.into_iter().enumerate().chain([(3, ending)]);
            builder.action(state, label, reward, targets);
        }
    }
    let path = builder.build().unwrap();
    let solved = path
        .solve(Criterion::ShortestPath, 0, &Effort::default())
        .unwrap();
    assert!(solved.value.encloses(&best(&path, Criterion::ShortestPath)));
    assert!(solved.value.width() < 1e-9, "{:?}", solved.value);
}

#[test]
fn a_race_of_some_hundred_states_is_evaluated_as_a_rational() {
    let model = SelfishMining {
        power: 0.375,
        following: 0.5,
        longest: 8,
    };
    let process = model.process().unwrap();
    let start = model.start();
    let solved = process
        .solve(SelfishMining::CRITERION, start, &Effort::default())
        .unwrap();
    let exactly = process
        .evaluate_exactly(&solved.policy, SelfishMining::CRITERION, start)
        .unwrap();
    assert!(solved.value.encloses(&exactly));
    assert!(solved.value.width() < 1e-11);
}
