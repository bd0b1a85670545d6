//! What only the advisor's office is shown: score, sources, people.

use lora_core::report::{LetterReport, PassageReport, ReuseReport, Stage};

use crate::emit::names;
use crate::emit::verdict;

/// What only the advisor's office is shown.
pub struct Office {
    pub verdict: String,
    /// `good`, `fair` or `bad`.
    pub tone: &'static str,
    pub score: u8,
    pub corrected: Option<u8>,
    pub categories: Vec<Category>,
    pub not_run: Vec<(String, String)>,
    /// Name, role, mentions.
    pub people: Vec<(String, String, usize)>,
    pub shared: Vec<Source>,
    /// Path and reason.
    pub boilerplate: Vec<(String, String)>,
    pub suppressed: usize,
    pub before_upload: Vec<String>,
}

/// A category of the score.
pub struct Category {
    pub title: String,
    pub score: u8,
    /// Percent of the whole.
    pub weight: f32,
    pub why: String,
    pub tone: &'static str,
}

/// An earlier letter, or a document of the applicant's own, that shares substance.
pub struct Source {
    pub path: String,
    /// Whose words, and how far.
    pub how: String,
    /// What the other side is.
    pub other: &'static str,
    pub passages: Vec<Passage>,
}

/// A shared passage, side by side.
pub struct Passage {
    pub words: usize,
    pub here: Vec<Part>,
    pub there: Vec<Part>,
}

/// Words of one side.
pub struct Part {
    pub text: String,
    /// The other side has others.
    pub own: bool,
}

/// Score from which a letter or a category is good.
const GOOD: u8 = 75;
/// Score from which it is fair.
const FAIR: u8 = 50;

impl Office {
    /// What a report holds for the office; `wrong` things must be corrected.
    pub fn new(letter: &LetterReport, wrong: usize, mut before_upload: Vec<String>) -> Self {
        let (verdict, tone) = verdict::in_words(letter, wrong);
        let score = &letter.score;
        if letter.stage == Stage::Draft {
            before_upload.insert(0, verdict::SIGN.to_owned());
        }
        Self {
            verdict,
            tone: tone.class(),
            score: score.overall,
            corrected: Some(score.corrected.overall).filter(|c| *c != score.overall),
            categories: score
                .categories
                .iter()
                .map(|c| Category {
                    title: c.title.clone(),
                    score: c.score,
                    weight: (c.weight * 100.0).round(),
                    why: c.why.clone(),
                    tone: tone_of(c.score),
                })
                .collect(),
            not_run: letter.not_run.iter().map(|n| (n.check.clone(), n.needs.clone())).collect(),
            people: letter.people.iter().map(|p| (p.name.clone(), p.role.clone(), p.mentions)).collect(),
            shared: sources(&letter.reuse, "Earlier letter")
                .chain(sources(&letter.own, "Applicant's document"))
                .collect(),
            boilerplate: letter
                .boilerplate
                .iter()
                .map(|b| (b.source.clone(), names::boilerplate(&b.reason).to_owned()))
                .collect(),
            suppressed: letter.suppressed,
            before_upload,
        }
    }

    /// The score's own colour.
    pub fn score_tone(&self) -> &'static str {
        tone_of(self.score)
    }
}

fn tone_of(score: u8) -> &'static str {
    match score {
        GOOD.. => "good",
        FAIR.. => "fair",
        _ => "bad",
    }
}

fn sources(sources: &[ReuseReport], other: &'static str) -> impl Iterator<Item = Source> {
    sources.iter().map(move |source| Source {
        path: source.source.clone(),
        how: names::shared(source),
        other,
        passages: source.passages.iter().map(passage).collect(),
    })
}

fn passage(passage: &PassageReport) -> Passage {
    let side = |own: &str| {
        let parts = passage.diff.iter().filter(|part| part.tag == "same" || part.tag == own);
        parts.map(|part| Part { text: part.text.trim().to_owned(), own: part.tag == own }).collect()
    };
    Passage { words: passage.words, here: side("draft"), there: side("source") }
}
