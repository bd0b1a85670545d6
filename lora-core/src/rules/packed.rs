//! Arrays and texts of the compiled rule set as they lie in the bytes that it is read from. Most of them no letter
//! ever asks for, so nothing is copied when the set is loaded.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, Range};

use serde::de::{Deserializer, Error, Visitor};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

/// What is stored as a fixed number of 32-bit words.
pub(super) trait Packed: Copy {
    /// Number of words.
    const WORDS: usize;

    fn pack(self, words: &mut Vec<u32>);

    /// The item whose words `word` gives by number.
    fn unpack(word: impl Fn(usize) -> u32) -> Self;
}

impl Packed for u32 {
    const WORDS: usize = 1;

    fn pack(self, words: &mut Vec<u32>) {
        words.push(self);
    }

    fn unpack(word: impl Fn(usize) -> u32) -> Self {
        word(0)
    }
}

/// The lower and the upper half of a word.
#[inline]
pub(super) fn halves(word: u32) -> (u16, u16) {
    let [a, b, c, d] = word.to_le_bytes();
    (u16::from_le_bytes([a, b]), u16::from_le_bytes([c, d]))
}

/// An array whose items are unpacked as they are asked for.
#[derive(Clone)]
pub(super) struct Array<T> {
    bytes: Cow<'static, [u8]>,
    items: PhantomData<T>,
}

impl<T: Packed> Array<T> {
    /// Bytes of an item.
    const SIZE: usize = 4 * T::WORDS;

    pub(super) fn len(&self) -> usize {
        self.bytes.len() / Self::SIZE
    }

    #[inline]
    pub(super) fn get(&self, at: usize) -> Option<T> {
        let start = at.checked_mul(Self::SIZE)?;
        self.bytes.get(start..start + Self::SIZE).map(Self::read)
    }

    /// An item and the one after it.
    #[inline]
    pub(super) fn pair(&self, at: usize) -> Option<(T, T)> {
        let start = at.checked_mul(Self::SIZE)?;
        let (first, second) = self.bytes.get(start..start + 2 * Self::SIZE)?.split_at(Self::SIZE);
        Some((Self::read(first), Self::read(second)))
    }

    /// The items of a range; none where it reaches beyond the array.
    #[inline]
    pub(super) fn range(
        &self,
        range: Range<usize>,
    ) -> impl DoubleEndedIterator<Item = T> + ExactSizeIterator + '_ {
        let bytes = self.bytes.get(range.start * Self::SIZE..range.end * Self::SIZE).unwrap_or_default();
        bytes.chunks_exact(Self::SIZE).map(Self::read)
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = T> + '_ {
        self.bytes.chunks_exact(Self::SIZE).map(Self::read)
    }

    /// Whether an item stands in a range; items are in order there.
    pub(super) fn holds(&self, range: Range<usize>, item: &T) -> bool
    where
        T: Ord,
    {
        self.place(range, |other| other.cmp(item)).is_some()
    }

    /// Where an item of a range that is in order stands.
    pub(super) fn place(&self, range: Range<usize>, by: impl Fn(&T) -> std::cmp::Ordering) -> Option<usize> {
        let (mut from, mut to) = (range.start, range.end);
        while from < to {
            let middle = from + (to - from) / 2;
            let item = self.get(middle)?;
            match by(&item) {
                std::cmp::Ordering::Less => from = middle + 1,
                std::cmp::Ordering::Greater => to = middle,
                std::cmp::Ordering::Equal => return Some(middle),
            }
        }
        None
    }

    pub(super) fn push(&mut self, item: T) {
        let mut words = Vec::with_capacity(T::WORDS);
        item.pack(&mut words);
        self.bytes.to_mut().extend(words.into_iter().flat_map(u32::to_le_bytes));
    }

    /// Puts an item in the place of another.
    pub(super) fn set(&mut self, at: usize, item: T) {
        let mut words = Vec::with_capacity(T::WORDS);
        item.pack(&mut words);
        let bytes = self.bytes.to_mut().iter_mut().skip(at * Self::SIZE);
        bytes.zip(words.into_iter().flat_map(u32::to_le_bytes)).for_each(|(old, new)| *old = new);
    }

    #[inline]
    fn read(bytes: &[u8]) -> T {
        // With as many words as the item has, none of them needs a check of its own.
        match bytes.as_chunks().0.get(..T::WORDS) {
            Some(words) => T::unpack(|n| words.get(n).map_or(0, |w| u32::from_le_bytes(*w))),
            None => T::unpack(|_| 0),
        }
    }
}

impl<T: Packed> FromIterator<T> for Array<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut words = Vec::new();
        items.into_iter().for_each(|item| item.pack(&mut words));
        let bytes: Vec<u8> = words.into_iter().flat_map(u32::to_le_bytes).collect();
        Self { bytes: bytes.into(), items: PhantomData }
    }
}

impl<T: Packed> Default for Array<T> {
    fn default() -> Self {
        std::iter::empty().collect()
    }
}

impl<T: Packed + fmt::Debug> fmt::Debug for Array<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<T> Serialize for Array<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.bytes)
    }
}

impl<'de: 'static, T: Packed> Deserialize<'de> for Array<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = deserializer.deserialize_bytes(Lying)?;
        if bytes.len() % Self::SIZE != 0 {
            return Err(D::Error::custom("a damaged array"));
        }
        Ok(Self { bytes: bytes.into(), items: PhantomData })
    }
}

/// Bytes where they lie.
pub(super) struct Lying;

impl<'de: 'static> Visitor<'de> for Lying {
    type Value = &'static [u8];

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("bytes")
    }

    fn visit_borrowed_bytes<E: Error>(self, bytes: &'de [u8]) -> Result<&'static [u8], E> {
        Ok(bytes)
    }
}

/// A text of a rule set: it derefs to `str`.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(#[serde(borrow)] Cow<'static, str>);

impl Text {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn push_str(&mut self, more: &str) {
        self.0.to_mut().push_str(more);
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.to_owned().into())
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.0.into_owned()
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl PartialEq<String> for Text {
    fn eq(&self, other: &String) -> bool {
        **self == **other
    }
}

impl PartialEq<Text> for String {
    fn eq(&self, other: &Text) -> bool {
        **self == **other
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
