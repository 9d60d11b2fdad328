//! Paths and laws whose losses are known beforehand.

use assay_sim::{
    chronos::credit::{Class, Credit, Terms},
    engine::{Ensemble, Silent},
};

use super::{all_at, law, mean_loss, only, paper, prices};

const YEAR: usize = 8_760;

/// A thousand dollars at 90 %, once, in a market without end.
fn a_thousand_dollars(liquidation_delay: usize, term: usize) -> Terms {
    let mut classes = [Class {
        ltv: 0.9,
        share: 0.0,
    }; 5];
    classes[4].share = 1.0;
    Terms {
        book: 1_000.0 * term as f64 / 24.0,
        classes,
        term,
        liquidation_delay,
        liquidity_depth: 1e15,
        ..paper()
    }
}

fn to_the_cent(found: f64, by_hand: f64) {
    assert!((found - by_hand).abs() < 0.005, "{found} for {by_hand}");
}

#[test]
fn a_loan_liquidated_within_the_hour_is_as_computed_by_hand() {
    // $1,111.11 of ether fall to $944.44. Owed after an hour: 1,000 + 1 fee + 0.0114 interest, above
    // it. The sale pays 944.44 / 1.05 = 899.47: 0.0114 of interest (lenders: nine tenths), the fee
    // of 1, and 898.46 of principal. The lenders are owed 1,000.0103 and get 898.4696.
    let year = only(&[1.0, 0.85], a_thousand_dollars(0, 2));
    to_the_cent(year.liquidated, 1_000.0);
    to_the_cent(year.proceeds, 944.44);
    to_the_cent(year.proceeds_to_lenders, 898.47);
    to_the_cent(year.proceeds_to_others, 45.97);
    to_the_cent(year.loss, 101.54);
    assert_eq!((year.defaulted, year.closing_book), (year.liquidated, 0.0));
}

#[test]
fn a_loan_that_recovers_within_the_delay_is_left_alone() {
    // Beyond the threshold at the second hour, sound at the third, beyond it again at the fourth,
    // whose delay would end at the fifth.
    let year = only(&[1.0, 0.85, 0.95, 0.85], a_thousand_dollars(1, 24));
    assert_eq!((year.liquidated, year.loss), (0.0, 0.0));
    let sold = only(&[1.0, 0.85, 0.95, 0.85, 0.85], a_thousand_dollars(1, 24));
    to_the_cent(sold.liquidated, 1_000.0);
}

#[test]
fn a_borrower_under_water_when_the_loan_is_due_leaves_it() {
    // $988.89 of ether for 1,001.02 owed; the pool keeps all it sells, and is owed 1,000.0205.
    let year = only(&[1.0, 0.95, 0.89], a_thousand_dollars(0, 2));
    to_the_cent(year.walked_away, 1_000.0);
    to_the_cent(year.proceeds_to_lenders, 988.89);
    to_the_cent(year.loss, 11.13);
    assert_eq!(year.proceeds_to_others, 0.0);
}

#[test]
fn sales_of_one_hour_lower_the_price_for_each_other() {
    // A market that falls by 1 % for every $1,000: $1,111.11 of ether worth 944.44 bring
    // 1000 (1 - 0.99^0.94444) / -ln 0.99 = 939.98.
    let terms = Terms {
        liquidity_depth: 1_000.0,
        ..a_thousand_dollars(0, 2)
    };
    let year = only(&[1.0, 0.85], terms);
    to_the_cent(year.proceeds, 939.98);
    assert!((year.deepest_pressure - 0.944_444 * 0.010_050_336).abs() < 1e-7);
}

#[test]
fn a_still_price_costs_nothing_and_earns_all_the_interest() {
    let terms = paper();
    let year = only(&vec![1.0; terms.term + YEAR], terms);
    assert_eq!(
        (year.loss, year.defaulted, year.liquidated),
        (0.0, 0.0, 0.0)
    );
    assert!((year.lenders_return(&terms) - 0.081).abs() < 1e-12);
    // A book of half days: 182.5 loans a day stand for what 183 or 182 of them hold.
    assert!((year.average_book / terms.book - 1.0).abs() < 0.01);
}

#[test]
fn a_small_ltv_costs_nothing() {
    for replicate in 0..20 {
        let terms = all_at(0.03);
        let prices = prices(&law(0.67), terms.term + YEAR, replicate);
        assert_eq!(only(&prices, terms).loss, 0.0);
    }
}

#[test]
fn without_delay_and_depth_no_loan_loses_more_than_its_hour_and_the_fee() {
    for replicate in 0..20 {
        let terms = Terms {
            liquidation_delay: 0,
            liquidity_depth: 1e15,
            ..paper()
        };
        let prices = prices(&law(0.67), terms.term + YEAR, replicate);
        let falls = prices.windows(2).map(|pair| 1.0 - pair[1] / pair[0]);
        let worst = falls.fold(0.0, f64::max);
        let year = only(&prices, terms);
        // Sound an hour ago at a debt of at most 1.051: what is left after the fall and the fee.
        let kept = (1.0 - worst) / (1.0 + terms.liquidation_fee);
        assert!(year.loss <= year.liquidated * 1.0511 * (1.0 - kept) + year.walked_away * worst);
        assert!(year.loss > 0.0);
    }
}

#[test]
fn losses_rise_with_volatility_delay_and_thin_markets() {
    let ensemble = Ensemble {
        seed: 5,
        point: 0,
        runs: 40,
    };
    // With a threshold that leaves room, so that the delay has something to lose.
    let base = Terms {
        liquidation_ltv: 0.92,
        ..paper()
    };
    let pools = vec![
        base,
        Terms {
            liquidation_delay: 6,
            ..base
        },
        Terms {
            liquidation_delay: 24,
            ..base
        },
        Terms {
            liquidity_depth: 5e6,
            ..base
        },
        Terms {
            liquidity_depth: 1e6,
            ..base
        },
    ];
    let losses = |volatility| -> Vec<f64> {
        let model = Credit::new(law(volatility), pools.clone());
        let runs = ensemble.run(&model, &Silent).unwrap();
        (0..pools.len())
            .map(|pool| mean_loss(&runs.iter().map(|run| run[pool]).collect::<Vec<_>>()))
            .collect()
    };
    let (calm, usual, wild) = (losses(0.3), losses(0.6), losses(1.2));
    assert!(calm[0] < usual[0] && usual[0] < wild[0]);
    assert!(usual[0] < usual[1] && usual[1] < usual[2], "{usual:?}");
    assert!(usual[0] < usual[3] && usual[3] < usual[4], "{usual:?}");
}

#[test]
fn a_pools_year_is_the_same_beside_any_other_and_on_any_threads() {
    let ensemble = Ensemble {
        seed: 5,
        point: 0,
        runs: 12,
    };
    let short = Terms {
        term: 700,
        ..paper()
    };
    let years = |pools: Vec<Terms>, threads| {
        let threads = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        threads.install(|| {
            ensemble
                .run(&Credit::new(law(0.67), pools), &Silent)
                .unwrap()
        })
    };
    let both = years(vec![short, paper()], 2);
    let alone = years(vec![paper()], 1);
    for (both, alone) in both.iter().zip(&alone) {
        assert_eq!(both[1], alone[0]);
    }
    assert_eq!(both, years(vec![short, paper()], 1));
}
