//! Policy iteration against the linear program, two methods that share nothing.

use assay_solver::{
    decision::{Criterion, Effort, Process, selfish_mining::SelfishMining},
    exact::Rational,
    program::{self, Optimum, Outcome},
};
use proptest::prelude::*;

use super::small_process;

/// The best value of the program, verified, and the process's bracket, its policy's exact value included.
fn compare(process: &Process, criterion: Criterion, start: usize) -> Result<(), TestCaseError> {
    let solved = process.solve(criterion, start, &Effort::default()).unwrap();
    let occupancy = process.occupancy(criterion, start).unwrap();
    let optimum = optimum(
        occupancy
            .program()
            .solve(&program::Effort::default())
            .unwrap(),
    );
    prop_assert_eq!(occupancy.program().verify(&optimum), Ok(()));
    prop_assert!(solved.value.encloses(&optimum.value));
    // The two policies may differ where actions tie; their values may not, and neither exceeds the program's.
    let witness = occupancy.policy(process, &optimum.values);
    let from_program = process
        .evaluate_exactly(
            &witness,
            criterion,
            recurring(&optimum, &occupancy, criterion, start),
        )
        .unwrap();
    prop_assert_eq!(&from_program, &optimum.value);
    let from_iteration = process
        .evaluate_exactly(&solved.policy, criterion, start)
        .unwrap();
    prop_assert!(from_iteration <= optimum.value);
    Ok(())
}

/// The start, or for a long-run criterion, whose program says nothing of states that are left for good, a state that
/// is visited for ever.
fn recurring(
    optimum: &Optimum,
    occupancy: &assay_solver::decision::Occupancy,
    criterion: Criterion,
    start: usize,
) -> usize {
    match criterion {
        Criterion::Discounted { .. } | Criterion::ShortestPath => start,
        Criterion::Average | Criterion::Ratio => occupancy
            .shares()
            .iter()
            .zip(&optimum.values)
            .find(|(_, value)| **value > Rational::ZERO)
            .map_or(start, |(share, _)| share.state),
    }
}

fn optimum(outcome: Outcome) -> Optimum {
    match outcome {
        Outcome::Optimal(optimum) => optimum,
        other => panic!("no optimum: {other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_program_and_policy_iteration_agree(process in small_process(), start in 0usize..2) {
        for criterion in [
            Criterion::Discounted { factor: 0.9 },
            Criterion::Average,
            Criterion::Ratio,
        ] {
            compare(&process, criterion, start)?;
        }
    }

    #[test]
    fn they_agree_on_paths_too(process in small_process()) {
        let end = process.states();
        let mut builder = Process::builder(end + 1);
        builder.terminal(end);
        for state in 0..end {
            for action in process.actions(state) {
                let going = action.transitions().map(|(to, chance)| (to, 0.75 * chance));
                builder.action(state, action.label, action.reward, going.chain([(end, 0.25)]));
            }
        }
        compare(&builder.build().unwrap(), Criterion::ShortestPath, 0)?;
    }
}

#[test]
fn they_agree_on_a_short_selfish_mining_race() {
    let model = SelfishMining {
        power: 0.375,
        following: 0.5,
        longest: 4,
    };
    let process = model.process().unwrap();
    compare(&process, SelfishMining::CRITERION, model.start()).unwrap();
}
