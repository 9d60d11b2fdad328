//! The sequence form of a tree, its linear program, and behaviour strategies from its plans.

use crate::{
    exact::Rational,
    game::extensive::{Behavior, BehaviorError, ImperfectRecall, Sequences, Tree},
    program::{Bounds, Program, Relation, RowId, VariableId},
};

/// Two players' sequences and what the first expects from each pair of them.
pub(super) struct SequenceForm {
    sequences: [Sequences; 2],
    /// For each sequence of the second player, the first player's sequences that meet payoffs with it, and those
    /// payoffs by their probability under chance; a sequence once for each node that pays.
    payoffs: Vec<Vec<(usize, Rational)>>,
}

impl SequenceForm {
    pub(super) fn of(tree: &Tree) -> Result<Self, ImperfectRecall> {
        let sequences = [Sequences::of(tree, 0)?, Sequences::of(tree, 1)?];
        let mut payoffs: Vec<Vec<(usize, Rational)>> = vec![Vec::new(); sequences[1].count];
        let nodes = tree.nodes().iter().zip(tree.chances()).enumerate();
        for (index, (node, chance)) in nodes {
            if let Some(payoff) = tree.payoffs_at(node).first() {
                let [first, second] = [0, 1].map(|player| sequences[player].at_node[index]);
                payoffs[second].push((first, payoff * chance));
            }
        }
        Ok(Self { sequences, payoffs })
    }

    /// The first player's program, with the variables of its sequences and the rows of the second player's.
    ///
    /// Maximise what the second player's best answer leaves: a variable for the worth of each of its information
    /// sets (and of the whole), at most what each action there leads to in payoffs and in sets that follow.
    pub(super) fn program(&self) -> (Program, Vec<VariableId>, Vec<RowId>) {
        let [first, second] = &self.sequences;
        let mut program = Program::maximize();
        let plan: Vec<VariableId> = (0..first.count)
            .map(|_| program.variable(Rational::ZERO, Bounds::non_negative()))
            .collect();
        let whole = program.variable(Rational::ONE, Bounds::free());
        let worth: Vec<VariableId> = (0..second.before.len())
            .map(|_| program.variable(Rational::ZERO, Bounds::free()))
            .collect();
        program.row([(plan[0], Rational::ONE)], Relation::Equal, Rational::ONE);
        for set in 0..first.before.len() {
            let mut terms = vec![(plan[first.before[set]], -Rational::ONE)];
            terms.extend(
                first
                    .actions(set)
                    .map(|action| (plan[action], Rational::ONE)),
            );
            program.row(terms, Relation::Equal, Rational::ZERO);
        }
        let mut rows: Vec<Vec<(VariableId, Rational)>> = self
            .payoffs
            .iter()
            .map(|row| {
                row.iter()
                    .map(|(sequence, payoff)| (plan[*sequence], -payoff))
                    .collect()
            })
            .collect();
        rows[0].push((whole, Rational::ONE));
        for (set, &variable) in worth.iter().enumerate() {
            rows[second.before[set]].push((variable, -Rational::ONE));
            for action in second.actions(set) {
                rows[action].push((variable, Rational::ONE));
            }
        }
        let rows = rows
            .into_iter()
            .map(|terms| program.row(terms, Relation::AtMost, Rational::ZERO))
            .collect();
        (program, plan, rows)
    }

    /// The behaviour strategy that puts these weights on a player's sequences.
    pub(super) fn behavior(
        &self,
        tree: &Tree,
        player: usize,
        plan: &[Rational],
    ) -> Result<Behavior, BehaviorError> {
        let sequences = &self.sequences[player];
        let weight = |sequence: usize| plan.get(sequence).cloned().unwrap_or_default();
        let choices = (0..sequences.before.len())
            .map(|set| {
                let before = weight(sequences.before[set]);
                (!before.is_zero()).then(|| {
                    sequences
                        .actions(set)
                        .map(|action| weight(action) / &before)
                        .collect()
                })
            })
            .collect();
        Behavior::new(tree, player, choices)
    }
}
