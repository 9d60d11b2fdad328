// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.20;

/// @title The lending side of Chronos, as far as its economics go
/// @notice The constants and schedules of `scenarios/chronos/balanced.toml`. `assay constants --check` compares the two, and
///         `assay guard` says what a change here does to the attacks.
/// @dev An example for Assay, not audited and not deployed: proofs, payments and access control are left out.
contract Chronos {
    // Stakes

    uint256 public constant USER_STAKE = 0.1 ether;
    uint256 public constant CHALLENGER_STAKE = 0.2 ether;
    uint256 public constant INDEXER_STAKE = 100 ether;
    uint256 public constant CHALLENGE_WINDOW = 7 days;
    uint256 public constant BURNT_SHARE = 0;

    // Temporal proofs

    uint256 public constant MIN_SAMPLE_BLOCKS = 100;
    uint256 public constant SAMPLES_PER_YEAR = 52;

    // Borrows on other chains

    uint256 public constant CROSS_CHAIN_COOLDOWN = 1 hours;
    uint256 public constant REMOTE_BOND = 10_000;
    uint256 public constant REMOTE_SETTLEMENT = 5 minutes;

    // Loans; shares are in basis points, dollars have 18 decimals

    uint256 private constant BASIS = 10_000;
    uint256 public constant TOP_LTV = 9_000;
    uint256 public constant BORROW_RATE = 1_000;
    uint256 public constant INDEXER_FEE = 10;
    uint256 public constant PROTOCOL_CUT = 1_000;
    uint256 public constant LIQUIDATION_FEE = 500;
    uint256 public constant LIQUIDATION_LTV = BASIS;
    uint256 public constant LOAN_TERM = 365 days / 2;

    // Circuit breaker

    uint256 public constant MAX_HOURLY_BORROWS = 10_000_000e18;
    uint256 public constant GAS_PAUSE = 500 gwei;
    uint256 public constant DEFAULT_SPIKE = 2 * BASIS;

    // Governance

    uint256 public constant VOTING_PERIOD = 7 days;
    uint256 public constant TIME_LOCK = 30 days;

    struct Loan {
        uint256 principal;
        uint256 due;
    }

    error Paused();
    error LoanOpen();
    error TooMuch(uint256 asked, uint256 admitted);

    event Borrowed(address indexed borrower, uint256 principal, uint256 due);
    event BreakerTripped(string reason);

    mapping(address => Loan) public loans;
    mapping(address => uint256) public provenSince;
    mapping(address => uint256) public provenBalance;

    bool public paused;
    uint256 public currentHour;
    uint256 public borrowedThisHour;
    uint256 public defaultsToday;
    uint256 public averageDefaults;

    /// @notice Share of the proven balance that may be borrowed, by the age of the proof; never more than the top.
    /// @param age In seconds: whole years could not tell half a year from none.
    function ltvByAge(uint256 age) public pure returns (uint256) {
        if (age < 182.5 days) return TOP_LTV < 5_000 ? TOP_LTV : 5_000;
        if (age < 365 days) return TOP_LTV < 6_500 ? TOP_LTV : 6_500;
        if (age < 2 * 365 days) return TOP_LTV < 7_500 ? TOP_LTV : 7_500;
        if (age < 3 * 365 days) return TOP_LTV < 8_500 ? TOP_LTV : 8_500;
        return TOP_LTV;
    }

    /// @notice Percent of the reputation that a default costs.
    function calculateSlash(uint256 defaulted, uint256 borrowed) public pure returns (uint256) {
        require(borrowed > 0, "nothing was borrowed");
        uint256 severity = (defaulted * 100) / borrowed;
        if (severity < 10) {
            return 20;
        } else if (severity < 50) {
            return 50;
        }
        return 100;
    }

    /// @notice What the caller may borrow now.
    function limit(address account) public view returns (uint256) {
        uint256 age = block.timestamp - provenSince[account];
        return (provenBalance[account] * ltvByAge(age)) / BASIS;
    }

    function borrow(uint256 principal) external {
        if (paused) revert Paused();
        if (loans[msg.sender].principal > 0) revert LoanOpen();
        uint256 admitted = limit(msg.sender);
        if (principal > admitted) revert TooMuch(principal, admitted);

        uint256 fee = (principal * INDEXER_FEE) / BASIS;
        uint256 due = block.timestamp + LOAN_TERM;
        loans[msg.sender] = Loan(principal + fee, due);
        emit Borrowed(msg.sender, principal, due);

        uint256 thisHour = block.timestamp / 1 hours;
        borrowedThisHour = thisHour == currentHour ? borrowedThisHour + principal : principal;
        currentHour = thisHour;
        checkBreaker();
    }

    /// @notice Debt of a loan that is repaid `held` seconds after it was taken.
    function owed(uint256 principal, uint256 held) public pure returns (uint256) {
        return principal + (principal * BORROW_RATE * held) / (BASIS * 365 days);
    }

    /// @dev Pauses on too much volume in a clock hour, a spike of defaults, or an absurd gas price.
    function checkBreaker() internal {
        if (borrowedThisHour > MAX_HOURLY_BORROWS) {
            trip("volume");
        } else if (defaultsToday * BASIS > DEFAULT_SPIKE * averageDefaults) {
            trip("defaults");
        } else if (tx.gasprice > GAS_PAUSE) {
            trip("gas price");
        }
    }

    function trip(string memory reason) private {
        paused = true;
        emit BreakerTripped(reason);
    }
}
