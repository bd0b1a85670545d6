//! The comparison of a draft with earlier letters: who shares substance, and who only boilerplate.

use rustc_hash::FxHashMap;

use super::align::{Pair, chains};
use super::diff::diff;
use super::fingerprint::{WIDTH, shingles};
use super::frame::Frame;
use super::index::Index;
use super::left_behind::left_behind;
use super::passage::{Block, Passage, Way, Worth, blocks, join, share, words_in};
use super::people::{same_applicant, same_writer};
use super::reading::{Line, Reader, Reading, Unit, to_u32};
use super::retelling::{self, Rarity};
use super::{Earlier, Known, Letters, Shared, Source, own, unread};
use crate::report::{BoilerplateReport, DiffPart, PassageReport, ReuseReport};
use crate::rules::RuleSet;
use crate::span::Span;
use crate::text::{Document, SectionKind};

/// Shared words, boilerplate aside, from which one passage makes a source; fewer are chance or convention.
const PASSAGE: usize = 30;
/// Words of meaning among them.
const MEANING: usize = 12;
/// Shared words in all that make a source where no single passage does, as published: in runs of [`RUN`].
const TOTAL: usize = 75;
pub(super) const RUN: usize = 8;
/// Shared words from which a further passage of a source is shown.
const FURTHER: usize = 12;
/// Shingles that a letter shares before its text is looked at.
const SEEDS: usize = 3;
/// Words of boilerplate from which it is worth a line.
const BOILERPLATE: usize = 12;
/// Times that one shingle of the draft is looked up; more are repetition.
const LOOK_UPS: u8 = 16;

/// What the fingerprints say about the draft.
struct Looked {
    /// Places of shared shingles, by letter.
    seeds: FxHashMap<u32, Vec<(u32, u32)>>,
    /// Shingles of the draft's own that each letter holds.
    held: FxHashMap<u32, Vec<u32>>,
    /// Shingles of the draft's own.
    own: Vec<u32>,
    /// Units inside shingles that many letters hold.
    common: Vec<bool>,
}

impl Looked {
    /// Share of the draft's own shingles that a letter holds, but for what they have from one writer or one place.
    fn containment(&self, draft: &Reading, letter: u32, frame: Frame) -> f32 {
        let counts =
            |at: &&u32| draft.units.get(**at as usize).is_some_and(|unit| !frame.holds_part(draft, unit));
        let held = self.held.get(&letter).map_or(&[][..], Vec::as_slice);
        share(held.iter().filter(counts).count(), self.own.iter().filter(counts).count())
    }
}

/// Compares a draft with the earlier letters; one that is the very same file is left out.
pub(crate) fn compare(
    rules: &RuleSet,
    doc: &Document,
    own_path: &str,
    earlier: &Earlier,
    known: Known<'_>,
) -> Shared {
    let mut shared = Shared::default();
    if earlier.is_empty() {
        return shared;
    }
    let mut reading = Reader::new(rules).letter(doc);
    reading.applicant.correct(known);
    let draft =
        Draft { reading: &reading, text: doc.text(), path: own_path, lines: lines_by_hash(&reading), known };
    shared.own = own::shared(draft.both(), &earlier.own.letters, &earlier.own.index);
    for letters in &earlier.letters {
        draft.compare(rules, letters, &mut shared);
    }
    let first = |a: &ReuseReport, b: &ReuseReport| {
        b.containment.total_cmp(&a.containment).then_with(|| a.source.cmp(&b.source))
    };
    shared.reuse.sort_by(first);
    // A letter may be given in a folder and in an index.
    shared.reuse.dedup_by(|a, b| a.source == b.source);
    shared.left_behind.sort_by_key(|l| (l.span.start, l.span.end));
    shared.left_behind.dedup_by_key(|l| l.span);
    shared
}

/// The letter that is compared.
struct Draft<'a> {
    reading: &'a Reading,
    text: &'a str,
    path: &'a str,
    lines: FxHashMap<u64, Line>,
    known: Known<'a>,
}

impl<'a> Draft<'a> {
    fn both(&self) -> (&'a Reading, &'a str) {
        (self.reading, self.text)
    }

    /// Compares with each letter of a body.
    fn compare(&self, rules: &RuleSet, earlier: &Letters, shared: &mut Shared) {
        let own = earlier.letters.iter().position(|l| l.path == self.path).map(to_u32);
        let looked = look_up(self.reading, &earlier.index, own);
        let rarity = Rarity { concepts: rules.concepts(), index: &earlier.index };
        let retold = retelling::candidates(self.reading, &rarity, own);
        let seeded = looked.seeds.iter().filter(|(_, seeds)| seeds.len() >= SEEDS).map(|(letter, _)| *letter);
        let same_writer = earlier.index.signed_with(&self.reading.writer);
        let mut worth_a_look: Vec<u32> = retold.iter().copied().chain(seeded).chain(same_writer).collect();
        worth_a_look.sort_unstable();
        worth_a_look.dedup();
        for number in worth_a_look {
            let Some(source) = earlier.letters.get(number as usize).filter(|_| Some(number) != own) else {
                continue;
            };
            let seeds = looked.seeds.get(&number).map_or(&[][..], Vec::as_slice);
            let may_be_retold = retold.contains(&number);
            let frame = Frame::of(self.reading, &source.reading);
            let Copied { passages: copied, alleged: mut passages } =
                copied(self.reading, source, seeds, &looked.common, frame);
            if may_be_retold {
                passages.extend(self.retold(source, &copied, &rarity));
                passages.sort_by_key(|p| (p.draft.start, p.draft.end));
            }
            if passages.is_empty() {
                let only = only_boilerplate(self.both(), &self.lines, source, &copied, frame);
                shared.boilerplate.extend(only);
            } else {
                let containment = looked.containment(self.reading, number, frame);
                self.report(source, &passages, containment, shared);
            }
        }
        let unread = earlier.unread.iter().filter(|l| l.path != self.path);
        shared.reuse.extend(unread.filter_map(|l| unread::shared(self.reading, l, &earlier.index)));
    }

    /// Passages that tell what sentences of the source tell that are not copied.
    fn retold(&self, source: &Source, copied: &[Passage], rarity: &Rarity<'_>) -> Vec<Passage> {
        let here = sentences(self.reading, copied, |p| p.draft);
        let there = sentences(&source.reading, copied, |p| p.source);
        retelling::passages(self.reading, &source.reading, rarity, (&here, &there))
    }

    fn report(&self, source: &Source, passages: &[Passage], containment: f32, shared: &mut Shared) {
        let (here, there) = (self.both(), (&source.reading, source.text.as_str()));
        for passage in passages.iter().filter(|p| p.way == Way::Copied) {
            shared.left_behind.extend(left_behind(here, there, &source.path, passage, self.known));
        }
        shared.reuse.push(ReuseReport {
            source: source.path.clone(),
            state: "read".to_owned(),
            containment,
            longest_run: passages.iter().map(|p| p.longest).max().unwrap_or_default(),
            same_writer: same_writer(self.reading, &source.reading),
            same_applicant: same_applicant(&self.reading.applicant, &source.reading.applicant),
            passages: passages.iter().map(|p| report(here, there, p)).collect(),
        });
    }
}

/// What stands in both letters word for word.
#[derive(Default)]
struct Copied {
    /// The passages, boilerplate included.
    passages: Vec<Passage>,
    /// Those that are worth showing; none where they are no allegation worth making.
    alleged: Vec<Passage>,
}

/// The passages whose words stand in both letters. How one writer begins and ends letters makes no source. It belongs
/// to the copy where most of the letter is one.
fn copied(draft: &Reading, source: &Source, seeds: &[(u32, u32)], common: &[bool], frame: Frame) -> Copied {
    if seeds.len() < SEEDS {
        return Copied::default();
    }
    let chains = chains(draft, &source.reading, seeds);
    let weighed = |frame| {
        let worth = Worth { draft, source: &source.reading, common, frame };
        join(chains.iter().flat_map(|c| worth.passages(c)).collect())
    };
    let passages: Vec<Passage> = weighed(Frame::default());
    let strict: Vec<Passage> = weighed(frame.with_edges());
    let alleged = if !is_source(&strict) {
        Vec::new()
    } else if is_whole(&source.reading, &strict, frame.with_edges()) {
        substantial(&passages)
    } else {
        substantial(&strict)
    };
    Copied { passages, alleged }
}

/// Whether passages hold most of what a letter says in its own words.
fn is_whole(source: &Reading, passages: &[Passage], frame: Frame) -> bool {
    let counts = |u: &&Unit| !source.is_stock(u) && !frame.holds_part(source, u);
    let held: usize = passages.iter().map(|p| p.substance).sum();
    held * 2 >= source.units.iter().filter(counts).count()
}

/// The sentences of a letter that runs of the same words account for.
fn sentences(reading: &Reading, copied: &[Passage], side: fn(&Passage) -> Span) -> Vec<bool> {
    let runs: Vec<Span> = copied.iter().filter(|p| p.longest >= RUN).map(side).collect();
    reading.sentences.iter().map(|s| runs.iter().any(|r| r.overlaps(s.span))).collect()
}

fn look_up(draft: &Reading, index: &Index, own: Option<u32>) -> Looked {
    let mut looked = Looked {
        seeds: FxHashMap::default(),
        held: FxHashMap::default(),
        own: Vec::new(),
        common: vec![false; draft.units.len()],
    };
    let covered = |at: u32| at as usize..at as usize + WIDTH;
    for (_, at) in shingles(draft).filter(|(hash, _)| index.is_common(*hash, own)) {
        looked.common.get_mut(covered(at)).unwrap_or_default().fill(true);
    }
    let mut times: FxHashMap<u64, u8> = FxHashMap::default();
    for (hash, at) in shingles(draft) {
        let times = times.entry(hash).or_default();
        *times = times.saturating_add(1);
        let stock = draft.units.get(at as usize).is_some_and(|u| draft.is_stock(u));
        let counts = !stock && looked.common.get(covered(at)).is_some_and(|c| c.contains(&false));
        if counts {
            looked.own.push(at);
        }
        let mut before = None;
        for (letter, unit) in index.places(hash, own) {
            if *times <= LOOK_UPS {
                looked.seeds.entry(letter).or_default().push((at, unit));
            }
            if before != Some(letter) && counts {
                looked.held.entry(letter).or_default().push(at);
            }
            before = Some(letter);
        }
    }
    looked
}

/// Whether the passages are an allegation worth making.
fn is_source(passages: &[Passage]) -> bool {
    let enough = |b: &Block| b.substance >= PASSAGE && b.meaning >= MEANING && b.longest >= RUN;
    let total = |p: &Passage| if p.longest >= RUN { p.substance } else { 0 };
    blocks(passages).iter().any(enough) || passages.iter().map(total).sum::<usize>() >= TOTAL
}

/// The passages of a source that are worth showing: with substance, or part of a block that has it.
fn substantial(passages: &[Passage]) -> Vec<Passage> {
    let blocks = blocks(passages);
    let shown = blocks.iter().filter(|b| b.substance >= FURTHER);
    shown.flat_map(|b| passages.get(b.passages.clone()).unwrap_or_default()).cloned().collect()
}

pub(super) fn report(draft: (&Reading, &str), source: (&Reading, &str), passage: &Passage) -> PassageReport {
    PassageReport {
        way: match passage.way {
            Way::Copied => "copied",
            Way::Retold => "retold",
        }
        .to_owned(),
        start: passage.draft.start,
        end: passage.draft.end,
        source_start: passage.source.start,
        source_end: passage.source.end,
        words: words_in(draft.0, passage.draft).len(),
        diff: diff(draft, source, passage),
    }
}

/// Share of the draft's words that the passages hold.
pub(super) fn containment(draft: &Reading, passages: &[Passage]) -> f32 {
    let held: usize = passages.iter().map(|p| words_in(draft, p.draft).len()).sum();
    share(held, draft.words.len())
}

/// Lines outside the letter proper, by their words.
fn lines_by_hash(draft: &Reading) -> FxHashMap<u64, Line> {
    let telling = [SectionKind::Letterhead, SectionKind::Signature, SectionKind::Subject];
    draft.lines.iter().rev().filter(|l| telling.contains(&l.section)).map(|l| (l.hash, *l)).collect()
}

/// What a letter shares that is no source: stock sentences, and with them letterhead and signature. A hospital's
/// letterhead alone is not worth a line.
fn only_boilerplate(
    draft: (&Reading, &str),
    lines: &FxHashMap<u64, Line>,
    source: &Source,
    passages: &[Passage],
    frame: Frame,
) -> Option<BoilerplateReport> {
    let there = (&source.reading, source.text.as_str());
    let mut reports: Vec<PassageReport> =
        passages.iter().filter(|p| p.longest >= BOILERPLATE).map(|p| report(draft, there, p)).collect();
    if reports.is_empty() && !frame.one_writer {
        return None;
    }
    for twin in &source.reading.lines {
        let Some(line) = lines.get(&twin.hash).filter(|l| l.section == twin.section) else { continue };
        let text = draft.1.get(line.span.range()).unwrap_or_default().to_owned();
        reports.push(PassageReport {
            way: "copied".to_owned(),
            start: line.span.start,
            end: line.span.end,
            source_start: twin.span.start,
            source_end: twin.span.end,
            words: line.words as usize,
            diff: vec![DiffPart { tag: "same".to_owned(), text }],
        });
    }
    let is_form = |pair: &Pair| {
        let unit = draft.0.units.get(pair.draft as usize);
        unit.and_then(|u| draft.0.sentences.get(u.sentence as usize)).is_some_and(|s| s.is_form)
    };
    let form = passages.iter().any(|p| p.pairs.iter().any(is_form));
    reports.sort_by_key(|p| (p.start, p.end));
    let words: usize = reports.iter().map(|p| p.words).sum();
    let reason = if frame.one_writer {
        "same-writer"
    } else if form {
        "form"
    } else if frame.one_place {
        "same-place"
    } else {
        "common"
    };
    (words >= BOILERPLATE).then(|| BoilerplateReport {
        source: source.path.clone(),
        reason: reason.to_owned(),
        passages: reports,
    })
}
