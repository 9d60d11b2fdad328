// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.20;

/// @dev A contract whose words and numbers part, in ways that are easy to overlook: the schedule counts whole years and
/// forgets half a year and everything from four years on, limits stand inline instead of in constants, units are missing.
contract Traps {
    // A comment may say anything: USER_STAKE = 5 ether;
    string public constant NOTE = "TOP_LTV = 1;";

    uint256 public constant USER_STAKE = 0.1 ether;
    uint256 public constant CHALLENGER_STAKE = 2 * USER_STAKE;
    uint256 public constant INDEXER_STAKE = 100; // no `ether`
    uint256 public immutable CHALLENGE_WINDOW;
    uint256 public constant BURNT_SHARE = 0;
    uint256 public constant MIN_SAMPLE_BLOCKS = 1;
    uint256 public constant SAMPLES_PER_YEAR = 520;
    uint256 public constant CROSS_CHAIN_COOLDOWN = 1 days;
    uint256 public constant REMOTE_BOND = 1e18;
    uint256 public REMOTE_SETTLEMENT = 5 minutes;
    uint256 public constant maxHourlyBorrows = 10_000_000e18;
    uint256 public constant TOP_LTV = 90;
    uint256 public constant BORROW_RATE = 1_000;
    uint256 public constant INDEXER_FEE = 10;
    uint256 public constant PROTOCOL_CUT = 1_000;
    uint256 public constant LIQUIDATION_FEE = 500;
    uint256 public constant LIQUIDATION_LTV = 10_000;
    uint256 public immutable LOAN_TERM;
    uint256 public constant VOTING_PERIOD = 1 weeks;
    uint256 public constant TIME_LOCK = 720 hours;
    uint256 public constant SURPRISE = 42;

    mapping(uint256 => uint256) public ltvByAge;
    bool public paused;

    constructor(uint256 term) {
        CHALLENGE_WINDOW = 7 * 24 * 60 * 60;
        LOAN_TERM = term;
        ltvByAge[0] = 5_000;
        ltvByAge[1] = 7_500;
        ltvByAge[2] = 8_500;
        ltvByAge[3] = 9_000;
    }

    function calculateSlash(uint256 severity) external pure returns (uint256) {
        if (severity < 10) return 20;
        if (severity <= 50) return 50;
        return 100;
    }

    function checkCircuitBreakers(uint256 today, uint256 average) external {
        if (today > 2 * average || tx.gasprice > 500 gwei) paused = true;
    }
}
