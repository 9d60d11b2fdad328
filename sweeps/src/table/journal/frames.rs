//! The frames of a partial file, one after the other.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

use super::super::checksum::Crc32;
use super::MAGIC;
use super::frame::PREFIX;

/// The frames of a file, from its start.
pub(super) struct Frames<'a> {
    bytes: BufReader<&'a File>,
    pub(super) length: u64,
    /// Where the last whole frame ends.
    pub(super) whole: u64,
    payload: Vec<u8>,
    /// Whether the file ends before the next frame does.
    pub(super) torn: bool,
}

impl<'a> Frames<'a> {
    pub(super) fn from_start(mut file: &'a File) -> io::Result<Self> {
        file.seek(SeekFrom::Start(0))?;
        Ok(Self {
            bytes: BufReader::with_capacity(1 << 16, file),
            length: file.metadata()?.len(),
            whole: 0,
            payload: Vec::new(),
            torn: true,
        })
    }

    /// False if the file begins with anything but the magic word, or as much of it as the file is long.
    pub(super) fn read_magic(&mut self) -> io::Result<bool> {
        let mut magic = Vec::new();
        (&mut self.bytes)
            .take(MAGIC.len() as u64)
            .read_to_end(&mut magic)?;
        self.whole = magic.len() as u64;
        Ok(MAGIC.starts_with(&magic))
    }

    /// The payload of the next frame; nothing where there is no whole one.
    pub(super) fn next(&mut self) -> io::Result<Option<&[u8]>> {
        let left = self.length.saturating_sub(self.whole);
        let Some(room) = left.checked_sub(PREFIX as u64) else {
            return Ok(None);
        };
        let (mut length, mut sum) = ([0; 8], [0; 4]);
        self.bytes.read_exact(&mut length)?;
        self.bytes.read_exact(&mut sum)?;
        let length = u64::from_le_bytes(length);
        if length > room {
            return Ok(None);
        }
        self.payload.clear();
        (&mut self.bytes)
            .take(length)
            .read_to_end(&mut self.payload)?;
        let whole = self.payload.len() as u64 == length && length > 0;
        if !whole || Crc32::of(&self.payload) != u32::from_le_bytes(sum) {
            self.torn = false;
            return Ok(None);
        }
        self.whole += PREFIX as u64 + length;
        Ok(Some(&self.payload))
    }
}
