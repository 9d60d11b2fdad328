//! `--prices`: a real history in place of a synthetic ETH price, read with the same care.

use std::{fmt::Write, fs, path::Path};

use crate::support::{Answer, BALANCED, assay, ended, json, list, text};

/// `run` over a price history.
fn run(prices: &Path, more: &[&str]) -> Answer {
    ended(
        assay()
            .args(["run", BALANCED, "--runs", "50", "--prices"])
            .arg(prices)
            .args(more),
    )
}

/// Hourly candles of `days` days, with a price that falls by `fall` each hour.
fn candles(days: u64, fall: f64) -> String {
    let mut csv = String::from("open_time_utc,close\n");
    let mut close = 3_000.0;
    for hour in 0..days * 24 {
        let (day, hour) = (hour / 24, hour % 24);
        // Months of 28 days, so that every day is one of the calendar.
        let (month, day) = (day / 28 % 12 + 1, day % 28 + 1);
        writeln!(csv, "2021-{month:02}-{day:02}T{hour:02}:00:00Z,{close:.6}").unwrap();
        close *= 1.0 - fall;
    }
    csv
}

#[test]
fn a_history_that_is_missing_or_malformed_is_refused_by_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("prices.csv");
    let good = candles(3, 0.0001);
    let third = "2021-01-01T01:00:00Z";
    for (name, content, says) in [
        ("missing", None, vec![]),
        ("empty", Some(String::new()), vec!["line 1"]),
        (
            "no close",
            Some(good.replacen("close", "clothes", 1)),
            vec!["line 1", "`close`"],
        ),
        (
            "no time",
            Some(good.replacen(third, "yesterday", 1)),
            vec!["line 3", "`yesterday`"],
        ),
        (
            "backwards",
            Some(good.replacen(third, "2020-01-01T01:00:00Z", 1)),
            vec!["line 3", "2020-01-01T01:00:00Z"],
        ),
        (
            "no price",
            Some(good.replacen("3000.000000", "-3000", 1)),
            vec!["line 2", "`-3000`"],
        ),
        (
            "too short",
            Some(good.lines().take(5).collect::<Vec<_>>().join("\n")),
            vec!["3 hourly returns"],
        ),
    ] {
        let _ = fs::remove_file(&path);
        if let Some(content) = content {
            fs::write(&path, content).unwrap();
        }
        let answer = run(&path, &[]);
        assert_eq!(answer.status, 2, "{name}: {}", answer.stderr);
        assert_eq!(answer.stdout, "", "{name}");
        assert!(
            answer.stderr.contains("prices.csv"),
            "{name}: {}",
            answer.stderr
        );
        for part in says {
            assert!(
                answer.stderr.contains(part),
                "{name} should say {part}: {}",
                answer.stderr
            );
        }
    }
}

#[test]
fn a_history_is_an_input_of_the_report() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("prices.csv");
    fs::write(&path, candles(60, 0.0001)).unwrap();
    let out = folder.path().join("out");
    let answer = run(&path, &["--out", out.to_str().unwrap()]);
    assert_eq!(answer.status, 0, "{}", answer.stderr);
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(out.join("manifest.json")).unwrap()).unwrap();
    let given = list(&manifest["inputs"]).last().unwrap();
    assert_eq!(text(&given["path"]), path.to_str().unwrap());
    assert_eq!(
        text(&given["sha256"]),
        assay_reports::sha256(&fs::read(&path).unwrap())
    );
}

#[test]
fn a_falling_market_is_not_an_ordinary_one() {
    let folder = tempfile::tempdir().unwrap();
    let report = |name: &str, fall: f64| {
        let path = folder.path().join(name);
        fs::write(&path, candles(60, fall)).unwrap();
        let path = path.to_str().unwrap();
        json(&[
            "run", BALANCED, "--runs", "50", "--format", "json", "--prices", path,
        ])
    };
    let (level, falling) = (report("level.csv", 0.0), report("falling.csv", 0.0005));
    assert_ne!(level["findings"], falling["findings"]);
}
