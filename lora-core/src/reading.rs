//! One letter as every judgement reads it: document, facts, phrases and evidence.

use jiff::civil::Date;

use crate::facts::{self, Facts, ProfileWords, Scene, Starts, Words};
use crate::finding::Finding;
use crate::judge::Evidence;
use crate::lexical::{Lexical, Phrases};
use crate::profile::Profile;
use crate::rules::RuleSet;
use crate::tenor::Sums;
use crate::text::Document;

/// What was read in a letter before anything is judged.
pub(crate) struct Reading<'a> {
    pub(crate) scene: Scene<'a>,
    pub(crate) phrases: &'a Phrases,
    pub(crate) facts: Facts,
    pub(crate) evidence: Evidence,
    /// The tenor of each sentence.
    pub(crate) sums: Sums,
}

impl Reading<'_> {
    /// Findings of the rules that need no reasoning.
    pub(crate) fn lexical(&self) -> Vec<Finding> {
        let Scene { doc, rules, lexicon, .. } = self.scene;
        Lexical { doc, rules, lexicon, phrases: self.phrases, evidence: &self.evidence }.findings()
    }
}

/// Reads a letter and hands the reading over.
pub(crate) fn read<R>(
    rules: &RuleSet,
    text: &str,
    profile: &Profile,
    today: Option<Date>,
    judge: impl FnOnce(Reading<'_>) -> R,
) -> R {
    let doc = Document::new(text.to_owned(), rules);
    let lexicon = rules.terms(&doc);
    let profile_words = ProfileWords::read(&doc, rules, profile);
    let starts = Starts::read(rules.asked(), doc.tokens(), rules.vocabulary().len(), &lexicon);
    let words = Words::read(&doc, rules);
    let scene = Scene { doc: &doc, rules, lexicon: &lexicon, starts, words, profile, today, profile_words };
    let mut facts = facts::read(&scene);
    let Scene { mut starts, words, .. } = scene;
    starts.add(rules.asked(), &facts.marks);
    let lexicon = rules.marked(lexicon, facts.marks.clone());
    let profile_words = ProfileWords::default();
    let scene = Scene { doc: &doc, rules, lexicon: &lexicon, starts, words, profile, today, profile_words };
    let phrases = Phrases::new(&rules.phrases(&doc, &lexicon));
    facts::read_signals(&scene, &phrases, &mut facts);
    let sums = Sums::read(&scene);
    let evidence = Evidence::read(&scene, &phrases, &facts, &sums);
    judge(Reading { scene, phrases: &phrases, facts, evidence, sums })
}
