//! What everybody pays in the end, by two witnesses.

use assay_solver::{
    network::{Clearing, NetworkError, NotClearing, ProgramError, clear, clear_by_program, verify},
    program::Effort,
};
use dashu_ratio::RBig;
use thiserror::Error;

use super::exposures::{Exposed, Role};

/// What became of everybody. Amounts in USD.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fallout {
    pub(super) pools: Vec<Fate>,
    /// Groups of lenders who stand alike: those of one pool, those of all.
    pub(super) lenders: Vec<Fate>,
    /// What the lenders lose of their deposits.
    pub(super) lenders_loss: RBig,
    /// What those lose whom the lenders owe.
    pub(super) creditors_loss: RBig,
}

/// What became of a pool or of a group of lenders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fate {
    pub(super) name: String,
    /// When it fell: 1 for those who would have, had everybody but the defaulters paid; none if it stands.
    pub(super) wave: Option<usize>,
    /// Of the deposits: what a pool returns, or what lenders get back.
    pub(super) recovered: RBig,
}

/// Who is asked to fall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Falls {
    Pool,
    Lender,
}

/// Why it is not known what becomes of everybody.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(super) enum Unsettled {
    /// The debts make no sense.
    #[error(transparent)]
    Network(#[from] NetworkError),
    /// The second witness has no answer.
    #[error("the linear program has no answer: {0}")]
    Program(#[from] ProgramError),
    /// The payments that were found do not clear.
    #[error("the payments do not pass their check: {0}")]
    Refused(#[from] NotClearing),
    /// The witnesses say different things.
    #[error("fictitious default and linear program clear differently")]
    Disagreement,
}

impl Falls {
    /// As it reads in a sentence.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Pool => "pool",
            Self::Lender => "lender",
        }
    }

    /// Whether one of these has fallen.
    pub(super) fn among(self, fallout: &Fallout) -> bool {
        let asked = match self {
            Self::Pool => &fallout.pools,
            Self::Lender => &fallout.lenders,
        };
        asked.iter().any(|fate| fate.wave.is_some())
    }

    /// The same of what the first witness alone says.
    pub(super) fn in_wave(self, exposed: &Exposed, clearing: &Clearing) -> bool {
        let asked = match self {
            Self::Pool => Role::Pool,
            Self::Lender => Role::Lenders,
        };
        exposed
            .network
            .node_indices()
            .zip(&exposed.roles)
            .any(|(at, role)| *role == asked && clearing.wave(at).is_some())
    }
}

/// What becomes of everybody: found wave after wave, checked, and found again by the linear program.
pub(super) fn fallout(exposed: &Exposed) -> Result<Fallout, Unsettled> {
    let clearing = clear(&exposed.network, &exposed.stress)?;
    verify(&exposed.network, &exposed.stress, clearing.payments())?;
    let witness = clear_by_program(&exposed.network, &exposed.stress, &Effort::default())?;
    if witness != clearing.payments() {
        return Err(Unsettled::Disagreement);
    }
    Ok(Fallout::read(exposed, &clearing))
}

impl Fallout {
    fn read(exposed: &Exposed, clearing: &Clearing) -> Self {
        let network = &exposed.network;
        let parties = exposed.roles.len();
        let mut owed = vec![RBig::ZERO; parties];
        let mut owing = vec![RBig::ZERO; parties];
        for debt in network.raw_edges() {
            owing[debt.source().index()] += &debt.weight.amount;
            owed[debt.target().index()] += &debt.weight.amount;
        }
        let mut fallout = Self {
            pools: Vec::new(),
            lenders: Vec::new(),
            lenders_loss: RBig::ZERO,
            creditors_loss: RBig::ZERO,
        };
        for (at, role) in network.node_indices().zip(&exposed.roles) {
            let party = at.index();
            let received = &clearing.received()[party];
            let fate = |returned: &RBig, deposits: &RBig| Fate {
                name: network[at].name.clone(),
                wave: clearing.wave(at),
                recovered: returned / deposits,
            };
            match role {
                Role::Defaulters => {}
                Role::Pool => {
                    let returned = &clearing.payments()[party];
                    fallout.pools.push(fate(returned, &owing[party]));
                }
                Role::Lenders => {
                    fallout.lenders_loss += &owed[party] - received;
                    // Of nothing deposited nothing is lost.
                    if !owed[party].is_zero() {
                        fallout.lenders.push(fate(received, &owed[party]));
                    }
                }
                Role::Creditors => fallout.creditors_loss += &owed[party] - received,
            }
        }
        fallout
    }

    /// Whether anybody falls but the defaulters.
    pub(super) fn spreads(&self) -> bool {
        Falls::Pool.among(self) || Falls::Lender.among(self)
    }
}
