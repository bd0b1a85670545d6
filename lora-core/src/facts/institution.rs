//! Medical school, rotation site and the programs that a letter may not name.

use std::ops::Range;

use super::{Facts, Scene};
use crate::report::Checked;
use crate::text::{SectionKind, TokenKind, folded};

/// An institution named in prose.
#[derive(Debug, Clone)]
struct Place {
    tokens: Range<usize>,
    words: Vec<String>,
    school: bool,
}

impl Place {
    /// Whether more than half of its distinctive words are known ones: "Cedar Ridge" is not "Elm Ridge".
    fn is_among(&self, known: &[String]) -> bool {
        let hits = self.words.iter().filter(|w| known.contains(w)).count();
        hits * 2 > self.words.len()
    }
}

pub(super) fn check(scene: &Scene<'_>, facts: &mut Facts) {
    let mut known_site = known_words(scene);
    let mut school: Vec<String> =
        scene.profile.applicant.school.as_deref().map(distinctive).unwrap_or_default();
    school.retain(|w| !is_kind_word(scene, w));
    // Where a place is named rightly, and as what it is on record.
    let mut right: Vec<(crate::span::Span, String)> = Vec::new();
    for sentence in scene.doc.sentences() {
        let salutation = sentence.section == SectionKind::Salutation;
        if !salutation && !matches!(sentence.section, SectionKind::Body | SectionKind::Postscript) {
            continue;
        }
        let mut range = sentence.range();
        if salutation {
            // "Dear Program Director of Emory University": what follows the office.
            let joint = range.clone().find(|t| scene.is("office-joint", *t));
            range.start = joint.map_or(range.end, |t| t + 1);
        }
        for place in places(scene, range.clone()) {
            let here = place.is_among(&known_site);
            let own_school = place.is_among(&school);
            let context =
                if salutation { Context::Program } else { Context::of(scene, facts, &place, &range) };
            // "Sweet Creek" of a Sugar Creek: no word of its kind, but a word of its name.
            let subject = (range.start..place.tokens.start)
                .rev()
                .find(|t| scene.is("pron-subject", *t) || scene.is("speaker", *t));
            let near_school = place.school
                || subject.is_some_and(|t| scene.is("pron-subject", t))
                    && place.words.iter().any(|w| school.contains(w));
            let span = scene.doc.span_of(place.tokens.clone());
            match context {
                Context::Study if own_school => {
                    right.push((span, scene.profile.applicant.school.clone().unwrap_or_default()));
                }
                Context::Study if here && school.is_empty() => right.push((span, site_name(scene))),
                Context::Study if !school.is_empty() && near_school && !here => {
                    let expected = scene.profile.applicant.school.clone().unwrap_or_default();
                    facts.findings.extend(scene.finding(
                        "institution/wrong-school",
                        Some(span),
                        &[("expected", &expected)],
                    ));
                }
                Context::Study if place.school && !here => facts.schools.push(span),
                Context::Contact if here => right.push((span, site_name(scene))),
                // The first that is named is the one that others contradict.
                Context::Contact if known_site.is_empty() => known_site.extend(place.words.iter().cloned()),
                Context::Contact if !known_site.is_empty() && !own_school => {
                    let expected = site_name(scene);
                    let sure =
                        scene.profile.rotation.site.is_some() || scene.profile.writer.institution.is_some();
                    facts.findings.extend(scene.inferred(
                        "institution/wrong-site",
                        Some(span),
                        &[("expected", &expected)],
                        sure,
                    ));
                }
                Context::Program if !here => {
                    facts.findings.extend(scene.finding(
                        "institution/other-program",
                        Some(span),
                        &[("expected", "any program")],
                    ));
                }
                _ => {}
            }
        }
    }
    if let Some((first, _)) = right.first() {
        let mut with: Vec<&str> = Vec::new();
        for (_, expected) in &right {
            if !with.contains(&expected.as_str()) {
                with.push(expected);
            }
        }
        let slots = [("count", &*right.len().to_string()), ("quote", scene.doc.text_of(*first))];
        facts.checked.push(Checked {
            fact: "institution".to_owned(),
            compared: right.len(),
            with: with.join("; "),
            text: scene.say("checked.institution", &slots),
        });
    }
}

/// In what connection a place is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Context {
    /// Where the applicant studied.
    Study,
    /// Where applicant and writer worked together.
    Contact,
    /// The program that is addressed.
    Program,
    Other,
}

impl Context {
    fn of(scene: &Scene<'_>, facts: &Facts, place: &Place, sentence: &Range<usize>) -> Self {
        let start = place.tokens.start;
        let from = start.saturating_sub(6).max(sentence.start);
        // The words right before the place decide; nothing beyond a comma does.
        let before: Vec<usize> =
            (from..start).rev().take_while(|t| scene.doc.tokens()[*t].kind != TokenKind::Mark).collect();
        let ends = |class: &str| {
            before
                .iter()
                .any(|t| scene.term(class, *t).is_some_and(|len| t + len <= start && start - (t + len) <= 2))
        };
        // "I trained at …": the nearest who is spoken of is the writer.
        let by_writer = before
            .iter()
            .find(|t| {
                scene.is("speaker", **t)
                    || scene.is("pron-subject", **t)
                    || scene.doc.tokens()[**t].is_capital()
            })
            .is_some_and(|t| scene.is("speaker", *t));
        if ends("study-context") && by_writer {
            return Self::Other;
        }
        if ends("study-context") {
            return Self::Study;
        }
        if ends("program-context") || scene.is("program-word", place.tokens.end) && ends("program-lead") {
            return Self::Program;
        }
        // "her own school, the Universidad …"
        let school_before =
            (start.saturating_sub(4).max(sentence.start)..start).any(|t| scene.is("own-school", t));
        if school_before && place.school {
            return Self::Study;
        }
        let end = place.tokens.end;
        let after = |class: &str| end < sentence.end && scene.is(class, end);
        if after("study-after") && place.school {
            return Self::Study;
        }
        if after("program-after") {
            return Self::Program;
        }
        // "on our labor floor at Fenmoor", "we at Cloverdale Regional": the writer's own house.
        let own_house = before.first().is_some_and(|t| scene.is("at-word", *t))
            && before.iter().skip(1).any(|t| scene.is("own-house", *t))
            && !before.iter().any(|t| scene.is("elsewhere-word", *t));
        // "At Hargrove and Pell we …"
        let opens =
            start <= sentence.start + 1 && scene.is("at-word", sentence.start) && scene.is("own-house", end);
        // "an honor to teach her at …", "the time of Dr. Roe at …"
        let with_somebody = before.first().is_some_and(|t| {
            let person = facts.people.mentions.iter().any(|m| m.tokens.end == *t);
            scene.is("at-word", *t) && (person || *t > sentence.start && scene.is("pron-object", *t - 1))
        });
        let lead = (start.saturating_sub(12).max(sentence.start)..start).any(|t| scene.is("contact-lead", t));
        if own_house || opens || with_somebody && lead || ends("contact-context") {
            return Self::Contact;
        }
        Self::Other
    }
}

/// Runs of capitalised words that name an institution: with a word of its kind, or after "at".
fn places(scene: &Scene<'_>, sentence: Range<usize>) -> Vec<Place> {
    let tokens = scene.doc.tokens();
    let mut found = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        if !tokens[at].is_capital() || !tokens[at].is_word() {
            at += 1;
            continue;
        }
        let start = at;
        let mut end = at;
        while end < sentence.end
            && tokens[end].is_word()
            && (tokens[end].is_capital() && !scene.is("month", end)
                || end > start && (tokens[end].is_clitic() || tokens[end].is_hyphenated())
                || end > start
                    && scene.is("place-joint", end)
                    && tokens.get(end + 1).is_some_and(|t| t.is_capital() && end + 1 < sentence.end))
        {
            end += 1;
        }
        while end > start + 1 && scene.is("speaker", end - 1) {
            end -= 1;
        }
        at = end.max(at + 1);
        // "March" is capitalised but names no place.
        if end == start {
            continue;
        }
        let kind = |class: &str| (start..end).any(|t| scene.is(class, t));
        let school = kind("school-word");
        let after_at = start > sentence.start && matches!(scene.folded(start - 1), "at" | "from");
        // "at St. Isidore's": a church, a shop or somebody's house.
        let house = tokens[end - 1].is_clitic() && !kind("site-word") && !school;
        let lone = house
            || end - start == 1
                && (start == sentence.start || tokens[start].is_all_caps() && tokens[start].span.len() < 4);
        if lone
            || !(school || kind("site-word") || after_at)
            || scene.is("title-doctor", start)
            || scene.is("pron-first", start)
        {
            continue;
        }
        let text = scene.doc.text_of(scene.doc.span_of(start..end));
        let mut words = distinctive(text);
        words.retain(|w| !is_kind_word(scene, w));
        if !words.is_empty() {
            found.push(Place { tokens: start..end, words, school });
        }
    }
    found
}

/// Folded words of a name that tell it from others: not "University", "Hospital", "of".
fn distinctive(name: &str) -> Vec<String> {
    name.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '\u{2019}' | '\u{300}'..='\u{36f}'))
        .map(folded)
        .map(|w| w.trim_end_matches("'s").to_owned())
        .filter(|w| w.len() > 2)
        .collect()
}

/// Distinctive words of every place that is rightly named: site, writer's institution, letterhead, signature.
fn known_words(scene: &Scene<'_>) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for name in [&scene.profile.rotation.site, &scene.profile.writer.institution].into_iter().flatten() {
        words.extend(distinctive(name));
    }
    for paragraph in scene.doc.paragraphs() {
        if matches!(
            paragraph.section,
            SectionKind::Letterhead | SectionKind::Signature | SectionKind::DateLine
        ) && (paragraph.section == SectionKind::Letterhead || names_place(scene, paragraph.tokens.clone()))
        {
            words.extend(distinctive(scene.doc.text_of(paragraph.span)));
        }
    }
    words.retain(|w| !is_kind_word(scene, w));
    words
}

/// Whether a hospital or a school stands among tokens, and not only a writer's name.
fn names_place(scene: &Scene<'_>, tokens: Range<u32>) -> bool {
    let tokens = tokens.start as usize..tokens.end as usize;
    ["site-word", "school-word"].iter().any(|class| scene.terms_in(class, tokens.clone()).next().is_some())
}

/// Folded words of a name that no other name of its kind shares.
pub(crate) fn telling_words(scene: &Scene<'_>, name: &str) -> Vec<String> {
    let mut words = distinctive(name);
    words.retain(|w| !is_kind_word(scene, w));
    words
}

/// "hospital", "university": kinds that many names share.
fn is_kind_word(scene: &Scene<'_>, word: &str) -> bool {
    scene.rules.vocabulary().find(word).is_some_and(|id| {
        ["site-word", "school-word", "place-word", "place-joint", "place-common"]
            .iter()
            .any(|c| scene.rules.is_term(c, id))
    })
}

fn site_name(scene: &Scene<'_>) -> String {
    let profile = scene.profile;
    let given = profile.rotation.site.clone().or_else(|| profile.writer.institution.clone());
    given.unwrap_or_else(|| {
        let head = scene.doc.paragraphs().iter().find(|p| p.section == SectionKind::Letterhead);
        head.map(|p| scene.doc.text_of(p.span).to_owned()).unwrap_or_default()
    })
}
