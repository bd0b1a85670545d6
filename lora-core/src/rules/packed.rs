//! Arrays and texts of the compiled rule set as they lie in the bytes that it is read from. Most of them no letter
//! ever asks for, so nothing is copied when the set is loaded.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::ops::{Deref, Range};

use serde::de::{Deserializer, Error, Visitor};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

/// Words of 32 bits of an item, as they lie in the bytes: the lowest byte first, wherever they start.
pub(super) trait Words: Copy + fmt::Debug + 'static {
    /// The items that lie in some bytes.
    fn split(bytes: &[u8]) -> &[Self];

    /// The bytes in which items lie.
    fn join(items: &[Self]) -> &[u8];
}

impl<const N: usize> Words for [[u8; 4]; N] {
    fn split(bytes: &[u8]) -> &[Self] {
        bytes.as_chunks().0.as_chunks().0
    }

    fn join(items: &[Self]) -> &[u8] {
        items.as_flattened().as_flattened()
    }
}

/// What is stored as a fixed number of 32-bit words.
pub(super) trait Packed: Copy {
    type Words: Words;

    fn pack(self) -> Self::Words;

    fn unpack(words: Self::Words) -> Self;
}

impl Packed for u32 {
    type Words = [[u8; 4]; 1];

    fn pack(self) -> Self::Words {
        packed([self])
    }

    #[inline]
    fn unpack([word]: Self::Words) -> Self {
        Self::from_le_bytes(word)
    }
}

impl Packed for u64 {
    type Words = [[u8; 4]; 2];

    fn pack(self) -> Self::Words {
        parts(self)
    }

    #[inline]
    fn unpack([lower, upper]: Self::Words) -> Self {
        whole(lower, upper)
    }
}

/// Words as they lie in the bytes.
pub(super) fn packed<const N: usize>(words: [u32; N]) -> [[u8; 4]; N] {
    words.map(u32::to_le_bytes)
}

/// Words as numbers.
#[inline]
pub(super) fn unpacked<const N: usize>(words: [[u8; 4]; N]) -> [u32; N] {
    words.map(u32::from_le_bytes)
}

/// The lower and the upper word of a number of 64 bits.
pub(super) fn parts(number: u64) -> [[u8; 4]; 2] {
    let [a, b, c, d, e, f, g, h] = number.to_le_bytes();
    [[a, b, c, d], [e, f, g, h]]
}

/// The number of a lower and an upper word.
#[inline]
pub(super) fn whole([a, b, c, d]: [u8; 4], [e, f, g, h]: [u8; 4]) -> u64 {
    u64::from_le_bytes([a, b, c, d, e, f, g, h])
}

/// The lower and the upper half of a word.
#[inline]
pub(super) fn halves(word: u32) -> (u16, u16) {
    let [a, b, c, d] = word.to_le_bytes();
    (u16::from_le_bytes([a, b]), u16::from_le_bytes([c, d]))
}

/// An array whose items are unpacked as they are asked for.
#[derive(Clone)]
pub(super) struct Array<T: Packed> {
    items: Cow<'static, [T::Words]>,
}

impl<T: Packed> Array<T> {
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    #[inline]
    pub(super) fn get(&self, at: usize) -> Option<T> {
        self.items.get(at).map(|words| T::unpack(*words))
    }

    /// An item and the one after it.
    #[inline]
    pub(super) fn pair(&self, at: usize) -> Option<(T, T)> {
        let [first, second] = self.items.get(at..)?.first_chunk()?;
        Some((T::unpack(*first), T::unpack(*second)))
    }

    /// The items of a range; none where it reaches beyond the array.
    #[inline]
    pub(super) fn range(
        &self,
        range: Range<usize>,
    ) -> impl DoubleEndedIterator<Item = T> + ExactSizeIterator + '_ {
        self.items(range).iter().map(|words| T::unpack(*words))
    }

    /// The items of a range as they lie there; none where it reaches beyond the array.
    #[inline]
    pub(super) fn items(&self, range: Range<usize>) -> &[T::Words] {
        self.items.get(range).unwrap_or_default()
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = T> + '_ {
        self.items.iter().map(|words| T::unpack(*words))
    }

    /// Whether an item stands in a range; items are in order there.
    #[inline]
    pub(super) fn holds(&self, range: Range<usize>, item: &T) -> bool
    where
        T: Ord,
    {
        self.items(range).binary_search_by(|words| T::unpack(*words).cmp(item)).is_ok()
    }

    /// An item by the order in which all of them stand.
    pub(super) fn find(&self, by: impl Fn(&T) -> std::cmp::Ordering) -> Option<T> {
        let found = self.items.binary_search_by(|words| by(&T::unpack(*words))).ok()?;
        self.get(found)
    }

    /// Number of the first item of a range that is not among those before it, which stand in front of the others.
    pub(super) fn first(&self, range: Range<usize>, before: impl Fn(&T) -> bool) -> usize {
        range.start + self.items(range).partition_point(|words| before(&T::unpack(*words)))
    }

    pub(super) fn push(&mut self, item: T) {
        self.items.to_mut().push(item.pack());
    }

    /// Puts an item in the place of another.
    pub(super) fn set(&mut self, at: usize, item: T) {
        if let Some(old) = self.items.to_mut().get_mut(at) {
            *old = item.pack();
        }
    }
}

impl<T: Packed> FromIterator<T> for Array<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self { items: items.into_iter().map(T::pack).collect() }
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

impl<T: Packed> Serialize for Array<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(T::Words::join(&self.items))
    }
}

impl<'de: 'static, T: Packed> Deserialize<'de> for Array<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = deserializer.deserialize_bytes(Lying)?;
        let items = T::Words::split(bytes);
        if T::Words::join(items).len() != bytes.len() {
            return Err(D::Error::custom("a damaged array"));
        }
        Ok(Self { items: items.into() })
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
