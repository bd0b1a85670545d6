//! The index over earlier letters: where each fingerprint occurs, and in how many independent letters.

use rustc_hash::{FxHashMap, FxHashSet};

use super::fingerprint::shingles;
use super::reading::{Kind, Reading, to_u32};

/// Independent earlier letters from which a shingle counts as boilerplate.
const COMMON: usize = 3;
/// Places of one shingle in one letter that are kept; more are repetition.
const PLACES: usize = 8;
/// Letters with a shingle from which it is common, however alike they are, and too common to tell them apart.
const MANY: usize = 64;

/// A place of a fingerprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Posting {
    hash: u64,
    letter: u32,
    unit: u32,
}

/// Fingerprints of all earlier letters.
#[derive(Debug, Default)]
pub(super) struct Index {
    postings: Vec<Posting>,
    ranges: FxHashMap<u64, (u32, u32)>,
    /// Letters that are versions of one another have one number.
    versions: Vec<u32>,
    /// Letters that use a word of meaning, word by word.
    users: Vec<u32>,
    /// Where those of a word stand.
    words: FxHashMap<u64, (u32, u32)>,
    /// Letters by each word of their writer's name.
    writers: FxHashMap<u64, Vec<u32>>,
    /// What is known of letters beyond these.
    beyond: Option<Beyond>,
}

/// What an index on disk says of all its letters, of which only some were read.
#[derive(Debug, Default)]
struct Beyond {
    common: FxHashSet<u64>,
    used_by: FxHashMap<u64, u32>,
    total: usize,
}

impl Index {
    pub(super) fn new<'a>(letters: impl Iterator<Item = &'a Reading>) -> Self {
        let mut postings = Vec::new();
        let mut sizes = Vec::new();
        let mut users = Vec::new();
        let mut writers: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        for (letter, reading) in letters.enumerate() {
            let first = postings.len();
            postings.extend(shingles(reading).map(|(hash, unit)| Posting {
                hash,
                letter: to_u32(letter),
                unit,
            }));
            sizes.push(postings.len() - first);
            let first = users.len();
            let words = reading.units.iter().filter(|u| u.kind == Kind::Content && !reading.is_stock(u));
            users.extend(words.map(|u| (u.key, to_u32(letter))));
            let own = users.split_off(first);
            users.extend(unique(own));
            for word in &reading.writer {
                writers.entry(*word).or_default().push(to_u32(letter));
            }
        }
        postings.sort_unstable();
        users.sort_unstable();
        let mut run = 0;
        let mut before = None;
        postings.retain(|p| {
            run = if before == Some((p.hash, p.letter)) { run + 1 } else { 0 };
            before = Some((p.hash, p.letter));
            run < PLACES
        });
        let ranges = self::ranges(&postings, |p| p.hash);
        let words = self::ranges(&users, |u: &(u64, u32)| u.0);
        let users = users.into_iter().map(|u| u.1).collect();
        let versions = (0..to_u32(sizes.len())).collect();
        let mut index = Self { postings, ranges, versions, users, words, writers, beyond: None };
        index.join_versions(&sizes);
        index
    }

    /// Letters that share most of what they say are versions of one letter: a paragraph that occurs in them
    /// alone is no boilerplate.
    fn join_versions(&mut self, sizes: &[usize]) {
        let mut shared: FxHashMap<(u32, u32), usize> = FxHashMap::default();
        for same in self.postings.chunk_by(|a, b| a.hash == b.hash) {
            let mut letters: Vec<u32> = same.iter().map(|p| p.letter).collect();
            letters.dedup();
            if letters.len() > MANY {
                continue;
            }
            for (at, a) in letters.iter().enumerate() {
                for b in letters.iter().skip(at + 1) {
                    *shared.entry((*a, *b)).or_default() += 1;
                }
            }
        }
        let size = |letter: u32| sizes.get(letter as usize).copied().unwrap_or_default();
        let mut pairs: Vec<(u32, u32)> = shared
            .into_iter()
            .filter(|((a, b), n)| n * 2 >= size(*a).min(size(*b)))
            .map(|(pair, _)| pair)
            .collect();
        // In order, so that each letter takes the number of the first that it is a version of.
        pairs.sort_unstable();
        for (a, b) in pairs {
            let first = self.version(a);
            if let Some(version) = self.versions.get_mut(b as usize) {
                *version = first.min(*version);
            }
        }
    }

    fn version(&self, letter: u32) -> u32 {
        self.versions.get(letter as usize).copied().unwrap_or(letter)
    }

    fn postings(&self, hash: u64) -> &[Posting] {
        let range = self.ranges.get(&hash).map_or(0..0, |(start, end)| *start as usize..*end as usize);
        self.postings.get(range).unwrap_or_default()
    }

    /// Takes in what is known of letters beyond those that were read.
    pub(super) fn know(&mut self, common: FxHashSet<u64>, used_by: FxHashMap<u64, u32>, total: usize) {
        self.beyond = Some(Beyond { common, used_by, total });
    }

    /// Number of letters.
    pub(super) fn letters(&self) -> usize {
        self.beyond.as_ref().map_or(self.versions.len(), |b| b.total)
    }

    /// Letters of which the writer's name has a word, or more, of the given ones.
    pub(super) fn signed_with<'a>(&'a self, names: &'a [u64]) -> impl Iterator<Item = u32> + 'a {
        names.iter().filter_map(|name| self.writers.get(name)).flatten().copied()
    }

    /// Letters that were read.
    pub(super) fn len(&self) -> usize {
        self.versions.len()
    }

    /// The letters that use a word of meaning.
    pub(super) fn users(&self, concept: u64) -> impl Iterator<Item = u32> + '_ {
        self.users_of(concept).iter().copied()
    }

    /// How many letters use a word of meaning.
    pub(super) fn used_by(&self, concept: u64) -> usize {
        let known = self.beyond.as_ref().and_then(|b| b.used_by.get(&concept));
        known.map_or_else(|| self.users_of(concept).len(), |n| *n as usize)
    }

    fn users_of(&self, concept: u64) -> &[u32] {
        let range = self.words.get(&concept).map_or(0..0, |(start, end)| *start as usize..*end as usize);
        self.users.get(range).unwrap_or_default()
    }

    /// Letter and unit of each place of a fingerprint outside the letter that is itself compared; none of one that is
    /// in too many letters to tell them apart.
    pub(super) fn places(&self, hash: u64, own: Option<u32>) -> impl Iterator<Item = (u32, u32)> + '_ {
        let postings = self.postings(hash);
        let postings = if postings.len() > MANY * PLACES { &[] } else { postings };
        postings.iter().filter(move |p| Some(p.letter) != own).map(|p| (p.letter, p.unit))
    }

    /// Whether so many independent letters hold the fingerprint that it is boilerplate.
    pub(super) fn is_common(&self, hash: u64, own: Option<u32>) -> bool {
        let postings = self.postings(hash);
        if self.beyond.as_ref().is_some_and(|b| b.common.contains(&hash)) {
            return true;
        }
        if postings.len() < COMMON {
            return false;
        }
        if postings.len() > MANY * PLACES {
            return true;
        }
        let versions: FxHashSet<u32> =
            postings.iter().filter(|p| Some(p.letter) != own).map(|p| self.version(p.letter)).collect();
        versions.len() >= COMMON
    }
}

fn unique(mut words: Vec<(u64, u32)>) -> Vec<(u64, u32)> {
    words.sort_unstable();
    words.dedup();
    words
}

/// Where the items of each key stand, which are in the order of their keys.
fn ranges<T>(items: &[T], key: impl Fn(&T) -> u64) -> FxHashMap<u64, (u32, u32)> {
    let mut ranges = FxHashMap::default();
    let mut start = 0;
    for same in items.chunk_by(|a, b| key(a) == key(b)) {
        if let Some(first) = same.first() {
            ranges.insert(key(first), (to_u32(start), to_u32(start + same.len())));
        }
        start += same.len();
    }
    ranges
}
