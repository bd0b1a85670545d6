//! Numbers of names, found by a hash of the name. The table is stored with the packs, since filling it anew would cost
//! more than reading all the rest.

use serde::{Deserialize, Serialize};

use super::packed::Array;

/// The numbers of some names, which are kept elsewhere.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Numbers {
    /// One more than the number of a name and, in the upper bits, its tag, at the place that its hash gives or after it; 0
    /// where none is.
    slots: Array<u32>,
}

impl Numbers {
    /// Of names in the order of their numbers.
    pub(super) fn new<'a>(names: impl ExactSizeIterator<Item = &'a str>) -> Self {
        let mut numbers = Self::for_names(names.len());
        (0..).zip(names).for_each(|(number, name)| numbers.insert(number, name));
        numbers
    }

    /// With room for so many names: half empty at least, so that a name is found near its place and a search ends.
    pub(super) fn for_names(count: usize) -> Self {
        Self { slots: vec![0; (count * 2).next_power_of_two()].into_iter().collect() }
    }

    /// Whether there is no room for so many names.
    pub(super) fn is_full(&self, count: usize) -> bool {
        count * 2 > self.slots.len()
    }

    /// Adds a name, for which there must be room.
    pub(super) fn insert(&mut self, number: u32, name: &str) {
        let mask = self.slots.len() - 1;
        let (mut slot, tag) = hash(name.as_bytes());
        slot &= mask;
        while self.slots.get(slot).is_some_and(|number| number != 0) {
            slot = (slot + 1) & mask;
        }
        self.slots.set(slot, (number + 1) | tag);
    }

    /// The number of a name; `named` gives the bytes of the name of a number.
    pub(super) fn find<'a>(&self, name: &str, named: impl Fn(u32) -> Option<&'a [u8]>) -> Option<u32> {
        self.find_bytes(name.as_bytes(), named)
    }

    /// The number of the name of some bytes.
    #[inline]
    pub(super) fn find_bytes<'a>(&self, name: &[u8], named: impl Fn(u32) -> Option<&'a [u8]>) -> Option<u32> {
        let mask = self.slots.len().wrapping_sub(1);
        let (mut slot, tag) = hash(name);
        slot &= mask;
        loop {
            let tagged = self.slots.get(slot)?;
            let number = (tagged & NUMBER).checked_sub(1)?;
            // Without a look at the name, most others are told apart.
            if tagged & !NUMBER == tag && named(number) == Some(name) {
                return Some(number);
            }
            slot = (slot + 1) & mask;
        }
    }
}

/// The lower bits of a slot, which hold a number; the upper ones hold a tag.
const NUMBER: u32 = 0x00ff_ffff;

/// The slot of a name where none is cut off, and its tag.
/// The same on every machine, since one builds the table and another reads it; of the length, the first bytes and the
/// last, which tell nearly all names apart.
#[inline]
fn hash(bytes: &[u8]) -> (usize, u32) {
    let (first, last) = match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => match (bytes.first_chunk(), bytes.last_chunk()) {
            (Some(first), Some(last)) => {
                (u32::from_le_bytes(*first).into(), u32::from_le_bytes(*last).into())
            }
            _ => match bytes {
                [first, .., last] => {
                    (u64::from(*first) << 8 | u64::from(bytes[bytes.len() / 2]), (*last).into())
                }
                _ => (bytes.first().copied().unwrap_or_default().into(), 0),
            },
        },
    };
    let mixed = (first ^ (bytes.len() as u64) << 56).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ mixed >> 32 ^ last).wrapping_mul(0xd6e8_feb8_6659_fd93);
    #[expect(clippy::cast_possible_truncation, reason = "the bits above are cut off on purpose")]
    ((mixed >> 33) as usize, mixed as u32 & !NUMBER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_has_its_number() {
        let names = ["month", "season", "a longer name than eight bytes", ""];
        let numbers = Numbers::new(names.into_iter());
        let named = |number: u32| names.get(number as usize).map(|name| name.as_bytes());
        for (number, name) in (0..).zip(names) {
            assert_eq!(numbers.find(name, named), Some(number));
        }
        assert_eq!(numbers.find("day", named), None);
        assert_eq!(Numbers::default().find("day", named), None);
    }
}
