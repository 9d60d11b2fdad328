//! CRC-32, which tells a torn or damaged piece of a file from a whole one.
//!
//! The reflected polynomial 0xEDB88320 of IEEE 802.3, eight bytes at a time by table ("slicing-by-8": Kounavis and
//! Berry, *Novel Table Lookup-Based Algorithms for High-Performance CRC Generation*, IEEE Transactions on Computers
//! 57, 2008).

const POLYNOMIAL: u32 = 0xEDB8_8320;

/// `TABLES[k][b]` is the remainder of byte `b` followed by `k` zero bytes.
static TABLES: [[u32; 256]; 8] = tables();

const fn tables() -> [[u32; 256]; 8] {
    let mut tables = [[0; 256]; 8];
    let mut byte = 0;
    while byte < 256 {
        let mut remainder = byte as u32;
        let mut bit = 0;
        while bit < 8 {
            let carry = remainder & 1 == 1;
            remainder = (remainder >> 1) ^ if carry { POLYNOMIAL } else { 0 };
            bit += 1;
        }
        tables[0][byte] = remainder;
        byte += 1;
    }
    let mut zeros = 1;
    while zeros < 8 {
        let mut byte = 0;
        while byte < 256 {
            let before = tables[zeros - 1][byte];
            tables[zeros][byte] = (before >> 8) ^ tables[0][(before & 0xFF) as usize];
            byte += 1;
        }
        zeros += 1;
    }
    tables
}

/// A checksum being computed.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Crc32 {
    /// The remainder so far, inverted.
    sum: u32,
}

impl Crc32 {
    /// The checksum of `bytes` alone.
    pub(super) fn of(bytes: &[u8]) -> u32 {
        let mut crc = Self::default();
        crc.update(bytes);
        crc.value()
    }

    /// Takes in further bytes.
    pub(super) fn update(&mut self, bytes: &[u8]) {
        let at = |table: usize, byte: u32| TABLES[table][(byte & 0xFF) as usize];
        let mut crc = !self.sum;
        let (eights, rest) = bytes.as_chunks::<8>();
        for &[a, b, c, d, e, f, g, h] in eights {
            let low = u32::from_le_bytes([a, b, c, d]) ^ crc;
            let high = u32::from_le_bytes([e, f, g, h]);
            crc = at(7, low)
                ^ at(6, low >> 8)
                ^ at(5, low >> 16)
                ^ at(4, low >> 24)
                ^ at(3, high)
                ^ at(2, high >> 8)
                ^ at(1, high >> 16)
                ^ at(0, high >> 24);
        }
        for byte in rest {
            crc = (crc >> 8) ^ at(0, crc ^ u32::from(*byte));
        }
        self.sum = !crc;
    }

    /// The checksum of all bytes taken in.
    pub(super) const fn value(self) -> u32 {
        self.sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_value_is_that_of_the_published_catalogue() {
        // "CRC-32/ISO-HDLC" in Cook's catalogue of parametrised CRC algorithms.
        assert_eq!(Crc32::of(b"123456789"), 0xCBF4_3926);
        assert_eq!(Crc32::of(b""), 0);
        // RFC 3720 gives vectors of CRC-32C only; this one is zlib's crc32 of 32 zero bytes.
        assert_eq!(Crc32::of(&[0; 32]), 0x190A_55AD);
    }

    #[test]
    fn the_pieces_of_a_text_sum_to_the_whole_wherever_it_is_cut() {
        let text: Vec<u8> = (0_u16..300).map(|n| (n * 7 % 251) as u8).collect();
        for cut in 0..=text.len() {
            let mut crc = Crc32::default();
            crc.update(&text[..cut]);
            crc.update(&text[cut..]);
            assert_eq!(crc.value(), Crc32::of(&text), "cut at {cut}");
        }
    }
}
