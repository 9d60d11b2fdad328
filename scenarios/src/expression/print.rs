//! The tree back into text, with as few parentheses as keep its meaning.

use super::tree::{Arithmetic, Condition, ConditionKind, Literal, Quantity, QuantityKind, Slot};
use crate::decimal::print_decimal;

/// How names are written: as names, or as the numbers they stand for.
pub(crate) trait NameText {
    fn name(&self, slot: Slot) -> String;
    /// The name of a table being called, which has no number of its own.
    fn called(&self, table: usize) -> String;
    /// A switch and the text of one of its choices.
    fn choice(&self, switch: usize, choice: usize) -> (String, String);
}

/// Binding strength, weakest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Open,
    And,
    Not,
    Compare,
    Sum,
    Product,
    Sign,
    Power,
    Closed,
}

pub(crate) fn print(tree: &Quantity, names: &impl NameText) -> String {
    quantity(tree, Rank::Open, names)
}

fn within(text: String, own: Rank, needed: Rank) -> String {
    if own < needed {
        format!("({text})")
    } else {
        text
    }
}

fn quantity(tree: &Quantity, needed: Rank, names: &impl NameText) -> String {
    let (text, own) = match &tree.kind {
        QuantityKind::Literal(written) => (literal(written), Rank::Closed),
        QuantityKind::Parameter(slot) => (names.name(Slot::Parameter(*slot)), Rank::Closed),
        QuantityKind::Formula(slot) => (names.name(Slot::Formula(*slot)), Rank::Closed),
        QuantityKind::Table(slot, argument) => (
            format!(
                "{}({})",
                names.called(*slot),
                quantity(argument, Rank::Open, names)
            ),
            Rank::Closed,
        ),
        QuantityKind::Negate(inner) => (
            format!("-{}", quantity(inner, Rank::Sign, names)),
            Rank::Sign,
        ),
        QuantityKind::Arithmetic(arithmetic, left, right) => {
            let (symbol, own, left_rank, right_rank) = match arithmetic {
                Arithmetic::Add => (" + ", Rank::Sum, Rank::Sum, Rank::Product),
                Arithmetic::Subtract => (" - ", Rank::Sum, Rank::Sum, Rank::Product),
                Arithmetic::Multiply => (" * ", Rank::Product, Rank::Product, Rank::Sign),
                Arithmetic::Divide => (" / ", Rank::Product, Rank::Product, Rank::Sign),
                Arithmetic::Power => ("^", Rank::Power, Rank::Closed, Rank::Sign),
            };
            (
                format!(
                    "{}{symbol}{}",
                    quantity(left, left_rank, names),
                    quantity(right, right_rank, names)
                ),
                own,
            )
        }
        QuantityKind::Call(function, arguments) => {
            let arguments: Vec<String> = arguments
                .iter()
                .map(|argument| quantity(argument, Rank::Open, names))
                .collect();
            (
                format!("{}({})", function.name(), arguments.join(", ")),
                Rank::Closed,
            )
        }
        QuantityKind::If(holds, then, otherwise) => {
            let text = format!(
                "if {} then {} else {}",
                condition(holds, Rank::Open, names),
                quantity(then, Rank::Open, names),
                quantity(otherwise, Rank::Open, names)
            );
            (text, Rank::Open)
        }
    };
    within(text, own, needed)
}

fn condition(tree: &Condition, needed: Rank, names: &impl NameText) -> String {
    let (text, own) = match &tree.kind {
        ConditionKind::Compare(comparison, left, right) => {
            let (left, right) = (
                quantity(left, Rank::Sum, names),
                quantity(right, Rank::Sum, names),
            );
            (
                format!("{left} {} {right}", comparison.symbol()),
                Rank::Compare,
            )
        }
        ConditionKind::Choice {
            switch,
            choice,
            equal,
        } => {
            let (switch, choice) = names.choice(*switch, *choice);
            (
                format!("{switch} {} \"{choice}\"", if *equal { "==" } else { "!=" }),
                Rank::Compare,
            )
        }
        ConditionKind::And(left, right) => {
            let (left, right) = (
                condition(left, Rank::And, names),
                condition(right, Rank::Not, names),
            );
            (format!("{left} and {right}"), Rank::And)
        }
        ConditionKind::Or(left, right) => {
            let (left, right) = (
                condition(left, Rank::Open, names),
                condition(right, Rank::And, names),
            );
            (format!("{left} or {right}"), Rank::Open)
        }
        ConditionKind::Not(inner) => (
            format!("not {}", condition(inner, Rank::Not, names)),
            Rank::Not,
        ),
    };
    within(text, own, needed)
}

fn literal(literal: &Literal) -> String {
    // Literals are read from decimal text, so the decimal always ends.
    let number = print_decimal(&literal.value).unwrap_or_else(|| literal.value.to_string());
    match &literal.unit {
        Some(unit) => format!("{number} [{unit}]"),
        None => number,
    }
}
