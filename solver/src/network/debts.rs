//! Parties, what they own and owe, and what may befall them.

use std::collections::BTreeSet;

use petgraph::{
    graph::{DiGraph, NodeIndex},
    visit::EdgeRef,
};
use thiserror::Error;

use crate::exact::Rational;

/// Somebody who owns, owes and is owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Its name.
    pub name: String,
    /// What it owns besides claims on other parties, in USD; at least zero.
    pub assets: Rational,
}

/// What the party at the source of an edge owes to the party at its target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Debt {
    /// In USD; at least zero. All debts rank equally.
    pub amount: Rational,
}

/// Parties and the debts between them, each from debtor to creditor; several between the same two add up.
pub type Network = DiGraph<Party, Debt>;

/// What happens to a network: who refuses to pay, and what a default costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stress {
    /// Those who pay nothing and keep what they own and are paid, as in a coordinated default.
    pub refusing: BTreeSet<NodeIndex>,
    /// The share of its own assets that a party in default can still pay out: α of Rogers and Veraart (2013),
    /// within [0, 1].
    pub assets_recovered: Rational,
    /// The share of what it is paid that a party in default can still pay out: β, within [0, 1].
    pub claims_recovered: Rational,
}

impl Default for Stress {
    /// Nobody refuses, and a default destroys nothing: the model of Eisenberg and Noe.
    fn default() -> Self {
        Self {
            refusing: BTreeSet::new(),
            assets_recovered: Rational::ONE,
            claims_recovered: Rational::ONE,
        }
    }
}

impl Stress {
    /// These parties refuse to pay; a default destroys nothing.
    pub fn coordinated_default(refusing: impl IntoIterator<Item = NodeIndex>) -> Self {
        Self {
            refusing: refusing.into_iter().collect(),
            ..Self::default()
        }
    }

    /// Whether a default destroys value.
    pub fn is_costly(&self) -> bool {
        !(self.assets_recovered.is_one() && self.claims_recovered.is_one())
    }
}

/// Why a network or what befalls it was refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NetworkError {
    /// Assets below zero.
    #[error("{name} owns {assets}, less than nothing")]
    NegativeAssets {
        /// The party.
        name: String,
        /// What was given.
        assets: Rational,
    },
    /// A debt below zero.
    #[error("{debtor} owes {amount} to {creditor}, less than nothing")]
    NegativeDebt {
        /// Who owes.
        debtor: String,
        /// Who is owed.
        creditor: String,
        /// What was given.
        amount: Rational,
    },
    /// A party that owes to itself.
    #[error("{name} owes to itself")]
    OwnDebt {
        /// The party.
        name: String,
    },
    /// Somebody refuses to pay who is not there.
    #[error("party {number} refuses to pay, and there are only {parties}")]
    UnknownParty {
        /// Its index, from 0.
        number: usize,
        /// Parties of the network.
        parties: usize,
    },
    /// A share recovered in default that is no share.
    #[error("a share of {0} recovered in default is not within [0, 1]")]
    Recovered(Rational),
    /// Lists of another length than there are parties.
    #[error("{found} payments for {parties} parties")]
    Payments {
        /// Parties of the network.
        parties: usize,
        /// Payments given.
        found: usize,
    },
    /// The equations of those in default were not solved: a defect of this crate.
    #[error("the equations of {0} parties in default have no unique solution")]
    Unsolved(usize),
}

/// A network whose amounts were checked, under a stress: who owes what to whom, and intends to pay.
pub(super) struct Books {
    pub(super) assets: Vec<Rational>,
    /// All that a party owes.
    pub(super) owed: Vec<Rational>,
    /// By debtor: creditors, each once, and their share of what is paid.
    pub(super) shares: Vec<Vec<(usize, Rational)>>,
    pub(super) refuses: Vec<bool>,
    pub(super) assets_recovered: Rational,
    pub(super) claims_recovered: Rational,
}

impl Books {
    pub(super) fn new(network: &Network, stress: &Stress) -> Result<Self, NetworkError> {
        let parties = network.node_count();
        let name = |at: NodeIndex| network[at].name.clone();
        if let Some(stranger) = stress.refusing.iter().find(|it| it.index() >= parties) {
            return Err(NetworkError::UnknownParty {
                number: stranger.index(),
                parties,
            });
        }
        for share in [&stress.assets_recovered, &stress.claims_recovered] {
            if *share < Rational::ZERO || *share > Rational::ONE {
                return Err(NetworkError::Recovered(share.clone()));
            }
        }
        let mut assets = Vec::with_capacity(parties);
        let mut owed = Vec::with_capacity(parties);
        let mut shares = Vec::with_capacity(parties);
        for at in network.node_indices() {
            let party = &network[at];
            if party.assets < Rational::ZERO {
                return Err(NetworkError::NegativeAssets {
                    name: party.name.clone(),
                    assets: party.assets.clone(),
                });
            }
            let mut debts: Vec<(usize, Rational)> = Vec::new();
            for debt in network.edges(at) {
                let (creditor, amount) = (debt.target(), debt.weight().amount.clone());
                if amount < Rational::ZERO {
                    return Err(NetworkError::NegativeDebt {
                        debtor: name(at),
                        creditor: name(creditor),
                        amount,
                    });
                }
                if creditor == at {
                    return Err(NetworkError::OwnDebt { name: name(at) });
                }
                if !amount.is_zero() {
                    debts.push((creditor.index(), amount));
                }
            }
            debts.sort_by_key(|&(creditor, _)| creditor);
            debts.dedup_by(|later, kept| {
                let same = later.0 == kept.0;
                if same {
                    kept.1 += std::mem::take(&mut later.1);
                }
                same
            });
            let sum = debts
                .iter()
                .fold(Rational::ZERO, |sum, (_, amount)| sum + amount);
            for (_, amount) in &mut debts {
                *amount /= &sum;
            }
            assets.push(party.assets.clone());
            owed.push(sum);
            shares.push(debts);
        }
        Ok(Self {
            assets,
            owed,
            shares,
            refuses: network
                .node_indices()
                .map(|at| stress.refusing.contains(&at))
                .collect(),
            assets_recovered: stress.assets_recovered.clone(),
            claims_recovered: stress.claims_recovered.clone(),
        })
    }

    /// What each party is paid when each pays so much.
    pub(super) fn received(&self, payments: &[Rational]) -> Vec<Rational> {
        let mut received = vec![Rational::ZERO; self.assets.len()];
        for (shares, payment) in self.shares.iter().zip(payments) {
            for (creditor, share) in shares {
                received[*creditor] += share * payment;
            }
        }
        received
    }

    /// What a party that is paid so much pays itself.
    pub(super) fn pays(&self, party: usize, received: &Rational) -> Rational {
        if self.refuses[party] {
            Rational::ZERO
        } else if &self.assets[party] + received >= self.owed[party] {
            self.owed[party].clone()
        } else {
            &self.assets_recovered * &self.assets[party] + &self.claims_recovered * received
        }
    }
}
