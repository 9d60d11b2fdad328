use assay_sim::chronos::protocol::*;

use crate::stage::*;

#[test]
fn ether_changes_hands_at_the_oracle_price_rounded_against_the_caller() {
    let mut p = protocol();
    let user = open(&mut p);
    p.set_oracle_price(2_999 * PRICE_UNIT + 1).unwrap();
    assert_eq!(p.buy_eth(user, ETHER), Ok(usd(2_999) + 10_000_000_000));
    assert_eq!(p.buy_eth(user, 1), Ok(3_000));
    assert_eq!(p.sell_eth(user, 1), Ok(2_999));
    assert_eq!(held(&p, user, ETH), 1_001 * ETHER);
    assert_conserved(&p);
}

#[test]
fn the_market_gives_only_what_it_has() {
    let mut p = protocol();
    let user = open(&mut p);
    p.set_oracle_price(1).unwrap();
    let before = p.clone();
    assert!(matches!(
        p.buy_eth(user, 1_000_001 * ETHER),
        Err(Refusal::Funds(_))
    ));
    p.set_oracle_price(10_u128.pow(19)).unwrap();
    assert!(matches!(p.sell_eth(user, ETHER), Err(Refusal::Funds(_))));
    assert!(matches!(p.buy_eth(user, ETHER), Err(Refusal::Funds(_))));
    p.set_oracle_price(before.oracle_price()).unwrap();
    refused(&mut p, |p| p.set_oracle_price(0), Refusal::ZeroPrice);
    refused(&mut p, |p| p.sell_eth(user, 0), Refusal::ZeroAmount);
}

#[test]
fn tokens_are_traded_once_they_have_a_price() {
    let mut p = protocol();
    p.endow_vault(Vault::Market, TOKEN, usd(1_000)).unwrap();
    let user = open(&mut p);
    refused(&mut p, |p| p.buy_tokens(user, WAD), Refusal::NoTokenPrice);
    refused(&mut p, |p| p.set_token_price(0), Refusal::ZeroPrice);
    p.set_token_price(5 * PRICE_UNIT).unwrap();
    assert_eq!(p.buy_tokens(user, 100 * WAD), Ok(usd(500)));
    assert_eq!(p.sell_tokens(user, 40 * WAD), Ok(usd(200)));
    assert_eq!(held(&p, user, TOKEN), 60 * WAD);
    assert_conserved(&p);
}

#[test]
fn a_payment_needs_funds_and_two_accounts() {
    let mut p = protocol();
    let (a, b) = (open(&mut p), open(&mut p));
    p.pay(a, b, USD, usd(1)).unwrap();
    assert_eq!(held(&p, b, USD), usd(10_000_001));
    let nobody = Account(99);
    refused(
        &mut p,
        |p| p.pay(a, nobody, USD, 1),
        Refusal::UnknownAccount(nobody),
    );
    let nowhere = Chain(5);
    refused(
        &mut p,
        |p| p.endow_vault(Vault::Pool(nowhere), USD, 1),
        Refusal::UnknownChain(nowhere),
    );
}
