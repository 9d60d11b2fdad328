//! Optimal selfish mining against what is published and proved of it.

use assay_solver::decision::{
    Effort, Policy, Process, Solved, Status,
    selfish_mining::{Fork, Move, Race, SelfishMining},
};

fn solve(power: f64, following: f64, longest: usize) -> (SelfishMining, Process, Solved) {
    let model = SelfishMining {
        power,
        following,
        longest,
    };
    let process = model.process().unwrap();
    let solved = process
        .solve(SelfishMining::CRITERION, model.start(), &Effort::default())
        .unwrap();
    assert_eq!(solved.status, Status::Certified);
    (model, process, solved)
}

fn evaluate(model: &SelfishMining, process: &Process, policy: &Policy) -> f64 {
    let found = process
        .evaluate(
            policy,
            SelfishMining::CRITERION,
            model.start(),
            &Effort::default(),
        )
        .unwrap();
    assert!(found.value.width() < 1e-10);
    found.value.middle()
}

/// Sapirstein, Sompolinsky and Zohar (2016), the table of optimal revenues for γ = 0 with forks of up to 95 blocks.
#[test]
fn the_published_table_is_met_to_every_digit() {
    for (power, published) in [
        (1.0 / 3.0, "0.33705"),
        (0.35, "0.37077"),
        (0.375, "0.42600"),
        (0.40, "0.48866"),
    ] {
        let (.., solved) = solve(power, 0.0, 95);
        assert_eq!(format!("{:.5}", solved.value.low()), published);
        assert_eq!(format!("{:.5}", solved.value.high()), published);
        assert!(solved.value.width() < 1e-11);
    }
}

/// With γ = 1 the attacker loses no race: the optimal share is α / (1 − α), from below, as forks may grow.
#[test]
fn who_wins_every_tie_takes_a_share_that_tends_to_the_bound() {
    for power in [0.2f64, 0.3, 0.4] {
        let bound = power / (1.0 - power);
        let short: Vec<f64> = [5, 10, 20, 40]
            .map(|longest| bound - solve(power, 1.0, longest).2.value.high())
            .to_vec();
        assert!(short.iter().all(|&short| short > -1e-12), "{short:?}");
        assert!(
            short.windows(2).all(|pair| pair[1] < 0.5 * pair[0]),
            "{short:?}"
        );
        assert!(short[3] < 1e-3, "{short:?}");
    }
}

/// Eyal and Sirer (2014), equation 8.
#[test]
fn the_scripted_policy_earns_its_closed_form() {
    for power in [0.1, 0.2, 0.3, 1.0 / 3.0] {
        for following in [0.0, 0.5, 1.0] {
            let model = SelfishMining {
                power,
                following,
                longest: 95,
            };
            let process = model.process().unwrap();
            let a: f64 = power;
            let share = (a * (1.0 - a) * (1.0 - a) * (4.0 * a + following * (1.0 - 2.0 * a))
                - a * a * a)
                / (1.0 - a * (1.0 + (2.0 - a) * a));
            let found = evaluate(&model, &process, &model.scripted(&process));
            // Only races that grow to 95 blocks a side are cut short: at most 4⁹⁵ orders of (α(1 − α))⁹⁵ each.
            let cut_short = libm::pow(4.0 * a * (1.0 - a), 95.0);
            let missing = share - found;
            assert!(
                (-1e-12..1e-12 + cut_short).contains(&missing),
                "α {a} γ {following}: {found} {share}"
            );
        }
    }
}

/// Publishing every block at once is honest mining, and earns the share of the power.
#[test]
fn the_honest_policy_earns_its_power() {
    let (model, process, _) = solve(0.35, 0.5, 12);
    let honest = Policy::by_label(&process, |state| {
        let race = model.race(state);
        let choice = if race.attacker > race.honest {
            Move::Override
        } else if race.honest > race.attacker {
            Move::Adopt
        } else {
            Move::Wait
        };
        choice as u32
    });
    assert!((evaluate(&model, &process, &honest) - 0.35).abs() < 1e-14);
}

#[test]
fn states_and_races_are_one_to_one() {
    let model = SelfishMining {
        power: 0.3,
        following: 0.0,
        longest: 4,
    };
    for state in 0..model.states() {
        assert_eq!(model.state(model.race(state)), state);
    }
    let split = Race {
        attacker: 4,
        honest: 4,
        fork: Fork::Active,
    };
    assert_eq!(model.state(split), model.states() - 1);
}

#[test]
fn parameters_that_make_no_process_are_refused() {
    for (power, following, longest) in [
        (1.5, 0.0, 4),
        (-0.1, 0.0, 4),
        (0.3, 2.0, 4),
        (f64::NAN, 0.0, 4),
        (0.3, 0.0, 0),
    ] {
        let model = SelfishMining {
            power,
            following,
            longest,
        };
        assert!(model.process().is_err(), "{model:?}");
    }
}
