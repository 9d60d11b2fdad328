use assay_sim::chronos::protocol::*;
use proptest::prelude::*;

#[test]
fn a_default_of_nothing_is_slashed_twenty_percent() {
    assert_eq!(calculate_slash(0, 1), Ok(20));
    assert_eq!(scheduled_slash(0, 1), Ok(20));
}

#[test]
fn a_loan_of_nothing_has_no_severity() {
    assert_eq!(calculate_slash(1, 0), Err(Refusal::NothingBorrowed));
    assert_eq!(scheduled_slash(1, 0), Err(Refusal::NothingBorrowed));
}

#[test]
fn steps_stand_where_the_code_puts_them() {
    let percents = [0, 9, 10, 49, 50, 100, 250].map(|amount| calculate_slash(amount, 100));
    assert_eq!(percents, [20, 20, 50, 50, 100, 100, 100].map(Ok));
}

proptest! {
    #[test]
    fn truncation_moves_nothing_and_code_and_table_differ_at_one_half_alone(
        borrowed in 1..=u64::MAX,
        share in 0.0..1.5_f64,
    ) {
        let borrowed = u128::from(borrowed);
        for defaulted in [
            (borrowed as f64 * share) as u128,
            borrowed / 10, borrowed.div_ceil(10),
            borrowed / 2, borrowed.div_ceil(2),
        ] {
            let exactly_half = 2 * defaulted == borrowed;
            let (code, table) = (
                calculate_slash(defaulted, borrowed)?,
                scheduled_slash(defaulted, borrowed)?,
            );
            if exactly_half {
                prop_assert_eq!((code, table), (100, 50));
            } else {
                prop_assert_eq!(code, table);
            }
        }
    }
}
