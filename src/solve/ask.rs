//! The question put to the solver, and what it says.

use assay_solver::{
    equilibrium::{
        commitment, correlated,
        dominance::{self, Belief, Dominator, Reduction, Rule, Strength},
        pure, quantal, sequence,
        several::{self, Found, Reason},
        zero_sum,
    },
    exact::{approximate, parse},
    program::Effort,
};

use super::{
    answer::{
        Answer, BestReply, Certificate, Elimination, GameName, Open, Price, Removed,
        SCHEMA_VERSION, Solution, Status,
    },
    bounds,
    error::SolvingError,
    game::Opened,
    numbers::{amount, decimal, exact, list, lists},
    objective,
    recount::all_extreme,
};
use crate::{
    arguments::{Concept, SolveArguments},
    error::CommandError,
};

/// What is eliminated: strictly dominated strategies, by lotteries too. No equilibrium is lost.
pub(super) const RULE: Rule = Rule {
    strength: Strength::Strict,
    by: Dominator::Mixed,
};
/// Steps along the branch of logit equilibria.
pub(super) const MOST_STEPS: usize = 100_000;
/// Profiles up to which every support of a game of several players is looked at.
const SEARCHED: usize = 1_024;

pub(super) fn ask(opened: &Opened, asked: &SolveArguments) -> Result<Answer, CommandError> {
    let players = opened.game.players();
    let mut answer = empty(
        opened.game.title(),
        opened.sha256.clone(),
        asked.concept,
        players.iter().map(|player| player.name.clone()).collect(),
        players
            .iter()
            .map(|player| player.strategies.clone())
            .collect(),
    );
    refuse_idle_options(asked)?;
    let solved = match asked.concept {
        Concept::Nash => nash(opened, &mut answer),
        Concept::Pure => all_pure(opened, &mut answer),
        Concept::Correlated | Concept::Coarse => mediated(opened, asked, &mut answer),
        Concept::Stackelberg => commit(opened, asked, &mut answer),
        Concept::Qre => respond(opened, asked, &mut answer),
        Concept::ZeroSum => oppose(opened, &mut answer),
        Concept::Dominance => eliminate(opened, &mut answer),
    };
    solved?;
    Ok(answer)
}

/// An answer with nothing in it yet.
pub(super) fn empty(
    title: &str,
    sha256: String,
    concept: Concept,
    players: Vec<String>,
    strategies: Vec<Vec<String>>,
) -> Answer {
    Answer {
        schema_version: SCHEMA_VERSION,
        assay_version: env!("CARGO_PKG_VERSION").into(),
        game: GameName {
            title: title.into(),
            sha256,
        },
        concept,
        objective: None,
        leader: None,
        lambda: None,
        players,
        strategies,
        status: Status::Complete,
        equilibria: Vec::new(),
        components: None,
        value: None,
        pessimistic: None,
        prices: None,
        reply_prices: None,
        elimination: None,
        unresolved: Vec::new(),
        verified: false,
        notes: Vec::new(),
    }
}

pub(super) fn refuse_idle_options(asked: &SolveArguments) -> Result<(), SolvingError> {
    let mediated = matches!(asked.concept, Concept::Correlated | Concept::Coarse);
    let options = [
        ("objective", asked.objective.is_some(), mediated),
        (
            "leader",
            asked.leader.is_some(),
            asked.concept == Concept::Stackelberg,
        ),
        (
            "lambda",
            asked.lambda.is_some(),
            asked.concept == Concept::Qre,
        ),
    ];
    match options.into_iter().find(|(_, given, used)| *given && !used) {
        Some((option, ..)) => Err(SolvingError::option(option, asked.concept)),
        None => Ok(()),
    }
}

/// Strategies in exact numbers, with the moves in the tree that they come to.
fn exactly(
    opened: &Opened,
    strategies: &[Vec<assay_solver::exact::Rational>],
    payoffs: &[assay_solver::exact::Rational],
) -> Solution {
    Solution {
        strategies: Some(lists(strategies)),
        distribution: None,
        payoffs: list(payoffs),
        certificate: Certificate::Exact,
        enclosures: None,
        behavior: opened.behavior(strategies),
    }
}

fn nash(opened: &Opened, answer: &mut Answer) -> Result<(), SolvingError> {
    let game = &opened.game;
    if let Some(all) = all_extreme(game)? {
        answer.equilibria = all
            .equilibria
            .iter()
            .map(|found| exactly(opened, found.strategies(), found.payoffs()))
            .collect();
        answer.components = all.components;
        answer.status = all.status;
        return Ok(());
    }
    if game.payoffs(0).len() > SEARCHED {
        return one_of_many(opened, answer);
    }
    let found = several::solve(game, &several::Budget::default());
    answer.equilibria = found
        .equilibria
        .iter()
        .map(|found| proved(opened, found))
        .collect();
    answer.unresolved = found
        .unresolved
        .iter()
        .map(|open| Open {
            supports: from_one(&open.supports),
            reason: reason(&open.reason),
            example: open
                .example
                .as_ref()
                .map(|example| lists(example.strategies())),
        })
        .collect();
    answer.status = if found.cut_short {
        Status::CutShort
    } else if found.unresolved.is_empty() {
        Status::Complete
    } else {
        Status::Unresolved
    };
    Ok(())
}

/// A game too large to search: where the logit equilibria lead.
fn one_of_many(opened: &Opened, answer: &mut Answer) -> Result<(), SolvingError> {
    answer.status = Status::Unresolved;
    answer.notes.push(
        "The game is too large to search every support: one equilibrium, by following the logit equilibria; there \
         may be others."
            .into(),
    );
    match several::one(&opened.game, MOST_STEPS)? {
        several::One::Found(found) => answer.equilibria.push(proved(opened, &found)),
        several::One::Unproved { strategies, regret } => {
            answer.notes.push(format!(
                "No equilibrium was proved; somebody gains at most {} by leaving the strategies {}.",
                approximate(&regret),
                lists(&strategies).iter().map(|list| list.join(" ")).collect::<Vec<_>>().join(" | "),
            ));
        }
    }
    Ok(())
}

fn proved(opened: &Opened, found: &Found) -> Solution {
    match found {
        Found::Exact(equilibrium) => {
            exactly(opened, equilibrium.strategies(), equilibrium.payoffs())
        }
        Found::Enclosed(enclosed) => {
            let decimals = |bounds: &[assay_solver::interval::Interval]| {
                bounds
                    .iter()
                    .map(|bounds| decimal(*bounds))
                    .collect::<Vec<_>>()
            };
            Solution {
                strategies: Some(
                    enclosed
                        .strategies()
                        .iter()
                        .map(|list| decimals(list))
                        .collect(),
                ),
                distribution: None,
                payoffs: decimals(enclosed.payoffs()),
                certificate: Certificate::Interval,
                enclosures: Some(bounds::pairs(enclosed.strategies())),
                behavior: None,
            }
        }
    }
}

fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Continuum => "a continuum of equilibria".into(),
        Reason::Singular => {
            "solutions too near to each other, or to being none, for floats to tell".into()
        }
        Reason::Tied => {
            "a probability too near to zero, or a deviation too near to paying, for floats to tell"
                .into()
        }
        Reason::Bilinear => "two players have a choice that a third's deviations decide".into(),
        Reason::Budget => "the budget ended".into(),
        Reason::Program(error) => error.to_string(),
    }
}

fn all_pure(opened: &Opened, answer: &mut Answer) -> Result<(), SolvingError> {
    answer.equilibria = pure::equilibria(&opened.game)?
        .iter()
        .map(|found| exactly(opened, found.strategies(), found.payoffs()))
        .collect();
    Ok(())
}

pub(super) fn mediation(concept: Concept) -> correlated::Concept {
    match concept {
        Concept::Coarse => correlated::Concept::Coarse,
        _ => correlated::Concept::Correlated,
    }
}

fn mediated(
    opened: &Opened,
    asked: &SolveArguments,
    answer: &mut Answer,
) -> Result<(), SolvingError> {
    let text = asked.objective.clone().unwrap_or_else(|| "welfare".into());
    let goal = objective::parse(&text, &opened.game)?;
    let found = correlated::solve(
        &opened.game,
        mediation(asked.concept),
        &goal,
        &Effort::default(),
    )?;
    answer.objective = Some(text);
    answer.value = Some(amount(&found.value));
    answer.prices = Some(
        found
            .prices
            .iter()
            .map(|price| Price {
                player: price.temptation.player + 1,
                advised: price.temptation.recommended.map(|advised| advised + 1),
                instead: price.temptation.instead + 1,
                price: exact(&price.price),
            })
            .collect(),
    );
    answer.equilibria.push(Solution {
        strategies: None,
        distribution: Some(list(&found.distribution)),
        payoffs: list(&found.payoffs),
        certificate: Certificate::Exact,
        enclosures: None,
        behavior: None,
    });
    Ok(())
}

fn commit(
    opened: &Opened,
    asked: &SolveArguments,
    answer: &mut Answer,
) -> Result<(), SolvingError> {
    let players = opened.game.players().len();
    let leader = asked.leader.unwrap_or(1);
    if !(1..=players).contains(&leader) {
        return Err(SolvingError::Leader { leader, players });
    }
    let found = commitment::solve(&opened.game, leader - 1, &Effort::default())?;
    let reply = opened
        .game
        .shape()
        .get(2 - leader)
        .map(|replies| {
            (0..*replies)
                .map(|reply| u8::from(reply == found.reply).into())
                .collect()
        })
        .unwrap_or_default();
    let strategies = if leader == 1 {
        vec![found.strategy.clone(), reply]
    } else {
        vec![reply, found.strategy.clone()]
    };
    answer.leader = Some(leader);
    answer.value = found.payoffs.get(leader - 1).map(amount);
    answer.pessimistic = Some(exact(&found.pessimistic));
    answer.reply_prices = Some(lists(&found.prices));
    answer
        .equilibria
        .push(exactly(opened, &strategies, &found.payoffs));
    Ok(())
}

fn respond(
    opened: &Opened,
    asked: &SolveArguments,
    answer: &mut Answer,
) -> Result<(), SolvingError> {
    let text = asked.lambda.as_deref().unwrap_or("1");
    let lambda = parse(text).map_err(|_| SolvingError::Lambda(text.into()))?;
    let lambda = approximate(&lambda);
    let found = quantal::at(&opened.game, lambda, MOST_STEPS)?;
    answer.lambda = Some(lambda);
    answer.equilibria.push(quantal_solution(opened, &found));
    if let quantal::Proof::Residual(residual) = found.proof {
        answer.status = Status::Unresolved;
        answer.notes.push(format!(
            "Not proved; the probabilities answer each other to within {residual:e}."
        ));
    }
    Ok(())
}

fn quantal_solution(opened: &Opened, found: &quantal::Quantal) -> Solution {
    let (strategies, certificate, enclosures) = match &found.proof {
        quantal::Proof::Unique(proved) => (
            proved
                .iter()
                .map(|list| list.iter().map(|it| decimal(*it)).collect())
                .collect(),
            Certificate::Interval,
            Some(bounds::pairs(proved)),
        ),
        quantal::Proof::Residual(_) => (
            found
                .strategies
                .iter()
                .map(|list| list.iter().map(f64::to_string).collect())
                .collect(),
            Certificate::None,
            None,
        ),
    };
    Solution {
        strategies: Some(strategies),
        distribution: None,
        payoffs: bounds::expected(&opened.game, &found.strategies),
        certificate,
        enclosures,
        behavior: None,
    }
}

fn oppose(opened: &Opened, answer: &mut Answer) -> Result<(), SolvingError> {
    let found = zero_sum::solve(&opened.game, &Effort::default())?;
    answer.value = Some(amount(&found.value));
    answer
        .equilibria
        .push(exactly(opened, &found.strategies, &found.payoffs()));
    if let Some((tree, _)) = &opened.extensive
        && tree.perfect_recall().is_ok()
    {
        let again = sequence::solve(tree, &Effort::default())?;
        if *again.value() != found.value {
            return Err(SolvingError::Witnesses {
                normal: exact(&found.value),
                sequence: exact(again.value()),
            });
        }
        answer
            .notes
            .push("The sequence form gives the same value.".into());
    }
    Ok(())
}

fn eliminate(opened: &Opened, answer: &mut Answer) -> Result<(), SolvingError> {
    let reduction = dominance::eliminate(&opened.game, RULE, &Effort::default())?;
    answer.elimination = Some(elimination(&reduction));
    Ok(())
}

fn elimination(reduction: &Reduction) -> Elimination {
    Elimination {
        rounds: reduction
            .rounds
            .iter()
            .map(|round| {
                round
                    .eliminated
                    .iter()
                    .map(|step| Removed {
                        player: step.player + 1,
                        strategy: step.strategy + 1,
                        dominated_by: list(&step.mixture),
                        gain: [exact(&step.gain.least), exact(&step.gain.greatest)],
                    })
                    .collect()
            })
            .collect(),
        surviving: from_one(&reduction.surviving),
        best_replies: reduction
            .undominated
            .iter()
            .map(|survivor| {
                let (to_profile, to_lottery) = match &survivor.belief {
                    Belief::Certain(profile) => (Some(profile + 1), None),
                    Belief::Lottery(lottery) => (None, Some(list(lottery))),
                };
                BestReply {
                    player: survivor.player + 1,
                    strategy: survivor.strategy + 1,
                    to_profile,
                    to_lottery,
                }
            })
            .collect(),
    }
}

fn from_one(indices: &[Vec<usize>]) -> Vec<Vec<usize>> {
    indices
        .iter()
        .map(|list| list.iter().map(|index| index + 1).collect())
        .collect()
}
