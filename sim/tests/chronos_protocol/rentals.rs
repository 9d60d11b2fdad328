use assay_sim::chronos::protocol::*;

use crate::stage::*;

#[test]
fn an_indexer_has_a_borrowing_contract_blacklisted_everywhere() {
    let mut p = protocol_with(|c| c.contract_borrows = ContractBorrows::Allowed);
    let (indexer, person) = (open(&mut p), open(&mut p));
    let contract = p.open_account(AccountKind::Contract).unwrap();
    let reason = Refusal::NotIndexer(indexer);
    refused(&mut p, |p| p.report_contract(indexer, contract), reason);
    p.register_indexer(indexer).unwrap();
    let reason = Refusal::NotContract(person);
    refused(&mut p, |p| p.report_contract(indexer, person), reason);
    let reason = Refusal::NoReputation {
        account: contract,
        chain: HOME,
    };
    refused(&mut p, |p| p.report_contract(indexer, contract), reason);
    p.endow(contract, ETH, ETHER).unwrap();
    prove(&mut p, contract, 3 * YEAR, usd(100_000));
    p.report_contract(indexer, contract).unwrap();
    assert_eq!(p.ltv(contract, HOME), Ok(0));
    assert_eq!(p.ltv(contract, Chain(1)), Ok(9_000));
    pass(&mut p, 120);
    assert_eq!(p.ltv(contract, Chain(1)), Ok(0));
}
