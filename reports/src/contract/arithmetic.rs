//! Constant expressions, as the compiler computes them.
//!
//! Literals and what is built of them alone are exact rationals; once a typed constant takes part, operations are those of
//! integers, and a division drops its remainder.

use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;
use solar_parse::ast::{
    BinOpKind, CallArgsKind, ElementaryType, Expr, ExprKind, LitKind, TypeKind, UnOpKind,
};

use super::variables::Scope;

/// Nothing in 256 bits needs more; it bounds what hostile exponents cost.
const MOST_BITS: usize = 4_096;
/// Constants defined by constants, and operations within operations.
const DEEPEST: usize = 256;

/// A number and whether it is still a literal.
#[derive(Debug, Clone)]
struct Numeral {
    number: RBig,
    literal: bool,
}

/// Why an expression has no value, in words that follow "its value is not read: ".
pub(super) type Obscure = String;

/// The whole number that an expression stands for, as seen from within `owner`.
pub(super) fn whole(
    scope: &Scope<'_, '_>,
    owner: Option<&str>,
    expression: &Expr<'_>,
) -> Result<IBig, Obscure> {
    let found = numeral(scope, owner, expression, 0)?;
    integer(&found.number).ok_or_else(|| format!("{} is no whole number", found.number))
}

fn integer(number: &RBig) -> Option<IBig> {
    number.is_int().then(|| number.floor())
}

fn numeral(
    scope: &Scope<'_, '_>,
    owner: Option<&str>,
    expression: &Expr<'_>,
    depth: usize,
) -> Result<Numeral, Obscure> {
    if depth > DEEPEST {
        return Err("it is defined by too many others, or by itself".into());
    }
    scope
        .spend()
        .ok_or("the source has too many constants to compute")?;
    let depth = depth + 1;
    let expression = expression.peel_parens();
    let unknown = || format!("`{}` is no constant", scope.text(expression.span));
    let typed = |number: IBig| Numeral {
        number: number.into(),
        literal: false,
    };
    match &expression.kind {
        ExprKind::Lit(literal, _) => {
            let number = match &literal.kind {
                LitKind::Number(number) => decimal(&number.to_string()),
                LitKind::Rational(ratio) => decimal(&ratio.numer().to_string())
                    .zip(decimal(&ratio.denom().to_string()))
                    .filter(|(_, below)| *below != RBig::ZERO)
                    .map(|(above, below)| above / below),
                _ => None,
            };
            let literal = true;
            let number = number.ok_or_else(unknown)?;
            Ok(Numeral { number, literal })
        }
        ExprKind::Ident(name) => {
            let name = scope.text(name.span);
            let named = scope.named(owner, None, name).ok_or_else(unknown)?;
            let value = named.value().ok_or_else(unknown)?;
            let owner = named.owner.clone();
            let found = numeral(scope, owner.as_deref(), value, depth)?;
            integer(&found.number).map(typed).ok_or_else(unknown)
        }
        ExprKind::Member(of, name) => {
            let name = scope.text(name.span);
            match &of.peel_parens().kind {
                ExprKind::TypeCall(kind) => limit(&kind.kind, name).map(typed).ok_or_else(unknown),
                ExprKind::Ident(of) => {
                    let of = scope.text(of.span);
                    let named = scope.named(owner, Some(of), name).ok_or_else(unknown)?;
                    let value = named.value().ok_or_else(unknown)?;
                    let found = numeral(scope, Some(of), value, depth)?;
                    integer(&found.number).map(typed).ok_or_else(unknown)
                }
                _ => Err(unknown()),
            }
        }
        // A cast: `uint256(100)`.
        ExprKind::Call(function, arguments) => {
            let (ExprKind::Type(kind), CallArgsKind::Unnamed(arguments)) =
                (&function.peel_parens().kind, &arguments.kind)
            else {
                return Err(unknown());
            };
            let (true, [argument]) = (is_integer(&kind.kind), arguments.as_slice()) else {
                return Err(unknown());
            };
            let found = numeral(scope, owner, argument, depth)?;
            integer(&found.number).map(typed).ok_or_else(unknown)
        }
        ExprKind::Unary(operator, operand) if operator.kind == UnOpKind::Neg => {
            let found = numeral(scope, owner, operand, depth)?;
            Ok(Numeral {
                number: -found.number,
                literal: found.literal,
            })
        }
        ExprKind::Binary(left, operator, right) => {
            let left = numeral(scope, owner, left, depth)?;
            let right = numeral(scope, owner, right, depth)?;
            let literal = left.literal && right.literal;
            let number = combine(&left.number, operator.kind, &right.number, literal)
                .ok_or_else(|| format!("`{}` is not computed", scope.text(expression.span)))?;
            Ok(Numeral { number, literal })
        }
        _ => Err(unknown()),
    }
}

fn decimal(digits: &str) -> Option<RBig> {
    IBig::from_str_radix(digits, 10).ok().map(RBig::from)
}

/// Whether a type is `uint…` or `int…`.
pub(super) fn is_integer(kind: &TypeKind<'_>) -> bool {
    matches!(
        kind,
        TypeKind::Elementary(ElementaryType::UInt(_) | ElementaryType::Int(_))
    )
}

/// `type(uint256).max` and the like.
fn limit(kind: &TypeKind<'_>, which: &str) -> Option<IBig> {
    let TypeKind::Elementary(kind) = kind else {
        return None;
    };
    let power = |bits: usize| IBig::ONE << bits;
    match (kind, which) {
        (ElementaryType::UInt(size), "max") => Some(power(usize::from(size.bits())) - IBig::ONE),
        (ElementaryType::UInt(_), "min") => Some(IBig::ZERO),
        (ElementaryType::Int(size), "max") => {
            Some(power(usize::from(size.bits()).saturating_sub(1)) - IBig::ONE)
        }
        (ElementaryType::Int(size), "min") => {
            Some(-power(usize::from(size.bits()).saturating_sub(1)))
        }
        _ => None,
    }
}

fn combine(left: &RBig, operator: BinOpKind, right: &RBig, literal: bool) -> Option<RBig> {
    let found = match operator {
        BinOpKind::Add => left + right,
        BinOpKind::Sub => left - right,
        BinOpKind::Mul => left * right,
        BinOpKind::Div if *right == RBig::ZERO => return None,
        BinOpKind::Div if literal => left / right,
        BinOpKind::Div => (left / right).trunc().into(),
        BinOpKind::Rem => {
            let (left, right) = (integer(left)?, integer(right)?);
            if right == IBig::ZERO {
                return None;
            }
            (left % right).into()
        }
        BinOpKind::Pow => power(left, right)?,
        BinOpKind::Shl => left * power(&RBig::from(2u8), right)?,
        BinOpKind::Shr => (left / power(&RBig::from(2u8), right)?).floor().into(),
        _ => return None,
    };
    (bits(&found) <= MOST_BITS).then_some(found)
}

fn power(base: &RBig, exponent: &RBig) -> Option<RBig> {
    let exponent = isize::try_from(integer(exponent)?).ok()?;
    let size = bits(base).saturating_mul(exponent.unsigned_abs());
    if size > MOST_BITS || (exponent < 0 && *base == RBig::ZERO) {
        return None;
    }
    Some(base.pow(exponent))
}

fn bits(number: &RBig) -> usize {
    let length = |number: &UBig| dashu_int::ops::BitTest::bit_len(number);
    let (above, below) = number.clone().into_parts();
    length(&above.into_parts().1).max(length(&below))
}
