//! The six populations of the protocol's ordinary life, each with one policy. They act on the
//! protocol by its calls alone, and each draws from random streams of its own.

mod arbitrageurs;
mod attackers;
mod governance;
mod indexers;
mod lenders;
mod users;

pub(super) use self::{
    arbitrageurs::Arbitrageurs, attackers::Attackers, governance::Governance, indexers::Indexers,
    lenders::Lenders, users::Users,
};
