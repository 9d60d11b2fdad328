//! What stands in a finished file, as others read it.

use assay_sweeps::table::{Cell, Holds, SweepError, Values, read};
use parquet::basic::{LogicalType, Repetition, Type};
use parquet::file::reader::{FileReader, SerializedFileReader};

use crate::support::{Folder, Model, run};

#[test]
fn a_table_reads_back_as_it_was_evaluated() {
    let folder = Folder::new();
    let sweep = folder.sweep("a", 20_000);
    run(&sweep, &Model::in_blocks_of(100)).unwrap();
    let table = read(&sweep.out).unwrap();
    let mut next = 0;
    for rows in table.rows() {
        let rows = rows.unwrap();
        for (row, point) in rows.points().iter().enumerate() {
            assert_eq!(*point, next);
            let failed = next % 7 == 6;
            assert_eq!(rows.errors()[row].is_some(), failed);
            let profit = rows.column("profit").unwrap().cell(row);
            assert_eq!(
                profit,
                if failed {
                    Cell::Nothing
                } else {
                    Cell::Number(Model::profit(next))
                }
            );
            next += 1;
        }
    }
    assert_eq!((next, table.len()), (20_000, 20_000));
    let Values::Counts(points) = table.column("point").unwrap() else {
        panic!()
    };
    assert!(points.into_iter().eq((0..20_000).map(Some)));
}

#[test]
fn a_table_knows_what_it_is_of() {
    let folder = Folder::new();
    let sweep = folder.sweep("a", 20);
    run(&sweep, &Model::in_blocks_of(100)).unwrap();
    let table = read(&sweep.out).unwrap();
    assert_eq!(table.identity(), &sweep.identity);
    assert_eq!(table.identity().get("seed"), Some("7"));
    let names = |columns: &[assay_sweeps::table::Column]| {
        columns
            .iter()
            .map(|column| column.name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(table.coordinates()), ["stake", "price"]);
    assert_eq!(
        names(table.outputs()),
        ["profit", "runs", "verdict", "pays"]
    );
    assert_eq!(table.columns()[1].unit, "USD/ETH");
    assert_eq!(table.columns()[3].holds, Holds::Count);
    let error = table.column("prise").unwrap_err();
    assert!(
        matches!(&error, SweepError::NoColumn { name, .. } if name == "prise"),
        "{error}"
    );
}

#[test]
fn others_find_types_groups_and_units() {
    let folder = Folder::new();
    let sweep = folder.sweep("a", 40_000);
    run(&sweep, &Model::in_blocks_of(1000)).unwrap();
    let file = SerializedFileReader::new(std::fs::File::open(&sweep.out).unwrap()).unwrap();
    let sizes: Vec<i64> = file
        .metadata()
        .row_groups()
        .iter()
        .map(|group| group.num_rows())
        .collect();
    assert_eq!(sizes, [16_384, 16_384, 7_232]);

    let about = file.metadata().file_metadata();
    let columns: Vec<_> = about
        .schema_descr()
        .columns()
        .iter()
        .map(|column| {
            let info = column.self_type().get_basic_info();
            (
                column.name().to_owned(),
                column.physical_type(),
                info.repetition(),
            )
        })
        .collect();
    let optional = |name: &str, physical| (name.to_owned(), physical, Repetition::OPTIONAL);
    assert_eq!(
        columns,
        [
            ("point".to_owned(), Type::INT64, Repetition::REQUIRED),
            optional("stake", Type::DOUBLE),
            optional("price", Type::DOUBLE),
            optional("profit", Type::DOUBLE),
            optional("runs", Type::INT64),
            optional("verdict", Type::BYTE_ARRAY),
            optional("pays", Type::BOOLEAN),
            optional("error", Type::BYTE_ARRAY),
        ]
    );
    assert_eq!(
        about.schema_descr().column(5).logical_type_ref(),
        Some(&LogicalType::String)
    );
    assert_eq!(about.created_by(), Some("assay-sweeps"));

    let pairs = about.key_value_metadata().unwrap();
    let value = |key: &str| {
        pairs
            .iter()
            .find(|pair| pair.key == key)
            .and_then(|pair| pair.value.clone())
            .unwrap()
    };
    assert_eq!(value("assay.schema_version"), "1");
    assert_eq!(value("assay.points"), "40000");
    assert_eq!(value("assay.shard"), "1/1");
    assert_eq!(value("assay.identity.seed"), "7");
    let attributes: serde_json::Value = serde_json::from_str(&value("PANDAS_ATTRS")).unwrap();
    assert_eq!(attributes["units"]["price"], "USD/ETH");
    assert_eq!(attributes["identity"]["program"], "assay 0.1.0");
    let columns: serde_json::Value = serde_json::from_str(&value("assay.columns")).unwrap();
    assert_eq!(
        columns[2]["meaning"],
        "what profit says, \"quoted\" and in °C"
    );
}

#[test]
fn a_sweep_of_no_points_is_a_table_of_no_rows() {
    let folder = Folder::new();
    let sweep = folder.sweep("a", 0);
    assert_eq!(run(&sweep, &Model::in_blocks_of(10)).unwrap().points, 0);
    let table = read(&sweep.out).unwrap();
    assert!(table.is_empty() && table.rows().next().is_none());
    assert_eq!(table.column("verdict").unwrap(), Values::Texts(vec![]));
}

#[test]
fn the_bytes_of_a_file_are_those_of_version_1() {
    // Not known from elsewhere: written down when version 1 was made, so that neither this code nor a new version of
    // the Parquet library changes the bytes of a sweep unnoticed.
    let folder = Folder::new();
    let sweep = folder.sweep("a", 1000);
    run(&sweep, &Model::in_blocks_of(5)).unwrap();
    let file = SerializedFileReader::new(std::fs::File::open(&sweep.out).unwrap()).unwrap();
    let pairs = file
        .metadata()
        .file_metadata()
        .key_value_metadata()
        .unwrap();
    let last = pairs.last().unwrap();
    assert_eq!(
        (&*last.key, last.value.as_deref()),
        ("assay.checksum", Some("crc32:7f17ebf1"))
    );
}
