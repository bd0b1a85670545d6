//! Arrays of the compiled rule set as plain bytes: they are read at the speed of copying, which is most of what
//! starting up costs.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};
use serde::ser::Serializer;

/// What is stored as a fixed number of 32-bit words.
pub(super) trait Packed: Copy {
    /// Number of words.
    const WORDS: usize;

    fn pack(self, words: &mut Vec<u32>);

    /// Reads [`Packed::WORDS`] words; `None` when they hold no such thing.
    fn unpack(words: &[u32]) -> Option<Self>;
}

impl Packed for u32 {
    const WORDS: usize = 1;

    fn pack(self, words: &mut Vec<u32>) {
        words.push(self);
    }

    fn unpack(words: &[u32]) -> Option<Self> {
        words.first().copied()
    }
}

/// The lower and the upper half of a word.
pub(super) fn halves(word: u32) -> (u16, u16) {
    let [a, b, c, d] = word.to_le_bytes();
    (u16::from_le_bytes([a, b]), u16::from_le_bytes([c, d]))
}

/// For `#[serde(with = "packed")]`.
pub(super) fn serialize<T: Packed, S: Serializer>(items: &[T], serializer: S) -> Result<S::Ok, S::Error> {
    let mut words = Vec::with_capacity(items.len() * T::WORDS);
    items.iter().for_each(|item| item.pack(&mut words));
    let bytes: Vec<u8> = words.iter().flat_map(|w| w.to_le_bytes()).collect();
    serializer.serialize_bytes(&bytes)
}

/// For `#[serde(with = "packed")]`.
pub(super) fn deserialize<'de, T: Packed, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    deserializer.deserialize_bytes(Items(PhantomData))
}

struct Items<T>(PhantomData<T>);

impl<T: Packed> Visitor<'_> for Items<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the bytes of an array")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Vec<T>, E> {
        let mut words = [0; 4];
        let damaged = || E::custom("a damaged array");
        let words = words.get_mut(..T::WORDS).ok_or_else(damaged)?;
        let mut items = Vec::with_capacity(bytes.len() / (4 * T::WORDS));
        for item in bytes.chunks_exact(4 * T::WORDS) {
            for (word, bytes) in words.iter_mut().zip(item.as_chunks().0) {
                *word = u32::from_le_bytes(*bytes);
            }
            items.push(T::unpack(words).ok_or_else(damaged)?);
        }
        Ok(items)
    }
}
