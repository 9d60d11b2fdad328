//! The market: prices that are fair, and a history that is read as it is or refused.

use std::fmt::Write;
use std::path::Path;

use assay_sim::engine::{RunKey, Streams};
use assay_sim::market::{HistoryError, HourlyReturns, JumpDiffusion, MarketError, PriceModel};
use assay_sim::statistics::Summary;

const HEADER: &str = "open_time_utc,open,high,low,close,volume_base\n";

fn streams(replicate: u64) -> Streams {
    Streams::new(RunKey {
        seed: 1,
        point: 0,
        replicate,
    })
}

fn jumpy(drift: f64) -> PriceModel {
    PriceModel::Jump(JumpDiffusion {
        drift,
        volatility: 0.6,
        jumps_per_year: 20.0,
        jump_mean: -0.05,
        jump_sd: 0.1,
    })
}

fn ends(model: &PriceModel, step_seconds: u64, steps: u64, runs: u64) -> Vec<f64> {
    (0..runs)
        .map(|replicate| {
            let mut path = model
                .path(3000.0, step_seconds, &streams(replicate))
                .expect("a law in range");
            for _ in 0..steps {
                path.step().expect("a price in range");
            }
            path.price()
        })
        .collect()
}

#[test]
fn a_price_without_drift_is_a_martingale_and_drift_is_its_growth() {
    let quarter = 7_884_000;
    for (drift, step, steps) in [
        (0.0, quarter, 1),
        (0.0, quarter / 90, 90),
        (0.2, quarter, 1),
    ] {
        let ends = ends(&jumpy(drift), step, steps, 20_000);
        let expected = 3000.0 * f64::exp(drift / 4.0);
        let summary = Summary::of(&ends).unwrap();
        let slack = 4.0 * summary.sd / f64::sqrt(20_000.0);
        assert!(
            (summary.mean - expected).abs() < slack,
            "{} for {expected}",
            summary.mean
        );
    }
}

#[test]
fn the_log_price_has_the_variance_and_skew_of_a_jump_diffusion() {
    // Over T: variance (sigma^2 + lambda (m^2 + s^2)) T, third moment lambda (m^3 + 3 m s^2) T.
    let ends = ends(&jumpy(0.0), 7_884_000, 1, 40_000);
    let logs: Vec<f64> = ends.iter().map(|end| f64::ln(end / 3000.0)).collect();
    let summary = Summary::of(&logs).unwrap();
    let variance = (0.36 + 20.0 * (0.0025 + 0.01)) / 4.0;
    assert!((summary.sd * summary.sd / variance - 1.0).abs() < 0.04);
    let third: f64 = logs.iter().map(|x| (x - summary.mean).powi(3)).sum::<f64>() / 40_000.0;
    let expected = 20.0 * (-0.000_125 - 3.0 * 0.05 * 0.01) / 4.0;
    assert!(
        (third / expected - 1.0).abs() < 0.25,
        "{third} for {expected}"
    );
}

#[test]
fn a_price_that_cannot_move_grows_by_its_drift_alone() {
    let still = PriceModel::Jump(JumpDiffusion {
        drift: 0.1,
        volatility: 0.0,
        jumps_per_year: 0.0,
        jump_mean: 0.0,
        jump_sd: 0.0,
    });
    let end = ends(&still, 3600, 8760, 1)[0];
    assert!((end / (3000.0 * f64::exp(0.1)) - 1.0).abs() < 1e-12);
}

#[test]
fn parameters_out_of_range_are_refused_by_name() {
    let law = JumpDiffusion {
        drift: 0.0,
        volatility: -0.1,
        jumps_per_year: 0.0,
        jump_mean: 0.0,
        jump_sd: 0.0,
    };
    let refused = PriceModel::Jump(law).path(3000.0, 3600, &streams(0));
    assert!(matches!(
        refused,
        Err(MarketError::Parameter {
            name: "volatility",
            ..
        })
    ));
    assert!(jumpy(f64::NAN).path(3000.0, 3600, &streams(0)).is_err());
    assert!(jumpy(0.0).path(0.0, 3600, &streams(0)).is_err());
    assert!(jumpy(0.0).path(3000.0, 0, &streams(0)).is_err());
}

#[test]
fn a_price_that_leaves_the_numbers_is_an_error_and_stays() {
    let mut path = jumpy(1e9).path(3000.0, 31_536_000, &streams(0)).unwrap();
    assert!(matches!(
        path.step(),
        Err(MarketError::PriceOutOfRange { .. })
    ));
    assert_eq!(path.price(), 3000.0);
}

fn candles(closes: &[f64]) -> String {
    let mut text = HEADER.to_owned();
    for (hour, close) in closes.iter().enumerate() {
        let (day, hour) = (1 + hour / 24, hour % 24);
        writeln!(text, "2024-01-{day:02}T{hour:02}:00:00Z,1,1,1,{close},5").expect("a string");
    }
    text
}

fn doubling(hours: usize) -> String {
    candles(
        &(0..hours)
            .map(|hour| f64::from(1 << (hour % 2)))
            .collect::<Vec<_>>(),
    )
}

fn read(text: &str) -> Result<HourlyReturns, HistoryError> {
    HourlyReturns::read(text.as_bytes())
}

#[test]
fn returns_are_those_of_successive_hours_and_none_spans_a_gap() {
    let whole = read(&doubling(48)).unwrap();
    assert_eq!((whole.as_slice().len(), whole.gaps()), (47, 0));
    assert!(
        whole
            .as_slice()
            .iter()
            .all(|r| (r.abs() - f64::ln(2.0)).abs() < 1e-15)
    );
    let hole: String = doubling(48)
        .lines()
        .filter(|line| !line.starts_with("2024-01-01T13"))
        .fold(String::new(), |text, line| text + line + "\n");
    let holed = read(&hole).unwrap();
    assert_eq!((holed.as_slice().len(), holed.gaps()), (45, 1));
}

#[test]
fn bad_files_are_refused_with_the_line() {
    let bad = |from: &str, to: &str| read(&doubling(48).replacen(from, to, 1)).unwrap_err();
    let error = bad("close", "last");
    assert!(matches!(
        error,
        HistoryError::MissingColumn {
            column: "close",
            ..
        }
    ));
    let error = bad("01T02:00:00Z,1,1,1,1", "01T02:00:00Z,1,1,1,one");
    assert!(
        matches!(error, HistoryError::BadPrice { line: 4, .. }),
        "{error}"
    );
    for price in ["0", "-3", "inf", "NaN", ""] {
        let error = bad(
            "01T02:00:00Z,1,1,1,1",
            &format!("01T02:00:00Z,1,1,1,{price}"),
        );
        assert!(
            matches!(error, HistoryError::BadPrice { line: 4, .. }),
            "{error}"
        );
    }
    let error = bad("01T02:00", "01T01:00");
    assert!(
        matches!(error, HistoryError::NotIncreasing { line: 4, .. }),
        "{error}"
    );
    for time in [
        "2024-02-30T02:00",
        "2024-01-01T24:00",
        "2024-01-01T02:30",
        "2024-01-01 02:00",
    ] {
        let error = bad("2024-01-01T02:00", time);
        assert!(
            matches!(error, HistoryError::BadTime { line: 4, .. }),
            "{error}"
        );
    }
    let error = bad("01T02:00:00Z,1,1,1,1,5", "01T02:00:00Z,1,1");
    assert!(matches!(&error, HistoryError::Read(source) if source.to_string().contains("line: 4")));
    let mut bytes = doubling(48).into_bytes();
    bytes.extend(b"2024-01-03T00:00:00Z,1,1,1,\xFF,1\n");
    assert!(matches!(
        HourlyReturns::read(&*bytes),
        Err(HistoryError::Read(_))
    ));
    for few in [String::new(), HEADER.to_owned(), doubling(20)] {
        assert!(read(&few).is_err());
    }
    let missing = HourlyReturns::open(Path::new("no/such/file.csv"));
    assert!(matches!(missing, Err(HistoryError::Open(_))));
}

#[test]
fn leap_days_are_hours_like_others() {
    let times = [
        "2024-02-28T23",
        "2024-02-29T00",
        "2024-02-29T23",
        "2024-03-01T00",
    ];
    let mut text = doubling(30);
    for time in times {
        writeln!(text, "{time}:00:00Z,1,1,1,3,5").unwrap();
    }
    // Two of the four follow the hour before; 29 are from the first thirty.
    assert_eq!(read(&text).unwrap().as_slice().len(), 31);
}

#[test]
fn a_replayed_path_is_the_history_from_some_hour_on() {
    let closes: Vec<f64> = (0..40).map(|hour| 100.0 + f64::from(hour * hour)).collect();
    let returns = read(&candles(&closes)).unwrap();
    let n = returns.as_slice().len();
    let model = PriceModel::Historical {
        returns: returns.clone(),
        block_hours: 1_000,
    };
    let mut path = model.path(3000.0, 3600, &streams(4)).unwrap();
    let mut before = path.price();
    let mut drawn = Vec::new();
    for _ in 0..n + 5 {
        let price = path.step().unwrap();
        drawn.push(f64::ln(price / before));
        before = price;
    }
    let close = |a: f64, b: f64| (a - b).abs() < 1e-12;
    let start = returns
        .as_slice()
        .iter()
        .position(|r| close(*r, drawn[0]))
        .unwrap();
    for (hour, change) in drawn.iter().enumerate() {
        assert!(
            close(*change, returns.as_slice()[(start + hour) % n]),
            "{hour}"
        );
    }

    // Steps of several hours pass through the same prices.
    let mut slow = model.path(3000.0, 5 * 3600, &streams(4)).unwrap();
    let mut fast = model.path(3000.0, 3600, &streams(4)).unwrap();
    let five = (0..5).map(|_| fast.step().unwrap()).last().unwrap();
    assert!((slow.step().unwrap() / five - 1.0).abs() < 1e-12);

    assert!(model.path(3000.0, 1800, &streams(4)).is_err());
    let no_blocks = PriceModel::Historical {
        returns,
        block_hours: 0,
    };
    assert!(no_blocks.path(3000.0, 3600, &streams(4)).is_err());
}

#[test]
fn blocks_start_anew_from_random_hours() {
    let closes: Vec<f64> = (0..40).map(|hour| 100.0 + f64::from(hour * hour)).collect();
    let model = PriceModel::Historical {
        returns: read(&candles(&closes)).unwrap(),
        block_hours: 1,
    };
    // Single hours in random order: the expected log-change is the history's mean.
    let logs: Vec<f64> = ends(&model, 3600, 10, 4_000)
        .iter()
        .map(|p| f64::ln(p / 3000.0))
        .collect();
    let mean = f64::ln(closes[39] / closes[0]) / 39.0;
    let summary = Summary::of(&logs).unwrap();
    assert!((summary.mean - 10.0 * mean).abs() < 4.0 * summary.sd / f64::sqrt(4_000.0));
}

#[test]
fn the_real_history_is_read_whole() {
    let Some(path) = ["../../shared/data", "../shared/data"]
        .iter()
        .map(|folder| Path::new(folder).join("hourly_ethusdt_binance_spot.csv"))
        .find(|path| path.exists())
    else {
        println!("skipped: hourly_ethusdt_binance_spot.csv is not beside the checkout");
        return;
    };
    let history = HourlyReturns::open(&path).unwrap();
    // 26,303 candles with one hour missing, 2023-03-24 13:00.
    assert_eq!((history.as_slice().len(), history.gaps()), (26_301, 1));
    let yearly = Summary::of(history.as_slice()).unwrap().sd * f64::sqrt(8760.0);
    assert!((yearly - 0.673).abs() < 0.002, "{yearly}");
}
