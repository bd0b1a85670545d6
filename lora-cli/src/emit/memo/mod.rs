//! The memo: a short, polite mail to the letter's writer, made from its report. The same report makes the same
//! memo. It asks; it claims nothing about the applicant.

mod phrases;
mod questions;
mod quotable;

use lora_core::Profile;
use lora_core::audience::{BriefLetter, Remark, RemarkKind, Shown, Wording, fill};
use lora_core::report::{LetterReport, Quote};

use crate::args::Sender;
use crate::emit::markdown::escaped;
use crate::failure::Failure;
use phrases::{Phrases, Voice};

/// Good passages of which the best is quoted.
const CANDIDATES: usize = 40;

/// A memo in its parts.
#[derive(Debug)]
pub struct Memo {
    greeting: String,
    thanks: String,
    works: Option<String>,
    corrections: (String, Vec<String>),
    questions: (String, Vec<String>),
    nothing: Option<String>,
    closing: String,
    farewell: String,
}

/// The memo about a letter. `brief` is what its writer is told, `report` what it was made from: it says what is
/// worth most.
pub fn write(
    brief: &BriefLetter,
    report: &LetterReport,
    profile: Option<&Profile>,
    wording: &Wording,
    sender: Sender,
) -> Result<Memo, Failure> {
    let phrases = Phrases::read()?;
    let voice = phrases.voice(sender);
    let applicant = match (sender, &brief.applicant) {
        (Sender::Advisor, Some(name)) => name.clone(),
        _ => voice.applicant_unknown.clone(),
    };
    let corrections = corrections(brief, &phrases, voice);
    let asked = questions::of(report, wording, &phrases, &applicant);
    let nothing = (corrections.is_empty() && asked.is_empty()).then(|| voice.nothing.clone());
    let mut memo = Memo {
        greeting: phrases.greeting(voice, profile),
        thanks: fill(&voice.thanks, &[("applicant", &applicant)]),
        works: works(brief, &phrases, voice),
        corrections: (voice.corrections.clone(), corrections),
        questions: (voice.questions.clone(), asked),
        nothing,
        closing: voice.closing.clone(),
        farewell: fill(&voice.farewell, &[("from", brief.applicant.as_deref().unwrap_or_default())]),
    };
    memo.fit(phrases.words);
    Ok(memo)
}

/// What the draft and the record say differently, in the order of the letter; what follows from one cause once.
fn corrections(brief: &BriefLetter, phrases: &Phrases, voice: &Voice) -> Vec<String> {
    let mut numbers: Vec<usize> = Vec::new();
    let mut corrections = Vec::new();
    let differing = |r: &&Remark| r.kind == RemarkKind::Correction && r.record.is_some();
    for remark in brief.remarks.iter().filter(differing) {
        let Some(record) = remark.record.as_deref().filter(|r| phrases.may_repeat(r)) else { continue };
        let text = quotable::told(remark.text.as_deref(), remark.span, remark.context.as_ref(), phrases);
        let Some(text) = text else { continue };
        let line = fill(&voice.correction, &[("text", &text), ("record", record)]);
        // A pronoun that slips five times, or a name that is misspelt alike, is one question.
        if corrections.len() < phrases.corrections
            && !numbers.contains(&remark.number)
            && !corrections.contains(&line)
        {
            numbers.push(remark.number);
            corrections.push(line);
        }
    }
    corrections
}

/// The good passage that shows most competencies, of those that may be repeated and about which nothing is to be
/// said.
fn works(brief: &BriefLetter, phrases: &Phrases, voice: &Voice) -> Option<String> {
    let overlaps = |a: &Quote, start: u32, end: u32| a.start < end && start < a.end;
    let remarked =
        |q: &Quote| brief.remarks.iter().filter_map(|r| r.span).any(|span| overlaps(q, span.start, span.end));
    let shows = |q: &Quote| {
        let shown = brief.competencies.iter().filter(|c| c.level == Shown::Shown);
        shown.filter(|c| c.quotes.iter().any(|e| overlaps(q, e.start, e.end))).count()
    };
    let mut best: Option<(usize, String)> = None;
    let first = brief.works.iter().take(CANDIDATES);
    for quote in first.filter(|q| !q.text.is_empty() && !remarked(q)) {
        let (shows, words) = (shows(quote), quotable::cut(&quote.text, phrases.quote_words));
        if phrases.may_repeat(&words) && best.as_ref().is_none_or(|(most, _)| shows > *most) {
            best = Some((shows, words));
        }
    }
    best.map(|(_, words)| fill(&voice.works, &[("quote", &words)]))
}

/// How the items of a list are set.
struct Items {
    after_number: &'static str,
    between: &'static str,
}

const ITEMS: Items = Items { after_number: " ", between: "\n" };

impl Memo {
    /// Takes out what is worth least until it has at most so many words.
    fn fit(&mut self, most: usize) {
        while self.words() > most {
            let (corrections, questions) = (&mut self.corrections.1, &mut self.questions.1);
            if questions.len() > 1 {
                questions.pop();
            } else if self.works.is_some() && corrections.len() > 3 {
                self.works = None;
            } else if corrections.pop().is_none() && questions.pop().is_none() {
                return;
            }
        }
    }

    fn words(&self) -> usize {
        self.text(str::to_owned, &ITEMS).split_whitespace().count()
    }

    /// As Markdown.
    pub fn markdown(&self) -> String {
        self.text(escaped, &ITEMS)
    }

    /// As plain text: a blank line ends a paragraph, and a tab follows the number of an item.
    pub fn plain(&self) -> String {
        self.text(
            |text| crate::sanitize::clean(text).into_owned(),
            &Items { after_number: "\t", between: "\n\n" },
        )
    }

    fn text(&self, escape: impl Fn(&str) -> String, items: &Items) -> String {
        let list = |(intro, lines): &(String, Vec<String>)| {
            let lines = lines
                .iter()
                .enumerate()
                .map(|(at, line)| format!("{}.{}{}", at + 1, items.after_number, escape(line)));
            let lines: Vec<String> = lines.collect();
            (!lines.is_empty()).then(|| format!("{}\n\n{}", escape(intro), lines.join(items.between)))
        };
        let opening = match &self.works {
            Some(works) => format!("{} {}", escape(&self.thanks), escape(works)),
            None => escape(&self.thanks),
        };
        let parts = [
            Some(escape(&self.greeting)),
            Some(opening),
            list(&self.corrections),
            list(&self.questions),
            self.nothing.as_deref().map(&escape),
            Some(escape(&self.closing)),
            Some(escape(&self.farewell)),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join("\n\n") + "\n"
    }
}
