//! A function's branches, followed for every key at once.
//!
//! The function must compare one and the same quantity with constants (an argument, a local variable, or an expression that
//! is always written alike) and return constants. Each comparison cuts the set of keys that reach it; a `return` gives its value
//! to those that are left.

use dashu_int::IBig;
use solar_parse::ast::{BinOpKind, Expr, ExprKind, Span, Stmt, StmtKind, UnOpKind};

use super::arithmetic::whole;
use super::keys::Keys;
use super::syntax::bytes;
use super::variables::Scope;
use super::{Edge, Piece};

/// Why a function is not one.
pub(super) struct NoStaircase {
    pub(super) why: String,
    pub(super) span: Span,
}

/// No schedule has so many comparisons; it bounds what hostile ones cost.
const MOST_COMPARISONS: usize = 4_096;
/// Conditions within conditions.
const DEEPEST: usize = 64;

type Followed<T> = Result<T, NoStaircase>;

/// The pieces of the function with this body, and the thresholds between them.
pub(super) fn staircase(
    scope: &Scope<'_, '_>,
    owner: Option<&str>,
    body: &[Stmt<'_>],
) -> Followed<(Vec<Piece>, Vec<Edge>)> {
    let walk = |compared: Option<String>, minds_requirements: bool| {
        let mut walk = Walk {
            scope,
            owner,
            compared,
            minds_requirements,
            effort: MOST_COMPARISONS,
            depth: 0,
            pieces: Vec::new(),
            edges: Vec::new(),
        };
        walk.block(body, Keys::unsigned())?;
        Ok(walk)
    };
    // What is compared is known only at the branches, and a requirement before them may be about it or about something else.
    let compared = walk(None, false)?.compared;
    let mut walk = walk(compared, true)?;
    let mut pieces = walk.pieces;
    pieces.sort_by(|left, right| left.keys.from.cmp(&right.keys.from));
    walk.edges
        .sort_by(|left, right| left.first_above.cmp(&right.first_above));
    Ok((pieces, walk.edges))
}

struct Walk<'w, 't, 'ast> {
    scope: &'w Scope<'t, 'ast>,
    owner: Option<&'w str>,
    /// The quantity that is compared, as it is written.
    compared: Option<String>,
    minds_requirements: bool,
    /// Comparisons that may still be followed.
    effort: usize,
    /// Conditions within conditions.
    depth: usize,
    pieces: Vec<Piece>,
    edges: Vec<Edge>,
}

impl Walk<'_, '_, '_> {
    /// The keys that leave a block at its end.
    fn block(&mut self, statements: &[Stmt<'_>], mut keys: Keys) -> Followed<Keys> {
        for statement in statements {
            if keys.is_empty() {
                break;
            }
            keys = self.statement(statement, keys)?;
        }
        Ok(keys)
    }

    fn statement(&mut self, statement: &Stmt<'_>, keys: Keys) -> Followed<Keys> {
        match &statement.kind {
            StmtKind::Return(Some(value)) => {
                self.give(value, keys)?;
                Ok(Keys::none())
            }
            StmtKind::If(condition, then, otherwise) => {
                let (yes, no) = self.split(condition, keys)?;
                let yes = self.statement(then, yes)?;
                let no = match otherwise {
                    Some(otherwise) => self.statement(otherwise, no)?,
                    None => no,
                };
                Ok(yes.and(no))
            }
            StmtKind::Block(block) | StmtKind::UncheckedBlock(block) => self.block(block, keys),
            // What is compared may be worked out before.
            StmtKind::DeclSingle(_) => Ok(keys),
            StmtKind::Revert(..) => Ok(Keys::none()),
            StmtKind::Expr(expression) => self.requirement(expression, keys),
            _ => Err(no_staircase(
                "this is neither a branch nor a return",
                statement.span,
            )),
        }
    }

    /// `require(key < bound)` leaves the keys below; one about something else leaves them all.
    fn requirement(&mut self, expression: &Expr<'_>, keys: Keys) -> Followed<Keys> {
        let ExprKind::Call(function, arguments) = &expression.kind else {
            let why = "this is neither a branch nor a return";
            return Err(no_staircase(why, expression.span));
        };
        let first = arguments.exprs().next();
        match (self.scope.text(function.span), first) {
            ("require" | "assert", Some(condition)) => {
                if !self.minds_requirements || self.compared.is_none() {
                    return Ok(keys);
                }
                let edges = self.edges.len();
                match self.split(condition, keys.clone()) {
                    Ok((yes, _)) => Ok(yes),
                    Err(_) => {
                        self.edges.truncate(edges);
                        Ok(keys)
                    }
                }
            }
            ("revert", _) => Ok(Keys::none()),
            _ => Err(no_staircase("what this does is not read", expression.span)),
        }
    }

    /// Gives the value of a `return` to these keys.
    fn give(&mut self, value: &Expr<'_>, keys: Keys) -> Followed<()> {
        if keys.is_empty() {
            return Ok(());
        }
        let value = value.peel_parens();
        if let ExprKind::Ternary(condition, then, otherwise) = &value.kind {
            let (yes, no) = self.split(condition, keys)?;
            self.give(then, yes)?;
            return self.give(otherwise, no);
        }
        let read = self.constant(value)?;
        for keys in keys.into_stretches() {
            self.pieces.push(Piece {
                keys,
                value: read.clone(),
                span: bytes(value.span),
            });
        }
        Ok(())
    }

    fn constant(&self, expression: &Expr<'_>) -> Followed<IBig> {
        whole(self.scope, self.owner, expression).map_err(|why| NoStaircase {
            why,
            span: expression.span,
        })
    }

    /// The keys for which a condition holds, and the others.
    fn split(&mut self, condition: &Expr<'_>, keys: Keys) -> Followed<(Keys, Keys)> {
        let condition = condition.peel_parens();
        let left = self.effort.checked_sub(1).filter(|_| self.depth < DEEPEST);
        let too_many = || no_staircase("there are too many comparisons", condition.span);
        self.effort = left.ok_or_else(too_many)?;
        self.depth += 1;
        let parts = self.parts(condition, keys);
        self.depth -= 1;
        parts
    }

    /// As [`Walk::split`], of a condition without parentheses around it.
    fn parts(&mut self, condition: &Expr<'_>, keys: Keys) -> Followed<(Keys, Keys)> {
        match &condition.kind {
            ExprKind::Unary(operator, inner) if operator.kind == UnOpKind::Not => {
                let (yes, no) = self.split(inner, keys)?;
                Ok((no, yes))
            }
            ExprKind::Binary(left, operator, right) => match operator.kind {
                BinOpKind::And => {
                    let (first, not_first) = self.split(left, keys)?;
                    let (both, not_second) = self.split(right, first)?;
                    Ok((both, not_first.and(not_second)))
                }
                BinOpKind::Or => {
                    let (first, not_first) = self.split(left, keys)?;
                    let (second, neither) = self.split(right, not_first)?;
                    Ok((first.and(second), neither))
                }
                kind if kind.is_cmp() => {
                    let (bound, kind, quantity) = match (self.constant(left), self.constant(right))
                    {
                        // Two constants are compared once and for all, as in `TOP < 5_000 ? TOP : 5_000`.
                        (Ok(left), Ok(right)) => {
                            return Ok(ordered(holds(&left, kind, &right), keys, Keys::none()));
                        }
                        (Err(_), Ok(bound)) => (bound, kind, left),
                        (Ok(bound), Err(_)) => (bound, mirrored(kind), right),
                        (Err(why), Err(_)) => return Err(why),
                    };
                    self.same_quantity(quantity)?;
                    Ok(self.cut(keys, kind, bound, condition.span))
                }
                _ => Err(no_staircase("this is no comparison", condition.span)),
            },
            _ => Err(no_staircase("this is no comparison", condition.span)),
        }
    }

    /// Every comparison must be about the same quantity.
    fn same_quantity(&mut self, quantity: &Expr<'_>) -> Followed<()> {
        let written: String = self.scope.text(quantity.peel_parens().span).into();
        match &self.compared {
            Some(known) if *known != written => {
                let why = format!("`{written}` is compared here and `{known}` elsewhere");
                Err(no_staircase(why, quantity.span))
            }
            _ => {
                self.compared = Some(written);
                Ok(())
            }
        }
    }

    fn cut(&mut self, keys: Keys, kind: BinOpKind, bound: IBig, span: Span) -> (Keys, Keys) {
        let after = &bound + IBig::ONE;
        let mut edge = |first_above: &IBig| {
            self.edges.push(Edge {
                first_above: first_above.clone(),
                bound_is_above: *first_above == bound,
                bound: bound.clone(),
                span: bytes(span),
            });
        };
        match kind {
            BinOpKind::Lt | BinOpKind::Ge => {
                edge(&bound);
                let (below, above) = keys.cut(&bound);
                ordered(kind == BinOpKind::Lt, below, above)
            }
            BinOpKind::Le | BinOpKind::Gt => {
                edge(&after);
                let (below, above) = keys.cut(&after);
                ordered(kind == BinOpKind::Le, below, above)
            }
            _ => {
                let (below, from) = keys.cut(&bound);
                let (only, above) = from.cut(&after);
                ordered(kind == BinOpKind::Eq, only, below.and(above))
            }
        }
    }
}

/// The pair, turned around unless the first is meant.
fn ordered(first: bool, one: Keys, other: Keys) -> (Keys, Keys) {
    if first { (one, other) } else { (other, one) }
}

/// What a comparison of two numbers says.
fn holds(left: &IBig, kind: BinOpKind, right: &IBig) -> bool {
    match kind {
        BinOpKind::Lt => left < right,
        BinOpKind::Le => left <= right,
        BinOpKind::Gt => left > right,
        BinOpKind::Ge => left >= right,
        BinOpKind::Ne => left != right,
        _ => left == right,
    }
}

/// The comparison with its two sides exchanged.
fn mirrored(kind: BinOpKind) -> BinOpKind {
    match kind {
        BinOpKind::Lt => BinOpKind::Gt,
        BinOpKind::Le => BinOpKind::Ge,
        BinOpKind::Gt => BinOpKind::Lt,
        BinOpKind::Ge => BinOpKind::Le,
        other => other,
    }
}

fn no_staircase(why: impl Into<String>, span: Span) -> NoStaircase {
    NoStaircase {
        why: why.into(),
        span,
    }
}
