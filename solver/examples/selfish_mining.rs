//! The best an attacker with a share of the mining power can do by keeping blocks back, and what the scripted
//! attack earns.
//!
//! `cargo run --release -p assay-solver --example selfish_mining -- <α> <γ> <longest fork>`, for instance `1/3 0 95`.
//! The shares are read exactly, as fractions or decimals, and rounded to the nearest float.

use std::process::ExitCode;

use assay_solver::{
    decision::{
        Effort,
        selfish_mining::{Fork, Move, Race, SelfishMining},
    },
    exact::{approximate, parse},
};

const USAGE: &str = "usage: selfish_mining <share of the power, as 1/3> <share that follows in a tie, as 0> <longest fork, as 95>";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("selfish_mining: {error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [power, following, longest] = arguments.as_slice() else {
        return Err(USAGE.into());
    };
    let model = SelfishMining {
        power: approximate(&parse(power)?),
        following: approximate(&parse(following)?),
        longest: longest.parse().map_err(|_| USAGE)?,
    };
    let process = model.process()?;
    let effort = Effort::default();
    let best = process.solve(SelfishMining::CRITERION, model.start(), &effort)?;
    let script = model.scripted(&process);
    let scripted = process.evaluate(&script, SelfishMining::CRITERION, model.start(), &effort)?;

    println!("{} states, {} actions", process.states(), process.pairs());
    println!("honest      {:.5}", model.power);
    println!("scripted    {:.5}", scripted.value.middle());
    println!(
        "optimal     {:.5}, between {} and {} ({:?}, {} policies)",
        best.value.middle(),
        best.value.low(),
        best.value.high(),
        best.status,
        best.policies
    );
    println!(
        "\nwhat to do with a blocks (rows) against h (columns): after the attacker's block, after an honest"
    );
    println!(
        "one, while the network is split; a adopt, o override, m match, w wait, * never reached"
    );
    let shown = model.longest.min(8);
    for attacker in 0..=shown {
        let row: Vec<String> = (0..=shown)
            .map(|honest| {
                [Fork::Irrelevant, Fork::Relevant, Fork::Active]
                    .map(|fork| {
                        let state = model.state(Race {
                            attacker,
                            honest,
                            fork,
                        });
                        let action = best.policy.action(&process, state);
                        action.map_or('*', |action| letter(action.label))
                    })
                    .into_iter()
                    .collect()
            })
            .collect();
        println!("{}", row.join(" "));
    }
    Ok(())
}

fn letter(label: u32) -> char {
    [
        (Move::Adopt, 'a'),
        (Move::Override, 'o'),
        (Move::Match, 'm'),
        (Move::Wait, 'w'),
    ]
    .into_iter()
    .find(|&(choice, _)| choice as u32 == label)
    .map_or('?', |(_, letter)| letter)
}
