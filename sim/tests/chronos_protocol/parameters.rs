use assay_sim::chronos::protocol::*;

use crate::stage::*;

const QUIET: Observed = Observed {
    default_rate: 100,
    challenge_rate: 500,
    user_growth: 10,
    growth_target: 10,
    attack_attempted: false,
};

#[test]
fn a_quiet_quarter_changes_nothing_and_the_next_is_a_quarter_away() {
    let mut p = protocol();
    let before = p.constants().clone();
    let (due, now) = (YEAR / 4, 0);
    refused(&mut p, |p| p.adjust(QUIET), Refusal::NotDue { due, now });
    pass(&mut p, YEAR / 4);
    assert_eq!(p.adjust(QUIET), Ok(Adjustment::default()));
    assert_eq!(*p.constants(), before);
    let (due, now) = (YEAR / 2, YEAR / 4);
    assert_eq!(p.adjustment_due(), due);
    refused(&mut p, |p| p.adjust(QUIET), Refusal::NotDue { due, now });
}

#[test]
fn defaults_above_one_percent_raise_the_stake_and_lower_the_top_ltv() {
    let mut p = protocol();
    pass(&mut p, YEAR / 4);
    p.adjust(Observed {
        default_rate: 101,
        ..QUIET
    })
    .unwrap();
    assert_eq!(p.constants().user_stake(), ETHER * 12 / 100);
    assert_eq!(p.constants().top_ltv(), 8_500);
}

#[test]
fn the_top_ltv_never_falls_below_the_entry_step() {
    let mut p = protocol();
    for _ in 0..12 {
        pass(&mut p, YEAR / 4);
        p.adjust(Observed {
            default_rate: 500,
            ..QUIET
        })
        .unwrap();
    }
    assert_eq!(p.constants().ltv_steps().map(|step| step.ltv), [5_000; 5]);
}

#[test]
fn challenges_above_five_percent_make_challenging_cheaper_and_better_paid() {
    let mut p = protocol();
    pass(&mut p, YEAR / 4);
    p.adjust(Observed {
        challenge_rate: 501,
        ..QUIET
    })
    .unwrap();
    assert_eq!(p.constants().challenger_stake(), ETHER * 18 / 100);
    assert_eq!(p.constants().indexer_fee(), 11);
}

#[test]
fn growth_below_target_relaxes() {
    let mut p = protocol();
    pass(&mut p, YEAR / 4);
    p.adjust(Observed {
        user_growth: 9,
        ..QUIET
    })
    .unwrap();
    let constants = p.constants();
    assert_eq!(constants.user_stake(), ETHER * 9 / 100);
    assert_eq!(constants.min_sample_blocks(), 90);
    assert_eq!(constants.max_hourly_borrows(), usd(11_000_000));
}

#[test]
fn an_attack_tightens_at_once_and_forbids_relaxing_for_thirty_days() {
    let mut p = protocol();
    let slow = Observed {
        user_growth: 9,
        ..QUIET
    };
    pass(&mut p, YEAR / 4 - 30 * DAY + 1);
    let attacked = Observed {
        attack_attempted: true,
        ..slow
    };
    let applied = p.adjust(attacked).unwrap();
    assert_eq!(
        applied,
        Adjustment {
            attack: true,
            ..Adjustment::default()
        }
    );
    let constants = p.constants().clone();
    assert_eq!(constants.user_stake(), ETHER * 12 / 100);
    assert_eq!(constants.min_sample_blocks(), 110);
    assert_eq!(constants.max_hourly_borrows(), usd(9_000_000));
    pass(&mut p, 30 * DAY - 1);
    let applied = p.adjust(slow).unwrap();
    assert_eq!(
        applied,
        Adjustment {
            growth_withheld: true,
            ..Adjustment::default()
        }
    );
    assert_eq!(*p.constants(), constants);
    pass(&mut p, YEAR / 4);
    assert!(p.adjust(slow).unwrap().growth);
}
