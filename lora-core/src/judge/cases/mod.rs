//! The applicant's own cases: which of them the letter tells of, and which of the others would show what it does not.

mod concepts;

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::Scene;
use crate::finding::fill;
use crate::lexical::Phrases;
use crate::profile::Profile;
use crate::report::{COMPETENCIES, CaseReport, CompetencyReport, Level, Quote};
use crate::rules::RuleSet;
use crate::text::{Document, SectionKind};
use concepts::Concepts;

/// Sentences of a paragraph that tell of one case.
const WINDOW: usize = 6;
/// Concepts of a paragraph below which it is no story: a heading, a line of a list.
const SHORTEST: usize = 15;
/// Weight from which a shared concept is a rare one, and how many of them a case must share.
const RARE: f64 = 1.0;
const LEAST_RARE: usize = 2;
/// What the shared weight times its share of the entry must reach: so a short entry must stand in the letter nearly
/// whole, and of a long one some will do.
const LEAST: f64 = 1.5;
/// Competency of feedback that was acted on.
const LEARNING: &str = "practice_based_learning";

/// What the profile tells of, in its order: cases, then feedback.
struct Entry<'a> {
    kind: &'static str,
    what: &'a str,
    changed: Option<&'a str>,
    competencies: &'a [String],
}

fn entries(profile: &Profile) -> Vec<Entry<'_>> {
    let cases = profile.cases.iter().map(|c| Entry {
        kind: "case",
        what: &c.what,
        changed: None,
        competencies: &c.competencies,
    });
    let feedback = profile.feedback.iter().map(|f| Entry {
        kind: "feedback",
        what: &f.given,
        changed: f.changed.as_deref(),
        competencies: &[],
    });
    cases.chain(feedback).filter(|e| !e.what.trim().is_empty()).collect()
}

/// Each case and feedback of the profile: told of in the letter, or not, and then what to ask.
pub(crate) fn read(scene: &Scene<'_>, competencies: &[CompetencyReport]) -> Vec<CaseReport> {
    let entries = entries(scene.profile);
    if entries.is_empty() {
        return Vec::new();
    }
    let mut concepts = Concepts::new(scene.rules);
    let texts: Vec<Document> = entries
        .iter()
        .map(|e| Document::new(format!("{}. {}", e.what, e.changed.unwrap_or_default()), scene.rules))
        .collect();
    let told: Vec<BTreeSet<u64>> = texts.iter().map(|t| concepts.of(t, 0..t.tokens().len())).collect();
    let letter = Letter::read(scene.doc, &mut concepts);
    let weights = Weights::new(&concepts, &letter, &told);
    let open = |id: &&String| competencies.iter().any(|c| c.id == **id && c.level != Level::Evidenced);
    let report = |((entry, told), text): ((&Entry<'_>, &BTreeSet<u64>), &Document)| {
        let evidence = letter.find(told, &weights).map(|sentence| {
            let span = scene.doc.sentences()[sentence].span;
            Quote { start: span.start, end: span.end, text: scene.doc.text_of(span).to_owned() }
        });
        let used = evidence.is_some();
        let competencies = could_show(scene.rules, entry, text);
        CaseReport {
            kind: entry.kind.to_owned(),
            what: entry.what.to_owned(),
            changed: entry.changed.map(str::to_owned),
            used,
            evidence,
            open: competencies.iter().filter(open).filter(|_| !used).cloned().collect(),
            question: (!used).then(|| {
                fill(scene.rules.text(&format!("question.{}", entry.kind)), &[("what", entry.what)])
            }),
            competencies,
        }
    };
    entries.iter().zip(&told).zip(&texts).map(report).collect()
}

/// The letter's prose as the comparison reads it.
struct Letter {
    /// Of each paragraph, its sentences and what they speak of.
    paragraphs: Vec<Vec<(usize, BTreeSet<u64>)>>,
}

impl Letter {
    fn read(doc: &Document, concepts: &mut Concepts<'_>) -> Self {
        let mut paragraphs: Vec<Vec<(usize, BTreeSet<u64>)>> = Vec::new();
        let mut last = None;
        for (number, sentence) in doc.sentences().iter().enumerate() {
            if !matches!(sentence.section, SectionKind::Body | SectionKind::Postscript) {
                continue;
            }
            let told = (number, concepts.of(doc, sentence.range()));
            match paragraphs.last_mut().filter(|_| last == Some(sentence.paragraph)) {
                Some(paragraph) => paragraph.push(told),
                None => paragraphs.push(vec![told]),
            }
            last = Some(sentence.paragraph);
        }
        Self { paragraphs }
    }

    /// The sentence that tells most of an entry, if the letter tells of it.
    fn find(&self, told: &BTreeSet<u64>, weights: &Weights) -> Option<usize> {
        let total: f64 = told.iter().map(|c| weights.of(*c)).sum();
        let mut best: Option<(f64, usize)> = None;
        for window in self.paragraphs.iter().flat_map(|p| {
            let size = WINDOW.min(p.len());
            p.windows(size.max(1))
        }) {
            let shared: BTreeSet<u64> =
                window.iter().flat_map(|(_, c)| c.intersection(told)).copied().collect();
            let weight: f64 = shared.iter().map(|c| weights.of(*c)).sum();
            let rare = shared.iter().filter(|c| weights.of(**c) >= RARE).count();
            if rare < LEAST_RARE || weight * weight < LEAST * total || best.is_some_and(|(w, _)| w >= weight)
            {
                continue;
            }
            let own = |sentence: &BTreeSet<u64>| -> f64 {
                sentence.intersection(told).map(|c| weights.of(*c)).sum()
            };
            let most = window.iter().max_by(|a, b| own(&a.1).total_cmp(&own(&b.1)).then(b.0.cmp(&a.0)));
            best = most.map(|(sentence, _)| (weight, *sentence)).or(best);
        }
        best.map(|(_, sentence)| sentence)
    }
}

/// How much a concept tells in this letter and among these entries.
struct Weights(BTreeMap<u64, f64>);

impl Weights {
    fn new(concepts: &Concepts<'_>, letter: &Letter, entries: &[BTreeSet<u64>]) -> Self {
        let paragraphs: Vec<BTreeSet<u64>> =
            letter.paragraphs.iter().map(|p| p.iter().flat_map(|(_, c)| c).copied().collect()).collect();
        let stories: Vec<&BTreeSet<u64>> = paragraphs.iter().filter(|p| p.len() > SHORTEST).collect();
        #[expect(clippy::cast_precision_loss, reason = "letters have few paragraphs, profiles few cases")]
        let spread = |n: usize| (n.max(1) as f64).sqrt();
        let all: BTreeSet<u64> = entries.iter().flatten().copied().collect();
        let weight = |c: u64| {
            let here = stories.iter().filter(|p| p.contains(&c)).count();
            let there = entries.iter().filter(|e| e.contains(&c)).count();
            // What many paragraphs or many entries speak of tells none of them from the others.
            concepts.rarity(c) / spread(here) / spread(there)
        };
        Self(all.into_iter().map(|c| (c, weight(c))).collect())
    }

    fn of(&self, concept: u64) -> f64 {
        self.0.get(&concept).copied().unwrap_or_default()
    }
}

/// Competencies that an entry could evidence: those that the profile names, or those of which it holds a cue.
fn could_show(rules: &RuleSet, entry: &Entry<'_>, text: &Document) -> Vec<String> {
    if !entry.competencies.is_empty() {
        return entry.competencies.to_vec();
    }
    if entry.kind == "feedback" {
        return vec![LEARNING.to_owned()];
    }
    let phrases = Phrases::new(&rules.phrases(text, &rules.terms(text)));
    let cue = |id: &str| {
        let kinds = ["evidence", "hint"];
        kinds.iter().any(|kind| !phrases.signal(rules, &format!("competency.{id}.{kind}")).is_empty())
    };
    COMPETENCIES.iter().map(|(id, _)| *id).filter(|id| cue(id)).map(str::to_owned).collect()
}
