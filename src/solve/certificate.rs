//! The check of an answer from what is printed of it: nothing of the search is used, only the game.

use std::collections::BTreeSet;

use assay_solver::{
    equilibrium::{
        commitment::{self, Commitment},
        correlated::{self, Temptation},
        dominance::{self, Belief, Gain, Reduction, Round, Undominated},
        quantal,
        several::verify_enclosure,
        verify,
        zero_sum::{self, Saddle},
    },
    exact::{Rational, approximate},
    game::Game,
    interval::Interval,
    program::Uniqueness,
};

use super::{
    answer::{Answer, Certificate, SCHEMA_VERSION, Solution},
    ask::{MOST_STEPS, RULE, mediation},
    bounds,
    error::CertifyError,
    game::Opened,
    numbers::{read, read_list, read_lists},
    objective,
};
use crate::arguments::Concept;

/// Checks all that an answer says and proves; what it says without proof (that nothing is missing) is not.
pub(super) fn check(opened: &Opened, answer: &Answer) -> Result<(), CertifyError> {
    let game = &opened.game;
    names(game, answer)?;
    distinct(answer)?;
    match answer.concept {
        Concept::Nash | Concept::Pure => {
            for (place, solution) in places(answer) {
                nash(opened, solution, &place, answer.concept)?;
            }
            for open in &answer.unresolved {
                if let Some(example) = &open.example {
                    let strategies = read_lists(example, "unresolved: example")?;
                    verify(game, strategies)
                        .map_err(|error| CertifyError::new("unresolved: example", error))?;
                }
            }
            Ok(())
        }
        Concept::Correlated | Concept::Coarse => mediated(game, answer),
        Concept::Stackelberg => committed(opened, answer),
        Concept::ZeroSum => opposed(opened, answer),
        Concept::Qre => responded(game, answer),
        Concept::Dominance => eliminated(game, answer),
    }
}

fn places(answer: &Answer) -> impl Iterator<Item = (String, &Solution)> {
    answer
        .equilibria
        .iter()
        .zip(1..)
        .map(|(solution, number)| (format!("equilibrium {number}"), solution))
}

fn names(game: &Game, answer: &Answer) -> Result<(), CertifyError> {
    if answer.schema_version != SCHEMA_VERSION {
        let said = format!("{} is not {SCHEMA_VERSION}", answer.schema_version);
        return Err(CertifyError::new("schema_version", said));
    }
    let players: Vec<&str> = game
        .players()
        .iter()
        .map(|player| player.name.as_str())
        .collect();
    if answer.players != players {
        return Err(CertifyError::new(
            "players",
            "they are not those of the game",
        ));
    }
    let same =
        |(player, names): (&assay_solver::game::Player, &Vec<String>)| player.strategies == *names;
    let fits = answer.strategies.len() == players.len();
    if !fits || !game.players().iter().zip(&answer.strategies).all(same) {
        return Err(CertifyError::new(
            "strategies",
            "they are not those of the game",
        ));
    }
    Ok(())
}

fn distinct(answer: &Answer) -> Result<(), CertifyError> {
    let mut seen = BTreeSet::new();
    for (place, solution) in places(answer) {
        let exact = match &solution.strategies {
            Some(strategies) if solution.certificate == Certificate::Exact => {
                read_lists(strategies, &place)?
            }
            _ => continue,
        };
        if !seen.insert(exact) {
            return Err(CertifyError::new(place, "it is listed twice"));
        }
    }
    Ok(())
}

pub(super) fn missing(place: &str, what: &str) -> CertifyError {
    CertifyError::new(place, format!("it has no `{what}`"))
}

pub(super) fn only(answer: &Answer) -> Result<&Solution, CertifyError> {
    match answer.equilibria.as_slice() {
        [only] => Ok(only),
        other => Err(CertifyError::new(
            "equilibria",
            format!("{} of them where one is meant", other.len()),
        )),
    }
}

/// The strategies of a solution in exact numbers.
fn strategies(solution: &Solution, place: &str) -> Result<Vec<Vec<Rational>>, CertifyError> {
    let texts = solution
        .strategies
        .as_ref()
        .ok_or_else(|| missing(place, "strategies"))?;
    read_lists(texts, place)
}

fn nash(
    opened: &Opened,
    solution: &Solution,
    place: &str,
    concept: Concept,
) -> Result<(), CertifyError> {
    let strategies = strategies(solution, place)?;
    match solution.certificate {
        Certificate::Exact => {
            let pure = |mixed: &Vec<Rational>| mixed.iter().filter(|it| !it.is_zero()).count() == 1;
            if concept == Concept::Pure && !strategies.iter().all(pure) {
                return Err(CertifyError::new(place, "it is not in pure strategies"));
            }
            let behavior = opened.behavior(&strategies);
            let found = verify(&opened.game, strategies)
                .map_err(|error| CertifyError::new(place, error))?;
            same_payoffs(found.payoffs(), solution, place)?;
            if solution.behavior.is_some() && solution.behavior != behavior {
                return Err(CertifyError::new(
                    place,
                    "`behavior` is not what the strategies come to",
                ));
            }
            Ok(())
        }
        Certificate::Interval => {
            let pairs = solution
                .enclosures
                .as_ref()
                .ok_or_else(|| missing(place, "enclosures"))?;
            let bounds = bounds::read(pairs, place)?;
            let found = verify_enclosure(&opened.game, bounds.clone())
                .map_err(|error| CertifyError::new(place, error))?;
            within(&strategies, &bounds, place)?;
            within(
                std::slice::from_ref(&read_list(&solution.payoffs, place)?),
                &[found.payoffs().to_vec()],
                place,
            )
        }
        Certificate::None => Err(CertifyError::new(place, "it has no certificate")),
    }
}

fn same_payoffs(found: &[Rational], solution: &Solution, place: &str) -> Result<(), CertifyError> {
    if read_list(&solution.payoffs, place)? == found {
        return Ok(());
    }
    let found: Vec<String> = found.iter().map(ToString::to_string).collect();
    Err(CertifyError::new(
        place,
        format!(
            "the payoffs are {}, not {}",
            found.join(", "),
            solution.payoffs.join(", ")
        ),
    ))
}

fn within(
    values: &[Vec<Rational>],
    bounds: &[Vec<Interval>],
    place: &str,
) -> Result<(), CertifyError> {
    let fits = values.len() == bounds.len()
        && values.iter().zip(bounds).all(|(values, bounds)| {
            values.len() == bounds.len()
                && values
                    .iter()
                    .zip(bounds)
                    .all(|(value, bounds)| bounds.encloses(value))
        });
    if fits {
        Ok(())
    } else {
        Err(CertifyError::new(place, "a number lies outside its bounds"))
    }
}

/// The value that is claimed, once float and exact value agree.
pub(super) fn value(answer: &Answer) -> Result<Rational, CertifyError> {
    let value = answer
        .value
        .as_ref()
        .ok_or_else(|| missing("the answer", "value"))?;
    let exact = value
        .exact
        .as_ref()
        .ok_or_else(|| missing("value", "exact"))?;
    let exact = read(exact, "value")?;
    if approximate(&exact) != value.float {
        return Err(CertifyError::new(
            "value",
            "the float is not the one nearest to the exact value",
        ));
    }
    Ok(exact)
}

fn mediated(game: &Game, answer: &Answer) -> Result<(), CertifyError> {
    let text = answer
        .objective
        .as_ref()
        .ok_or_else(|| missing("the answer", "objective"))?;
    let goal =
        objective::parse(text, game).map_err(|error| CertifyError::new("objective", error))?;
    let only = only(answer)?;
    let distribution = only
        .distribution
        .as_ref()
        .ok_or_else(|| missing("the answer", "distribution"))?;
    let prices = answer
        .prices
        .as_ref()
        .ok_or_else(|| missing("the answer", "prices"))?;
    let prices = prices
        .iter()
        .map(|price| {
            Ok(correlated::Price {
                temptation: Temptation {
                    player: index(price.player, "prices")?,
                    recommended: price.advised.map(|it| index(it, "prices")).transpose()?,
                    instead: index(price.instead, "prices")?,
                },
                price: read(&price.price, "prices")?,
            })
        })
        .collect::<Result<_, CertifyError>>()?;
    let claimed = correlated::Answer {
        distribution: read_list(distribution, "distribution")?,
        payoffs: read_list(&only.payoffs, "payoffs")?,
        value: value(answer)?,
        prices,
        unique: Uniqueness::Unknown,
    };
    correlated::verify(game, mediation(answer.concept), &goal, &claimed)
        .map_err(|error| CertifyError::new("the distribution", error))
}

fn index(number: usize, place: &str) -> Result<usize, CertifyError> {
    number
        .checked_sub(1)
        .ok_or_else(|| CertifyError::new(place, "numbers begin with 1"))
}

fn committed(opened: &Opened, answer: &Answer) -> Result<(), CertifyError> {
    let game = &opened.game;
    let leader = answer
        .leader
        .ok_or_else(|| missing("the answer", "leader"))?;
    let leader = index(leader, "leader")?;
    let only = only(answer)?;
    let strategies = strategies(only, "the commitment")?;
    let payoffs: [Rational; 2] = read_list(&only.payoffs, "payoffs")?
        .try_into()
        .map_err(|_| CertifyError::new("payoffs", "they are not two"))?;
    let [first, second] = strategies.as_slice() else {
        return Err(CertifyError::new(
            "the commitment",
            "it is not for two players",
        ));
    };
    let (strategy, reply) = if leader == 0 {
        (first, second)
    } else {
        (second, first)
    };
    let certain: Vec<usize> = (0..reply.len())
        .filter(|&at| reply.get(at).is_some_and(Rational::is_one))
        .collect();
    let &[reply] = certain.as_slice() else {
        return Err(CertifyError::new("the reply", "it is not one strategy"));
    };
    let prices = answer
        .reply_prices
        .as_ref()
        .ok_or_else(|| missing("the answer", "reply_prices"))?;
    let pessimistic = answer
        .pessimistic
        .as_ref()
        .ok_or_else(|| missing("the answer", "pessimistic"))?;
    let claimed = Commitment {
        leader,
        strategy: strategy.clone(),
        reply,
        payoffs,
        pessimistic: read(pessimistic, "pessimistic")?,
        prices: read_lists(prices, "reply_prices")?,
    };
    if claimed.payoffs.get(leader) != Some(&value(answer)?) {
        return Err(CertifyError::new("value", "it is not the leader's payoff"));
    }
    commitment::verify(game, &claimed).map_err(|error| CertifyError::new("the commitment", error))
}

fn opposed(opened: &Opened, answer: &Answer) -> Result<(), CertifyError> {
    let only = only(answer)?;
    let strategies = strategies(only, "the strategies")?;
    let [first, second]: [Vec<Rational>; 2] = strategies
        .try_into()
        .map_err(|_| CertifyError::new("the strategies", "they are not for two players"))?;
    let constant = opened
        .game
        .constant_sum()
        .ok_or_else(|| CertifyError::new("the game", "its payoffs do not sum to a constant"))?;
    let claimed = Saddle {
        value: value(answer)?,
        constant,
        strategies: [first, second],
    };
    zero_sum::verify(&opened.game, &claimed)
        .map_err(|error| CertifyError::new("the strategies", error))?;
    same_payoffs(&claimed.payoffs(), only, "payoffs")
}

/// The equilibrium is worked out again: it must be proved within the same bounds.
fn responded(game: &Game, answer: &Answer) -> Result<(), CertifyError> {
    let only = only(answer)?;
    let lambda = answer
        .lambda
        .ok_or_else(|| missing("the answer", "lambda"))?;
    let again = quantal::at(game, lambda, MOST_STEPS)
        .map_err(|error| CertifyError::new("the equilibrium", error))?;
    let strategies = strategies(only, "the equilibrium")?;
    match (&again.proof, &only.enclosures) {
        (quantal::Proof::Unique(proved), Some(pairs)) => {
            let claimed = bounds::read(pairs, "enclosures")?;
            let meets = claimed.len() == proved.len()
                && claimed.iter().zip(proved).all(|(claimed, proved)| {
                    claimed.len() == proved.len()
                        && claimed.iter().zip(proved).all(|(a, b)| a.hull(*b) == *a)
                });
            if !meets {
                return Err(CertifyError::new(
                    "enclosures",
                    "they do not hold the equilibrium",
                ));
            }
            within(&strategies, &claimed, "the equilibrium")?;
            let payoffs = bounds::expected(game, &again.strategies);
            if payoffs != only.payoffs {
                return Err(CertifyError::new(
                    "payoffs",
                    format!("they are {}", payoffs.join(", ")),
                ));
            }
            Ok(())
        }
        _ if only.certificate == Certificate::None => Ok(()),
        _ => Err(CertifyError::new(
            "the equilibrium",
            "it could not be proved again",
        )),
    }
}

fn eliminated(game: &Game, answer: &Answer) -> Result<(), CertifyError> {
    let said = answer
        .elimination
        .as_ref()
        .ok_or_else(|| missing("the answer", "elimination"))?;
    let place = "elimination";
    let mut remaining: Vec<Vec<usize>> = game
        .shape()
        .into_iter()
        .map(|strategies| (0..strategies).collect())
        .collect();
    let mut rounds = Vec::new();
    for steps in &said.rounds {
        let mut eliminated = Vec::new();
        let mut next = remaining.clone();
        for step in steps {
            let (player, strategy) = (index(step.player, place)?, index(step.strategy, place)?);
            if let Some(kept) = next.get_mut(player) {
                kept.retain(|kept| *kept != strategy);
            }
            let [least, greatest] = &step.gain;
            eliminated.push(dominance::Elimination {
                player,
                strategy,
                mixture: read_list(&step.dominated_by, place)?,
                gain: Gain {
                    least: read(least, place)?,
                    greatest: read(greatest, place)?,
                },
            });
        }
        rounds.push(Round {
            remaining: std::mem::replace(&mut remaining, next),
            eliminated,
        });
    }
    let surviving = said
        .surviving
        .iter()
        .map(|list| list.iter().map(|number| index(*number, place)).collect())
        .collect::<Result<_, _>>()?;
    let undominated = said
        .best_replies
        .iter()
        .map(|reply| {
            let belief = match (&reply.to_profile, &reply.to_lottery) {
                (Some(profile), None) => Belief::Certain(index(*profile, place)?),
                (None, Some(lottery)) => Belief::Lottery(read_list(lottery, place)?),
                _ => {
                    return Err(CertifyError::new(
                        place,
                        "a best reply is to a profile or to a lottery",
                    ));
                }
            };
            Ok(Undominated {
                player: index(reply.player, place)?,
                strategy: index(reply.strategy, place)?,
                belief,
            })
        })
        .collect::<Result<_, CertifyError>>()?;
    dominance::verify(
        game,
        RULE,
        &Reduction {
            rounds,
            surviving,
            undominated,
        },
    )
    .map_err(|error| CertifyError::new(place, error))
}
