//! Clearing payments: a published example, two witnesses, and the properties that define them.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use assay_solver::{
    exact::{Rational, approximate, parse},
    network::{
        Debt, Network, NetworkError, NotClearing, Party, ProgramError, Stress, clear,
        clear_by_program, verify,
    },
    program::Effort,
};
use petgraph::graph::{EdgeIndex, NodeIndex};
use proptest::prelude::*;

fn whole(number: i64) -> Rational {
    Rational::from(number)
}

fn amounts(texts: &[&str]) -> Vec<Rational> {
    texts.iter().map(|text| parse(text).unwrap()).collect()
}

/// A network of parties with these assets and debts (debtor, creditor, amount).
fn network(assets: &[i64], debts: &[(u32, u32, i64)]) -> Network {
    let mut network = Network::new();
    for (number, &assets) in assets.iter().enumerate() {
        network.add_node(Party {
            name: format!("party {number}"),
            assets: whole(assets),
        });
    }
    for &(debtor, creditor, amount) in debts {
        let debt = Debt {
            amount: whole(amount),
        };
        network.add_edge(debtor.into(), creditor.into(), debt);
    }
    network
}

/// Elsinger, Lehar and Summer, "Risk assessment for banking systems" (Management Science 2006), the example of
/// section 2: three banks with assets of one each.
fn three_banks() -> Network {
    network(
        &[1, 1, 1],
        &[(0, 2, 2), (1, 0, 3), (1, 2, 1), (2, 0, 3), (2, 1, 1)],
    )
}

#[test]
fn the_published_example_clears_as_published() {
    let network = three_banks();
    let clearing = clear(&network, &Stress::default()).unwrap();
    assert_eq!(clearing.payments(), amounts(&["2", "28/15", "52/15"]));
    assert_eq!(clearing.payments(), clearing.least_payments());
    // The second bank cannot pay although the others would; the third falls with it.
    let waves: Vec<_> = network
        .node_indices()
        .map(|bank| clearing.wave(bank))
        .collect();
    assert_eq!(waves, [None, Some(1), Some(2)]);
    assert_eq!(clearing.losses(), amounts(&["0", "32/15", "8/15"]));
    assert_eq!(
        clearing.paid(EdgeIndex::new(1)),
        Some(&parse("7/5").unwrap())
    );
    assert_eq!(clearing.equity(), amounts(&["3", "0", "0"]));
}

#[test]
fn a_coordinated_default_falls_on_creditors_wave_by_wave() {
    // Borrowers 0 and 1 owe the pool 2, which owes the lender 3, which owes the bank 4.
    let network = network(
        &[50, 60, 10, 5, 0],
        &[(0, 2, 40), (1, 2, 60), (2, 3, 80), (3, 4, 20)],
    );
    let calm = clear(&network, &Stress::default()).unwrap();
    assert!(calm.losses().is_empty());
    let stress = Stress::coordinated_default([0u32, 1].map(NodeIndex::from));
    let shaken = clear(&network, &stress).unwrap();
    let waves: Vec<_> = network
        .node_indices()
        .map(|party| shaken.wave(party))
        .collect();
    assert_eq!(waves, [Some(0), Some(0), Some(1), Some(2), None]);
    // They keep what they have; the pool loses 100 on them, the lender 70 on the pool, the bank 5 on the lender.
    assert_eq!(shaken.losses(), [100, 70, 5].map(whole));
    assert_eq!(shaken.equity(), [50, 60, 0, 0, 15].map(whole));
}

#[test]
fn costs_of_default_destroy_what_they_say() {
    // By hand: 0 owes 10 and has 8 of its own and nothing coming in; half of it is lost.
    let network = network(&[8, 3, 0], &[(0, 1, 10), (1, 2, 9)]);
    let stress = Stress {
        assets_recovered: parse("1/2").unwrap(),
        ..Stress::default()
    };
    let clearing = clear(&network, &stress).unwrap();
    // 1 then has 3 + 4 against 9, and half of its 3 is lost too.
    assert_eq!(clearing.payments(), amounts(&["4", "11/2", "0"]));
    assert_eq!(verify(&network, &stress, clearing.payments()), Ok(()));
    assert_eq!(
        clear_by_program(&network, &stress, &Effort::default()),
        Err(ProgramError::Costly)
    );
}

#[test]
fn money_that_only_goes_round_clears_at_any_amount() {
    let network = network(&[0, 0, 4, 0], &[(0, 1, 7), (1, 0, 7), (2, 3, 5)]);
    let stress = Stress::default();
    let clearing = clear(&network, &stress).unwrap();
    assert_eq!(clearing.payments(), [7, 7, 4, 0].map(whole));
    assert_eq!(clearing.least_payments(), [0, 0, 4, 0].map(whole));
    for round in [0, 3, 7] {
        assert_eq!(
            verify(&network, &stress, &[round, round, 4, 0].map(whole)),
            Ok(())
        );
    }
}

#[test]
fn payments_that_do_not_clear_are_refused() {
    let network = three_banks();
    let refused = verify(&network, &Stress::default(), &amounts(&["2", "2", "52/15"]));
    assert_eq!(
        refused.map_err(|error| error.to_string()),
        Err("party 1 pays 2, and has to pay 28/15".into())
    );
    let short = verify(&network, &Stress::default(), &[]);
    assert_eq!(
        short,
        Err(NotClearing::Network(NetworkError::Payments {
            parties: 3,
            found: 0
        }))
    );
}

#[test]
fn networks_that_make_no_sense_are_refused() {
    let calm = Stress::default();
    for (network, stress, expected) in [
        (
            network(&[-1], &[]),
            calm.clone(),
            "party 0 owns -1, less than nothing",
        ),
        (
            network(&[0, 0], &[(0, 1, -2)]),
            calm.clone(),
            "party 0 owes -2 to party 1, less than nothing",
        ),
        (
            network(&[0], &[(0, 0, 2)]),
            calm.clone(),
            "party 0 owes to itself",
        ),
        (
            network(&[0], &[]),
            Stress::coordinated_default([NodeIndex::new(3)]),
            "party 3 refuses to pay, and there are only 1",
        ),
        (
            network(&[0], &[]),
            Stress {
                claims_recovered: whole(2),
                ..calm.clone()
            },
            "a share of 2 recovered in default is not within [0, 1]",
        ),
    ] {
        assert_eq!(
            clear(&network, &stress).map_err(|error| error.to_string()),
            Err(expected.into())
        );
    }
    assert!(clear(&Network::new(), &calm).unwrap().payments().is_empty());
}

/// Networks of up to six parties, many of them poor, some of them without any assets, and who refuses to pay.
fn shaken_network() -> impl Strategy<Value = (Network, Stress)> {
    (1usize..=6).prop_flat_map(|parties| {
        let assets = proptest::collection::vec(prop_oneof![Just(0i64), 0i64..20], parties);
        let debt = (0..parties as u32, 0..parties as u32, 0i64..30);
        let debts = proptest::collection::vec(debt, 0..=2 * parties);
        let refusing = proptest::collection::btree_set(0..parties, 0..=1);
        (assets, debts, refusing).prop_map(|(assets, mut debts, refusing)| {
            debts.retain(|(debtor, creditor, _)| debtor != creditor);
            let refusing = refusing.into_iter().map(NodeIndex::new);
            (
                network(&assets, &debts),
                Stress::coordinated_default(refusing),
            )
        })
    })
}

fn sum(values: &[Rational]) -> Rational {
    values.iter().fold(Rational::ZERO, |sum, value| sum + value)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn both_witnesses_pay_the_same((network, stress) in shaken_network()) {
        let clearing = clear(&network, &stress).unwrap();
        let witness = clear_by_program(&network, &stress, &Effort::default()).unwrap();
        prop_assert_eq!(clearing.payments(), &witness);
        prop_assert_eq!(verify(&network, &stress, clearing.payments()), Ok(()));
        prop_assert_eq!(verify(&network, &stress, clearing.least_payments()), Ok(()));
    }

    #[test]
    fn liability_is_limited_debts_come_first_and_no_value_is_lost((network, stress) in shaken_network()) {
        let clearing = clear(&network, &stress).unwrap();
        for (party, at) in network.node_indices().enumerate() {
            let owed: Rational = network.edges(at).fold(Rational::ZERO, |sum, debt| sum + &debt.weight().amount);
            let (paid, equity) = (&clearing.payments()[party], &clearing.equity()[party]);
            prop_assert!(*equity >= Rational::ZERO);
            prop_assert!(*paid <= owed);
            // Nothing is left for a party that could pay more, unless it refuses to.
            prop_assert!(equity.is_zero() || *paid == owed || clearing.wave(at) == Some(0));
            prop_assert_eq!(clearing.wave(at).is_some_and(|wave| wave > 0), *paid < owed && clearing.wave(at) != Some(0));
        }
        let assets = network.node_weights().fold(Rational::ZERO, |sum, party| sum + &party.assets);
        prop_assert_eq!(sum(clearing.equity()), assets);
        let by_debt = network.edge_indices().filter_map(|debt| clearing.paid(debt));
        prop_assert_eq!(by_debt.fold(Rational::ZERO, |sum, paid| sum + paid), sum(clearing.payments()));
        let owed = network.edge_weights().fold(Rational::ZERO, |sum, debt| sum + &debt.amount);
        prop_assert_eq!(sum(clearing.losses()), owed - sum(clearing.payments()));
    }

    /// Paying from nothing upwards, each what it has been paid, tends to the least payments from below.
    #[test]
    fn the_least_payments_are_the_limit_from_below((network, stress) in shaken_network()) {
        let clearing = clear(&network, &stress).unwrap();
        let parties = network.node_count();
        let owed: Vec<f64> = network
            .node_indices()
            .map(|at| network.edges(at).map(|debt| approximate(&debt.weight().amount)).sum())
            .collect();
        let mut payments = vec![0.0; parties];
        for _ in 0..20_000 {
            let mut has: Vec<f64> = network.node_weights().map(|party| approximate(&party.assets)).collect();
            for debt in network.raw_edges() {
                let (debtor, creditor) = (debt.source().index(), debt.target().index());
                if owed[debtor] > 0.0 {
                    has[creditor] += payments[debtor] * approximate(&debt.weight.amount) / owed[debtor];
                }
            }
            for (party, at) in network.node_indices().enumerate() {
                payments[party] = if stress.refusing.contains(&at) { 0.0 } else { has[party].min(owed[party]) };
            }
        }
        for (payment, least) in payments.iter().zip(clearing.least_payments()) {
            prop_assert!((payment - approximate(least)).abs() < 1e-3, "{payment} {least}");
        }
    }

    #[test]
    fn a_dearer_default_pays_nobody_more((network, stress) in shaken_network(), quarters in 0u8..=4) {
        let dearer = Stress {
            assets_recovered: whole(quarters.into()) / whole(4),
            claims_recovered: whole(quarters.into()) / whole(4),
            ..stress.clone()
        };
        let (cheap, dear) = (clear(&network, &stress).unwrap(), clear(&network, &dearer).unwrap());
        prop_assert_eq!(verify(&network, &dearer, dear.payments()), Ok(()));
        for (cheap, dear) in cheap.payments().iter().zip(dear.payments()) {
            prop_assert!(dear <= cheap);
        }
    }
}
