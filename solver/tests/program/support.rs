//! Programs in a few lines.

use assay_solver::{
    exact::{Rational, parse},
    program::{Bounds, Effort, Optimum, Outcome, Program, Relation, VariableId},
};

pub(super) fn number(text: &str) -> Rational {
    parse(text).unwrap_or_else(|error| panic!("{error}"))
}

pub(super) fn numbers(text: &str) -> Vec<Rational> {
    text.split_whitespace().map(number).collect()
}

/// A program over non-negative variables: its objective, and rows such as `1 2 <= 3`.
pub(super) fn program(mut program: Program, objective: &str, rows: &[&str]) -> Program {
    let variables: Vec<VariableId> = numbers(objective)
        .into_iter()
        .map(|coefficient| program.variable(coefficient, Bounds::non_negative()))
        .collect();
    for row in rows {
        let words: Vec<&str> = row.split_whitespace().collect();
        let [coefficients @ .., relation, bound] = words.as_slice() else {
            panic!("not a row: {row}");
        };
        let relation = match *relation {
            "<=" => Relation::AtMost,
            "=" => Relation::Equal,
            ">=" => Relation::AtLeast,
            other => panic!("not a relation: {other}"),
        };
        let terms = variables
            .iter()
            .copied()
            .zip(coefficients.iter().map(|text| number(text)));
        program.row(terms, relation, number(bound));
    }
    program
}

/// Every way to solve that there is.
pub(super) fn efforts() -> Vec<Effort> {
    let mut efforts = vec![Effort::exact_only(), Effort::default()];
    efforts.extend(
        assay_solver::program::BackEnd::ALL
            .iter()
            .map(|&back_end| Effort {
                back_ends: vec![back_end],
                // microlp goes round without end on one in some thousands of random programs.
                milliseconds: 100,
                ..Effort::default()
            }),
    );
    efforts
}

pub(super) fn solved(program: &Program, effort: &Effort) -> Outcome {
    program
        .solve(effort)
        .unwrap_or_else(|error| panic!("{error}"))
}

pub(super) fn optimum(program: &Program) -> Optimum {
    solved(program, &Effort::default())
        .optimum()
        .unwrap_or_else(|| panic!("no optimum"))
}
