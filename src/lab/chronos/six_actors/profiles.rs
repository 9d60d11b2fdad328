//! The six players, what each can choose, and what the simulation does with a choice.

use assay_sim::chronos::{
    ArbitrageurPolicy, AttackerPolicy, GovernancePolicy, IndexerPolicy, LenderPolicy, Policies,
    Population, UserPolicy,
};
use assay_solver::game::Player;

/// What each population chooses: 0 for what the paper says of it, 1 for the other.
pub(super) type Choices = [usize; PLAYERS];

pub(super) const PLAYERS: usize = Population::ALL.len();

/// What the paper asserts as the equilibrium: participate, never attack, challenge everything; and what
/// it takes for granted: lend, follow the adjustment protocol, liquidate.
pub(super) const PAPER: Choices = [0; PLAYERS];

/// Both choices of a population, the paper's first.
pub(super) fn choices(population: Population) -> [&'static str; 2] {
    match population {
        Population::Users => ["participate", "stay out"],
        Population::Attackers => ["never attack", "claim falsely"],
        Population::Indexers => ["challenge everything", "do not scan"],
        Population::Lenders => ["lend", "stay on Aave"],
        Population::Governance => ["adjust by the rules", "hold the constants"],
        Population::Arbitrageurs => ["liquidate", "idle"],
    }
}

/// The players of the game, in the order of [`Population::ALL`].
pub(super) fn players() -> Vec<Player> {
    Population::ALL
        .iter()
        .map(|population| Player {
            name: population.name().into(),
            strategies: choices(*population).map(Into::into).to_vec(),
        })
        .collect()
}

/// Every profile, in the game's order: the first population's choice changes fastest.
pub(super) fn all() -> impl Iterator<Item = Choices> {
    (0..1_usize << PLAYERS).map(|place| std::array::from_fn(|player| place >> player & 1))
}

/// The profile in which one population chooses otherwise.
pub(super) fn deviation(profile: &Choices, population: Population) -> Choices {
    let mut other = *profile;
    other[population as usize] = 1 - profile[population as usize];
    other
}

/// The place of a profile in [`all`].
pub(super) fn place(profile: &Choices) -> usize {
    profile
        .iter()
        .rev()
        .fold(0, |place, choice| 2 * place + choice)
}

pub(super) fn policies(profile: &Choices) -> Policies {
    let [
        users,
        attackers,
        indexers,
        lenders,
        governance,
        arbitrageurs,
    ] = profile.map(|choice| choice == 0);
    Policies {
        users: if users {
            UserPolicy::Participate
        } else {
            UserPolicy::StayOut
        },
        attackers: if attackers {
            AttackerPolicy::NeverAttack
        } else {
            AttackerPolicy::ClaimFalsely
        },
        indexers: if indexers {
            IndexerPolicy::Scan
        } else {
            IndexerPolicy::DoNotScan
        },
        lenders: if lenders {
            LenderPolicy::Supply
        } else {
            LenderPolicy::StayOnAave
        },
        governance: if governance {
            GovernancePolicy::Adjust
        } else {
            GovernancePolicy::Hold
        },
        arbitrageurs: if arbitrageurs {
            ArbitrageurPolicy::Liquidate
        } else {
            ArbitrageurPolicy::Idle
        },
    }
}

/// Whether users borrow and lenders lend in a profile.
pub(super) fn lent(profile: &Choices) -> bool {
    profile[Population::Users as usize] == 0 && profile[Population::Lenders as usize] == 0
}
