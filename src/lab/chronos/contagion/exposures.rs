//! What is owed to whom, as a network of debts.

use assay_scenarios::Scenario;
use assay_solver::network::{Debt, Network, Party, Stress};
use dashu_ratio::RBig;

use crate::error::CommandError;

/// The protocol's balance sheet when all loans are due, the same for every pool. Amounts in USD, shares as fractions.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Exposures {
    /// The home pool and one on each lending chain; at least one.
    pub(super) pools: usize,
    /// What each pool owes to its lenders.
    pub(super) deposits: RBig,
    /// What each pool has lent out of that.
    pub(super) lent: RBig,
    /// What an honest dollar lent earns a pool over a term: interest without the protocol's cut, less the ordinary
    /// defaults.
    pub(super) margin: RBig,
    /// What each defaulter borrows.
    pub(super) loan: RBig,
    /// Share of each pool's deposits that belongs to lenders of all pools.
    pub(super) shared: RBig,
    /// Share of their deposits that lenders have borrowed elsewhere.
    pub(super) leverage: RBig,
    /// What a defaulted loan costs its pool, by each place in which the paper says so; at least one.
    pub(super) readings: Vec<Reading>,
}

/// What a defaulted loan costs its pool, according to one place of the paper.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reading {
    /// Share of the loan that does not come back.
    pub(super) lost: RBig,
    /// Where the paper says so.
    pub(super) place: &'static str,
}

/// What a party of the network is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Defaulters,
    Pool,
    Lenders,
    /// Those from whom the lenders have borrowed.
    Creditors,
}

/// A network of debts with the role of each party, in the order of their indices, and what befalls them.
pub(super) struct Exposed {
    pub(super) network: Network,
    pub(super) roles: Vec<Role>,
    pub(super) stress: Stress,
}

impl Exposures {
    pub(super) fn read(scenario: &Scenario) -> Result<Self, CommandError> {
        let formula = |name: &str| scenario.evaluate::<RBig>(name);
        let deposits = formula("pool_deposits")?;
        let chains = scenario.exact_in("chains", "count")?;
        Ok(Self {
            // A whole number of at least one by the parameter's own range.
            pools: 1 + usize::try_from(chains.numerator()).unwrap_or(1),
            lent: &deposits * scenario.exact_in("utilisation", "fraction")?,
            deposits,
            margin: formula("lending_margin")?,
            loan: scenario.exact_in("coordinated_loan", "USD")?,
            shared: scenario.exact_in("shared_lenders", "fraction")?,
            leverage: scenario.exact_in("lender_leverage", "fraction")?,
            readings: readings(scenario)?,
        })
    }

    /// What each pool has not lent out.
    pub(super) fn idle(&self) -> RBig {
        &self.deposits - &self.lent
    }

    /// The network in which each pool has so many of its loans with the defaulters, a share of each of which is lost.
    ///
    /// What of a defaulted loan is not lost is collateral that the pool holds, and so stands among its assets. The
    /// defaulters' loans come out of idle cash first, then take the place of honest loans that were repaid.
    pub(super) fn with(&self, loans: &[u64], lost: &RBig) -> Exposed {
        let mut exposed = Exposed {
            network: Network::new(),
            roles: Vec::new(),
            stress: Stress::default(),
        };
        let defaulters = exposed.add(Role::Defaulters, "the defaulters", RBig::ZERO);
        exposed.stress = Stress::coordinated_default([defaulters.into()]);
        let pools: Vec<_> = (0..self.pools)
            .map(|pool| {
                let taken = &self.loan * RBig::from(loans.get(pool).copied().unwrap_or(0));
                let idle = (self.idle() - &taken).max(RBig::ZERO);
                let honest = (&self.deposits - &taken).min(self.lent.clone());
                let assets =
                    idle + honest * (RBig::ONE + &self.margin) + &taken * (RBig::ONE - lost);
                let at = exposed.add(Role::Pool, &pool_name(pool), assets);
                exposed.owe(defaulters, at, &taken * lost);
                at
            })
            .collect();
        let own = &self.deposits * (RBig::ONE - &self.shared);
        let shared = &self.deposits * &self.shared;
        let local: Vec<_> = pools
            .iter()
            .enumerate()
            .map(|(number, &pool)| {
                let name = format!("lenders of {}", pool_name(number));
                let lenders = exposed.add(Role::Lenders, &name, RBig::ZERO);
                exposed.owe(pool, lenders, own.clone());
                lenders
            })
            .collect();
        let everywhere = exposed.add(Role::Lenders, "lenders of all pools", RBig::ZERO);
        for &pool in &pools {
            exposed.owe(pool, everywhere, shared.clone());
        }
        let creditors = exposed.add(Role::Creditors, "those whom the lenders owe", RBig::ZERO);
        for lenders in local {
            exposed.owe(lenders, creditors, &own * &self.leverage);
        }
        let deposited = &shared * RBig::from(self.pools);
        exposed.owe(everywhere, creditors, deposited * &self.leverage);
        exposed
    }
}

/// Index of a party in its network.
type Number = u32;

impl Exposed {
    fn add(&mut self, role: Role, name: &str, assets: RBig) -> Number {
        let number = self.roles.len() as Number;
        self.roles.push(role);
        self.network.add_node(Party {
            name: name.to_owned(),
            assets,
        });
        number
    }

    fn owe(&mut self, debtor: Number, creditor: Number, amount: RBig) {
        self.network
            .add_edge(debtor.into(), creditor.into(), Debt { amount });
    }
}

fn readings(scenario: &Scenario) -> Result<Vec<Reading>, CommandError> {
    let lost = scenario.evaluate::<RBig>("default_loss")?;
    if scenario.choice("loan_backing")? != "reputation" {
        return Ok(vec![Reading {
            lost,
            place: "LTV Schedule, at the price of the first day",
        }]);
    }
    let kept = scenario.evaluate::<RBig>("coordinated_share")?;
    Ok(vec![
        Reading {
            lost,
            place: "LP Risk-Adjusted Returns",
        },
        Reading {
            // Collateral beyond the loan is no gain to the pool.
            lost: kept.max(RBig::ZERO),
            place: "Vector 4",
        },
    ])
}

fn pool_name(number: usize) -> String {
    match number {
        0 => "the home pool".into(),
        chain => format!("the pool on chain {chain}"),
    }
}
