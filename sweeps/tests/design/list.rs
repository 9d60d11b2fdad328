use assay_sweeps::design::{Design, ListError};

use super::{balanced, points};

fn read(csv: &str) -> Result<Design, ListError> {
    Design::from_csv(&balanced(), csv.as_bytes())
}

#[test]
fn rows_are_points_with_numbers_and_choices() {
    let csv = "user_stake, loan_backing,min_sample_blocks,top_ltv\n0.1,reputation,100,0.9\n\"2e-1\",collateral, 5,0.50001\n";
    let design = read(csv).unwrap();
    assert_eq!(design.len(), 2);
    assert_eq!(
        points(&design),
        [[0.1, 0.0, 100.0, 0.9], [0.2, 1.0, 5.0, 0.5]]
    );
    let names: Vec<&str> = design
        .factors()
        .iter()
        .map(|factor| factor.name())
        .collect();
    assert_eq!(
        names,
        ["user_stake", "loan_backing", "min_sample_blocks", "top_ltv"]
    );
    let there = design.scenario_at(1, &balanced()).unwrap();
    assert_eq!(there.choice("loan_backing").unwrap(), "collateral");
    assert_eq!(there.exact("user_stake").unwrap().to_string(), "1/5");
}

#[test]
fn a_changed_row_changes_the_description() {
    let told = |csv| read(csv).unwrap().describe();
    let first = told("user_stake\n0.1\n0.2\n");
    assert_eq!(first, told("user_stake\n0.10\n2e-1\n"));
    assert_ne!(first, told("user_stake\n0.2\n0.1\n"));
    assert_ne!(first, told("user_stake\n0.1\n0.3\n"));
    assert_eq!(
        (&first["kind"], &first["points"]),
        (&"csv".into(), &2.into())
    );
}

#[test]
fn every_mistake_in_a_list_is_told_with_its_line() {
    let cases = [
        (
            "",
            "a list of points has a header of parameter names and at least one row",
        ),
        (
            "user_stake\n",
            "a list of points has a header of parameter names and at least one row",
        ),
        (
            "user_stake,profit\n0.1,2\n",
            "line 1: there is no parameter `profit`; a list has one column for each parameter, and no others",
        ),
        (
            "user_stakes\n0.1\n",
            "line 1: there is no parameter `user_stakes`; did you mean `user_stake`?; a list has one column for each parameter, and no others",
        ),
        (
            "user_stake,user_stake\n1,2\n",
            "`user_stake` is varied twice",
        ),
        (
            "user_stake\n0.1\nmuch\n",
            "line 3: `much` is no number for `user_stake`",
        ),
        (
            "user_stake\n0.1\nNaN\n",
            "line 3: the result is not a finite number",
        ),
        (
            "user_stake\n0.1\n-1\n",
            "line 3: -1 is outside the range of `user_stake`: 0 to 1000 ETH",
        ),
        (
            "min_sample_blocks\n2.5\n",
            "line 2: `min_sample_blocks` must be a whole number, and 2.5 is not",
        ),
        (
            "loan_backing\ncolateral\n",
            "line 2: `colateral` is not a choice of `loan_backing`; did you mean `collateral`?",
        ),
    ];
    for (csv, message) in cases {
        assert_eq!(read(csv).unwrap_err().to_string(), message, "{csv}");
    }
    let ragged = read("user_stake,eth_price\n0.1,2\n0.1\n")
        .unwrap_err()
        .to_string();
    assert!(ragged.starts_with("line 3: "), "{ragged}");
    let bytes = Design::from_csv(&balanced(), b"user_stake\n0.\xff\n".as_slice())
        .unwrap_err()
        .to_string();
    assert!(bytes.starts_with("line 2: "), "{bytes}");
}
