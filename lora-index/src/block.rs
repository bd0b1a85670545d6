//! Blocks: postings in order, as differences in as few bytes as they take, with a check sum.

use crate::error::IndexError;

/// Where a fingerprint stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Posting {
    /// The stored fingerprint.
    pub hash: u64,
    /// The letter; [`MANY`] where so many have it that it says nothing.
    pub letter: u32,
    /// First byte of the run; 0 for a word.
    pub start: u32,
    /// Its bytes; 0 for a word.
    pub len: u32,
}

/// Stands for more letters than are worth listing.
pub const MANY: u32 = u32::MAX;

/// The bytes of a block of postings in order.
pub fn encode(postings: &[Posting]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(postings.len() * 9 + 8);
    bytes.extend([0; 4]);
    let mut before = Posting { hash: 0, letter: 0, start: 0, len: 0 };
    for posting in postings {
        let step = posting.hash - before.hash;
        varint(&mut bytes, step);
        let same = step == 0;
        varint(&mut bytes, u64::from(if same { posting.letter - before.letter } else { posting.letter }));
        varint(&mut bytes, u64::from(posting.start));
        varint(&mut bytes, u64::from(posting.len));
        before = *posting;
    }
    let sum = crc32fast::hash(&bytes[4..]);
    bytes[..4].copy_from_slice(&sum.to_le_bytes());
    bytes
}

/// Reads the postings of a block.
pub fn decode(bytes: &[u8], mut each: impl FnMut(Posting)) -> Result<(), IndexError> {
    let damaged = || IndexError::damaged("a block of fingerprints");
    let (sum, mut rest) = bytes.split_first_chunk::<4>().ok_or_else(damaged)?;
    if crc32fast::hash(rest) != u32::from_le_bytes(*sum) {
        return Err(damaged());
    }
    let mut before = Posting { hash: 0, letter: 0, start: 0, len: 0 };
    while !rest.is_empty() {
        let mut number = || read(&mut rest).ok_or_else(damaged);
        let (step, letter, start, len) = (number()?, number()?, number()?, number()?);
        let short = |n: u64| u32::try_from(n).map_err(|_| damaged());
        let letter = short(letter)?;
        let letter = if step == 0 { before.letter.checked_add(letter).ok_or_else(damaged)? } else { letter };
        let hash = before.hash.checked_add(step).ok_or_else(damaged)?;
        before = Posting { hash, letter, start: short(start)?, len: short(len)? };
        each(before);
    }
    Ok(())
}

fn varint(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0]);
}

fn read(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    fn postings() -> Vec<Posting> {
        let posting = |hash, letter, start, len| Posting { hash, letter, start, len };
        vec![
            posting(0, 3, 0, 0),
            posting(0, 9, 0, 0),
            posting(5, 1, 400, 31),
            posting(5, 1, 900, 29),
            posting(1 << 39, 70_000, 2, 1),
            posting((1 << 40) - 1, MANY, 0, 0),
        ]
    }

    #[test]
    fn what_is_written_is_read() {
        let mut read = Vec::new();
        decode(&encode(&postings()), |p| read.push(p)).unwrap();
        assert_eq!(read, postings());
    }

    #[test]
    fn every_damaged_bit_is_noticed() {
        let whole = encode(&postings());
        for bit in 0..whole.len() * 8 {
            let mut bytes = whole.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            assert!(decode(&bytes, |_| {}).is_err(), "bit {bit}");
        }
        for end in 0..whole.len() {
            assert!(decode(&whole[..end], |_| {}).is_err(), "{end} bytes");
        }
    }
}
