//! What follows from the game, as findings.

use assay_reports::{Evidence, Finding, Interval, Method, Side, Value, Verdict};
use assay_sim::{
    chronos::{Population, SimulationError},
    statistics::Summary,
};
use assay_solver::{
    equilibrium::correlated::{Goal, Objective},
    exact::{Rational, approximate},
};

use super::{
    gains::{Gain, Stability, gains},
    game::{Estimated, lending, mediated, otherwise, probability_otherwise, pure_equilibria},
    months::Months,
    phrases::{self, moves, share, usd},
    profiles::{self, PAPER},
};
use crate::error::CommandError;

/// What the findings are made from.
pub(super) struct Words<'a> {
    pub(super) months: &'a Months,
    pub(super) estimated: &'a Estimated,
    pub(super) seed: u64,
}

/// Said where some profile's months cannot be lived.
pub(super) fn not_lived(why: &str) -> Finding {
    Finding {
        id: "chronos/six-actors/paper-profile".into(),
        statement: "Nobody gains by leaving what the paper says of the six actors".into(),
        value: None,
        printed: None,
        method: Method::SolverAndSimulation,
        evidence: Evidence::default(),
        verdict: Verdict::Undecided,
        threshold: None,
        flips: Vec::new(),
        notes: vec![format!("Some profile's months cannot be lived: {why}.")],
    }
}

impl Words<'_> {
    /// All of them.
    pub(super) fn all(&self) -> Result<Vec<Finding>, CommandError> {
        Ok(vec![
            self.paper_profile()?,
            self.stable_profiles()?,
            self.lending()?,
            self.attack_where_lent()?,
            self.welfare()?,
        ])
    }

    /// Is what the paper asserts an equilibrium?
    fn paper_profile(&self) -> Result<Finding, CommandError> {
        let gains = gains(self.months, &PAPER)?;
        let best = gains.iter().max_by(|a, b| a.mean.total_cmp(&b.mean));
        let value = best.map(|gain| Value {
            value: gain.mean,
            unit: "USD".into(),
            ci95: Some(Interval {
                lo: gain.low,
                hi: gain.high,
            }),
        });
        let mut notes: Vec<String> = gains
            .iter()
            .filter(|gain| gain.high > 0.0)
            .map(moves)
            .collect();
        notes.push(format!(
            "The profile: {}. The value is the greatest gain, a month, over the whole protocol; a population moves \
             as one.",
            phrases::profile(&PAPER)
        ));
        let flips = kept_by(&gains).chain(self.more_runs(&gains)).collect();
        Ok(Finding {
            value,
            threshold: Some(Side::Below.of(0.0)),
            printed: Some(
                "equilibrium: participate, never attack, challenge all false claims".into(),
            ),
            flips,
            notes,
            ..self.finding(
                "paper-profile",
                "Nobody gains by leaving what the paper says of the six actors",
                verdict(Stability::of(&gains)),
            )
        })
    }

    /// Which profiles are?
    fn stable_profiles(&self) -> Result<Finding, CommandError> {
        let (mut stable, mut open, mut wanting) = (Vec::new(), Vec::new(), Vec::new());
        let mut refuted = 0;
        for profile in profiles::all() {
            let gains = gains(self.months, &profile)?;
            match Stability::of(&gains) {
                Stability::Survives => stable.push(profile),
                Stability::Refuted => refuted += 1,
                Stability::Undecided => {
                    open.push(profile);
                    wanting.extend(gains);
                }
            }
        }
        let verdict = match (stable.is_empty(), open.is_empty()) {
            (false, _) => Verdict::Safe,
            (true, false) => Verdict::Undecided,
            (true, true) => Verdict::Vulnerable,
        };
        let mut notes = vec![format!(
            "Of {} profiles {} withstand every deviation beyond the error, {refuted} do not, {} are open; {} are \
             equilibria of the means.",
            profiles::all().count(),
            stable.len(),
            open.len(),
            pure_equilibria(&self.estimated.whole),
        )];
        for (which, profiles) in [("stable", &stable), ("open", &open)] {
            if let Some(common) = phrases::common(profiles) {
                notes.push(format!("All that are {which}: {common}."));
            }
        }
        Ok(Finding {
            value: Some(plain(stable.len() as f64, "count")),
            threshold: Some(Side::Above.of(0.0)),
            flips: self.more_runs(&wanting).into_iter().collect(),
            notes,
            ..self.finding(
                "stable-profiles",
                "Some choice of one policy each is stable among the six actors",
                verdict,
            )
        })
    }

    /// Does any equilibrium have a loan in it?
    fn lending(&self) -> Result<Finding, CommandError> {
        let finding = |verdict| {
            let statement = "In some equilibrium users borrow and lenders lend";
            self.finding("lending", statement, verdict)
        };
        let game = &self.estimated.whole;
        let most = match mediated(game, &Goal::greatest(lending(game))) {
            Ok(answer) => answer.value,
            Err(reason) => return Ok(unsolved(finding(Verdict::Undecided), &reason)),
        };
        let (mut stable, mut open) = (0, 0);
        for profile in profiles::all().filter(profiles::lent) {
            match Stability::of(&gains(self.months, &profile)?) {
                Stability::Survives => stable += 1,
                Stability::Undecided => open += 1,
                Stability::Refuted => {}
            }
        }
        let verdict = if stable > 0 {
            Verdict::Safe
        } else if open == 0 && most.is_zero() {
            Verdict::Vulnerable
        } else {
            Verdict::Undecided
        };
        let mut notes = vec![format!(
            "The value is the greatest probability of it in any correlated equilibrium of the means. Of the profiles \
             with loans {stable} are stable and {open} open."
        )];
        let mut leaving = gains(self.months, &PAPER)?;
        leaving.retain(|gain| [Population::Users, Population::Lenders].contains(&gain.population));
        notes.extend(leaving.iter().map(moves));
        Ok(Finding {
            value: Some(plain(approximate(&most), "fraction")),
            threshold: Some(Side::Above.of(0.0)),
            printed: Some("LPs: +1.98% APY against Aave; users: participate".into()),
            flips: kept_by(&leaving).collect(),
            notes,
            ..finding(verdict)
        })
    }

    /// How often is the attack played where there is something to attack?
    fn attack_where_lent(&self) -> Result<Finding, CommandError> {
        let finding = |verdict| {
            let statement = "Where users borrow and lenders lend, attackers never attack";
            self.finding("attack-probability", statement, verdict)
        };
        let game = &self.estimated.where_lent;
        let attack = otherwise(game, Population::Attackers);
        let ends = mediated(game, &Goal::greatest(attack.clone()))
            .and_then(|most| Ok((mediated(game, &Goal::least(attack))?.value, most)));
        let (least, most) = match ends {
            Ok(ends) => ends,
            Err(reason) => return Ok(unsolved(finding(Verdict::Undecided), &reason)),
        };
        let verdict = self.attack_verdict(&least, &most.value)?;
        let mut notes = vec![format!(
            "The value is the greatest probability of the attack in any correlated equilibrium of the means; the least \
             is {}. There the indexers do not scan with probability {}. An attack makes false_claim_share of the claims \
             false.",
            share(&least),
            share(&probability_otherwise(
                &most.distribution,
                game,
                Population::Indexers
            ))
        )];
        let mut unscanned = PAPER;
        unscanned[Population::Indexers as usize] = 1;
        let mut flips = Vec::new();
        for (condition, profile, mover) in [
            ("nobody attacks", PAPER, Population::Indexers),
            ("nobody scans", unscanned, Population::Attackers),
        ] {
            let mut gains = gains(self.months, &profile)?;
            gains.retain(|gain| gain.population == mover);
            let said = gains
                .iter()
                .map(|gain| format!("Where {condition}: {}", moves(gain)));
            notes.extend(said);
            // Where nobody scans, neither the stake nor the detection rate keeps anybody from attacking.
            if mover == Population::Indexers {
                flips.extend(kept_by(&gains));
            }
        }
        Ok(Finding {
            value: Some(plain(approximate(&most.value), "fraction")),
            threshold: Some(Side::Below.of(0.0)),
            printed: Some("never (dominated strategy)".into()),
            flips,
            notes,
            ..finding(verdict)
        })
    }

    fn attack_verdict(&self, least: &Rational, most: &Rational) -> Result<Verdict, CommandError> {
        let (mut honest, mut attacked) = (Vec::new(), Vec::new());
        for profile in profiles::all().filter(profiles::lent) {
            let mut gains = gains(self.months, &profile)?;
            gains.retain(|gain| {
                ![Population::Users, Population::Lenders].contains(&gain.population)
            });
            let stability = Stability::of(&gains);
            match profile[Population::Attackers as usize] {
                0 => honest.push(stability),
                _ => attacked.push(stability),
            }
        }
        let refuted = |all: &[Stability]| all.iter().all(|it| *it == Stability::Refuted);
        Ok(if *least > Rational::ZERO && refuted(&honest) {
            Verdict::Vulnerable
        } else if most.is_zero() && refuted(&attacked) && honest.contains(&Stability::Survives) {
            Verdict::Safe
        } else {
            Verdict::Undecided
        })
    }

    /// How much of what the paper's profile is worth can be had in equilibrium?
    fn welfare(&self) -> Result<Finding, CommandError> {
        let finding = |verdict| {
            let statement =
                "Some equilibrium is worth as much to the six actors as the paper's profile";
            self.finding("welfare", statement, verdict)
        };
        let greatest = Goal::greatest(Objective::Welfare);
        let most = match mediated(&self.estimated.whole, &greatest) {
            Ok(answer) => approximate(&answer.value),
            Err(reason) => return Ok(unsolved(finding(Verdict::Undecided), &reason)),
        };
        let paper = Summary::of(&self.months.welfare(&PAPER)).map_err(SimulationError::from)?;
        let verdict = match Stability::of(&gains(self.months, &PAPER)?) {
            Stability::Survives => Verdict::Safe,
            Stability::Refuted if most < paper.ci95.low => Verdict::Vulnerable,
            Stability::Refuted | Stability::Undecided => Verdict::Undecided,
        };
        let of_the_others = |goal: &Goal| {
            let answer = mediated(&self.estimated.where_lent, goal)?;
            Ok::<_, assay_solver::equilibrium::correlated::CorrelatedError>(usd(approximate(
                &answer.value,
            )))
        };
        let least = Goal::least(Objective::Welfare);
        let where_lent = match (of_the_others(&least), of_the_others(&greatest)) {
            (Ok(low), Ok(high)) => format!(
                "Where users borrow and lenders lend whatever it is worth to them, the equilibria of the other four are \
                 worth {low} to {high} to all six."
            ),
            (Err(reason), _) | (_, Err(reason)) => {
                format!("Where users borrow and lenders lend, no equilibrium was found: {reason}.")
            }
        };
        Ok(Finding {
            value: Some(plain(most, "USD")),
            threshold: Some(Side::Above.of(paper.ci95.low)),
            notes: vec![
                format!(
                    "The value is the greatest welfare, a month, of any correlated equilibrium of the means; the \
                     paper's profile is worth {} ({} to {}). Each population is measured against its outside option.",
                    usd(paper.mean),
                    usd(paper.ci95.low),
                    usd(paper.ci95.high)
                ),
                where_lent,
            ],
            ..finding(verdict)
        })
    }

    fn finding(&self, id: &str, statement: &str, verdict: Verdict) -> Finding {
        Finding {
            id: format!("chronos/six-actors/{id}"),
            statement: statement.into(),
            value: None,
            printed: None,
            method: Method::SolverAndSimulation,
            evidence: Evidence {
                formula: None,
                runs: Some(self.months.lived),
                seed: Some(self.seed),
                source: "paper, Nash Equilibrium Analysis; Six-Actor System".into(),
            },
            verdict,
            threshold: None,
            flips: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// How many runs would decide what is open.
    fn more_runs(&self, gains: &[Gain]) -> Option<String> {
        let times = gains
            .iter()
            .filter_map(Gain::times_as_many_months)
            .reduce(f64::max)?;
        Some(format!(
            "more runs: about {:.0}",
            libm::ceil(self.months.runs_asked_for() * times)
        ))
    }
}

/// What would keep those where they are who certainly gain by leaving.
fn kept_by(gains: &[Gain]) -> impl Iterator<Item = String> {
    gains
        .iter()
        .filter(|gain| gain.low > 0.0)
        .filter_map(phrases::flip)
}

fn verdict(stability: Stability) -> Verdict {
    match stability {
        Stability::Survives => Verdict::Safe,
        Stability::Refuted => Verdict::Vulnerable,
        Stability::Undecided => Verdict::Undecided,
    }
}

fn unsolved(finding: Finding, reason: &impl std::fmt::Display) -> Finding {
    Finding {
        notes: vec![format!("The equilibrium was not found: {reason}.")],
        ..finding
    }
}

fn plain(value: f64, unit: &str) -> Value {
    Value {
        value,
        unit: unit.into(),
        ci95: None,
    }
}
