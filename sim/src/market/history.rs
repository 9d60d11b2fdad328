//! A real market's hourly candles, read from a CSV file.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use csv::{Reader, StringRecord};

const TIME: &str = "open_time_utc";
const CLOSE: &str = "close";
const SECONDS_PER_HOUR: i64 = 3600;

/// The fewest returns that are a history: a day of them.
const FEWEST: usize = 24;

/// The natural logarithms of close over close of successive hours. Cheap to clone.
#[derive(Debug, Clone, PartialEq)]
pub struct HourlyReturns {
    returns: Arc<[f64]>,
    gaps: usize,
}

/// Why a file is no history; lines are counted from 1, the header's.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// The file could not be opened.
    #[error("the price history cannot be opened")]
    Open(#[source] std::io::Error),
    /// The file is not UTF-8, not CSV, or could not be read on; the source says where.
    #[error("the price history cannot be read")]
    Read(#[source] csv::Error),
    /// A column is not in the header.
    #[error("line 1: there is no column `{column}` among `{found}`")]
    MissingColumn {
        /// The column looked for.
        column: &'static str,
        /// The header that was found, cut to 120 characters.
        found: String,
    },
    /// A time that is not of the form `2024-01-31T23:00:00Z`, on the hour.
    #[error("line {line}: `{text}` is not an hour written as 2024-01-31T23:00:00Z")]
    BadTime {
        /// The line.
        line: u64,
        /// The field, cut to 120 characters.
        text: String,
    },
    /// A price that is not a finite number above zero.
    #[error("line {line}: the close `{text}` is not a price above zero")]
    BadPrice {
        /// The line.
        line: u64,
        /// The field, cut to 120 characters.
        text: String,
    },
    /// A candle that is not later than the one before.
    #[error("line {line}: `{text}` is not later than the line before")]
    NotIncreasing {
        /// The line.
        line: u64,
        /// The time.
        text: String,
    },
    /// Too few pairs of successive hours.
    #[error("{returns} hourly returns are no history, {FEWEST} are the least")]
    TooFew {
        /// The number of returns found.
        returns: usize,
    },
}

impl HourlyReturns {
    /// Reads the file at `path`; see [`read`](Self::read).
    ///
    /// # Errors
    /// [`HistoryError::Open`], and those of [`read`](Self::read).
    pub fn open(path: &Path) -> Result<Self, HistoryError> {
        Self::read(File::open(path).map_err(HistoryError::Open)?)
    }

    /// Reads candles from CSV with a header that names at least `open_time_utc`, the UTC hour at
    /// which a candle opens, and `close`, its last price; other columns are not looked at.
    ///
    /// A missing hour is a gap: there is no return across it, not one that is stretched.
    ///
    /// # Errors
    /// Any [`HistoryError`] but `Open`, at the first line that is wrong.
    pub fn read(source: impl Read) -> Result<Self, HistoryError> {
        let mut reader = Reader::from_reader(source);
        let header = reader.headers().map_err(HistoryError::Read)?;
        let (time_at, close_at) = (column(header, TIME)?, column(header, CLOSE)?);
        let mut returns = Vec::new();
        let mut gaps = 0;
        let mut before: Option<(i64, f64)> = None;
        for record in reader.records() {
            let record = record.map_err(HistoryError::Read)?;
            let line = record.position().map_or(0, csv::Position::line);
            let text = field(&record, time_at);
            let time = parse_hour(text).ok_or_else(|| HistoryError::BadTime {
                line,
                text: shortened(text),
            })?;
            let close = parse_price(field(&record, close_at), line)?;
            if let Some((time_before, close_before)) = before {
                if time <= time_before {
                    return Err(HistoryError::NotIncreasing {
                        line,
                        text: shortened(text),
                    });
                }
                if time - time_before == SECONDS_PER_HOUR {
                    returns.push(libm::log(close) - libm::log(close_before));
                } else {
                    gaps += 1;
                }
            }
            before = Some((time, close));
        }
        if returns.len() < FEWEST {
            return Err(HistoryError::TooFew {
                returns: returns.len(),
            });
        }
        Ok(Self {
            returns: returns.into(),
            gaps,
        })
    }

    /// The returns in the order of time, at least 24.
    #[must_use]
    #[inline]
    pub fn as_slice(&self) -> &[f64] {
        &self.returns
    }

    /// How many gaps there are between the hours.
    #[must_use]
    pub fn gaps(&self) -> usize {
        self.gaps
    }
}

fn column(header: &StringRecord, column: &'static str) -> Result<usize, HistoryError> {
    header
        .iter()
        .position(|name| name.trim() == column)
        .ok_or_else(|| HistoryError::MissingColumn {
            column,
            found: shortened(&header.iter().collect::<Vec<_>>().join(",")),
        })
}

/// A record is as wide as the header, the reader sees to that, so the field is there.
fn field(record: &StringRecord, at: usize) -> &str {
    record.get(at).unwrap_or_default().trim()
}

fn parse_price(text: &str, line: u64) -> Result<f64, HistoryError> {
    match text.parse::<f64>() {
        Ok(price) if price.is_normal() && price > 0.0 => Ok(price),
        _ => Err(HistoryError::BadPrice {
            line,
            text: shortened(text),
        }),
    }
}

/// Seconds since 1970 of `YYYY-MM-DDThh:00:00Z`.
fn parse_hour(text: &str) -> Option<i64> {
    let (date, hour) = text.strip_suffix(":00:00Z")?.split_once('T')?;
    let mut date = date.split('-');
    let year = digits(date.next()?, 4)?;
    let month = digits(date.next()?, 2).filter(|month| (1..=12).contains(month))?;
    let day = digits(date.next()?, 2).filter(|day| (1..=days_in(year, month)).contains(day))?;
    let hour = digits(hour, 2).filter(|hour| *hour < 24)?;
    if date.next().is_some() {
        return None;
    }
    Some((days_since_1970(year, month, day) * 24 + hour) * SECONDS_PER_HOUR)
}

fn digits(text: &str, width: usize) -> Option<i64> {
    let all_digits = text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit());
    if all_digits { text.parse().ok() } else { None }
}

fn days_in(year: i64, month: i64) -> i64 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 in the proleptic Gregorian calendar (Hinnant, "days_from_civil").
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

fn shortened(text: &str) -> String {
    text.chars().take(120).collect()
}
