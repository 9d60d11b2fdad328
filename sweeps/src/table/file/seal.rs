//! A file with a checksum of itself, which tells before anything is made of its bytes that they are those written.
//!
//! The checksum is the CRC-32 of the whole file, in which its own eight digits stand as zeros. It is the value of
//! the last key-value pair of the Parquet footer.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

use super::super::checksum::Crc32;

/// The checksum's value before it is known. Nothing after it in a footer can look like it: there are only the name
/// of the program and the order of the columns' values.
pub(super) const UNKNOWN: &str = "crc32:00000000";

const DIGITS: usize = 8;

/// The magic word and the footer's length before it.
const TAIL: usize = 8;

/// Writes to `inner` and sums what passes, until it is told to hold back the footer.
#[derive(Debug)]
pub(super) struct Sealing<W> {
    inner: W,
    crc: Crc32,
    held: Option<Vec<u8>>,
}

impl<W: Write> Sealing<W> {
    pub(super) fn new(inner: W) -> Self {
        Self {
            inner,
            crc: Crc32::default(),
            held: None,
        }
    }

    /// Keeps in memory what is written from now on.
    pub(super) fn hold(&mut self) {
        self.held = Some(Vec::new());
    }

    /// Puts the checksum in its place and writes what was held.
    pub(super) fn seal(mut self) -> io::Result<()> {
        let mut held = self.held.take().unwrap_or_default();
        self.crc.update(&held);
        let digits = digits(&held).and_then(|at| held.get_mut(at..at + DIGITS));
        let digits = digits.ok_or_else(|| io::Error::other("no place for a checksum"))?;
        digits.copy_from_slice(format!("{:08x}", self.crc.value()).as_bytes());
        self.inner.write_all(&held)?;
        self.inner.flush()
    }
}

impl<W: Write> Write for Sealing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Some(held) = &mut self.held {
            return held.write(bytes);
        }
        let written = self.inner.write(bytes)?;
        self.crc.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Where the checksum's digits begin in a footer.
fn digits(footer: &[u8]) -> Option<usize> {
    let name = UNKNOWN.len() - DIGITS;
    let found = footer.windows(UNKNOWN.len()).rposition(|window| {
        let (word, digits) = window.split_at(name);
        UNKNOWN.as_bytes().starts_with(word) && digits.iter().all(u8::is_ascii_hexdigit)
    });
    Some(found? + name)
}

/// Whether the file is as it was sealed; if not, what is wrong with it.
pub(super) fn check(file: &mut File) -> io::Result<Result<(), String>> {
    let length = file.seek(SeekFrom::End(0))?;
    let Some(footer_end) = length.checked_sub(TAIL as u64) else {
        return Ok(Err(format!("{length} bytes; expected a Parquet file")));
    };
    file.seek(SeekFrom::Start(footer_end))?;
    let (mut footer, mut magic) = ([0; 4], [0; 4]);
    file.read_exact(&mut footer)?;
    file.read_exact(&mut magic)?;
    let footer_start = footer_end.checked_sub(u32::from_le_bytes(footer).into());
    let (b"PAR1", Some(start)) = (&magic, footer_start) else {
        return Ok(Err("it does not end as a Parquet file does".to_owned()));
    };
    let mut crc = Crc32::default();
    file.seek(SeekFrom::Start(0))?;
    sum(&mut file.take(start), &mut crc)?;
    let mut rest = Vec::new();
    file.read_to_end(&mut rest)?;
    let place = digits(&rest).and_then(|at| rest.get_mut(at..at + DIGITS));
    let Some(place) = place else {
        return Ok(Err("its footer has no checksum of a sweep".to_owned()));
    };
    let expected = String::from_utf8_lossy(place).into_owned();
    place.fill(b'0');
    crc.update(&rest);
    let found = format!("{:08x}", crc.value());
    Ok(if found == expected {
        Ok(())
    } else {
        Err(format!(
            "it is damaged: its checksum is {found}; expected {expected}"
        ))
    })
}

fn sum(bytes: &mut impl Read, crc: &mut Crc32) -> io::Result<()> {
    let mut buffer = vec![0; 1 << 16];
    loop {
        match bytes.read(&mut buffer)? {
            0 => return Ok(()),
            count => crc.update(buffer.get(..count).unwrap_or_default()),
        }
    }
}
