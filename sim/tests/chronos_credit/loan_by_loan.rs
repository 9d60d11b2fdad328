//! The book of days and classes against one that follows every loan by itself, hour by hour.

use assay_sim::chronos::credit::{CreditYear, Terms};
use proptest::prelude::*;

use super::{law, only, paper, prices};

struct Loan {
    class: usize,
    opened: usize,
    principal: f64,
    /// Ether.
    collateral: f64,
    crossed: Option<usize>,
    open: bool,
}

/// The same year without any aggregation, bound or early end of a search: every loan is looked at
/// in every hour.
fn one_by_one(terms: &Terms, prices: &[f64], measured: usize) -> CreditYear {
    let slope = -(0.99_f64.ln()) / terms.liquidity_depth;
    let mut pressure = 0.0_f64;
    let mut loans: Vec<Loan> = Vec::new();
    let mut year = CreditYear::default();
    let open = |loans: &[Loan]| {
        loans
            .iter()
            .filter(|loan| loan.open)
            .map(|loan| loan.principal)
            .sum::<f64>()
    };
    for (hour, &price) in prices.iter().enumerate() {
        if hour == measured {
            year = CreditYear {
                opening_book: open(&loans),
                ..CreditYear::default()
            };
        }
        pressure *= 0.5_f64.powf(1.0 / terms.liquidity_half_life);
        for due in [true, false] {
            for class in (0..terms.classes.len()).rev() {
                for loan in loans
                    .iter_mut()
                    .filter(|loan| loan.open && loan.class == class)
                {
                    let age = hour - loan.opened;
                    let interest = loan.principal * terms.borrow_rate * age as f64 / 8_760.0;
                    let fee = loan.principal * terms.indexer_fee;
                    let owed = loan.principal + interest + fee;
                    let claim = loan.principal + interest * (1.0 - terms.protocol_cut);
                    let worth = loan.collateral * price;
                    let sold = |worth: f64, pressure: f64| {
                        (-pressure).exp() * (1.0 - (-slope * worth).exp()) / slope
                    };
                    if due {
                        if age < terms.term {
                            continue;
                        }
                        loan.open = false;
                        if worth * (-pressure).exp() >= owed {
                            year.repaid += loan.principal;
                            continue;
                        }
                        let brought = sold(worth, pressure);
                        pressure += slope * worth;
                        year.walked_away += loan.principal;
                        year.defaulted += loan.principal;
                        year.loss += (claim - brought).max(0.0);
                        year.surplus += (brought - claim).max(0.0);
                        year.proceeds += brought;
                        year.proceeds_to_lenders += brought;
                    } else {
                        if owed <= terms.liquidation_ltv * worth * (-pressure).exp() {
                            loan.crossed = None;
                            continue;
                        }
                        let since = *loan.crossed.get_or_insert(hour);
                        if hour - since < terms.liquidation_delay {
                            continue;
                        }
                        loan.open = false;
                        let wanted = owed * (1.0 + terms.liquidation_fee);
                        let (mut least, mut most) = (0.0, worth);
                        let enough = sold(worth, pressure) > wanted;
                        while enough && most - least > 1e-13 * worth {
                            let middle = 0.5 * (least + most);
                            if sold(middle, pressure) < wanted {
                                least = middle
                            } else {
                                most = middle
                            }
                        }
                        let brought = if enough {
                            wanted
                        } else {
                            sold(worth, pressure)
                        };
                        pressure += slope * most;
                        let mut left = brought / (1.0 + terms.liquidation_fee);
                        let mut pay = |due: f64| {
                            let paid = left.min(due);
                            left -= paid;
                            paid
                        };
                        let to_lenders = pay(interest) * (1.0 - terms.protocol_cut);
                        pay(fee);
                        let to_lenders = to_lenders + pay(loan.principal);
                        year.liquidated += loan.principal;
                        if !enough {
                            year.defaulted += loan.principal;
                            year.loss += claim - to_lenders;
                        }
                        year.proceeds += brought;
                        year.proceeds_to_lenders += to_lenders;
                        year.proceeds_to_others += brought - to_lenders;
                    }
                    year.deepest_pressure = year.deepest_pressure.max(pressure);
                }
            }
        }
        if hour % 24 == 0 {
            for (class, terms_of_class) in terms.classes.iter().enumerate() {
                let principal = terms.book * terms_of_class.share * 24.0 / terms.term as f64;
                let collateral = principal / terms_of_class.ltv / (price * (-pressure).exp());
                year.lent += principal;
                loans.push(Loan {
                    class,
                    opened: hour,
                    principal,
                    collateral,
                    crossed: None,
                    open: true,
                });
            }
        }
        year.average_book += open(&loans);
    }
    year.interest = year.average_book * terms.borrow_rate * (1.0 - terms.protocol_cut) / 8_760.0;
    year.average_book /= (prices.len() - measured) as f64;
    year.closing_book = open(&loans);
    year
}

fn numbers(year: &CreditYear) -> [f64; 15] {
    [
        year.opening_book,
        year.closing_book,
        year.average_book,
        year.lent,
        year.repaid,
        year.liquidated,
        year.walked_away,
        year.defaulted,
        year.interest,
        year.loss,
        year.surplus,
        year.proceeds,
        year.proceeds_to_lenders,
        year.proceeds_to_others,
        year.deepest_pressure,
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_book_by_days_and_classes_is_the_book_of_its_loans(
        replicate in 0..10_000_u64,
        volatility in 0.3..1.5_f64,
        liquidation_ltv in 0.8..1.2_f64,
        liquidation_delay in 0..6_usize,
        // Deep enough that the market is never sold out: the reference has no floor for its price.
        log_depth in 6.5..9.0_f64,
        liquidity_half_life in 0.1..50.0_f64,
        borrow_rate in 0.0..0.5_f64,
        term in 1..700_usize,
    ) {
        let terms = Terms {
            liquidation_ltv,
            liquidation_delay,
            liquidity_depth: 10_f64.powf(log_depth),
            liquidity_half_life,
            borrow_rate,
            term,
            ..paper()
        };
        // Less than a year, so that it is measured from its first hour on.
        let prices = prices(&law(volatility), 1_200, replicate);
        let year = only(&prices, terms);
        let expected = one_by_one(&terms, &prices, 0);
        for (found, expected) in numbers(&year).into_iter().zip(numbers(&expected)) {
            prop_assert!(
                (found - expected).abs() <= 1e-6 * expected.abs().max(1.0),
                "{year:?} for {expected}"
            );
        }
    }

    #[test]
    fn what_comes_in_goes_out(
        replicate in 0..10_000_u64,
        volatility in 0.0..2.0_f64,
        liquidation_ltv in 0.7..1.5_f64,
        liquidation_delay in 0..100_usize,
        log_depth in 4.0..12.0_f64,
    ) {
        let terms = Terms {
            liquidation_ltv,
            liquidation_delay,
            liquidity_depth: 10_f64.powf(log_depth),
            ..paper()
        };
        let prices = prices(&law(volatility), terms.term + 8_760, replicate);
        let year = only(&prices, terms);
        let close = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(1.0);
        // Principal: what was open and was lent has ended or is open.
        prop_assert!(close(year.opening_book + year.lent, year.closing_book + year.ended()));
        // Money: what the sales brought went to the lenders or to the others.
        prop_assert!(close(year.proceeds, year.proceeds_to_lenders + year.proceeds_to_others));
        prop_assert!(year.proceeds_to_others >= -1e-6 && year.loss >= 0.0 && year.surplus >= 0.0);
        prop_assert!(year.defaulted <= (year.liquidated + year.walked_away) * (1.0 + 1e-12));
        // No lender loses more than was lent and the interest on it.
        prop_assert!(year.loss <= year.defaulted * (1.0 + terms.borrow_rate));
    }
}
