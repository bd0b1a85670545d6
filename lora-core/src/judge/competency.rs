//! The six core competencies: evidenced by what was seen, mentioned, or absent.

use std::ops::Range;

use super::appraisal::{DEFECT, DOUBT};
use super::evidence::{Evidence, TOLD};
use crate::facts::{Lex, Scene};
use crate::finding::Finding;
use crate::lexical::Phrases;
use crate::reading::Reading;
use crate::report::{COMPETENCIES, CompetencyReport, Level, Quote};
use crate::rules::PhraseHit;
use crate::tenor::{Tone, naming};
use crate::text::{SectionKind, Sentence};

/// Episodes from which a letter is one that shows: what it names or hints at in telling of them, it shows. Readers
/// find all six competencies in nearly every letter of that many.
const RICH: usize = 3;
/// Episodes from which the bedside and the conversation are taken as shown by a hint: any story holds them.
const SOME: usize = 2;
/// Letters up to which an ending tells nothing of a word: “coma”, “program”.
const SHORT_WORD: usize = 7;
/// Quotes that a report gives for a competency.
const MOST_QUOTES: usize = 3;

/// Each competency: by the rules, weighed with what its sentences say as a whole.
pub(crate) fn read(reading: &Reading<'_>) -> Vec<CompetencyReport> {
    let Reading { scene, sums, .. } = reading;
    let cues = Cues::of(reading);
    let found = COMPETENCIES.map(|(id, _)| cues.found(id));
    let letter = Tone {
        told: sums.probabilities(scene, TOLD),
        doubtful: sums.probabilities(scene, DOUBT),
        faulty: sums.probabilities(scene, DEFECT),
        shows: COMPETENCIES.map(|(id, _)| sums.probabilities(scene, id)),
        names: COMPETENCIES.map(|(id, _)| sums.probabilities(scene, &naming(id))),
        by_rule: std::array::from_fn(|n| found[n].level),
    };
    let empty = |row: usize| sums.body().get(row).is_some_and(|s| reading.evidence.is_discounted(*s));
    let levels = scene.rules.tenor().levels.read(&letter, empty);
    let read = found.into_iter().zip(levels).zip(&letter.shows).zip(COMPETENCIES);
    read.map(|(((mut found, level), shows), (id, name))| {
        if !shows.is_empty() && !cues.is_ruled_out(id) {
            // What somebody else did is no quote, however likely its words are.
            let own = |s: usize| reading.evidence.shown(s).about_applicant;
            let prose = |s: usize| is_prose(&scene.doc.sentences()[s]);
            found = found.at(level, || sums.most(shows, own).or_else(|| sums.most(shows, prose)));
        }
        let evidence = found.sentences.iter().take(MOST_QUOTES).map(|s| quote(scene, *s)).collect();
        CompetencyReport { id: id.to_owned(), name: name.to_owned(), level: found.level, evidence }
    })
    .collect()
}

/// The level of each competency by the rules alone.
pub(crate) fn by_rule(reading: &Reading<'_>) -> Vec<Level> {
    let cues = Cues::of(reading);
    COMPETENCIES.iter().map(|(id, _)| cues.found(id).level).collect()
}

/// A level, and the sentences that it rests on, the weightiest first.
struct Found {
    level: Level,
    sentences: Vec<usize>,
}

impl Found {
    /// The same at another level; what is evidenced without a cue rests on the sentence that shows it `most`.
    fn at(mut self, level: Level, most: impl Fn() -> Option<usize>) -> Self {
        if level == Level::Absent {
            self.sentences.clear();
        } else if self.sentences.is_empty() || level == Level::Evidenced && self.level != Level::Evidenced {
            self.sentences = most().into_iter().collect();
        }
        Self { level, ..self }
    }
}

struct Cues<'a> {
    scene: &'a Scene<'a>,
    phrases: &'a Phrases,
    evidence: &'a Evidence,
    episodes: usize,
}

impl<'a> Cues<'a> {
    fn of(reading: &'a Reading<'a>) -> Self {
        let Reading { scene, phrases, evidence, .. } = reading;
        Self { scene, phrases, evidence, episodes: evidence.episodes().len() }
    }

    fn found(&self, id: &str) -> Found {
        let (shown, mut claimed) = self.cues(id);
        claimed.extend(self.mentions(id));
        let mut evident = if self.is_ruled_out(id) {
            claimed.clear();
            Vec::new()
        } else if self.episodes == 0 {
            claimed.extend(shown.iter().map(|(_, sentence)| *sentence));
            Vec::new()
        } else if shown.is_empty() {
            self.hints(id, &claimed)
        } else {
            shown
        };
        evident.sort_by_key(|(weight, sentence)| (std::cmp::Reverse(*weight), *sentence));
        claimed.sort_unstable();
        claimed.dedup();
        let (level, sentences): (Level, Vec<usize>) = if !evident.is_empty() {
            (Level::Evidenced, evident.into_iter().map(|(_, s)| s).collect())
        } else if !claimed.is_empty() {
            (Level::Mentioned, claimed)
        } else {
            (Level::Absent, Vec::new())
        };
        Found { level, sentences }
    }

    /// Sentences with a cue: those that tell, with their weights, and those that claim.
    fn cues(&self, id: &str) -> (Vec<(u32, usize)>, Vec<usize>) {
        let rich = self.episodes >= RICH;
        let (mut seen, mut claimed): (Vec<(u32, usize)>, Vec<usize>) = Default::default();
        for hit in self.signal(id, "evidence") {
            let sentence = hit.sentence as usize;
            let shown = self.evidence.shown(sentence);
            let told = shown.observed || self.evidence.in_episode(sentence) && (shown.acts || rich);
            if told && !shown.unreal {
                let weight = shown.circumstances + u32::from(shown.observed) * 2;
                // Cues come in order, so those of a sentence stand together.
                match seen.last_mut().filter(|(_, s)| *s == sentence) {
                    Some((w, _)) => *w += 2,
                    None => seen.push((weight, sentence)),
                }
            } else if shown.about_applicant && !shown.unreal {
                claimed.push(sentence);
            }
        }
        (seen, claimed)
    }

    fn mentions(&self, id: &str) -> impl Iterator<Item = usize> {
        let ticked = |h: &&PhraseHit| !self.scene.is_unticked(h.start as usize);
        let mentions = self.signal(id, "mention").iter().filter(ticked).map(|h| h.sentence as usize);
        mentions.filter(|sentence| {
            let said = &self.scene.doc.sentences()[*sentence];
            // What the writer says of the house or of others claims nothing; a heading or a list may, and no letterhead.
            is_prose(said)
                && (self.evidence.shown(*sentence).about_applicant
                    || !self.scene.has(Lex::PronWriter, said.range()))
        })
    }

    /// Sentences of what the applicant did that name or hint at a competency, in a letter that shows much.
    fn hints(&self, id: &str, claimed: &[usize]) -> Vec<(u32, usize)> {
        let least = match id {
            "patient_care" | "interpersonal_communication" => SOME,
            _ => RICH,
        };
        if self.episodes < least {
            return Vec::new();
        }
        let very_rich = self.episodes > RICH;
        let sentences = |kind: &str| -> Vec<usize> {
            self.signal(id, kind).iter().map(|h| h.sentence as usize).collect()
        };
        let told = |sentence: usize| {
            let shown = self.evidence.shown(sentence);
            let storied = self.evidence.in_episode(sentence);
            (shown.observed || storied && (shown.acts || very_rich)) && !shown.unreal && !shown.general
        };
        let mut hinted = sentences("hint");
        if id == "medical_knowledge" {
            let all = self.scene.doc.sentences();
            let endings: Vec<&str> = self.scene.rules.text("competency.medical-endings").split(' ').collect();
            let named = |s: &usize| told(*s) && self.names_medicine(&endings, all[*s].range());
            hinted.extend((0..all.len()).filter(named));
        }
        let observed = |s: &usize| self.evidence.shown(*s).observed;
        if very_rich {
            hinted.extend(sentences("trace").into_iter().filter(observed));
        }
        if self.episodes >= RICH {
            hinted.extend(claimed.iter().copied().filter(observed));
        }
        let mut found: Vec<(u32, usize)> = Vec::new();
        for sentence in hinted.into_iter().filter(|sentence| told(*sentence)) {
            let shown = self.evidence.shown(sentence);
            match found.iter_mut().find(|(_, s)| *s == sentence) {
                Some((weight, _)) => *weight += 1,
                None => found.push((u32::from(shown.acts) * 2 + u32::from(shown.observed), sentence)),
            }
        }
        found
    }

    /// Whether a word of medicine stands there, as its ending tells: no lexicon holds them all.
    fn names_medicine(&self, endings: &[&str], mut tokens: Range<usize>) -> bool {
        tokens.any(|t| {
            let word = self.scene.folded(t);
            word.len() > SHORT_WORD && endings.iter().any(|ending| word.ends_with(ending))
        })
    }

    /// The writer says that nothing of the kind could be seen.
    fn is_ruled_out(&self, id: &str) -> bool {
        !self.signal(id, "unseen").is_empty()
    }

    fn signal(&self, id: &str, kind: &str) -> &[PhraseHit] {
        self.phrases.signal(self.scene.rules, &["competency.", id, ".", kind].concat())
    }
}

/// Whether a sentence is no line of a letterhead, an address or a signature.
fn is_prose(sentence: &Sentence) -> bool {
    matches!(sentence.section, SectionKind::Body | SectionKind::Postscript)
}

fn quote(scene: &Scene<'_>, sentence: usize) -> Quote {
    let span = scene.doc.sentences()[sentence].span;
    Quote { start: span.start, end: span.end, text: scene.doc.text_of(span).to_owned() }
}

/// Findings for what is not evidenced.
pub(crate) fn findings(scene: &Scene<'_>, competencies: &[CompetencyReport]) -> Vec<Finding> {
    competencies
        .iter()
        .filter_map(|c| {
            let rule = match c.level {
                Level::Evidenced => return None,
                Level::Mentioned => "competency/mentioned-only",
                Level::Absent => "competency/absent",
            };
            let span = c.evidence.first().map(|q| crate::span::Span { start: q.start, end: q.end });
            let question = scene.rules.text(&format!("question.{}", c.id));
            scene.finding(rule, span, &[("competency", &c.name), ("question", question)])
        })
        .collect()
}
