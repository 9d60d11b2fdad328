//! Clearing payments by linear programming: the second witness.

use thiserror::Error;

use super::{Network, NetworkError, Stress, debts::Books};
use crate::{
    exact::Rational,
    program::{Bounds, Effort, Outcome, Program, Relation, SolveError, VariableId},
};

/// Why the program gives no payments.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ProgramError {
    /// The network or the stress was refused.
    #[error(transparent)]
    Network(#[from] NetworkError),
    /// A default destroys value: payments then jump, and no linear program describes them.
    #[error("with costs of default, clearing payments are not the solution of a linear program")]
    Costly,
    /// The program was not solved.
    #[error(transparent)]
    Program(#[from] SolveError),
    /// The program was said to have no optimum, which paying nothing disproves: a defect of this crate.
    #[error("the program of a network was said to be infeasible or unbounded")]
    NoOptimum,
}

/// Finds the greatest clearing payments, one a party in USD, as the greatest sum of payments that nobody makes beyond
/// what it owes and has (Eisenberg and Noe 2001, lemma 4).
///
/// # Errors
/// [`ProgramError`] for what makes no sense, for costs of default, and when the program's budget is spent.
pub fn clear_by_program(
    network: &Network,
    stress: &Stress,
    effort: &Effort,
) -> Result<Vec<Rational>, ProgramError> {
    let books = Books::new(network, stress)?;
    if stress.is_costly() {
        return Err(ProgramError::Costly);
    }
    let mut program = Program::maximize();
    let payments: Vec<VariableId> = books
        .owed
        .iter()
        .zip(&books.refuses)
        .map(|(owed, &refuses)| {
            let most = if refuses {
                Rational::ZERO
            } else {
                owed.clone()
            };
            program.variable(Rational::ONE, Bounds::between(Rational::ZERO, most))
        })
        .collect();
    let mut rows: Vec<Vec<(VariableId, Rational)>> = payments
        .iter()
        .map(|&payment| vec![(payment, Rational::ONE)])
        .collect();
    for (shares, &payment) in books.shares.iter().zip(&payments) {
        for (creditor, share) in shares {
            rows[*creditor].push((payment, -share));
        }
    }
    for (row, assets) in rows.into_iter().zip(&books.assets) {
        program.row(row, Relation::AtMost, assets.clone());
    }
    match program.solve(effort)? {
        Outcome::Optimal(optimum) => Ok(optimum.values),
        Outcome::Infeasible(_) | Outcome::Unbounded(_) => Err(ProgramError::NoOptimum),
    }
}
