//! Nouns for people that no lexicon holds, told by what stands about them: "a retired signalman", "the rep, who …".

use super::antecedent::{Finder, Kind, is_predicate, own_pronouns};
use crate::profile::Pronouns;

/// Words of grammar, which no noun for somebody is.
const FUNCTION: [&str; 7] =
    ["pron-subject", "pron-object", "pron-first", "copula", "modal-word", "person-relative", "clause-word"];

impl Finder<'_> {
    /// Nouns that no lexicon knows and that can only be people: "a retired signalman", "a docker with …",
    /// "the rep, who …".
    pub(super) fn unknown_nouns(&mut self) {
        let scene = self.scene;
        let tokens = scene.doc.tokens();
        for sentence in scene.doc.sentences() {
            let range = sentence.range();
            for at in range.clone() {
                let token = tokens[at];
                if !token.is_word() || self.gendered.contains_key(&at) {
                    continue;
                }
                // "Lobsterman, sixty-odd, comes in": a note that begins with whom it is about.
                let illness = token.is_all_caps() && scene.is("diagnosis", at);
                // "the one who came in": a word of grammar is nobody.
                if FUNCTION.iter().any(|c| scene.is(c, at)) || scene.is("never-a-noun", at) {
                    continue;
                }
                if token.is_capital() && !illness && !(at == range.start && scene.folded(at).ends_with("man"))
                {
                    continue;
                }
                let before_who = at + 1 < range.end && scene.is("person-relative", at + 1)
                    || at + 2 < range.end && scene.text(at + 1) == "," && scene.is("person-relative", at + 2);
                if scene.is("role-student", at) && !before_who {
                    continue;
                }
                let word = scene.folded(at);
                let male = word.ends_with("man") && word.len() > 4;
                let female = word.ends_with("woman");
                // "one of our technologists"
                let one_of = self.is_plural(at) && self.is_one_of(at);
                let single = if one_of { word.strip_suffix('s').unwrap_or(word) } else { word };
                let agent = single.len() > 4 && is_agent(single);
                // "a retired sergeant"
                let aged = scene.is("person-adjective", at.saturating_sub(1)) && !scene.is("place-word", at);
                // "a feedlot hand walked in", "the sexton telephoned"
                let arrives = scene.is("patient-verb", at + 1)
                    || scene.is("human-verb", at + 1) && self.is_subject_noun(at, range.start);
                let ill = self.is_ill(at, range.clone());
                // "A junior of mine quoted a guideline"
                let ours = scene.folded(at + 1) == "of"
                    && matches!(scene.folded(at + 2), "mine" | "ours")
                    && (scene.folded(at + 3).ends_with("ed")
                        || ["act.past", "human-verb", "patient-act", "person-relative"]
                            .iter()
                            .any(|c| scene.is(c, at + 3)));
                // "the sergeant at triage"
                let ranked = scene.is("title-rank", at) && scene.is("determiner", at.saturating_sub(1));
                if !(ours || ranked || before_who || male || female || agent || aged || arrives || ill)
                    || scene.is("not-a-person", at) && !ours
                    || self.is_plural(at) && !one_of
                    || self.is_named_next(at, at)
                {
                    continue;
                }
                // "Elderly diabetic with …": notes leave the article out.
                let noted = aged && at == range.start + 1;
                let determined = token.is_capital()
                    || noted
                    || (at.saturating_sub(4).max(range.start)..at)
                        .rev()
                        .take_while(|t| tokens[*t].is_word())
                        .any(|t| scene.is("determiner", t));
                let known = scene.is("trait", at) || scene.is("preposition", at);
                if known || is_predicate(scene, at) || !before_who && !determined {
                    continue;
                }
                let pronouns = match (female, male) {
                    (true, _) => Some(Pronouns::She),
                    (_, true) => Some(Pronouns::He),
                    _ => own_pronouns(scene, at + 1),
                };
                self.add(at, pronouns, Kind::Story, false);
            }
        }
    }

    /// "the sexton telephoned", "the ship's cook asked"; not "our techs have asked", "from the day she asked".
    fn is_subject_noun(&self, token: usize, first: usize) -> bool {
        let scene = self.scene;
        let function = [
            "pron-subject",
            "pron-object",
            "copula",
            "modal-word",
            "name-adverb",
            "person-verb",
            "clause-word",
            "not-a-person",
        ];
        if function.iter().any(|c| scene.is(c, token))
            || matches!(scene.folded(token), "have" | "not" | "just" | "been")
        {
            return false;
        }
        let determiner = |back: usize| token >= first + back && scene.is("determiner", token - back);
        determiner(1) || determiner(2) && !self.is_plural(token - 1) && !scene.is("pron-subject", token - 1)
    }

    /// "a sniper with a tremor", "the perforated ulcer in bed 12", "we had a stroke": told of by what somebody has.
    fn is_ill(&self, token: usize, sentence: std::ops::Range<usize>) -> bool {
        let scene = self.scene;
        let tokens = scene.doc.tokens();
        let lead = || {
            (token.saturating_sub(3).max(sentence.start)..token).rev().find(|t| scene.is("determiner", *t))
        };
        let illness = |t: usize| scene.is("diagnosis", t) || scene.is("patients-thing", t);
        if scene.folded(token + 1) == "with" {
            let new = lead().is_some_and(|t| matches!(scene.folded(t), "a" | "an" | "another"));
            return new
                && (token + 2..sentence.end.min(token + 5))
                    .take_while(|t| tokens[*t].is_word())
                    .any(illness);
        }
        // "the quarterback had three concussions"
        if matches!(scene.folded(token + 1), "had" | "has") && !scene.is("diagnosis", token) {
            return lead().is_some()
                && (token + 2..sentence.end.min(token + 5)).any(|t| scene.is("diagnosis", t));
        }
        if !scene.is("diagnosis", token) {
            return false;
        }
        let end = token + scene.term("diagnosis", token).unwrap_or(1);
        let lies =
            scene.is("place-in", end) && scene.is("bed-word", end + 1) || scene.is("patient-verb", end);
        let had = |t: usize| {
            t > sentence.start + 1 && scene.is("case-lead", t - 1) && scene.is("pron-first", t - 2)
        };
        lead().is_some_and(|t| lies || had(t))
    }
}

/// Whether a noun has the ending of one who does something.
fn is_agent(word: &str) -> bool {
    let endings: &[&str] = match word.as_bytes().last() {
        Some(b'r') => &["er", "or", "eer"],
        Some(b't') => &["ist", "yst"],
        Some(b'n') => &["ian"],
        Some(b'd') => &["old"],
        _ => &[],
    };
    endings.iter().any(|end| word.ends_with(end))
}
