//! Games in normal form: `NFG 1`.

use super::{
    cursor::{Cursor, shown},
    error::FileError,
    token::Kind,
};
use crate::{
    exact::Rational,
    game::{Game, Player},
};

/// What the file says of each player's strategies.
enum Strategies {
    Named(Vec<Vec<String>>),
    Counted(Vec<usize>),
}

/// Reads what follows `NFG`.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Result<Game, FileError> {
    cursor.keyword("`1`, the version of the format", &["1"])?;
    cursor.keyword("`R` or `D`, the kind of numbers", &["R", "D"])?;
    let title = cursor.text("the title of the game")?;
    let names = cursor.names("the players' names", "the name of a player")?;
    let header = cursor.span();
    let strategies = strategies(cursor, &names)?;
    let header = header.start..cursor.span().start;
    // The description has no place in a `Game`.
    cursor.optional_text()?;
    let profiles = strategies.profiles();
    let payoffs = match cursor.kind() {
        Kind::Open => payoffs_by_outcome(cursor, names.len(), profiles)?,
        _ => payoffs_by_profile(cursor, names.len(), profiles)?,
    };
    let players = strategies.players(names);
    Game::new(title, players, payoffs).map_err(|error| {
        let found = format!("one that cannot be held: {error}");
        cursor.error(header, "a smaller game", found)
    })
}

impl Strategies {
    /// How many profiles there are; the largest number if that is too large a number.
    fn profiles(&self) -> u128 {
        let product = |product: u128, count: usize| product.saturating_mul(count as u128);
        match self {
            Self::Named(names) => names.iter().map(Vec::len).fold(1, product),
            Self::Counted(counts) => counts.iter().copied().fold(1, product),
        }
    }

    fn players(self, names: Vec<String>) -> Vec<Player> {
        match self {
            Self::Named(lists) => names
                .into_iter()
                .zip(lists)
                .map(|(name, strategies)| Player { name, strategies })
                .collect(),
            Self::Counted(counts) => names
                .into_iter()
                .zip(counts)
                .map(|(name, count)| Player::numbered(name, count))
                .collect(),
        }
    }
}

fn strategies(cursor: &mut Cursor<'_>, players: &[String]) -> Result<Strategies, FileError> {
    cursor.open("the players' strategies")?;
    let strategies = if *cursor.kind() == Kind::Open {
        let mut lists = Vec::new();
        for player in players {
            let list = format!(
                "the strategies of player {} ({})",
                lists.len() + 1,
                shown(player)
            );
            lists.push(cursor.names(&list, "the name of a strategy")?);
        }
        Strategies::Named(lists)
    } else {
        let mut counts = Vec::new();
        for player in players {
            let number = counts.len() + 1;
            counts.push(cursor.whole(
                format_args!(
                    "how many strategies player {number} ({}) has, 1 or more",
                    shown(player)
                ),
                1..usize::MAX,
            )?);
        }
        Strategies::Counted(counts)
    };
    cursor.close("the strategies of all players")?;
    Ok(strategies)
}

/// The version with payoffs: those of all players in the first profile, in the second, …. Nothing is set aside for
/// what the header announces: the file has it or it has not.
fn payoffs_by_profile(
    cursor: &mut Cursor<'_>,
    players: usize,
    profiles: u128,
) -> Result<Vec<Vec<Rational>>, FileError> {
    let mut payoffs = vec![Vec::new(); players];
    let mut profile = 0;
    while profile < profiles {
        profile += 1;
        for (player, payoffs) in payoffs.iter_mut().enumerate() {
            payoffs.push(cursor.number(format_args!(
                "the payoff of player {} in profile {profile} of {profiles}",
                player + 1
            ))?);
        }
    }
    cursor.end(format_args!(
        "the payoffs of {players} players in {profiles} profiles"
    ))?;
    Ok(payoffs)
}

/// The version with outcomes: a list of them, and the number of one for each profile, 0 for none.
fn payoffs_by_outcome(
    cursor: &mut Cursor<'_>,
    players: usize,
    profiles: u128,
) -> Result<Vec<Vec<Rational>>, FileError> {
    let mut outcomes = vec![vec![Rational::ZERO; players]];
    cursor.open("the outcomes")?;
    while *cursor.kind() == Kind::Open {
        cursor.open("an outcome")?;
        cursor.text("the name of an outcome")?;
        cursor.skip_comma()?;
        outcomes.push(cursor.payoffs_until_close(players)?);
    }
    let last = outcomes.len() - 1;
    cursor.close("the last outcome")?;
    let mut payoffs = vec![Vec::new(); players];
    let mut profile = 0;
    while profile < profiles {
        profile += 1;
        let outcome = cursor.whole(
            format_args!(
                "the number of the outcome, 0 to {last}, of profile {profile} of {profiles}"
            ),
            0..last + 1,
        )?;
        for (table, payoff) in payoffs.iter_mut().zip(&outcomes[outcome]) {
            table.push(payoff.clone());
        }
    }
    cursor.end(format_args!("the outcomes of {profiles} profiles"))?;
    Ok(payoffs)
}
