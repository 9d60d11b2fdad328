//! The operands of a formula: numbers, names, calls, conditionals, parentheses.

use std::ops::Range;

use dashu_ratio::RBig;

use super::{Parsed, Parser, Term, problem};
use crate::diagnostic::{Problem, did_you_mean};
use crate::expression::names::{KEYWORDS, Name};
use crate::expression::token::Token;
use crate::expression::tree::{Function, Literal, Quantity, QuantityKind};
use crate::unit::Unit;

impl Parser<'_> {
    pub(super) fn primary(&mut self) -> Parsed<Term> {
        let Some(token) = self.tokens.get(self.next) else {
            return problem(
                self.here(),
                "a value is missing here",
                "the formula ends here",
                None,
            );
        };
        let span = token.span.clone();
        match token.token.clone() {
            Token::Number(value) => {
                self.next += 1;
                self.literal(value, span)
            }
            Token::Text => {
                self.next += 1;
                Ok(Term::Text(span))
            }
            Token::Symbol("(") => {
                self.next += 1;
                let inner = self.nested(Self::either)?;
                let end = self.here().end;
                self.expect_symbol(")")?;
                Ok(inner.spanning(span.start..end))
            }
            Token::Word if self.take_word("if") => {
                self.nested(|parser| parser.conditional(span.start))
            }
            Token::Word => {
                self.next += 1;
                self.named(span)
            }
            Token::Unit | Token::Symbol(_) => problem(
                span.clone(),
                "a value is missing here",
                format!("found `{}`", self.slice(&span)),
                None,
            ),
        }
    }

    fn conditional(&mut self, start: usize) -> Parsed<Term> {
        let condition = self.either()?;
        let condition = self.condition(condition)?;
        if !self.take_word("then") {
            return self.missing("then");
        }
        let then = self.either()?;
        let then = self.quantity(then)?;
        if !self.take_word("else") {
            return self.missing("else");
        }
        let otherwise = self.either()?;
        let otherwise = self.quantity(otherwise)?;
        let span = start..otherwise.span.end;
        let kind = QuantityKind::If(Box::new(condition), Box::new(then), Box::new(otherwise));
        self.build_quantity(kind, span).map(Term::Quantity)
    }

    fn literal(&mut self, value: RBig, span: Range<usize>) -> Parsed<Term> {
        let bracket = self
            .tokens
            .get(self.next)
            .filter(|token| token.token == Token::Unit);
        let Some(bracket) = bracket.map(|token| token.span.clone()) else {
            let kind = QuantityKind::Literal(Literal {
                base: value.clone(),
                value,
                unit: None,
            });
            return Ok(Term::Quantity(Quantity::new(kind, span)));
        };
        self.next += 1;
        let unit = match Unit::parse(self.slice(&(bracket.start + 1..bracket.end - 1))) {
            Ok(unit) => unit,
            Err(error) => {
                let within = error.span();
                let within = bracket.start + 1 + within.start..bracket.start + 1 + within.end;
                return problem(
                    within,
                    error.to_string(),
                    "",
                    error.help().map(str::to_owned),
                );
            }
        };
        let kind = QuantityKind::Literal(Literal {
            base: unit.in_base(&value),
            value,
            unit: Some(unit),
        });
        Ok(Term::Quantity(Quantity::new(kind, span.start..bracket.end)))
    }

    fn named(&mut self, span: Range<usize>) -> Parsed<Term> {
        let word = self.slice(&span).to_owned();
        if KEYWORDS.contains(&word.as_str()) {
            return problem(
                span,
                format!("a value is missing before `{word}`"),
                "",
                None,
            );
        }
        if self.take_symbol("(") {
            return self.call(&word, span);
        }
        let kind = match self.names.get(&word) {
            Some(Name::Parameter(slot)) => QuantityKind::Parameter(*slot),
            Some(Name::Formula(slot)) => QuantityKind::Formula(*slot),
            Some(Name::Switch(slot, choices)) => {
                return Ok(Term::Switch {
                    slot: *slot,
                    choices: choices.clone(),
                    span,
                });
            }
            Some(Name::Table(_)) => {
                let help = format!("write `{word}(...)` with the argument to look up");
                return problem(
                    span,
                    format!("`{word}` is a table"),
                    "used without an argument",
                    Some(help),
                );
            }
            None => return Ok(self.unknown_name(&word, span, false)),
        };
        Ok(Term::Quantity(Quantity::new(kind, span)))
    }

    /// Reports the name and goes on with a number in its place, to find what else is wrong.
    fn unknown_name(&mut self, word: &str, span: Range<usize>, call: bool) -> Term {
        let functions = Function::ALL.into_iter().map(Function::name);
        let (what, help) = if call {
            let mut callable: Vec<&str> = functions.collect();
            callable.extend(self.names.tables());
            ("function or table", did_you_mean(word, callable))
        } else if functions.clone().any(|function| function == word) {
            (
                "name",
                Some(format!("`{word}` is a function: write `{word}(...)`")),
            )
        } else {
            ("name", did_you_mean(word, self.names.values()))
        };
        self.unknown.push(Problem {
            span: span.clone(),
            message: format!("unknown {what} `{word}`"),
            label: String::new(),
            help,
        });
        let literal = Literal {
            value: RBig::ONE,
            unit: None,
            base: RBig::ONE,
        };
        Term::Quantity(Quantity::new(QuantityKind::Literal(literal), span))
    }

    fn call(&mut self, word: &str, span: Range<usize>) -> Parsed<Term> {
        let mut arguments = Vec::new();
        if self.peek_symbol() != Some(")") {
            loop {
                let argument = self.nested(Self::either)?;
                arguments.push(self.quantity(argument)?);
                if !self.take_symbol(",") {
                    break;
                }
            }
        }
        let end = self.here().end;
        self.expect_symbol(")")?;
        let whole = span.start..end;
        let function = Function::ALL
            .into_iter()
            .find(|function| function.name() == word);
        let count = arguments.len();
        let fits = if function.is_some_and(Function::takes_many) {
            count >= 2
        } else {
            count == 1
        };
        let table = match self.names.get(word) {
            Some(Name::Table(slot)) => Some(*slot),
            _ => None,
        };
        if function.is_none() && table.is_none() {
            if self.names.get(word).is_some() {
                return problem(
                    span,
                    format!("`{word}` is a value, not a function"),
                    "called here",
                    None,
                );
            }
            return Ok(self.unknown_name(word, span, true));
        }
        if !fits {
            let wanted = if function.is_some_and(Function::takes_many) {
                "two or more arguments"
            } else {
                "one argument"
            };
            return problem(
                whole,
                format!("`{word}` takes {wanted}"),
                format!("given {count}"),
                None,
            );
        }
        let kind = match (function, table, arguments.pop()) {
            (Some(function), _, Some(last)) => {
                arguments.push(last);
                QuantityKind::Call(function, arguments)
            }
            (None, Some(slot), Some(argument)) => QuantityKind::Table(slot, Box::new(argument)),
            _ => return self.missing(")"),
        };
        self.build_quantity(kind, whole).map(Term::Quantity)
    }
}
