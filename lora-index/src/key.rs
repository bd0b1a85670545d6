//! The key of an index: with it fingerprints are stored, so that a list of fingerprints made elsewhere says nothing
//! about which letters an index holds.

use std::hash::Hasher;

use sha2::{Digest, Sha256};
use siphasher::sip::SipHasher13;

/// Bits of a stored fingerprint. Two of ten million agree by chance in one query of a thousand, and passages are
/// verified.
pub const BITS: u32 = 40;

/// 128 random bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key(pub [u8; 16]);

impl Key {
    /// A fingerprint as it is stored; what it is of keeps runs and words apart.
    pub fn of(&self, kind: Kind, fingerprint: u64) -> u64 {
        let mut hasher = SipHasher13::new_with_key(&self.0);
        hasher.write_u64(fingerprint);
        hasher.write_u8(kind as u8);
        hasher.finish() >> (64 - BITS)
    }

    /// The digest of a letter's text, as it is stored.
    pub fn digest(&self, text: &str) -> [u8; 16] {
        let mut digest = Sha256::new();
        digest.update(self.0);
        digest.update(text.as_bytes());
        let mut short = [0; 16];
        short.copy_from_slice(&digest.finalize()[..16]);
        short
    }
}

/// What a fingerprint is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A run of words.
    Run = 0,
    /// A telling word.
    Word = 1,
}
