//! Retellings: an earlier letter told again, sentence by sentence, in other words. No run of words is shared; what
//! stays are telling words, each in its place in the story.

use rustc_hash::FxHashMap;

use super::align::Pair;
use super::index::Index;
use super::passage::Passage;
use super::reading::{Kind, Reading};
use crate::rules::Concepts;

/// How telling a word must be to count: one that every ninth letter uses says nothing.
const TELLING: f32 = 1.2;
/// The most that one pair of sentences may say, however much they share: a case of the same kind shares its words.
const MOST: f32 = 3.0;
/// What a pair of sentences shares by chance, and for each word of the shorter one.
const CHANCE: f32 = 0.5;
const CHANCE_PER_WORD: f32 = 0.12;
/// What a sentence costs that is left out on either side.
const LEFT_OUT: f32 = 0.15;
/// What a sentence counts for that shares its partner with the one before.
const SPLIT: f32 = 0.7;
/// Worth from which letters of one story are a retelling. Of 2,600 pairs of letters that have nothing to do with one
/// another, none reached 2.2.
const LEAST: f32 = 3.2;
/// What is added for every e-fold of earlier letters beyond [`FEW`]: among more, chance finds more.
const AMONG_MORE: f32 = 0.25;
const FEW: usize = 20;
/// Sentences of the draft that must have a partner, and telling words that they must share.
const SENTENCES: usize = 5;
const WORDS: usize = 8;
/// Earlier letters that are looked at: those that share most.
const CANDIDATES: usize = 8;
/// What they must share to be.
const SHARED: f32 = 7.0;
/// Pairs of sentences that are compared; two documents with more are no letters.
const PAIRS: usize = 250_000;
/// Sentences between two with partners that still belong to the passage.
const GAP: usize = 2;

/// How rare words are among letters.
pub(super) struct Rarity<'a> {
    pub(super) concepts: &'a Concepts,
    pub(super) index: &'a Index,
}

impl Rarity<'_> {
    /// What a word says about where it came from; 0 when any letter may use it.
    #[expect(clippy::cast_precision_loss, reason = "numbers of letters are small")]
    fn weight(&self, concept: u64) -> f32 {
        if !self.concepts.is_telling(concept) {
            return 0.0;
        }
        let used = self.concepts.used_by(concept) as usize + self.index.used_by(concept);
        let all = self.concepts.letters() as usize + self.index.letters();
        ((all as f32 + 1.0) / (used as f32 + 0.5)).ln() - TELLING
    }
}

/// Earlier letters that share enough telling words to be looked at, the most first.
pub(super) fn candidates(draft: &Reading, rarity: &Rarity<'_>, own: Option<u32>) -> Vec<u32> {
    let mut told: Vec<u64> =
        (0..draft.sentences.len()).flat_map(|at| telling(draft, at)).map(|t| t.0).collect();
    told.sort_unstable();
    told.dedup();
    // By letter; among thousands a word or two are shared with nearly all.
    let mut shared = vec![(0.0_f32, 0_usize); rarity.index.len()];
    for concept in told {
        let weight = rarity.weight(concept);
        if weight > 0.0 {
            for letter in rarity.index.users(concept) {
                if let Some(entry) = shared.get_mut(letter as usize) {
                    *entry = (entry.0 + weight, entry.1 + 1);
                }
            }
        }
    }
    let mut found: Vec<(f32, u32)> = (0..)
        .zip(shared)
        .filter(|(letter, (weight, words))| Some(*letter) != own && *weight >= SHARED && *words >= WORDS)
        .map(|(letter, (weight, _))| (weight, letter))
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    found.truncate(CANDIDATES);
    found.into_iter().map(|(_, letter)| letter).collect()
}

/// Words of meaning of a sentence, each once, with its unit.
fn telling(reading: &Reading, sentence: usize) -> Vec<(u64, u32)> {
    let Some(sentence) = reading.sentences.get(sentence).filter(|s| !s.is_stock && !s.is_form) else {
        return Vec::new();
    };
    let mut words: Vec<(u64, u32)> = (sentence.units.start..)
        .zip(reading.units_of(sentence))
        .filter(|(_, unit)| unit.kind == Kind::Content)
        .map(|(at, unit)| (unit.key, at))
        .collect();
    words.sort_unstable();
    words.dedup_by_key(|w| w.0);
    words
}

/// What a pair of sentences shares.
#[derive(Debug, Default, Clone)]
struct Match {
    worth: f32,
    words: Vec<(u64, Pair)>,
}

/// How the best story up to a pair of sentences came there.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Step {
    /// It starts after it.
    Start,
    /// The two are partners.
    Partners,
    /// The sentence of the draft has the partner of the one before it.
    DraftSplit,
    /// The sentence of the source has the partner of the one before it.
    SourceSplit,
    /// The sentence of the draft is left out.
    DraftOut,
    /// The sentence of the source is left out.
    SourceOut,
}

/// The passages of the draft that tell what the source tells, if they are worth saying so. Sentences that were
/// `copied` word for word are accounted for already.
pub(super) fn passages(
    draft: &Reading,
    source: &Reading,
    rarity: &Rarity<'_>,
    copied: (&[bool], &[bool]),
) -> Vec<Passage> {
    let free = |reading: &Reading, copied: &[bool]| -> Vec<Vec<(u64, u32)>> {
        (0..reading.sentences.len())
            .map(|at| if copied.get(at) == Some(&true) { Vec::new() } else { telling(reading, at) })
            .collect()
    };
    let (here, there) = (free(draft, copied.0), free(source, copied.1));
    if here.len() * there.len() > PAIRS {
        return Vec::new();
    }
    let matches = matches(&here, &there, rarity);
    let (worth, story) = best_story(&matches, here.len(), there.len());
    #[expect(clippy::cast_precision_loss, reason = "numbers of letters are small")]
    let among = (rarity.index.letters().max(FEW) as f32 / FEW as f32).ln();
    let shared = |at: &(u32, u32)| matches.get(at).map_or(&[][..], |m| &m.words);
    let mut words: Vec<u64> = story.iter().flat_map(shared).map(|w| w.0).collect();
    words.sort_unstable();
    words.dedup();
    let mut told: Vec<u32> = story.iter().map(|at| at.0).collect();
    told.dedup();
    if worth < LEAST + AMONG_MORE * among || told.len() < SENTENCES || words.len() < WORDS {
        return Vec::new();
    }
    let mut passages = Vec::new();
    let near =
        |a: &(u32, u32), b: &(u32, u32)| (b.0 - a.0) as usize <= GAP + 1 && (b.1 - a.1) as usize <= GAP + 1;
    for part in story.chunk_by(near) {
        let pairs: Vec<Pair> = part.iter().flat_map(shared).map(|w| w.1).collect();
        passages.extend(Passage::retold(draft, source, part, pairs));
    }
    passages
}

/// What each pair of sentences shares that is telling.
fn matches(
    here: &[Vec<(u64, u32)>],
    there: &[Vec<(u64, u32)>],
    rarity: &Rarity<'_>,
) -> FxHashMap<(u32, u32), Match> {
    let mut places: FxHashMap<u64, Vec<(u32, u32)>> = FxHashMap::default();
    for (number, sentence) in (0..).zip(there) {
        for (concept, unit) in sentence {
            places.entry(*concept).or_default().push((number, *unit));
        }
    }
    let mut matches: FxHashMap<(u32, u32), Match> = FxHashMap::default();
    for (number, sentence) in (0..).zip(here) {
        for (concept, unit) in sentence {
            let Some(places) = places.get(concept) else { continue };
            let weight = rarity.weight(*concept);
            if weight <= 0.0 {
                continue;
            }
            for (other, source) in places {
                let found = matches.entry((number, *other)).or_default();
                found.worth += weight;
                found.words.push((*concept, Pair { draft: *unit, source: *source }));
            }
        }
    }
    for ((i, j), found) in &mut matches {
        let words = |list: &[Vec<(u64, u32)>], at: u32| list.get(at as usize).map_or(0, Vec::len);
        #[expect(clippy::cast_precision_loss, reason = "sentences are short")]
        let shorter = words(here, *i).min(words(there, *j)) as f32;
        found.worth = found.worth.min(MOST) - CHANCE_PER_WORD * shorter - CHANCE;
        found.words.sort_unstable_by_key(|w| w.1.draft);
    }
    matches
}

/// The pairs of sentences, in the order of both letters, that are worth most together.
fn best_story(matches: &FxHashMap<(u32, u32), Match>, here: usize, there: usize) -> (f32, Vec<(u32, u32)>) {
    let width = there + 1;
    let mut worth = vec![0.0_f32; (here + 1) * width];
    let mut steps = vec![Step::Start; (here + 1) * width];
    let mut best = (0.0_f32, 0, 0);
    for i in 1..=here {
        for j in 1..=there {
            let found = matches.get(&(super::reading::to_u32(i - 1), super::reading::to_u32(j - 1)));
            let (up, left, across) =
                (worth[(i - 1) * width + j], worth[i * width + j - 1], worth[(i - 1) * width + j - 1]);
            let mut here = (0.0, Step::Start);
            let mut offer = |worth: f32, step| {
                if worth > here.0 {
                    here = (worth, step);
                }
            };
            if let Some(found) = found {
                offer(across + found.worth, Step::Partners);
                offer(up + found.worth * SPLIT, Step::DraftSplit);
                offer(left + found.worth * SPLIT, Step::SourceSplit);
            }
            offer(up - LEFT_OUT, Step::DraftOut);
            offer(left - LEFT_OUT, Step::SourceOut);
            worth[i * width + j] = here.0;
            steps[i * width + j] = here.1;
            if here.0 > best.0 {
                best = (here.0, i, j);
            }
        }
    }
    let (total, mut i, mut j) = best;
    let mut story = Vec::new();
    while i > 0 && j > 0 {
        let step = steps[i * width + j];
        if matches!(step, Step::Partners | Step::DraftSplit | Step::SourceSplit) {
            story.push((super::reading::to_u32(i - 1), super::reading::to_u32(j - 1)));
        }
        match step {
            Step::Start => break,
            Step::Partners => (i, j) = (i - 1, j - 1),
            Step::DraftSplit | Step::DraftOut => i -= 1,
            Step::SourceSplit | Step::SourceOut => j -= 1,
        }
    }
    story.reverse();
    (total, story)
}
