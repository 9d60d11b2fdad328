use assay_sim::chronos::protocol::*;

use crate::stage::usd;

const CLAIM: Statement = Statement {
    age: YEAR,
    balance: usd(100_000),
};
const NOW: Seconds = 2 * YEAR;

fn spaced(first: Block, gap: Block) -> Samples {
    Samples((0..52).map(|n| first + n * gap).collect())
}

fn check(gap: Block, least: Block, history: &BalanceHistory) -> Result<bool, Refusal> {
    let constants = Constants::default()
        .with(Setting::MinSampleBlocks(least))
        .unwrap();
    check_samples(&constants.into(), history, &spaced(BEGIN, gap), CLAIM, NOW)
}

const BEGIN: Block = YEAR / BLOCK_TIME;

fn held_from(block: Block) -> BalanceHistory {
    let mut history = BalanceHistory::default();
    history.hold(block, CLAIM.balance).unwrap();
    history
}

fn flashed(gap: Block) -> BalanceHistory {
    let mut history = BalanceHistory::default();
    for n in 0..52 {
        history.flash(BEGIN + n * gap, CLAIM.balance).unwrap();
    }
    history
}

#[test]
fn a_holder_passes_at_any_distance() {
    let history = held_from(1);
    for gap in [1, 5, 100, 50_400] {
        assert_eq!(check(gap, gap.min(100), &history), Ok(true));
    }
}

#[test]
fn flash_loans_pass_only_where_samples_may_stand_in_neighbouring_blocks() {
    assert_eq!(check(1, 1, &flashed(1)), Ok(true));
    assert_eq!(check(2, 2, &flashed(2)), Ok(false));
    assert_eq!(check(100, 100, &flashed(100)), Ok(false));
}

#[test]
fn spreading_samples_wider_does_not_let_flash_loans_pass() {
    assert_eq!(check(101, 100, &flashed(101)), Ok(false));
    assert_eq!(check(50_400, 100, &flashed(50_400)), Ok(false));
}

#[test]
fn bonded_capital_held_between_bunched_samples_passes_without_a_year_of_holding() {
    let mut history = held_from(BEGIN);
    let last = BEGIN + 51 * 100;
    history.hold(last + 100, 0).unwrap();
    assert_eq!(check(100, 100, &history), Ok(true));
}

#[test]
fn a_balance_gone_for_one_block_between_samples_does_not_persist() {
    let mut history = held_from(1);
    history.hold(BEGIN + 50, CLAIM.balance - 1).unwrap();
    history.hold(BEGIN + 51, CLAIM.balance).unwrap();
    assert_eq!(check(100, 100, &history), Ok(false));
    assert_eq!(history.at_end(BEGIN + 50), CLAIM.balance - 1);
    assert_eq!(history.at_end(BEGIN + 51), CLAIM.balance);
}

#[test]
fn a_block_shows_what_was_held_at_its_beginning_its_end_or_for_a_moment() {
    let mut history = BalanceHistory::default();
    history.hold(10, 5).unwrap();
    history.flash(15, 9).unwrap();
    history.hold(20, 3).unwrap();
    let seen = [9, 10, 15, 16, 20, 21].map(|block| history.peak_in(block));
    assert_eq!(seen, [0, 5, 9, 5, 5, 3]);
    let reversed = Refusal::HistoryReversed {
        last: 20,
        block: 19,
    };
    assert_eq!(history.hold(19, 1), Err(reversed));
}

#[test]
fn the_number_of_samples_follows_the_age_and_is_at_least_one() {
    let constants = InForce::from(Constants::default());
    let ages = [0, DAY, YEAR / 2, YEAR, 3 * YEAR, 3 * YEAR + 1];
    let counts = ages.map(|age| required_samples(&constants, age));
    assert_eq!(counts, [1, 1, 26, 52, 156, 157].map(Ok));
}

#[test]
fn samples_that_are_no_proof_are_refused_by_name() {
    let constants = InForce::from(Constants::default());
    let history = held_from(1);
    let check = |samples| check_samples(&constants, &history, &samples, CLAIM, NOW);
    let too_few = Refusal::SampleCount {
        given: 51,
        required: 52,
    };
    assert_eq!(
        check(Samples((0..51).map(|n| BEGIN + n * 100).collect())),
        Err(too_few)
    );
    let close = Refusal::SamplesTooClose {
        first: BEGIN,
        second: BEGIN + 99,
        least: 100,
    };
    assert_eq!(check(spaced(BEGIN, 99)), Err(close));
    let mut reversed = spaced(BEGIN, 100);
    reversed.0.reverse();
    assert!(matches!(
        check(reversed),
        Err(Refusal::SamplesTooClose { .. })
    ));
    let now = NOW / BLOCK_TIME;
    let mut ahead = spaced(BEGIN, 100);
    ahead.0[51] = now - 98;
    assert_eq!(
        check(ahead),
        Err(Refusal::SampleInFuture {
            sample: now - 98,
            now
        })
    );
    let begins = BEGIN;
    let old = Refusal::SampleTooOld {
        sample: BEGIN - 1,
        begins,
    };
    assert_eq!(check(spaced(BEGIN - 1, 100)), Err(old));
}
