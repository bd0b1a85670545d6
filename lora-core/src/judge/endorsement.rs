//! How strongly the letter recommends: the closing on the documented ladder, comparisons, readiness.

use crate::facts::Scene;
use crate::finding::Finding;
use crate::lexical::Phrases;
use crate::rules::PhraseHit;
use crate::span::Span;
use crate::text::SectionKind;

use super::empty::Empty;
use super::evidence::Evidence;

/// Share of the body, from its end, in which the closing is looked for.
const CLOSING_PARAGRAPHS: u32 = 2;

/// Tokens up to which a sentence at the end is a line of a signature.
const SHORTEST_CLOSING: usize = 5;

/// Words of body from which a comparison is missed.
const SHORTEST: usize = 25;

/// How strongly the letter recommends.
#[derive(Debug, Default, Clone)]
pub(crate) struct Endorsement {
    /// 5 strongest … 1 harmful; 0 where the letter recommends in no words.
    pub(crate) level: u8,
    /// The words that say so.
    pub(crate) span: Option<Span>,
    /// A comparison with a group and a denominator.
    pub(crate) comparison: Option<Span>,
    /// Ready for the level now.
    pub(crate) ready: bool,
    /// Says so in words that recommend, and not by praise alone.
    pub(crate) recommends: bool,
}

/// What of a letter the reading passes over.
#[derive(Debug, Clone, Copy)]
struct Except<'a> {
    /// Clichés, which claim no rank: “the complete package” ranks nobody.
    words: &'a [Span],
    /// Sentences by which the letter does not close.
    idle: &'a [usize],
    /// A sentence that is left out.
    sentence: Option<usize>,
}

impl Except<'_> {
    fn leaves(&self, scene: &Scene<'_>, hit: &PhraseHit) -> bool {
        let span = scene.doc.span_of(hit.start as usize..hit.end as usize);
        // They come by their start, and none is wider than its sentence.
        let near = &self.words[..self.words.partition_point(|e| e.start < span.end)];
        let sentence = scene.doc.sentences()[hit.sentence as usize].span;
        let mut near = near.iter().rev().take_while(|e| e.start >= sentence.start);
        Some(hit.sentence as usize) != self.sentence
            && !near.any(|e| e.overlaps(span))
            && !is_bracketed(scene, sentence, span)
    }
}

/// "[top 10% / top third / lower third – select one]": a choice that nobody has made yet says nothing.
fn is_bracketed(scene: &Scene<'_>, sentence: Span, span: Span) -> bool {
    let before = scene.doc.text_of(Span { end: span.end, ..sentence });
    before.rfind('[').is_some_and(|open| !before[open..].contains(']'))
}

/// How strongly a letter recommends of which the empty praise is known.
pub(crate) fn read(scene: &Scene<'_>, phrases: &Phrases, empty: &Empty) -> Endorsement {
    read_except(scene, phrases, Except { words: &empty.words, idle: &empty.idle, sentence: None })
}

/// What the recommendation of a letter rests on.
pub(super) struct Resting<'a> {
    scene: &'a Scene<'a>,
    phrases: &'a Phrases,
    words: &'a [Span],
    whole: Endorsement,
    /// The sentences that the reading is taken from: without another one the letter recommends as much.
    sentences: Vec<usize>,
}

impl<'a> Resting<'a> {
    /// Reads the letter without clichés, which are given by where they start.
    pub(super) fn new(scene: &'a Scene<'a>, phrases: &'a Phrases, words: &'a [Span]) -> Self {
        let except = Except { words, idle: &[], sentence: None };
        let whole = read_except(scene, phrases, except);
        let of = |span: Span| scene.doc.sentence_of(scene.doc.token_at(span.start));
        let ready = phrases.signal(scene.rules, "readiness").iter().find(|h| except.leaves(scene, h));
        let mut sentences: Vec<usize> =
            [whole.span, whole.comparison].into_iter().flatten().filter_map(of).collect();
        sentences.extend(ready.map(|h| h.sentence as usize));
        Self { scene, phrases, words, whole, sentences }
    }

    /// Whether the letter would recommend less without one of its sentences.
    pub(super) fn rests_on(&self, sentence: usize) -> bool {
        if !self.sentences.contains(&sentence) {
            return false;
        }
        let except = Except { words: self.words, idle: &[], sentence: Some(sentence) };
        let rest = read_except(self.scene, self.phrases, except);
        rest.level < self.whole.level
            || rest.comparison.is_none() && self.whole.comparison.is_some()
            || !rest.ready && self.whole.ready
    }
}

fn read_except(scene: &Scene<'_>, phrases: &Phrases, except: Except<'_>) -> Endorsement {
    let sentences = scene.doc.sentences();
    let (last, from) = closing(scene, except);
    let mut endorsement = Endorsement::default();
    let span = |h: &PhraseHit| scene.doc.span_of(h.start as usize..h.end as usize);
    let mut strongest = 0;
    let mut strongest_in = None;
    let mut weakest: Option<(u8, Span)> = None;
    for level in (1..=5_u8).rev() {
        for hit in phrases.signal(scene.rules, &format!("ladder.{level}")) {
            let sentence = &sentences[hit.sentence as usize];
            let prose = matches!(sentence.section, SectionKind::Body | SectionKind::Postscript);
            if !prose || scene.is_unticked(hit.start as usize) || level > 2 && !except.leaves(scene, hit) {
                continue;
            }
            // Low rungs count at the end of the letter only: elsewhere they are faint praise.
            let closing = sentence.paragraph >= from
                // What is ticked on a form is its verdict, wherever it stands.
                || scene.ticked(hit.start as usize) == Some(true);
            if level >= 3 && level > strongest && (closing || level == 5) {
                strongest = level;
                strongest_in = Some(hit.sentence);
                endorsement.span = Some(span(hit));
            }
            // “I strongly recommend her for residency” holds the plain phrase too.
            if level < 3 && closing && !(level == 2 && strongest_in == Some(hit.sentence)) {
                weakest = Some((level, span(hit)));
            }
        }
    }
    // What is said in passing in the middle of the letter recommends nobody.
    let first = sentences.iter().find(|s| s.section == SectionKind::Body).map_or(0, |s| s.paragraph);
    endorsement.recommends = phrases.signal(scene.rules, "recommendation").iter().any(|h| {
        let paragraph = sentences[h.sentence as usize].paragraph;
        (paragraph == first || paragraph + CLOSING_PARAGRAPHS >= last) && except.leaves(scene, h)
    });
    endorsement.level = match (strongest, weakest) {
        (0, Some((level, span))) => {
            endorsement.span = Some(span);
            level
        }
        (0, None) => u8::from(endorsement.recommends) * 2,
        // Pleading takes the edge off a plain recommendation.
        (3 | 4, Some((_, _))) => strongest - 1,
        _ => strongest,
    };
    endorsement.comparison = phrases
        .signal(scene.rules, "comparison")
        .iter()
        .find(|h| except.leaves(scene, h) && !scene.is_unticked(h.start as usize))
        .map(span);
    endorsement.ready = phrases.signal(scene.rules, "readiness").iter().any(|h| except.leaves(scene, h));
    endorsement
}

/// The last paragraph of the body, and the first of those that close the letter.
fn closing(scene: &Scene<'_>, except: Except<'_>) -> (u32, u32) {
    let mut before = scene
        .doc
        .sentences()
        .iter()
        .enumerate()
        .rev()
        .filter(|(n, _)| Some(*n) != except.sentence && except.idle.binary_search(n).is_err());
    // A signature that no closing announces is no last paragraph.
    let last = before.find(|(_, s)| s.section == SectionKind::Body && s.range().len() > SHORTEST_CLOSING);
    let last = last.map_or(0, |(_, s)| s.paragraph);
    let (mut from, mut paragraphs) = (last, 1);
    for paragraph in before.map(|(_, s)| s.paragraph).filter(|p| *p < last) {
        if paragraphs == CLOSING_PARAGRAPHS {
            break;
        }
        paragraphs += u32::from(paragraph != from);
        from = paragraph;
    }
    (last, if paragraphs == CLOSING_PARAGRAPHS { from } else { last })
}

pub(crate) fn findings(scene: &Scene<'_>, endorsement: &Endorsement, evidence: &Evidence) -> Vec<Finding> {
    let mut findings = Vec::new();
    if endorsement.comparison.is_none() && scene.doc.words(&[SectionKind::Body]) > SHORTEST {
        findings.extend(scene.finding("endorsement/no-comparison", None, &[]));
    }
    if endorsement.level > 0 && endorsement.level <= 2 {
        let (episodes, compared) = (evidence.episodes().len(), endorsement.comparison.is_some());
        let rule = if episodes >= 4 || episodes >= 2 && compared {
            "endorsement/closing-contradicts"
        } else {
            "endorsement/weak-closing"
        };
        findings.extend(scene.finding(rule, endorsement.span, &[]));
    }
    findings
}
