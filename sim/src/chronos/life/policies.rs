//! What each population of the ordinary month can choose to do.

/// A policy for each of the six populations. The default is the ordinary month: everybody takes part,
/// a share of the claims is false, and governance follows the paper's rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Policies {
    /// What borrowers with a true history do.
    pub users: UserPolicy,
    /// What wallets without a history do.
    pub attackers: AttackerPolicy,
    /// What the indexer of this share does.
    pub indexers: IndexerPolicy,
    /// What lenders do with their capital.
    pub lenders: LenderPolicy,
    /// What governance does with the constants.
    pub governance: GovernancePolicy,
    /// What liquidators do.
    pub arbitrageurs: ArbitrageurPolicy,
}

/// What borrowers with a true history do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum UserPolicy {
    /// They claim it, and borrow on it.
    #[default]
    Participate,
    /// They borrow on Aave.
    StayOut,
}

/// What wallets without a history do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AttackerPolicy {
    /// They claim one, in the share of the claims that `false_claim_share` says.
    #[default]
    ClaimFalsely,
    /// They do nothing.
    NeverAttack,
}

/// What the indexer of this share does. It serves, and is paid its fees, either way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum IndexerPolicy {
    /// It scans every claim, and challenges what it holds to be false.
    #[default]
    Scan,
    /// It scans nothing, and challenges nothing.
    DoNotScan,
}

/// What lenders do with their capital.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LenderPolicy {
    /// They keep the pool as fully lent as they like it.
    #[default]
    Supply,
    /// They lend on Aave, and the pool stays empty.
    StayOnAave,
}

/// What governance does with the constants. It ends pauses either way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum GovernancePolicy {
    /// It follows the paper's parameter adjustment protocol.
    #[default]
    Adjust,
    /// It leaves them as they are.
    Hold,
}

/// What liquidators do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ArbitrageurPolicy {
    /// They liquidate whatever pays.
    #[default]
    Liquidate,
    /// They do nothing.
    Idle,
}
