//! Answers that must be refused, though they are almost right.

use assay_solver::program::{
    Bounds, Infeasibility, Optimum, Outcome, Program, Refusal, Relation, Unboundedness, Uniqueness,
};

use super::support::{number, numbers, optimum, program};

fn chvatal() -> Program {
    program(
        Program::maximize(),
        "5 4 3",
        &["2 3 1 <= 5", "4 1 2 <= 11", "3 4 2 <= 8"],
    )
}

#[test]
fn an_optimum_that_was_tampered_with_is_refused() {
    let stated = chvatal();
    let sound = optimum(&stated);
    assert_eq!(stated.verify(&sound), Ok(()));
    let least = number("1e-30");
    type Tamper<'a> = &'a dyn Fn(&mut Optimum);
    let cases: [(&str, Tamper<'_>); 11] = [
        (
            "row 1 comes to 2500000000000000000000000000001/500000000000000000000000000000",
            &|it| {
                it.values[0] += &least;
            },
        ),
        (
            "variable 2 is -1/1000000000000000000000000000000, outside its bounds",
            &|it| {
                it.values[1] -= &least;
            },
        ),
        (
            "the value is 12999999999999999999999999999997/1000000000000000000000000000000, not 13",
            &|it| {
                it.values[2] -= &least;
            },
        ),
        (
            "the value is 13, not 13000000000000000000000000000001/1000000000000000000000000000000",
            &|it| {
                it.value += &least;
            },
        ),
        ("the multiplier of row 1 is -1, of the wrong sign", &|it| {
            it.duals[0] = number("-1");
        }),
        ("the duals bound the value by nothing", &|it| {
            it.duals[2] -= &least
        }),
        (
            "the duals bound the value by 13000000000000000000000000000011/1000000000000000000000000000000",
            &|it| it.duals[1] += &least,
        ),
        ("2 values where the program has 3", &|it| {
            it.values.pop();
        }),
        ("4 multipliers where the program has 3", &|it| {
            it.duals.push(number("0"))
        }),
        ("the duals bound the value by 16", &|it| {
            it.duals = numbers("0 0 2")
        }),
        ("the duals bound the value by nothing", &|it| {
            it.duals = numbers("0 0 0")
        }),
    ];
    for (reason, tamper) in cases {
        let mut tampered = sound.clone();
        tamper(&mut tampered);
        let refused = stated
            .verify(&tampered)
            .map_err(|refusal| refusal.to_string());
        assert_eq!(refused, Err(reason.into()));
    }
}

#[test]
fn a_solution_beside_others_is_not_the_only_one() {
    let stated = program(Program::maximize(), "1 1", &["1 1 <= 1"]);
    let mut found = optimum(&stated);
    assert_eq!(found.unique, Uniqueness::Degenerate);
    found.unique = Uniqueness::Unique;
    assert_eq!(stated.verify(&found), Err(Refusal::NotUnique));
}

#[test]
fn an_integer_optimum_needs_its_tree() {
    let mut stated = program(Program::maximize(), "3 2", &["2 2 <= 5", "1 0 <= 3/2"]);
    let best = optimum(&stated);
    let other = {
        let mut other = program(Program::maximize(), "3 2", &["2 2 <= 3", "1 0 <= 3/2"]);
        integers(&mut other);
        optimum(&other)
    };
    integers(&mut stated);
    let sound = optimum(&stated);
    assert_eq!(
        (sound.value.clone(), sound.values.clone()),
        (number("5"), numbers("1 1"))
    );
    let worse = Optimum {
        value: number("4"),
        values: numbers("0 2"),
        ..sound.clone()
    };
    assert!(matches!(stated.verify(&worse), Err(Refusal::Leaf { .. })));
    let bare = Optimum {
        tree: None,
        ..sound.clone()
    };
    assert_eq!(stated.verify(&bare), Err(Refusal::NoTree));
    let fractional = Optimum {
        values: best.values,
        value: best.value,
        ..sound.clone()
    };
    assert!(matches!(
        stated.verify(&fractional),
        Err(Refusal::Integer { .. })
    ));
    let sure = Optimum {
        unique: Uniqueness::Unique,
        ..sound.clone()
    };
    assert_eq!(stated.verify(&sure), Err(Refusal::NotUnique));
    // The tree of a smaller knapsack closes its leaves at once, where this one has more to give.
    let borrowed = Optimum {
        value: number("4"),
        values: numbers("0 2"),
        tree: other.tree,
        ..sound
    };
    assert!(matches!(
        stated.verify(&borrowed),
        Err(Refusal::Leaf { .. })
    ));
}

/// The same program with both variables whole.
fn integers(program: &mut Program) {
    let mut same = Program::maximize();
    for _ in 0..2 {
        let id = same.variable(number("0"), Bounds::free());
        program.integer(id);
    }
}

#[test]
fn false_proofs_that_there_is_no_optimum_are_refused() {
    let stated = chvatal();
    let rows = |text: &str| Outcome::Infeasible(Infeasibility::Rows(numbers(text)));
    let refused = stated.verify_outcome(&rows("1 1 1"));
    assert_eq!(refused, Err(Refusal::NotInfeasible));
    assert!(matches!(
        stated.verify_outcome(&rows("-1 -1 -1")),
        Err(Refusal::Sign { number: 1, .. })
    ));
    let bounds = Outcome::Infeasible(Infeasibility::Bounds { number: 1 });
    assert_eq!(stated.verify_outcome(&bounds), Err(Refusal::NotInfeasible));
    let ray = |from: &str, ray: &str| {
        Outcome::Unbounded(Unboundedness {
            from: numbers(from),
            ray: numbers(ray),
        })
    };
    let mut open = Program::maximize();
    let x = open.variable(number("1"), Bounds::non_negative());
    let y = open.variable(number("0"), Bounds::non_negative());
    open.row(
        [(x, number("1")), (y, number("-1"))],
        Relation::AtMost,
        number("1"),
    );
    assert_eq!(open.verify_outcome(&ray("1 0", "1 1")), Ok(()));
    for (from, direction) in [
        ("1 0", "1 0"),
        ("1 0", "0 1"),
        ("1 0", "-1 0"),
        ("1 0", "0 0"),
    ] {
        assert_eq!(
            open.verify_outcome(&ray(from, direction)),
            Err(Refusal::NotUnbounded),
            "{direction}"
        );
    }
    assert!(matches!(
        open.verify_outcome(&ray("2 0", "1 1")),
        Err(Refusal::Row { number: 1, .. })
    ));
}
