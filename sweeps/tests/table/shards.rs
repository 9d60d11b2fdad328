//! Shards joined are the sweep done at once.

use std::path::PathBuf;

use assay_sweeps::table::{Shard, SweepError, merge};
use proptest::prelude::*;

use crate::support::{Folder, Model, identity, reference, run};

/// The finished shards of a sweep.
fn shards(folder: &Folder, points: u64, of: u32, block: usize) -> Vec<PathBuf> {
    let names: Vec<String> = (1..=of).map(|index| format!("{index}-of-{of}")).collect();
    let paths = names.iter().zip(1..).map(|(name, index)| {
        let sweep = folder.shard(name, points, index, of);
        run(&sweep, &Model::in_blocks_of(block)).expect("a shard");
        sweep.out
    });
    paths.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(30) })]

    #[test]
    fn shards_in_any_order_join_to_the_bytes_of_the_whole(
        points in 0_u64..400,
        of in 1_u32..9,
        block in 1_usize..50,
        turn in 0_usize..9,
    ) {
        let folder = Folder::new();
        let mut parts = shards(&folder, points, of, block);
        parts.rotate_left(turn % of as usize);
        parts.reverse();
        let merged = merge(&parts, &folder.path("all.parquet")).unwrap();
        prop_assert_eq!((merged.points, merged.failed, merged.shards), (points, points / 7, of));
        prop_assert!(folder.bytes("all.parquet") == reference(points, 7));
    }

    #[test]
    fn shares_are_balanced(points in 0_u64..100_000, of in 1_u32..60, block in 1_usize..5_000) {
        let folder = Folder::new();
        let model = Model::in_blocks_of(block);
        let shares: Vec<u64> = (1..=of).map(|index| folder.shard("x", points, index, of).share(&model)).collect();
        prop_assert_eq!(shares.iter().sum::<u64>(), points);
        let (least, most) = (shares.iter().min().unwrap(), shares.iter().max().unwrap());
        prop_assert!(most - least <= (points / u64::from(of) / 16).max(1), "{:?}", shares);
    }
}

#[test]
fn points_evaluated_one_by_one_are_dealt_like_cards() {
    let folder = Folder::new();
    let parts = shards(&folder, 10, 3, 1);
    let table = assay_sweeps::table::read(&parts[1]).unwrap();
    let batches: Vec<Vec<u64>> = table
        .rows()
        .map(|rows| rows.unwrap().points().to_vec())
        .collect();
    assert_eq!(batches, [[1, 4, 7]]);
    assert_eq!(
        (table.points(), table.len(), table.shard()),
        (10, 3, Shard::new(2, 3).unwrap())
    );
}

#[test]
fn groups_of_rows_do_not_depend_on_the_shards() {
    let folder = Folder::new();
    let parts = shards(&folder, 40_000, 3, 1000);
    merge(&parts, &folder.path("all.parquet")).unwrap();
    assert!(folder.bytes("all.parquet") == reference(40_000, 7));
}

#[test]
fn a_shard_that_is_killed_and_resumed_is_the_same_shard() {
    let folder = Folder::new();
    let sweep = folder.shard("a", 500, 2, 3);
    run(&sweep, &Model::in_blocks_of(4).stopping_at(304)).unwrap_err();
    let swept = run(&sweep, &Model::in_blocks_of(4)).unwrap();
    assert!(swept.resumed_from > 0);
    run(&folder.shard("b", 500, 2, 3), &Model::in_blocks_of(4)).unwrap();
    assert!(folder.bytes("a") == folder.bytes("b"));
}

#[test]
fn missing_doubled_foreign_and_unfinished_shards_are_told_apart() {
    let folder = Folder::new();
    let parts = shards(&folder, 100, 4, 1);
    let out = folder.path("all");
    let pick = |which: &[usize]| {
        which
            .iter()
            .map(|at| parts[*at].clone())
            .collect::<Vec<_>>()
    };

    let missing = merge(&pick(&[2, 0]), &out).unwrap_err();
    assert!(
        matches!(&missing, SweepError::Missing { missing, of: 4, .. } if *missing == [2, 4]),
        "{missing}"
    );
    assert!(
        missing
            .to_string()
            .ends_with("3-of-4` these are missing: 2, 4"),
        "{missing}"
    );

    let doubled = merge(&pick(&[0, 1, 2, 3, 1]), &out).unwrap_err();
    assert!(
        matches!(&doubled, SweepError::Doubled { shard, second, .. } if shard.index() == 2 && *second == parts[1])
    );

    let mut other = folder.shard("other", 100, 4, 4);
    other.identity = identity().with("seed", 8);
    run(&other, &Model::in_blocks_of(1)).unwrap();
    let foreign = merge(&[&pick(&[0, 1, 2])[..], &[other.out]].concat(), &out).unwrap_err();
    assert!(
        foreign.to_string().ends_with("seed: was `7`, is `8`"),
        "{foreign}"
    );

    let of_three = folder.shard("of-three", 100, 3, 3);
    run(&of_three, &Model::in_blocks_of(1)).unwrap();
    let foreign = merge(&[&pick(&[0, 1, 2])[..], &[of_three.out]].concat(), &out).unwrap_err();
    assert!(
        matches!(&foreign, SweepError::Foreign { changes, .. } if changes[0].key == "shard"),
        "{foreign}"
    );

    let unfinished = folder.shard("unfinished", 100, 4, 4);
    run(&unfinished, &Model::in_blocks_of(1).stopping_at(51)).unwrap_err();
    for path in [unfinished.out, folder.path("unfinished.partial")] {
        let error = merge(
            &[&pick(&[0, 1, 2])[..], std::slice::from_ref(&path)].concat(),
            &out,
        )
        .unwrap_err();
        assert!(
            matches!(&error, SweepError::Unfinished { path: named } if *named == path),
            "{error}"
        );
    }

    assert!(matches!(merge(&[], &out), Err(SweepError::NoParts)));
    let nowhere = merge(&[folder.path("nowhere")], &out).unwrap_err();
    assert!(
        matches!(&nowhere, SweepError::Disk { doing: "open", .. }),
        "{nowhere}"
    );
    assert!(!out.exists());
}

#[test]
fn a_shard_is_not_overwritten_by_the_whole() {
    let folder = Folder::new();
    let parts = shards(&folder, 100, 2, 1);
    let before = std::fs::read(&parts[0]).unwrap();
    let error = merge(&parts, &parts[0]).unwrap_err();
    assert!(
        matches!(&error, SweepError::Occupied { changes, .. } if changes[0].key == "shard"),
        "{error}"
    );
    assert!(std::fs::read(&parts[0]).unwrap() == before);
}

#[test]
fn a_merge_may_be_done_again_and_over_a_whole_table_of_the_same_sweep() {
    let folder = Folder::new();
    let parts = shards(&folder, 100, 2, 1);
    let out = folder.path("all");
    let first = merge(&parts, &out).unwrap();
    assert_eq!(merge(&parts, &out).unwrap(), first);
    // The one file of a whole sweep is its own merge.
    merge(std::slice::from_ref(&out), &out).unwrap();
    assert!(folder.bytes("all") == reference(100, 7));
}

#[test]
fn shards_are_read_as_they_are_typed() {
    assert_eq!("2/3".parse::<Shard>().unwrap(), Shard::new(2, 3).unwrap());
    for text in [
        "",
        "3",
        "0/3",
        "4/3",
        "1/0",
        "-1/3",
        "1/2/3",
        "a/b",
        "1/99999999999",
    ] {
        let error = text.parse::<Shard>().unwrap_err().to_string();
        assert!(error.contains("1 ≤ i ≤ n"), "{text}: {error}");
    }
}
