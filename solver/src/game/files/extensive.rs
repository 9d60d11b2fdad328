//! Games in extensive form: `EFG 2`.

use std::{collections::BTreeMap, ops::Range};

use super::{
    cursor::{Cursor, shown},
    error::FileError,
    token::Kind,
};
use crate::{
    exact::Rational,
    game::extensive::{
        ChanceId, InformationSetId, NodeId, OutcomeId, Tree, TreeBuilder, TreeError,
    },
};

/// Nodes that may be missing at the end of a file before it is refused without reading on to the place.
const MOST_MISSING: usize = 1_000;

/// What has been defined so far, by the numbers that the file gives.
struct Reader<'c, 'a> {
    cursor: &'c mut Cursor<'a>,
    tree: TreeBuilder,
    players: usize,
    sets: BTreeMap<(usize, usize), Defined<InformationSetId, Vec<String>>>,
    draws: BTreeMap<usize, Defined<ChanceId, Vec<(String, Rational)>>>,
    outcomes: BTreeMap<usize, Defined<OutcomeId, Vec<Rational>>>,
    /// Nodes announced by moves before them, the next one last.
    ahead: Vec<NodeId>,
}

/// A definition, to be compared where the file repeats it.
struct Defined<I, C> {
    id: I,
    name: String,
    content: C,
    /// Where it is, in bytes.
    at: usize,
}

/// What a node says of an information set, draw or outcome: its number, and after it everything, a part, or nothing.
struct Said<C> {
    number: Span,
    name: Option<(String, Span)>,
    content: Option<(C, Span)>,
}

type Span = Range<usize>;

/// Reads what follows `EFG`.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Result<Tree, FileError> {
    cursor.keyword("`2`, the version of the format", &["2"])?;
    cursor.keyword("`R` or `D`, the kind of numbers", &["R", "D"])?;
    let title = cursor.text("the title of the game")?;
    cursor.open("the players' names")?;
    let mut players = Vec::new();
    while let Some(name) = cursor.optional_text()? {
        players.push(name);
    }
    cursor.close("the players' names")?;
    let count = players.len();
    let mut tree = Tree::builder(title, players);
    if let Some(description) = cursor.optional_text()? {
        tree.describe(description);
    }
    let root = tree.root();
    Reader {
        cursor,
        tree,
        players: count,
        sets: BTreeMap::new(),
        draws: BTreeMap::new(),
        outcomes: BTreeMap::new(),
        ahead: vec![root],
    }
    .nodes()
}

impl Reader<'_, '_> {
    fn nodes(mut self) -> Result<Tree, FileError> {
        while let Some(node) = self.ahead.pop() {
            let missing = self.ahead.len() + 1;
            let what = format!(
                "`c`, `p` or `t`, a node of chance, of a player or an end ({missing} to come)"
            );
            if *self.cursor.kind() == Kind::End {
                return Err(self.cursor.unexpected(what));
            }
            let kind = self.cursor.keyword(what, &["c", "p", "t"])?;
            let label = self.cursor.text("the label of the node")?;
            self.build(|tree| tree.label(node, label))?;
            let children = match kind {
                "c" => self.chance(node)?,
                "p" => self.decision(node)?,
                _ => Vec::new(),
            };
            self.payment(node)?;
            // A few bytes can announce any number of nodes; a file that cannot hold them is not read on.
            let announced = self.ahead.len().saturating_add(children.len());
            if announced > self.cursor.left().saturating_add(MOST_MISSING) {
                return Err(self
                    .cursor
                    .unexpected(format_args!("{announced} more nodes")));
            }
            self.ahead.extend(children.into_iter().rev());
        }
        self.cursor.end("the last node of the tree")?;
        Ok(self.tree.finish())
    }

    fn chance(&mut self, node: NodeId) -> Result<Vec<NodeId>, FileError> {
        let at = self.cursor.span();
        let number = self
            .cursor
            .whole("the number of a draw of chance", 0..usize::MAX)?;
        let said = self.said(at, Self::probabilities)?;
        let what = format!("draw {number} of chance");
        let id = match self.draws.get(&number) {
            Some(defined) => {
                said.agrees(defined, self.cursor, &what, "actions and probabilities")?
            }
            None => {
                let (name, content) =
                    said.whole(self.cursor, &what, "actions and probabilities")?;
                let id = self.build(|tree| tree.chance(name.clone(), content.clone()))?;
                self.draws
                    .insert(number, said.definition(id, name, content));
                id
            }
        };
        self.build(|tree| tree.draw(node, id))
    }

    fn decision(&mut self, node: NodeId) -> Result<Vec<NodeId>, FileError> {
        let players = self.players;
        let player = self.cursor.whole(
            format_args!("the number of a player, 1 to {players}"),
            1..players.saturating_add(1),
        )?;
        let at = self.cursor.span();
        let number = self
            .cursor
            .whole("the number of an information set", 0..usize::MAX)?;
        let said = self.said(at, |reader| {
            reader.cursor.names("the actions", "the name of an action")
        })?;
        let what = format!("information set {number} of player {player}");
        let id = match self.sets.get(&(player, number)) {
            Some(defined) => said.agrees(defined, self.cursor, &what, "actions")?,
            None => {
                let (name, content) = said.whole(self.cursor, &what, "actions")?;
                let id = self.build(|tree| {
                    tree.information_set(player - 1, name.clone(), content.clone())
                })?;
                self.sets
                    .insert((player, number), said.definition(id, name, content));
                id
            }
        };
        self.build(|tree| tree.decide(node, id))
    }

    fn payment(&mut self, node: NodeId) -> Result<(), FileError> {
        let at = self.cursor.span();
        let number = self
            .cursor
            .whole("the number of an outcome, 0 for none", 0..usize::MAX)?;
        if number == 0 {
            return match self.cursor.kind() {
                Kind::Text(_) | Kind::Open => Err(self
                    .cursor
                    .unexpected("nothing more of outcome 0, which stands for none")),
                _ => Ok(()),
            };
        }
        let said = self.said(at, |reader| reader.cursor.payoffs(reader.players))?;
        let what = format!("outcome {number}");
        let id = match self.outcomes.get(&number) {
            Some(defined) => said.agrees(defined, self.cursor, &what, "payoffs")?,
            None => {
                let (name, content) = said.whole(self.cursor, &what, "payoffs")?;
                let id = self.build(|tree| tree.outcome(name.clone(), content.clone()))?;
                self.outcomes
                    .insert(number, said.definition(id, name, content));
                id
            }
        };
        self.build(|tree| tree.pay(node, id))
    }

    /// What follows a number: a name and what is between braces, either of which may be left out.
    fn said<C>(
        &mut self,
        number: Span,
        content: impl FnOnce(&mut Self) -> Result<C, FileError>,
    ) -> Result<Said<C>, FileError> {
        let at = self.cursor.span();
        let name = self.cursor.optional_text()?.map(|name| (name, at));
        let start = self.cursor.span().start;
        let content = match self.cursor.kind() {
            Kind::Open => Some((content(self)?, start..self.cursor.before())),
            _ => None,
        };
        Ok(Said {
            number,
            name,
            content,
        })
    }

    /// What chance may draw, each with its probability.
    fn probabilities(&mut self) -> Result<Vec<(String, Rational)>, FileError> {
        let start = self.cursor.span().start;
        self.cursor.open("the actions of chance")?;
        let mut actions = Vec::new();
        let mut sum = Rational::ZERO;
        while actions.is_empty() || *self.cursor.kind() != Kind::Close {
            let action = self.cursor.text("the name of an action")?;
            let span = self.cursor.span();
            let probability = self
                .cursor
                .number(format_args!("the probability of action {}", shown(&action)))?;
            if probability < Rational::ZERO {
                let expected = "a probability that is not below zero";
                let found = self.cursor.shown(span.clone());
                return Err(self.cursor.error(span, expected, found));
            }
            sum += &probability;
            actions.push((action, probability));
        }
        let end = self.cursor.span().end;
        self.cursor.close("the actions of chance")?;
        if !sum.is_one() {
            return Err(self.cursor.error(
                start..end,
                "probabilities that sum to 1",
                format_args!("a sum of {sum}"),
            ));
        }
        Ok(actions)
    }

    fn build<T>(
        &mut self,
        build: impl FnOnce(&mut TreeBuilder) -> Result<T, TreeError>,
    ) -> Result<T, FileError> {
        build(&mut self.tree)
            .map_err(|error| self.cursor.error(self.cursor.span(), "a tree", error))
    }
}

impl<C: Clone + PartialEq> Said<C> {
    /// The first time everything must be said; a name may be missing.
    fn whole(
        &self,
        cursor: &Cursor<'_>,
        what: &str,
        contents: &str,
    ) -> Result<(String, C), FileError> {
        let name = self.name.as_ref().map(|(name, _)| name.clone());
        match &self.content {
            Some((content, _)) => Ok((name.unwrap_or_default(), content.clone())),
            None => Err(cursor.error(
                self.number.clone(),
                format_args!("{what} to be defined before, or its {contents} here"),
                "neither",
            )),
        }
    }

    fn definition<I>(&self, id: I, name: String, content: C) -> Defined<I, C> {
        Defined {
            id,
            name,
            content,
            at: self.number.start,
        }
    }

    /// Later what is said must be what was said first.
    fn agrees<I: Copy>(
        &self,
        defined: &Defined<I, C>,
        cursor: &Cursor<'_>,
        what: &str,
        contents: &str,
    ) -> Result<I, FileError> {
        let (differs, span) = match (&self.name, &self.content) {
            (Some((name, span)), _) if *name != defined.name => ("name", span),
            (_, Some((content, span))) if *content != defined.content => (contents, span),
            _ => return Ok(defined.id),
        };
        let line = cursor.line(defined.at);
        Err(cursor.error(
            span.clone(),
            format_args!("the {differs} of {what} as in line {line}"),
            cursor.shown(span.clone()),
        ))
    }
}
