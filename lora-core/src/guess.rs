//! What a letter by itself suggests for its profile, from the same reading that checks it.

use crate::facts::{self, Facts, Lex, PersonRole, Scene};
use crate::judge::{self, Structure};
use crate::letter::Letter;
use crate::lexical::Phrases;
use crate::profile::Profile;
use crate::reading::{self, Reading};
use crate::rules::RuleSet;
use crate::span::Span;
use crate::text::SectionKind;

/// Uses of a pronoun from which it is worth a guess.
const USES: usize = 3;

/// A value that the letter suggests for a key of its profile, for a person to confirm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// The key, as `applicant.name`.
    pub key: &'static str,
    /// The value in plain text; dates as 2026-03-27.
    pub value: String,
    /// The sentence or line that it was taken from.
    pub quote: String,
    /// Where that stands.
    pub span: Span,
}

/// Everything that the letter suggests, in the order of a profile.
pub(crate) fn guess(rules: &RuleSet, letter: &Letter) -> Vec<Guess> {
    reading::read(rules, letter.text(), &Profile::default(), None, |reading| suggestions(&reading))
}

fn suggestions(reading: &Reading<'_>) -> Vec<Guess> {
    let Reading { scene, phrases, facts, evidence, .. } = reading;
    let endorsement = judge::endorsement::read(scene, phrases, &judge::empty::Empty::default());
    let structure =
        Structure { scene, phrases, facts, evidence, endorsement: &endorsement, competencies: &[] };
    let guesser = Guesser { scene, phrases, facts };
    let mut found = Vec::new();
    found.extend(guesser.name());
    found.extend(guesser.pronouns());
    found.extend(guesser.aamc_id());
    found.extend(guesser.specialty());
    for (key, value, span) in structure.signed() {
        found.push(guesser.guess(key, value, span));
    }
    found.extend(guesser.rotation());
    found.extend(guesser.date());
    found.extend(guesser.waived());
    found
}

struct Guesser<'a> {
    scene: &'a Scene<'a>,
    phrases: &'a Phrases,
    facts: &'a Facts,
}

impl Guesser<'_> {
    fn guess(&self, key: &'static str, value: String, at: Span) -> Guess {
        let doc = self.scene.doc;
        let span = doc.sentence_of(doc.token_at(at.start)).map_or(at, |s| doc.sentences()[s].span);
        Guess { key, value, quote: doc.text_of(span).to_owned(), span }
    }

    /// The fullest form of the name of whom the letter is about.
    fn name(&self) -> Option<Guess> {
        let bare = |m: &facts::Mention| m.title.map_or(m.tokens.start, |t| t + 1)..m.tokens.end;
        let is_name = |m: &&facts::Mention| {
            !bare(m).any(|t| self.scene.is(Lex::Specialty, t) || self.scene.is(Lex::Practitioner, t))
        };
        let mentions = self.facts.people.named(PersonRole::Applicant).filter(is_name);
        let fullest = mentions.max_by_key(|m| (bare(m).len(), std::cmp::Reverse(m.tokens.start)))?;
        let span = self.scene.doc.span_of(bare(fullest));
        let value = self.scene.doc.text_of(span).split_whitespace().collect::<Vec<_>>().join(" ");
        Some(self.guess("applicant.name", value, span))
    }

    /// The pronouns that the letter uses of the applicant, with their first use.
    fn pronouns(&self) -> Option<Guess> {
        let pronouns = self.facts.pronouns?;
        let class = self.scene.class(Lex::Applicant)?;
        let is_pronoun =
            |t: usize| [Lex::PronHe, Lex::PronShe, Lex::PronThey].iter().any(|c| self.scene.is(*c, t));
        let marks = self.facts.marks.iter().filter(|m| m.class == class);
        let uses: Vec<usize> = marks.map(|m| m.start as usize).filter(|t| is_pronoun(*t)).collect();
        let first = uses.iter().min().filter(|_| uses.len() >= USES)?;
        Some(self.guess(
            "applicant.pronouns",
            pronouns.name().to_owned(),
            self.scene.doc.span_of(*first..first + 1),
        ))
    }

    fn aamc_id(&self) -> Option<Guess> {
        let tokens = self.scene.doc.tokens();
        let at = (0..tokens.len()).find(|t| {
            let text = self.scene.text(*t);
            text.len() == 8
                && text.bytes().all(|b| b.is_ascii_digit())
                && (t.saturating_sub(4)..*t).any(|b| self.scene.folded(b) == "aamc")
        })?;
        Some(self.guess("applicant.aamc_id", self.scene.text(at).to_owned(), tokens[at].span))
    }

    fn specialty(&self) -> Option<Guess> {
        let (name, tokens) = facts::target_named(self.scene, self.phrases, &self.facts.people)?;
        Some(self.guess("target.specialty", name, self.scene.doc.span_of(tokens)))
    }

    /// The first stretch of time in the prose that a word of the rotation stands beside.
    fn rotation(&self) -> Vec<Guess> {
        let sentences = self.scene.doc.sentences();
        let told = self.facts.ranges.iter().find_map(|r| {
            let sentence = &sentences[r.sentence];
            let prose = matches!(sentence.section, SectionKind::Body | SectionKind::Subject);
            let about = self.scene.has(Lex::RotationWord, sentence.range());
            let dates = r.start.date().zip(r.end.date()).filter(|(start, end)| start <= end);
            dates.filter(|_| prose && about).map(|dates| (dates, r.tokens.clone()))
        });
        let Some(((start, end), tokens)) = told else { return Vec::new() };
        let span = self.scene.doc.span_of(tokens);
        vec![
            self.guess("rotation.start", start.to_string(), span),
            self.guess("rotation.end", end.to_string(), span),
        ]
    }

    fn date(&self) -> Option<Guess> {
        let date = self.facts.letter_date?;
        let mention = self.facts.dates.iter().find(|d| {
            let section = self.scene.doc.sentences()[d.sentence].section;
            d.date() == Some(date) && section != SectionKind::Body
        })?;
        Some(self.guess("letter.date", date.to_string(), self.scene.doc.span_of(mention.tokens.clone())))
    }

    /// Said plainly or not at all.
    fn waived(&self) -> Option<Guess> {
        let hit = self.phrases.signal(self.scene.rules, "waiver-yes").first()?;
        let denied = !self.phrases.signal(self.scene.rules, "waiver-no").is_empty();
        let span = self.scene.doc.span_of(hit.start as usize..hit.end as usize);
        (!denied).then(|| self.guess("letter.waived", true.to_string(), span))
    }
}
