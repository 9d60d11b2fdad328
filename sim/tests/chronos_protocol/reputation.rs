use assay_sim::chronos::protocol::*;

use crate::stage::*;

#[test]
fn the_schedule_steps_at_six_months_and_one_two_three_years() {
    let constants = InForce::from(Constants::default());
    let ages = [
        0,
        6 * MONTH - 1,
        6 * MONTH,
        YEAR,
        2 * YEAR,
        3 * YEAR,
        40 * YEAR,
    ];
    let ltvs = ages.map(|age| ltv_by_age_table(&constants, age));
    assert_eq!(ltvs, [5_000, 5_000, 6_500, 7_500, 8_500, 9_000, 9_000]);
}

#[test]
fn the_mapping_differs_from_the_schedule_at_half_a_year_and_from_four_years_on() {
    let constants = InForce::from(Constants::default());
    let month = |age: u64| age * MONTH;
    let differing: Vec<u64> = (0..72)
        .filter(|age| ltv_by_age_mapping(month(*age)) != ltv_by_age_table(&constants, month(*age)))
        .collect();
    let expected: Vec<u64> = (6..12).chain(48..72).collect();
    assert_eq!(differing, expected);
}

#[test]
fn by_the_mapping_a_record_of_four_years_borrows_nothing() {
    let mut p = protocol_with(|c| c.ltv_source = LtvSource::Mapping);
    let user = proven(&mut p, 4 * YEAR - 1, usd(100_000));
    assert_eq!(p.credit_limit(user, HOME), Ok(usd(90_000)));
    pass(&mut p, 1);
    assert_eq!(p.credit_limit(user, HOME), Ok(0));
    let (amount, credit) = (1, 0);
    refused(
        &mut p,
        |p| p.borrow(user, HOME, 1, 0),
        Refusal::OverCredit { amount, credit },
    );
}

#[test]
fn reputation_grows_older_from_its_confirmation_on() {
    let mut p = protocol();
    let user = proven(&mut p, YEAR, usd(100));
    assert_eq!(p.ltv(user, HOME), Ok(7_500));
    pass(&mut p, 2 * YEAR - 1);
    assert_eq!(p.ltv(user, HOME), Ok(8_500));
    pass(&mut p, 1);
    assert_eq!(p.ltv(user, HOME), Ok(9_000));
}

#[test]
fn constants_no_contract_could_run_with_are_refused() {
    let zero = |name| Err(Refusal::Constants(InvalidConstants::Zero { name }));
    let new = |change: fn(&mut Constants)| {
        let mut constants = Constants::default();
        change(&mut constants);
        Protocol::new(constants).map(|_| ())
    };
    assert_eq!(new(|c| c.min_sample_blocks = 0), zero("min_sample_blocks"));
    assert_eq!(new(|c| c.chains = 0), zero("chains"));
    let above = InvalidConstants::ShareAboveWhole {
        name: "burnt_share",
        value: 10_001,
    };
    assert_eq!(new(|c| c.burnt_share = 10_001), Err(above.into()));
    let order = InvalidConstants::LtvStepsOutOfOrder;
    assert_eq!(new(|c| c.ltv_steps[0].from = 1), Err(order.into()));
    assert_eq!(new(|c| c.ltv_steps[4].ltv = 1), Err(order.into()));
    let veto = InvalidConstants::VetoOutOfReach { veto: 10, seats: 9 };
    assert_eq!(new(|c| c.council_veto = 10), Err(veto.into()));
    let chains = InvalidConstants::TooManyChains {
        given: 257,
        most: 256,
    };
    assert_eq!(new(|c| c.chains = 257), Err(chains.into()));
    let mut p = protocol();
    let mut fewer = p.constants().all();
    fewer.chains = 4;
    let changed = InvalidConstants::ChainsChanged { from: 5, to: 4 };
    refused(&mut p, |p| p.set_constants(fewer), changed.into());
}

#[test]
fn lowering_the_top_ltv_lowers_every_step_above_it() {
    let lowered = Constants::default().with(Setting::TopLtv(7_000)).unwrap();
    assert_eq!(
        lowered.ltv_steps.map(|step| step.ltv),
        [5_000, 6_500, 7_000, 7_000, 7_000]
    );
}
