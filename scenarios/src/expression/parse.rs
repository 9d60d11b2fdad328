//! Tokens into the tree, by recursive descent; names are resolved on the way.

mod operand;
mod term;

use std::ops::Range;

use self::term::Term;
use super::names::Names;
use super::token::{Spanned, Token, tokens};
use super::tree::{Arithmetic, Condition, ConditionKind, Quantity, QuantityKind};
use crate::diagnostic::{Problem, did_you_mean};
use crate::number::Comparison;

/// Deeper trees are refused, so that no reading of a tree can exhaust the stack.
pub(crate) const MOST_LEVELS: usize = 100;

/// Reads an expression that has a value. All unknown names are reported together; of mistakes in form only the first.
pub(crate) fn parse(text: &str, names: &Names) -> Result<Quantity, Vec<Problem>> {
    let tokens = tokens(text).map_err(|problem| vec![problem])?;
    let mut parser = Parser {
        text,
        names,
        tokens,
        next: 0,
        level: 0,
        unknown: Vec::new(),
    };
    let parsed = parser.whole();
    let Parser { mut unknown, .. } = parser;
    match parsed {
        Ok(tree) if unknown.is_empty() => Ok(tree),
        Ok(_) => Err(unknown),
        Err(problem) => {
            unknown.push(*problem);
            Err(unknown)
        }
    }
}

type Parsed<T> = Result<T, Box<Problem>>;

struct Parser<'t> {
    text: &'t str,
    names: &'t Names,
    tokens: Vec<Spanned>,
    next: usize,
    level: usize,
    unknown: Vec<Problem>,
}

fn problem<T>(
    span: Range<usize>,
    message: impl Into<String>,
    label: impl Into<String>,
    help: Option<String>,
) -> Parsed<T> {
    Err(Box::new(Problem {
        span,
        message: message.into(),
        label: label.into(),
        help,
    }))
}

impl Parser<'_> {
    fn whole(&mut self) -> Parsed<Quantity> {
        let term = self.either()?;
        let tree = self.quantity(term)?;
        if let Some(rest) = self.tokens.get(self.next) {
            return problem(
                rest.span.clone(),
                "the formula should end here",
                "expected an operator or the end",
                None,
            );
        }
        Ok(tree)
    }

    fn peek_symbol(&self) -> Option<&'static str> {
        match self.tokens.get(self.next)?.token {
            Token::Symbol(symbol) => Some(symbol),
            _ => None,
        }
    }

    fn peek_word(&self) -> Option<&str> {
        let token = self.tokens.get(self.next)?;
        (token.token == Token::Word).then(|| self.slice(&token.span))
    }

    fn slice(&self, span: &Range<usize>) -> &str {
        self.text.get(span.clone()).unwrap_or("")
    }

    fn take_symbol(&mut self, symbol: &str) -> bool {
        let found = self.peek_symbol() == Some(symbol);
        self.next += usize::from(found);
        found
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = self.peek_word() == Some(word);
        self.next += usize::from(found);
        found
    }

    /// Where the next token stands, or the end of the text.
    fn here(&self) -> Range<usize> {
        self.tokens
            .get(self.next)
            .map_or(self.text.len()..self.text.len(), |token| token.span.clone())
    }

    fn expect_symbol(&mut self, symbol: &str) -> Parsed<()> {
        if self.take_symbol(symbol) {
            Ok(())
        } else {
            self.missing(symbol)
        }
    }

    fn missing<T>(&self, what: &str) -> Parsed<T> {
        let found = match self.slice(&self.here()) {
            "" => "the formula ends here".to_owned(),
            found => format!("found `{found}`"),
        };
        problem(self.here(), format!("expected `{what}`"), found, None)
    }

    /// Runs `read` one level deeper.
    fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.level >= MOST_LEVELS {
            return self.too_deep(self.here());
        }
        self.level += 1;
        let result = read(self);
        self.level -= 1;
        result
    }

    fn too_deep<T>(&self, span: Range<usize>) -> Parsed<T> {
        let message = format!("this formula is nested more than {MOST_LEVELS} levels deep");
        problem(
            span,
            message,
            "",
            Some("give parts of it a name of their own, as formulas".into()),
        )
    }

    fn build_quantity(&self, kind: QuantityKind, span: Range<usize>) -> Parsed<Quantity> {
        let quantity = Quantity::new(kind, span);
        if quantity.height() > MOST_LEVELS {
            self.too_deep(quantity.span)
        } else {
            Ok(quantity)
        }
    }

    fn build_condition(&self, kind: ConditionKind, span: Range<usize>) -> Parsed<Term> {
        let condition = Condition::new(kind, span);
        if condition.height() > MOST_LEVELS {
            self.too_deep(condition.span)
        } else {
            Ok(Term::Condition(condition))
        }
    }

    fn either(&mut self) -> Parsed<Term> {
        let mut left = self.both()?;
        while self.take_word("or") {
            let right = self.both()?;
            left = self.join(left, right, ConditionKind::Or)?;
        }
        Ok(left)
    }

    fn both(&mut self) -> Parsed<Term> {
        let mut left = self.negation()?;
        while self.take_word("and") {
            let right = self.negation()?;
            left = self.join(left, right, ConditionKind::And)?;
        }
        Ok(left)
    }

    fn join(
        &self,
        left: Term,
        right: Term,
        kind: fn(Box<Condition>, Box<Condition>) -> ConditionKind,
    ) -> Parsed<Term> {
        let (left, right) = (self.condition(left)?, self.condition(right)?);
        let span = left.span.start..right.span.end;
        self.build_condition(kind(Box::new(left), Box::new(right)), span)
    }

    fn negation(&mut self) -> Parsed<Term> {
        let start = self.here().start;
        if !self.take_word("not") {
            return self.comparison();
        }
        let inner = self.nested(Self::negation)?;
        let inner = self.condition(inner)?;
        let span = start..inner.span.end;
        self.build_condition(ConditionKind::Not(Box::new(inner)), span)
    }

    fn comparison(&mut self) -> Parsed<Term> {
        let left = self.sum()?;
        let Some(comparison) = self.take_comparison() else {
            return Ok(left);
        };
        let right = self.sum()?;
        let span = left.span().start..right.span().end;
        let kind = self.compared(comparison, left, right)?;
        if self.take_comparison().is_some() {
            let help = "write `a < b and b < c`".to_owned();
            return problem(
                span.start..self.here().end,
                "comparisons cannot be chained",
                "",
                Some(help),
            );
        }
        self.build_condition(kind, span)
    }

    fn take_comparison(&mut self) -> Option<Comparison> {
        let comparison = match self.peek_symbol()? {
            "<" => Comparison::Less,
            "<=" => Comparison::LessOrEqual,
            ">" => Comparison::Greater,
            ">=" => Comparison::GreaterOrEqual,
            "==" => Comparison::Equal,
            "!=" => Comparison::NotEqual,
            _ => return None,
        };
        self.next += 1;
        Some(comparison)
    }

    fn compared(
        &mut self,
        comparison: Comparison,
        left: Term,
        right: Term,
    ) -> Parsed<ConditionKind> {
        let (switch, choices, text) = match (left, right) {
            (Term::Switch { slot, choices, .. }, Term::Text(text))
            | (Term::Text(text), Term::Switch { slot, choices, .. }) => (slot, choices, text),
            (left, right) => {
                let (left, right) = (self.quantity(left)?, self.quantity(right)?);
                return Ok(ConditionKind::Compare(
                    comparison,
                    Box::new(left),
                    Box::new(right),
                ));
            }
        };
        let equal = match comparison {
            Comparison::Equal => true,
            Comparison::NotEqual => false,
            _ => {
                return problem(
                    text,
                    "a switch can only be compared with `==` or `!=`",
                    "",
                    None,
                );
            }
        };
        let wanted = self.slice(&text).trim_matches('"').to_owned();
        let choice = choices.iter().position(|choice| *choice == wanted);
        if choice.is_none() {
            let help = did_you_mean(&wanted, choices.iter().map(String::as_str));
            let message = format!("`{wanted}` is not one of the choices of this switch");
            self.unknown.push(Problem {
                span: text,
                message,
                label: String::new(),
                help,
            });
        }
        Ok(ConditionKind::Choice {
            switch,
            choice: choice.unwrap_or_default(),
            equal,
        })
    }

    fn sum(&mut self) -> Parsed<Term> {
        self.chain(
            Self::product,
            &[("+", Arithmetic::Add), ("-", Arithmetic::Subtract)],
        )
    }

    fn product(&mut self) -> Parsed<Term> {
        self.chain(
            Self::signed,
            &[("*", Arithmetic::Multiply), ("/", Arithmetic::Divide)],
        )
    }

    fn chain(
        &mut self,
        operand: fn(&mut Self) -> Parsed<Term>,
        operators: &[(&str, Arithmetic)],
    ) -> Parsed<Term> {
        let mut left = operand(self)?;
        while let Some((_, arithmetic)) = operators
            .iter()
            .find(|(symbol, _)| self.peek_symbol() == Some(*symbol))
            .copied()
        {
            self.next += 1;
            let right = operand(self)?;
            let (first, second) = (self.quantity(left)?, self.quantity(right)?);
            left = self.binary(arithmetic, first, second)?;
        }
        Ok(left)
    }

    fn signed(&mut self) -> Parsed<Term> {
        let start = self.here().start;
        if !self.take_symbol("-") {
            return self.power();
        }
        let inner = self.nested(Self::signed)?;
        let inner = self.quantity(inner)?;
        let span = start..inner.span.end;
        Ok(Term::Quantity(self.build_quantity(
            QuantityKind::Negate(Box::new(inner)),
            span,
        )?))
    }

    fn binary(&self, arithmetic: Arithmetic, left: Quantity, right: Quantity) -> Parsed<Term> {
        let span = left.span.start..right.span.end;
        let kind = QuantityKind::Arithmetic(arithmetic, Box::new(left), Box::new(right));
        self.build_quantity(kind, span).map(Term::Quantity)
    }

    fn power(&mut self) -> Parsed<Term> {
        let base = self.primary()?;
        if !self.take_symbol("^") {
            return Ok(base);
        }
        let exponent = self.nested(Self::signed)?;
        let (base, exponent) = (self.quantity(base)?, self.quantity(exponent)?);
        self.binary(Arithmetic::Power, base, exponent)
    }
}
