//! The greatest clearing payments, by the fictitious default algorithm.
//!
//! Everybody is first supposed to pay in full. Those who then cannot are in default: what they pay is solved for,
//! with everybody else paying in full; those who cannot now are the next wave; until there is none. This ends after
//! at most as many waves as there are parties, with the greatest payments that clear (Eisenberg and Noe 2001,
//! section 3.2; with costs of default Rogers and Veraart 2013, section 3).

use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};
use thiserror::Error;

use super::{Network, NetworkError, Stress, debts::Books};
use crate::exact::{
    Rational,
    linear::{Solutions, solve},
};

/// What everybody pays in the end, and who defaults. Amounts are in USD, lists by the index of the party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clearing {
    payments: Vec<Rational>,
    least: Vec<Rational>,
    received: Vec<Rational>,
    equity: Vec<Rational>,
    wave: Vec<Option<usize>>,
    /// By edge: what the creditor gets of it.
    paid: Vec<Rational>,
    losses: Vec<Rational>,
}

impl Clearing {
    /// What each party pays on all its debts together: the greatest payments that clear.
    pub fn payments(&self) -> &[Rational] {
        &self.payments
    }

    /// The least payments that clear. They differ from the greatest only within groups of parties that own nothing,
    /// are paid nothing from outside and owe to each other alone: these may pass any amount round. Without such
    /// groups, as under the regularity condition of Eisenberg and Noe (theorem 2), clearing payments are unique.
    ///
    /// With costs of default others may clear below the greatest as well, and these are not looked for: what is
    /// given is then the greatest without the money that goes round in such groups.
    pub fn least_payments(&self) -> &[Rational] {
        &self.least
    }

    /// What each party is paid by the others.
    pub fn received(&self) -> &[Rational] {
        &self.received
    }

    /// What each party is left with once it has paid.
    pub fn equity(&self) -> &[Rational] {
        &self.equity
    }

    /// When a party defaults: 0 for those who refuse to pay, 1 for those who cannot pay although everybody else that
    /// does not refuse would, and so on; nothing for those who pay in full.
    pub fn wave(&self, party: NodeIndex) -> Option<usize> {
        self.wave.get(party.index()).copied().flatten()
    }

    /// What the creditor of a debt gets of it; nothing for a debt that does not exist.
    pub fn paid(&self, debt: EdgeIndex) -> Option<&Rational> {
        self.paid.get(debt.index())
    }

    /// What creditors lose on the debts of those who default, by wave; the first entry is the loss on those who
    /// refuse.
    pub fn losses(&self) -> &[Rational] {
        &self.losses
    }
}

/// Finds the greatest clearing payments of a network under stress.
///
/// # Errors
/// [`NetworkError`] for a network or a stress that makes no sense.
pub fn clear(network: &Network, stress: &Stress) -> Result<Clearing, NetworkError> {
    let books = Books::new(network, stress)?;
    let parties = books.assets.len();
    let mut wave: Vec<Option<usize>> = books
        .refuses
        .iter()
        .map(|&refuses| refuses.then_some(0))
        .collect();
    let mut payments: Vec<Rational> = (0..parties)
        .map(|party| {
            if books.refuses[party] {
                Rational::ZERO
            } else {
                books.owed[party].clone()
            }
        })
        .collect();
    for number in 1..=parties {
        let received = books.received(&payments);
        let mut fallen = false;
        for party in 0..parties {
            let has = &books.assets[party] + &received[party];
            if wave[party].is_none() && has < books.owed[party] {
                wave[party] = Some(number);
                fallen = true;
            }
        }
        if !fallen {
            break;
        }
        let defaulting: Vec<usize> = (0..parties)
            .filter(|&party| wave[party].is_some_and(|wave| wave > 0))
            .collect();
        settle(&books, &defaulting, &mut payments)?;
    }
    Ok(settled(network, &books, payments, wave))
}

/// Solves for what those in default pay when everybody else pays as before: `p = α · assets + β · received`.
fn settle(
    books: &Books,
    defaulting: &[usize],
    payments: &mut [Rational],
) -> Result<(), NetworkError> {
    for &party in defaulting {
        payments[party] = Rational::ZERO;
    }
    let from_others = books.received(payments);
    let mut matrix = vec![vec![Rational::ZERO; defaulting.len()]; defaulting.len()];
    for (column, &debtor) in defaulting.iter().enumerate() {
        matrix[column][column] += Rational::ONE;
        for (creditor, share) in &books.shares[debtor] {
            if let Ok(row) = defaulting.binary_search(creditor) {
                matrix[row][column] -= &books.claims_recovered * share;
            }
        }
    }
    let right: Vec<Rational> = defaulting
        .iter()
        .map(|&party| {
            &books.assets_recovered * &books.assets[party]
                + &books.claims_recovered * &from_others[party]
        })
        .collect();
    let Ok(Solutions::Unique(solution)) = solve(&matrix, &right) else {
        return Err(NetworkError::Unsolved(defaulting.len()));
    };
    for (&party, payment) in defaulting.iter().zip(solution) {
        payments[party] = payment;
    }
    Ok(())
}

fn settled(
    network: &Network,
    books: &Books,
    payments: Vec<Rational>,
    wave: Vec<Option<usize>>,
) -> Clearing {
    let received = books.received(&payments);
    let equity = books
        .assets
        .iter()
        .zip(&received)
        .enumerate()
        .map(|(party, (assets, received))| match wave[party] {
            Some(1..) => Rational::ZERO,
            _ => assets + received - &payments[party],
        })
        .collect();
    let waves = wave.iter().flatten().max().map_or(0, |last| last + 1);
    let mut losses = vec![Rational::ZERO; waves];
    for (party, payment) in payments.iter().enumerate() {
        if let Some(loss) = wave[party].and_then(|wave| losses.get_mut(wave)) {
            *loss += &books.owed[party] - payment;
        }
    }
    let paid = network
        .raw_edges()
        .iter()
        .map(|debt| {
            let debtor = debt.source().index();
            let amount = &debt.weight.amount;
            if amount.is_zero() {
                Rational::ZERO
            } else {
                &payments[debtor] * amount / &books.owed[debtor]
            }
        })
        .collect();
    Clearing {
        least: least(books, &payments, &received),
        payments,
        received,
        equity,
        wave,
        paid,
        losses,
    }
}

/// The payments without what goes round in groups that own nothing and are paid nothing from outside.
fn least(books: &Books, payments: &[Rational], received: &[Rational]) -> Vec<Rational> {
    let mut graph: DiGraph<usize, ()> = DiGraph::new();
    let nodes: Vec<NodeIndex> = (0..payments.len())
        .map(|party| graph.add_node(party))
        .collect();
    for (debtor, shares) in books.shares.iter().enumerate() {
        for (creditor, _) in shares {
            graph.add_edge(nodes[debtor], nodes[*creditor], ());
        }
    }
    let mut least = payments.to_vec();
    for group in petgraph::algo::kosaraju_scc(&graph) {
        let members: Vec<usize> = group.iter().map(|&node| graph[node]).collect();
        let inside = |(creditor, _): &(usize, Rational)| members.contains(creditor);
        let closed = members
            .iter()
            .all(|&party| books.shares[party].iter().all(inside));
        let owns_nothing = members.iter().all(|&party| books.assets[party].is_zero());
        let sum = |amounts: &[Rational]| {
            members
                .iter()
                .fold(Rational::ZERO, |sum, &party| sum + &amounts[party])
        };
        if closed && owns_nothing && sum(received) == sum(payments) {
            for party in members {
                least[party] = Rational::ZERO;
            }
        }
    }
    least
}

/// Why payments do not clear.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotClearing {
    /// The network itself was refused.
    #[error(transparent)]
    Network(#[from] NetworkError),
    /// A party that pays something else than it must and can.
    #[error("{name} pays {found}, and has to pay {expected}")]
    Payment {
        /// The party.
        name: String,
        /// What it pays.
        found: Rational,
        /// What it owes, or all that it has.
        expected: Rational,
    },
}

/// Checks payments, one a party, exactly: everybody pays what it owes or, in default, all that it can, in proportion
/// to its debts; those who refuse pay nothing.
///
/// # Errors
/// [`NotClearing`] names the first party for which that is not so.
pub fn verify(
    network: &Network,
    stress: &Stress,
    payments: &[Rational],
) -> Result<(), NotClearing> {
    let books = Books::new(network, stress)?;
    if payments.len() != books.assets.len() {
        return Err(NetworkError::Payments {
            parties: books.assets.len(),
            found: payments.len(),
        }
        .into());
    }
    let received = books.received(payments);
    for (party, at) in network.node_indices().enumerate() {
        let expected = books.pays(party, &received[party]);
        if payments[party] != expected {
            return Err(NotClearing::Payment {
                name: network[at].name.clone(),
                found: payments[party].clone(),
                expected,
            });
        }
    }
    Ok(())
}
