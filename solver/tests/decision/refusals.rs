//! Questions without an answer, each refused in its own words; and hard processes that do have one.

use assay_solver::decision::{
    Criterion, DecisionError, Effort, Policy, Process, ProcessError, Reward, Status,
};

/// A state, what an action of it earns, and where it leads.
type Act<'a> = (usize, f64, &'a [(usize, f64)]);

/// Builds a process of `states` from (state, reward, transitions); states without any are terminal.
fn process(states: usize, actions: &[Act]) -> Process {
    let mut builder = Process::builder(states);
    for (label, &(state, reward, transitions)) in (0u32..).zip(actions) {
        builder.action(state, label, reward, transitions.iter().copied());
    }
    for state in 0..states {
        if actions.iter().all(|&(owner, ..)| owner != state) {
            builder.terminal(state);
        }
    }
    builder.build().unwrap()
}

fn refusal(process: &Process, criterion: Criterion) -> DecisionError {
    process.solve(criterion, 0, &Effort::default()).unwrap_err()
}

#[test]
fn a_malformed_process_is_refused_with_state_and_action() {
    type Case<'a> = (usize, f64, &'a [(usize, f64)], &'a str);
    let cases: [Case; 8] = [
        (
            2,
            0.0,
            &[(0, 1.0)],
            "state 2 does not exist: the process has 2 states, numbered from 0",
        ),
        (
            0,
            0.0,
            &[(7, 1.0)],
            "state 7 does not exist: the process has 2 states, numbered from 0",
        ),
        (
            0,
            f64::NAN,
            &[(0, 1.0)],
            "action 1 of state 0 earns NaN, which is not a finite number",
        ),
        (
            0,
            f64::INFINITY,
            &[(0, 1.0)],
            "action 1 of state 0 earns inf, which is not a finite number",
        ),
        (
            0,
            0.0,
            &[(0, 0.5), (1, 0.4)],
            "the probabilities of action 1 of state 0 sum to 0.9, not 1",
        ),
        (
            0,
            0.0,
            &[],
            "the probabilities of action 1 of state 0 sum to 0, not 1",
        ),
        (
            0,
            0.0,
            &[(0, 1.5), (1, -0.5)],
            "action 1 of state 0 reaches state 0 with probability 1.5",
        ),
        (
            0,
            0.0,
            &[(1, f64::NAN)],
            "action 1 of state 0 reaches state 1 with probability NaN",
        ),
    ];
    for (state, reward, transitions, expected) in cases {
        let mut builder = Process::builder(2);
        builder.action(0, 0, 1.0, [(1, 1.0)]).terminal(1);
        builder.action(state, 1, reward, transitions.iter().copied());
        assert_eq!(
            builder.build().map_err(|error| error.to_string()),
            Err(expected.into())
        );
    }
    assert_eq!(Process::builder(0).build(), Err(ProcessError::NoState));
    assert_eq!(
        Process::builder(1).build(),
        Err(ProcessError::NoAction { state: 0 })
    );
    let mut builder = Process::builder(1);
    builder.terminal(0).action(0, 0, 0.0, [(0, 1.0)]);
    assert_eq!(
        builder.build(),
        Err(ProcessError::TerminalActs { state: 0 })
    );
}

#[test]
fn what_is_asked_wrongly_is_refused() {
    let process = process(2, &[(0, 1.0, &[(1, 1.0)])]);
    let effort = Effort::default();
    let discounted = |factor| process.solve(Criterion::Discounted { factor }, 0, &effort);
    for factor in [1.0, -0.1, 2.0] {
        assert_eq!(discounted(factor), Err(DecisionError::Factor(factor)));
    }
    assert!(matches!(
        discounted(f64::NAN),
        Err(DecisionError::Factor(_))
    ));
    assert_eq!(
        process.solve(Criterion::ShortestPath, 5, &effort),
        Err(DecisionError::UnknownStart {
            start: 5,
            states: 2
        })
    );
    assert_eq!(
        refusal(&process, Criterion::Average),
        DecisionError::Ends { state: 1 }
    );
    let silent = Policy::new(vec![None, None]);
    assert_eq!(
        process.evaluate(&silent, Criterion::ShortestPath, 0, &effort),
        Err(DecisionError::Unguided { state: 0 })
    );
}

#[test]
fn an_average_that_depends_on_chance_is_refused() {
    // From 0 chance leads to one of two rooms without a way out.
    let rooms = process(
        3,
        &[
            (0, 0.0, &[(1, 0.5), (2, 0.5)]),
            (1, 1.0, &[(1, 1.0)]),
            (2, 3.0, &[(2, 1.0)]),
        ],
    );
    assert_eq!(
        refusal(&rooms, Criterion::Average),
        DecisionError::SeveralClasses { to: 2, from: 1 }
    );
}

#[test]
fn a_process_of_separate_classes_that_can_be_joined_is_solved() {
    // Staying recurs in each state; the best is to go to 2 and stay there, from wherever one starts.
    let actions: &[Act] = &[
        (0, 1.0, &[(0, 1.0)]),
        (0, -5.0, &[(1, 1.0)]),
        (1, 2.0, &[(1, 1.0)]),
        (1, -9.0, &[(2, 0.5), (1, 0.5)]),
        (2, 3.0, &[(2, 1.0)]),
        (2, 0.0, &[(0, 1.0)]),
    ];
    let process = process(3, actions);
    for start in 0..3 {
        let solved = process
            .solve(Criterion::Average, start, &Effort::default())
            .unwrap();
        assert_eq!(solved.status, Status::Certified);
        assert!(solved.value.contains(3.0) && solved.value.width() < 1e-12);
    }
}

#[test]
fn a_ratio_without_denominators_is_refused() {
    let free = |numerator| Reward {
        numerator,
        denominator: 0.0,
    };
    let mut builder = Process::builder(2);
    builder
        .action(0, 0, 1.0, [(1, 1.0)])
        .action(1, 0, free(0.0), [(0, 1.0)])
        .action(1, 1, free(1.0), [(1, 1.0)]);
    let refused = refusal(&builder.build().unwrap(), Criterion::Ratio);
    assert!(matches!(refused, DecisionError::Denominator { bound } if bound <= 0.0));
}

#[test]
fn paths_that_need_not_end_are_told_apart() {
    let effort = Effort::default();
    // A room without a way out.
    let trap = process(
        3,
        &[(0, -1.0, &[(1, 0.5), (2, 0.5)]), (2, -1.0, &[(2, 1.0)])],
    );
    assert_eq!(
        refusal(&trap, Criterion::ShortestPath),
        DecisionError::NoProperPolicy { state: 2 }
    );
    // Going round earns.
    let mill = process(2, &[(0, 0.0, &[(1, 1.0)]), (0, 1.0, &[(0, 1.0)])]);
    assert_eq!(
        refusal(&mill, Criterion::ShortestPath),
        DecisionError::Unbounded { state: 0 }
    );
    // Ending costs and waiting is free: the best policy that ends is not the best there is.
    let idle = process(2, &[(0, -1.0, &[(1, 1.0)]), (0, 0.0, &[(0, 1.0)])]);
    assert_eq!(
        refusal(&idle, Criterion::ShortestPath),
        DecisionError::NeverEnding { state: 0 }
    );
    // Waiting costs: the policy that waits for ever is worse than any other, and is never taken.
    let dear = process(
        2,
        &[(0, -1.0, &[(0, 1.0)]), (0, -3.0, &[(1, 0.5), (0, 0.5)])],
    );
    let solved = dear.solve(Criterion::ShortestPath, 0, &effort).unwrap();
    assert!(solved.value.contains(-6.0) && solved.value.width() < 1e-12);
    let waits = Policy::new(vec![Some(0), None]);
    assert_eq!(
        dear.evaluate(&waits, Criterion::ShortestPath, 0, &effort),
        Err(DecisionError::Improper { state: 0 })
    );
    assert_eq!(
        dear.evaluate_exactly(&waits, Criterion::ShortestPath, 0),
        Err(DecisionError::Improper { state: 0 })
    );
}

#[test]
fn a_spent_budget_is_said_and_the_bracket_still_holds() {
    let process = process(
        3,
        &[
            (0, 0.0, &[(0, 0.5), (1, 0.5)]),
            (0, 0.0, &[(2, 1.0)]),
            (1, 1.0, &[(0, 1.0)]),
            (2, 5.0, &[(0, 1.0)]),
        ],
    );
    let effort = Effort {
        policies: 1,
        ..Effort::default()
    };
    let solved = process.solve(Criterion::Average, 0, &effort).unwrap();
    assert_eq!(solved.status, Status::BudgetSpent);
    assert!(solved.value.contains(2.5) && solved.value.width() > 1.0);
}

#[test]
fn a_long_walk_is_evaluated_to_the_last_digits() {
    // A fair walk on 0..=1000 that is reflected at 1000 and ends at 0: n (2·1000 − n) steps from n.
    let top = 1000usize;
    let mut builder = Process::builder(top + 1);
    builder.terminal(0);
    for place in 1..top {
        builder.action(place, 0, -1.0, [(place - 1, 0.5), (place + 1, 0.5)]);
    }
    builder.action(top, 0, -1.0, [(top - 1, 1.0)]);
    let walk = builder.build().unwrap();
    let solved = walk
        .solve(Criterion::ShortestPath, top, &Effort::default())
        .unwrap();
    assert!(solved.value.contains(-1e6), "{:?}", solved.value);
    assert!(solved.value.width() < 1e-3, "{:?}", solved.value);
}
