//! The operations that formulas are made of, over whatever stands for their operands.

/// A function of one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Unary {
    Negate,
    Absolute,
    Floor,
    Ceiling,
    Exp,
    Ln,
    Sqrt,
    NormalCdf,
    NormalPdf,
    /// The number itself, if it is from 0 to 1.
    Probability,
}

/// A function of two numbers. A comparison gives 1 where it holds and 0 where it does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Binary {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Minimum,
    Maximum,
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
}

/// An operation on operands `T`: nodes of a graph, places of a program, or columns.
///
/// All but [`Operation::Select`] have no value where one of their operands has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Operation<T> {
    Unary(Unary, T),
    Binary(Binary, T, T),
    /// `then` where the truth is 1, `otherwise` where it is 0; what is not taken need not have a value.
    Select {
        truth: T,
        then: T,
        otherwise: T,
    },
}

/// Roughly what a call of a transcendental function costs, in additions.
const CALL: usize = 16;

impl<T: Copy> Operation<T> {
    pub(super) fn map<U>(self, mut change: impl FnMut(T) -> U) -> Operation<U> {
        match self {
            Self::Unary(function, a) => Operation::Unary(function, change(a)),
            Self::Binary(function, a, b) => Operation::Binary(function, change(a), change(b)),
            Self::Select {
                truth,
                then,
                otherwise,
            } => Operation::Select {
                truth: change(truth),
                then: change(then),
                otherwise: change(otherwise),
            },
        }
    }

    pub(super) fn operands(self) -> impl Iterator<Item = T> {
        let operands = match self {
            Self::Unary(_, a) => [Some(a), None, None],
            Self::Binary(_, a, b) => [Some(a), Some(b), None],
            Self::Select {
                truth,
                then,
                otherwise,
            } => [Some(truth), Some(then), Some(otherwise)],
        };
        operands.into_iter().flatten()
    }

    /// Roughly what a row costs, in additions.
    pub(super) fn weight(self) -> usize {
        match self {
            Self::Unary(Unary::Negate | Unary::Absolute | Unary::Probability, _) => 1,
            Self::Unary(..) | Self::Binary(Binary::Power, ..) => CALL,
            Self::Binary(..) | Self::Select { .. } => 1,
        }
    }
}
