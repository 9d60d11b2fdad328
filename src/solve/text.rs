//! An answer for people: decimals, with the exact numbers beside them.

use assay_reports::text::Layout;
use assay_solver::{
    exact::{approximate, parse},
    game::Profiles,
};

use super::answer::{Amount, Answer, Certificate, Elimination, Solution, Status};
use crate::arguments::Concept;

/// Probabilities of a distribution that are listed before the rest is counted.
const LISTED: usize = 40;

/// The answer, with the game's profiles where it has a table of them.
pub(super) fn answer(profiles: Option<Profiles>, answer: &Answer, layout: Layout) -> String {
    let mut page = Page {
        layout,
        text: String::new(),
    };
    page.head(answer);
    if let Some(elimination) = &answer.elimination {
        page.elimination(answer, elimination);
    }
    for (solution, number) in answer.equilibria.iter().zip(1..) {
        page.solution(profiles.clone(), answer, solution, number);
    }
    if let Some(value) = &answer.value {
        page.line("");
        page.value(answer, value);
    }
    page.components(answer);
    if !answer.unresolved.is_empty() {
        page.line("");
    }
    for open in &answer.unresolved {
        let supports = open
            .supports
            .iter()
            .zip(&answer.strategies)
            .map(|(support, names)| {
                let names = support.iter().filter_map(|number| names.get(number - 1));
                format!("{{{}}}", names.cloned().collect::<Vec<_>>().join(", "))
            });
        let supports = supports.collect::<Vec<_>>().join(" × ");
        page.wrapped("unresolved ", &format!("{supports}: {}", open.reason));
    }
    for note in &answer.notes {
        page.wrapped("", note);
    }
    page.line("");
    page.line(&closing(answer));
    page.text
}

fn closing(answer: &Answer) -> String {
    let count = answer.equilibria.len();
    if count == 0 && answer.concept != Concept::Dominance {
        return match answer.status {
            Status::Complete => "no equilibrium in pure strategies".into(),
            Status::Unresolved | Status::CutShort => {
                "no equilibrium was proved; there is at least one".into()
            }
        };
    }
    let noun = match answer.concept {
        Concept::Dominance => {
            return "certificates verified: every step and every survivor, exactly".into();
        }
        Concept::Nash if answer.components.is_some() => "extreme equilibria",
        Concept::Pure => "pure equilibria",
        _ => "equilibria",
    };
    let how = if answer
        .equilibria
        .iter()
        .all(|it| it.certificate == Certificate::Exact)
    {
        "exactly"
    } else if answer
        .equilibria
        .iter()
        .any(|it| it.certificate == Certificate::None)
    {
        "as far as there are any"
    } else {
        "exactly or in intervals rounded outward"
    };
    let status = match answer.status {
        Status::Complete if matches!(answer.concept, Concept::Nash | Concept::Pure) => {
            "; these are all"
        }
        Status::Complete => "",
        Status::Unresolved => "; there may be others",
        Status::CutShort => "; the budget ended before all were found",
    };
    let noun = if count == 1 {
        noun.replace("equilibria", "equilibrium")
    } else {
        noun.into()
    };
    format!("{count} {noun}, certificates verified {how}{status}")
}

struct Page {
    layout: Layout,
    text: String,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn wrapped(&mut self, label: &str, text: &str) {
        let wrapped = self.layout.wrapped(&format!("{label}{text}"), "    ");
        self.line(&wrapped);
    }

    fn head(&mut self, answer: &Answer) {
        let title = match answer.game.title.trim() {
            "" => "Untitled game",
            title => title,
        };
        let title = self.layout.strong(title);
        self.line(&title);
        let players = answer.players.iter().zip(&answer.strategies).zip(1..).map(
            |((name, strategies), number)| {
                let name = if name.is_empty() {
                    format!("player {number}")
                } else {
                    name.clone()
                };
                format!("{name} ({})", strategies.len())
            },
        );
        let players = players.collect::<Vec<_>>().join(", ");
        let concept = clap::ValueEnum::to_possible_value(&answer.concept);
        let concept = concept.map_or_else(String::new, |value| value.get_name().to_owned());
        self.wrapped("", &format!("{concept}; players and strategies: {players}"));
    }

    fn solution(
        &mut self,
        profiles: Option<Profiles>,
        answer: &Answer,
        solution: &Solution,
        number: usize,
    ) {
        self.line("");
        let title = match answer.concept {
            Concept::Stackelberg => "Commitment and reply".into(),
            Concept::ZeroSum => "Optimal strategies".into(),
            Concept::Qre => format!(
                "Logit equilibrium at lambda = {}",
                answer.lambda.unwrap_or(0.0)
            ),
            Concept::Correlated | Concept::Coarse => {
                format!(
                    "Distribution for {}",
                    answer.objective.as_deref().unwrap_or("welfare")
                )
            }
            _ => format!("Equilibrium {number}"),
        };
        let payoffs = solution
            .payoffs
            .iter()
            .map(|payoff| both(payoff))
            .collect::<Vec<_>>()
            .join(", ");
        let title = self.layout.strong(&title);
        self.line(&format!("{title}  payoffs {payoffs}"));
        for (mixed, player) in solution.strategies.iter().flatten().zip(0..) {
            self.strategy(answer, player, mixed);
        }
        if solution.strategies.is_none()
            && let Some(behavior) = &solution.behavior
        {
            self.behavior(answer, behavior);
        }
        if let Some(distribution) = &solution.distribution {
            self.distribution(profiles.into_iter().flatten(), answer, distribution);
        }
    }

    /// Each player's chances at each information set that its own moves lead to.
    fn behavior(&mut self, answer: &Answer, behavior: &[Vec<Option<Vec<String>>>]) {
        let mut listed = 0;
        let mut left = 0;
        for (sets, player) in behavior.iter().zip(1..) {
            for (chances, set) in sets.iter().zip(1..) {
                let Some(chances) = chances else { continue };
                if listed >= LISTED {
                    left += 1;
                    continue;
                }
                listed += 1;
                let chances = chances
                    .iter()
                    .map(|chance| both(chance))
                    .collect::<Vec<_>>()
                    .join(", ");
                let player = player_name(answer, player);
                self.wrapped(
                    "",
                    &format!("  {player} at information set {set}: {chances}"),
                );
            }
        }
        if left > 0 {
            self.line(&format!("  and {left} more"));
        }
    }

    fn strategy(&mut self, answer: &Answer, player: usize, mixed: &[String]) {
        let name = answer.players.get(player).map_or("", String::as_str);
        let names = answer.strategies.get(player).map_or(&[][..], Vec::as_slice);
        let played: Vec<String> = mixed
            .iter()
            .zip(names)
            .zip(1..)
            .filter(|((probability, _), _)| !is_zero(probability))
            .map(|((probability, name), number)| {
                let name = if name.is_empty() {
                    format!("#{number}")
                } else {
                    name.clone()
                };
                if probability == "1" {
                    name
                } else {
                    format!("{name} {}", both(probability))
                }
            })
            .collect();
        let name = if name.is_empty() {
            format!("player {}", player + 1)
        } else {
            name.into()
        };
        self.wrapped("", &format!("  {name}: {}", played.join(", ")));
    }

    fn distribution(
        &mut self,
        profiles: impl Iterator<Item = Vec<usize>>,
        answer: &Answer,
        distribution: &[String],
    ) {
        let played = profiles
            .zip(distribution)
            .filter(|(_, chance)| !is_zero(chance));
        let mut left = 0;
        for (position, (profile, chance)) in played.enumerate() {
            if position >= LISTED {
                left += 1;
                continue;
            }
            let names = profile.iter().zip(&answer.strategies).map(|(at, names)| {
                names
                    .get(*at)
                    .filter(|name| !name.is_empty())
                    .cloned()
                    .unwrap_or_else(|| format!("#{}", at + 1))
            });
            let names = names.collect::<Vec<_>>().join(", ");
            self.wrapped("", &format!("  {}  ({names})", both(chance)));
        }
        if left > 0 {
            self.line(&format!("  and {left} more"));
        }
    }

    fn value(&mut self, answer: &Answer, value: &Amount) {
        let exact = value
            .exact
            .clone()
            .unwrap_or_else(|| value.float.to_string());
        let what = match answer.concept {
            Concept::Stackelberg => "value of leading",
            Concept::ZeroSum => "value of the game to the first player",
            _ => "objective",
        };
        self.line(&format!("{what}: {}", both(&exact)));
        if let Some(pessimistic) = &answer.pessimistic {
            self.line(&format!(
                "if ties are broken against the leader: {}",
                both(pessimistic)
            ));
        }
    }

    fn components(&mut self, answer: &Answer) {
        let Some(components) = &answer.components else {
            return;
        };
        let joined: Vec<_> = components
            .iter()
            .filter(|component| component.equilibria.len() > 1)
            .collect();
        if joined.is_empty() {
            return;
        }
        self.line("");
        let isolated = components.len() - joined.len();
        self.wrapped(
            "",
            &format!(
                "{} components, {isolated} of them isolated equilibria. The others:",
                components.len()
            ),
        );
        for component in joined {
            let subsets = component
                .subsets
                .iter()
                .map(|subset| format!("{{{}}}", numbers(subset)));
            let subsets = subsets.collect::<Vec<_>>().join(" and ");
            self.wrapped(
                "",
                &format!(
                    "  equilibria {}: interchangeable within {subsets}",
                    numbers(&component.equilibria)
                ),
            );
        }
    }

    fn elimination(&mut self, answer: &Answer, elimination: &Elimination) {
        let name = |player: usize, strategy: usize| {
            let names = answer.strategies.get(player.wrapping_sub(1));
            let name = names.and_then(|names| names.get(strategy.wrapping_sub(1)));
            name.filter(|name| !name.is_empty())
                .cloned()
                .unwrap_or_else(|| format!("#{strategy}"))
        };
        for (round, number) in elimination.rounds.iter().zip(1..) {
            self.line("");
            let title = self.layout.strong(&format!("Round {number}"));
            self.line(&title);
            for step in round {
                let by = step
                    .dominated_by
                    .iter()
                    .zip(1..)
                    .filter(|(chance, _)| !is_zero(chance))
                    .map(|(chance, at)| {
                        let name = name(step.player, at);
                        if chance == "1" {
                            name
                        } else {
                            format!("{} of {name}", both(chance))
                        }
                    });
                let by = by.collect::<Vec<_>>().join(", ");
                let [least, greatest] = &step.gain;
                self.wrapped(
                    "",
                    &format!(
                        "  {}'s {}: dominated by {by}, which gains {} to {}",
                        player_name(answer, step.player),
                        name(step.player, step.strategy),
                        both(least),
                        both(greatest)
                    ),
                );
            }
        }
        self.line("");
        if elimination.rounds.is_empty() {
            self.line("Nothing is strictly dominated.");
        }
        for (surviving, player) in elimination.surviving.iter().zip(1..) {
            let names = surviving
                .iter()
                .map(|strategy| name(player, *strategy))
                .collect::<Vec<_>>()
                .join(", ");
            self.wrapped(
                "",
                &format!("  {} keeps {names}", player_name(answer, player)),
            );
        }
    }
}

fn player_name(answer: &Answer, number: usize) -> String {
    let name = answer
        .players
        .get(number.wrapping_sub(1))
        .filter(|name| !name.is_empty());
    name.cloned().unwrap_or_else(|| format!("player {number}"))
}

fn numbers(list: &[usize]) -> String {
    list.iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(", ")
}

fn is_zero(text: &str) -> bool {
    parse(text).is_ok_and(|value| value.is_zero())
}

/// A number in decimals, and exactly where decimals do not say it.
fn both(text: &str) -> String {
    /// Digits of an exact number that are worth reading.
    const READABLE: usize = 40;
    match parse(text) {
        Ok(value) if text.contains('/') => {
            let decimal = format!("{:.6}", approximate(&value));
            if text.len() <= READABLE {
                format!("{decimal} ({text})")
            } else {
                decimal
            }
        }
        _ => text.to_owned(),
    }
}
