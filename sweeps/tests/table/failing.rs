//! Points that fail, and evaluations that are wrong.

use std::ops::Range;

use assay_sweeps::table::{
    Cell, Column, Evaluate, Failing, Holds, Rows, Stop, Sweep, SweepError, Values, read,
};

use crate::support::{Folder, Model, column, reference, run, with_threads};

#[test]
fn a_point_that_fails_is_a_row_with_its_error() {
    let folder = Folder::new();
    let sweep = folder.sweep("a", 100);
    let swept = run(&sweep, &Model::in_blocks_of(8)).unwrap();
    assert_eq!(
        (swept.points, swept.failed, swept.first_failures.len()),
        (100, 14, 10)
    );
    assert_eq!(
        swept.first_failures[1],
        (13, "no value at point 13".to_owned())
    );
    let table = read(&sweep.out).unwrap();
    assert_eq!(table.failed(), 14);
    let errors = table.column("error").unwrap();
    let profits = table.column("profit").unwrap();
    assert_eq!(errors.cell(13), Cell::Text("no value at point 13"));
    assert_eq!(profits.cell(13), Cell::Nothing);
    assert_eq!(
        table.column("price").unwrap().cell(13),
        Cell::Number(1013.0)
    );
    assert_eq!(
        (errors.cell(12), profits.cell(12)),
        (Cell::Nothing, Cell::Number(Model::profit(12)))
    );
}

fn failing_fast(folder: &Folder, name: &str, points: u64) -> Sweep {
    Sweep {
        failing: Failing::FailFast,
        ..folder.sweep(name, points)
    }
}

#[test]
fn fail_fast_ends_at_the_failed_point_of_the_lowest_number() {
    for (threads, block) in [(1, 1), (2, 1), (3, 4), (2, 1000)] {
        let folder = Folder::new();
        let sweep = failing_fast(&folder, "a", 500);
        // Once anew and once from what the first left behind.
        for _ in 0..2 {
            let model = Model::in_blocks_of(block).failing_every(50);
            let error = with_threads(threads, || run(&sweep, &model)).unwrap_err();
            let SweepError::Failed {
                point,
                coordinates,
                why,
                ..
            } = &error
            else {
                panic!("{error}");
            };
            assert_eq!((*point, &**why), (49, "no value at point 49"));
            assert_eq!(coordinates[1], ("price".to_owned(), "1049".to_owned()));
            assert_eq!(folder.names(), ["a.partial"]);
        }
        let text = run(&sweep, &Model::in_blocks_of(block).failing_every(50))
            .unwrap_err()
            .to_string();
        assert!(
            text.starts_with("point 49 failed (stake = 0.9, price = 1049): no value at point 49"),
            "{text}"
        );
        // The same sweep may then keep going, to the bytes of one that always did.
        let swept = run(
            &folder.sweep("a", 500),
            &Model::in_blocks_of(block).failing_every(50),
        )
        .unwrap();
        assert!(swept.resumed_from > 0);
        assert!(folder.bytes("a") == reference(500, 50));
    }
}

#[test]
fn fail_fast_does_no_harm_where_nothing_fails() {
    let folder = Folder::new();
    run(
        &failing_fast(&folder, "a", 100),
        &Model::in_blocks_of(8).failing_every(0),
    )
    .unwrap();
    assert!(folder.bytes("a") == reference(100, 0));
}

/// One coordinate, one number, one count; what it does at each point is up to `row`.
struct Short<F>([Column; 3], F);

fn short<F: Fn(u64, &mut Rows) -> Result<(), Stop> + Sync>(row: F) -> Short<F> {
    let columns = [
        column("x", "", Holds::Number),
        column("y", "", Holds::Number),
        column("n", "", Holds::Count),
    ];
    Short(columns, row)
}

impl<F: Fn(u64, &mut Rows) -> Result<(), Stop> + Sync> Evaluate for Short<F> {
    fn columns(&self) -> &[Column] {
        &self.0
    }
    fn coordinates(&self) -> usize {
        1
    }
    fn block(&self) -> usize {
        4
    }
    fn evaluate(&self, points: Range<u64>, rows: &mut Rows) -> Result<(), Stop> {
        for point in points {
            self.1(point, rows)?;
        }
        Ok(())
    }
}

#[test]
fn a_number_that_is_none_is_a_failed_point_and_never_written() {
    let folder = Folder::new();
    let model = short(|point, rows| {
        let y = if point == 5 { f64::NAN } else { f64::INFINITY };
        Ok(rows.push(&[Cell::Number(point as f64), Cell::Number(y), Cell::Count(1)])?)
    });
    let sweep = folder.sweep("a", 10);
    let swept = sweep.run(&model, &|_| {}).unwrap();
    assert_eq!(
        swept.first_failures,
        [(5, "`y` is not a number".to_owned())]
    );
    let table = read(&sweep.out).unwrap();
    let Values::Numbers(numbers) = table.column("y").unwrap() else {
        panic!()
    };
    assert_eq!(
        numbers
            .iter()
            .filter(|y| **y == Some(f64::INFINITY))
            .count(),
        9
    );
    assert_eq!(numbers[5], None);
    assert_eq!(table.column("n").unwrap().cell(5), Cell::Nothing);
    assert_eq!(table.column("x").unwrap().cell(5), Cell::Number(5.0));
}

#[test]
fn an_evaluation_that_gives_other_rows_than_asked_for_is_refused() {
    type Row = fn(u64, &mut Rows) -> Result<(), Stop>;
    let cases: [(Row, &str); 5] = [
        (
            |_, _| Ok(()),
            "the evaluation gave 0 rows from point 0 on; expected 4",
        ),
        (
            |_, rows| Ok(rows.push(&[Cell::Number(1.0)])?),
            "the row of point 0 has 1 cells; expected 3",
        ),
        (
            |_, rows| Ok(rows.push(&[Cell::Number(1.0), Cell::Text("a"), Cell::Count(1)])?),
            "the row of point 0 has a in column `y`; expected a number",
        ),
        (
            |_, rows| {
                for _ in 0..5 {
                    rows.push(&[Cell::Nothing; 3])?;
                }
                Ok(())
            },
            "a row too many: the block ends before point 4",
        ),
        (
            |_, rows| Ok(rows.fail(&[], "why")?),
            "the row of point 0 has 0 cells; expected 1",
        ),
    ];
    for (row, expected) in cases {
        let error =
            with_threads(1, || Folder::new().sweep("a", 8).run(&short(row), &|_| {})).unwrap_err();
        let text = match &error {
            SweepError::Stopped { source, .. } => source.to_string(),
            other => other.to_string(),
        };
        assert_eq!(text, expected);
    }
}

#[test]
fn a_row_that_was_refused_leaves_the_others_as_they_were() {
    let folder = Folder::new();
    let model = short(|point, rows| {
        let wrong = rows.push(&[Cell::Number(0.0), Cell::Number(0.0), Cell::Truth(true)]);
        assert!(wrong.is_err());
        Ok(rows.push(&[
            Cell::Number(point as f64),
            Cell::Number(1.0),
            Cell::Count(1),
        ])?)
    });
    let sweep = folder.sweep("a", 9);
    sweep.run(&model, &|_| {}).unwrap();
    let table = read(&sweep.out).unwrap();
    let expected: Vec<_> = (0..9).map(|point| Some(f64::from(point))).collect();
    assert_eq!(table.column("x").unwrap(), Values::Numbers(expected));
}
