//! What the findings beside the attacks are about.

use std::collections::BTreeSet;

/// A part of the investigation that can be carried out without the others, in the order of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::lab) enum Topic {
    /// How many attacks pay; needs every attack judged.
    Attacks,
    /// An ordinary month against the paper's criteria and its Monte Carlo.
    OrdinaryLife,
    /// The best that any adversary gains; needs every attack judged.
    BestResponse,
    /// Whether those who should look do.
    Inspection,
    /// The constants a designer commits to.
    Commitment,
    /// Who falls with whom.
    Contagion,
    /// The six populations as players.
    SixActors,
    /// What lenders lose when the price of ETH falls.
    Systemic,
    /// Where the paper's contract and its words part.
    Contract,
}

impl Topic {
    const ALL: [Self; 9] = [
        Self::Attacks,
        Self::OrdinaryLife,
        Self::BestResponse,
        Self::Inspection,
        Self::Commitment,
        Self::Contagion,
        Self::SixActors,
        Self::Systemic,
        Self::Contract,
    ];

    /// Every topic.
    pub(in crate::lab) fn all() -> BTreeSet<Self> {
        Self::ALL.into()
    }

    /// The topic that a finding of this id belongs to; none for an attack and for what is no finding's id.
    pub(in crate::lab) fn of(id: &str) -> Option<Self> {
        let beginnings = [
            ("chronos/criteria/no-attack-pays", Self::Attacks),
            ("chronos/criteria/", Self::OrdinaryLife),
            ("chronos/monte-carlo/", Self::OrdinaryLife),
            ("chronos/best-response", Self::BestResponse),
            ("chronos/inspection/", Self::Inspection),
            ("chronos/commitment/", Self::Commitment),
            ("chronos/contagion/", Self::Contagion),
            ("chronos/six-actors/", Self::SixActors),
            ("chronos/systemic/", Self::Systemic),
            ("chronos/contract/", Self::Contract),
        ];
        beginnings
            .into_iter()
            .find(|(beginning, _)| id.starts_with(beginning))
            .map(|(_, topic)| topic)
    }

    /// What it is called.
    pub(in crate::lab) fn name(self) -> &'static str {
        match self {
            Self::Attacks => "the attacks",
            Self::OrdinaryLife => "ordinary life",
            Self::BestResponse => "the best adversary",
            Self::Inspection => "inspection",
            Self::Commitment => "the designer's commitment",
            Self::Contagion => "contagion",
            Self::SixActors => "the six populations",
            Self::Systemic => "lenders when ETH falls",
            Self::Contract => "the contract",
        }
    }

    /// Whether anything is played for it, so that it depends on runs, seed and prices.
    pub(in crate::lab) fn is_played(self) -> bool {
        matches!(self, Self::OrdinaryLife | Self::SixActors | Self::Systemic)
    }

    /// Whether it is about the attacks, which must be judged first.
    pub(in crate::lab) fn needs_attacks(self) -> bool {
        matches!(self, Self::Attacks | Self::BestResponse)
    }
}
