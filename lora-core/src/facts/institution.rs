//! Medical school, rotation site and the programs that a letter may not name.

use std::ops::Range;

use super::lookalike::{self, Named};
use super::people::PersonRole;
use super::{Facts, Scene};
use crate::report::Checked;
use crate::text::{SectionKind, TokenKind, folded};

/// An institution named in prose.
#[derive(Debug, Clone)]
struct Place {
    tokens: Range<usize>,
    words: Vec<String>,
    school: bool,
    /// A word of its kind stands in the name; "at Fort Lyndon" may be anything.
    kind: bool,
    /// Where a teacher of medicine would be: "College of Osteopathic Medicine".
    medical: bool,
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
    let names = lookalike::known(scene);
    // Whatever the letterhead holds is no slip.
    let head: Vec<&str> = scene
        .doc
        .paragraphs()
        .iter()
        .filter(|p| p.section == SectionKind::Letterhead)
        .map(|p| scene.doc.text_of(p.span))
        .collect();
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
        let given = scene.profile.rotation.site.is_some() || scene.profile.writer.institution.is_some();
        let mut slips: Vec<Range<usize>> = Vec::new();
        for run in lookalike::runs(scene, range.clone()) {
            // Mentions come in order and don't overlap.
            let mentions = &facts.people.mentions;
            let near = &mentions[mentions.partition_point(|m| m.tokens.end <= run.start)..];
            let person = near.iter().take_while(|m| m.tokens.start < run.end).any(|m| {
                (run.contains(&m.tokens.start) || m.tokens.contains(&run.start))
                    && (m.title.is_some()
                        || matches!(
                            facts.people.role_of(m),
                            PersonRole::Applicant
                                | PersonRole::Writer
                                | PersonRole::Colleague
                                | PersonRole::Patient
                        ))
            });
            let span = scene.doc.span_of(run.clone());
            let text = scene.doc.text_of(span);
            if person || head.iter().any(|h| h.contains(text)) {
                continue;
            }
            let Some(named) = Named::of(scene, text, false) else { continue };
            let Some(like) = names.iter().find(|k| named.resembles(scene, k)) else { continue };
            let rule = if like.school { "institution/wrong-school" } else { "institution/wrong-site" };
            let expected = like.full.split_whitespace().collect::<Vec<_>>().join(" ");
            facts.findings.extend(scene.inferred(
                rule,
                Some(span),
                &[("expected", &expected)],
                like.school || given,
            ));
            slips.push(run);
        }
        for place in places(scene, range.clone()) {
            if slips.iter().any(|s| s.start < place.tokens.end && place.tokens.start < s.end) {
                continue;
            }
            // "Dear Members of the Selection Committee"
            let addressed = |t: usize| scene.is("addressee-body", t) || !scene.doc.tokens()[t].is_capital();
            if salutation && place.tokens.clone().all(addressed) {
                continue;
            }
            let here = place.is_among(&known_site) && !is_rearranged(scene, &place);
            let own_school = place.is_among(&school);
            let context =
                if salutation { Context::Program } else { Context::of(scene, facts, &place, &range) };
            // "Sweet Creek" of a Sugar Creek: no word of its kind, but a word of its name.
            let subject = (range.start..place.tokens.start)
                .rev()
                .find(|t| scene.is("pron-subject", *t) || scene.is("speaker", *t));
            let dean = (range.start..place.tokens.start)
                .any(|t| scene.term("dean-at", t).is_some_and(|len| t + len == place.tokens.start));
            let near_school = place.school
                || dean
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
                // Nothing but the letter says where it was, and the letter says so again.
                Context::Contact if !given && is_said_again(scene, &place) => {
                    right.push((span, site_name(scene)));
                }
                Context::Contact if !known_site.is_empty() && !own_school => {
                    let expected = site_name(scene);
                    facts.findings.extend(scene.inferred(
                        "institution/wrong-site",
                        Some(span),
                        &[("expected", &expected)],
                        given,
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
    facts.findings.extend(signed_elsewhere(scene));
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

/// Whether a place's own word stands elsewhere in the letter too.
fn is_said_again(scene: &Scene<'_>, place: &Place) -> bool {
    let Some(word) = place.words.first() else { return false };
    let elsewhere = |t: &usize| !place.tokens.contains(t) && scene.folded(*t) == word;
    (0..scene.doc.tokens().len()).filter(|t| elsewhere(t)).take(2).count() >= 1
}

/// A hospital under the writer's name that is neither the letterhead's nor the profile's.
fn signed_elsewhere(scene: &Scene<'_>) -> Option<crate::finding::Finding> {
    let profile = scene.profile;
    let mut known: Vec<String> = Vec::new();
    for name in [&profile.rotation.site, &profile.writer.institution].into_iter().flatten() {
        known.extend(telling_words(scene, name));
    }
    let tokens = |p: &crate::text::Paragraph| p.tokens.start as usize..p.tokens.end as usize;
    let of = |kind: SectionKind| scene.doc.paragraphs().iter().filter(move |p| p.section == kind);
    let heads = of(SectionKind::Letterhead).filter(|p| names_place(scene, p.tokens.clone()));
    known.extend(heads.flat_map(|p| telling_words(scene, scene.doc.text_of(p.span))));
    let own = |t: usize| known.iter().any(|w| w == scene.folded(t));
    // The name must stand elsewhere in the letter: without that the signature is all that is known of it.
    let named =
        scene.doc.sentences().iter().any(|s| s.section != SectionKind::Signature && s.range().any(own));
    if known.is_empty() || !named || of(SectionKind::Signature).flat_map(tokens).any(own) {
        return None;
    }
    let mut places: Vec<Range<usize>> = Vec::new();
    for paragraph in of(SectionKind::Signature) {
        let range = tokens(paragraph);
        let mut start = range.start;
        for at in range.clone() {
            let ends = scene.text(at) == "," || at + 1 == range.end || scene.breaks_after(at);
            if ends {
                let end = if scene.text(at) == "," { at } else { at + 1 };
                places.push(start..end);
                start = at + 1;
            }
        }
    }
    let elsewhere = places.into_iter().find(|part| {
        let has = |class: &str| part.clone().any(|t| scene.is(class, t));
        !part.is_empty()
            && has("hospital-word")
            && !has("school-word")
            && !telling_words(scene, scene.doc.text_of(scene.doc.span_of(part.clone()))).is_empty()
    })?;
    let span = scene.doc.span_of(elsewhere);
    let sure = profile.writer.institution.is_some() || profile.rotation.site.is_some();
    scene.inferred("institution/writer-institution", Some(span), &[("expected", &site_name(scene))], sure)
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
        if !by_writer && (place.medical && ends("school-context") || ends("dean-at")) {
            return Self::Study;
        }
        // A school of medicine in a sentence about the applicant, of which nothing says that it is another's.
        if place.medical && Self::is_own_school(scene, facts, place, sentence) {
            return Self::Study;
        }
        // "It was held at Fairhaven County Hospital": where the letter itself says that it was.
        let given = scene.profile.rotation.site.is_some() || scene.profile.writer.institution.is_some();
        if place.kind && ends("held-at") {
            return if given { Self::Contact } else { Self::Other };
        }
        if after("program-after") {
            return Self::Program;
        }
        // "the surgeons at the heart hospital next door", "at Fenmoor, where she did her elective"
        let elsewhere = (end..sentence.end.min(end + 3)).any(|t| scene.is("elsewhere-after", t));
        let not_ours = before.iter().any(|t| scene.is("elsewhere-word", *t)) || elsewhere;
        // "it was an honor for Fenmoor to host her", "Fenmoor was pleased to have him"
        if place.kind && !not_ours && (ends("host-before") || after("host-after")) {
            return Self::Contact;
        }
        let at = before.first().is_some_and(|t| scene.is("at-word", *t))
            || before.len() > 1 && scene.is("determiner", before[0]) && scene.is("at-word", before[1]);
        // "on our labor floor at Fenmoor", "we at Cloverdale Regional": the writer's own house.
        let own_house = at && before.iter().any(|t| scene.is("own-house", *t)) && !not_ours;
        // "everyone at Mercy", "the faculty at Fenmoor wish her well"
        let ours =
            at && !not_ours && (ends("everybody-at") || ends("house-at") && start <= sentence.start + 5);
        // "At Hargrove and Pell we …"
        let opens =
            start <= sentence.start + 1 && scene.is("at-word", sentence.start) && scene.is("own-house", end);
        // "an honor to teach her at …", "the time of Dr. Roe at …"
        let with_somebody = before.first().is_some_and(|t| {
            let person = facts.people.mentions.iter().any(|m| m.tokens.end == *t);
            scene.is("at-word", *t) && (person || *t > sentence.start && scene.is("pron-object", *t - 1))
        });
        let lead = (start.saturating_sub(12).max(sentence.start)..start).any(|t| scene.is("contact-lead", t));
        let stay = at && Self::is_of_stay(scene, facts, place, sentence);
        if own_house
            || ours
            || stay
            || opens
            || with_somebody && lead
            || ends("contact-context") && !elsewhere && (place.kind || !not_ours)
        {
            return Self::Contact;
        }
        Self::Other
    }
}

impl Context {
    fn is_own_school(scene: &Scene<'_>, facts: &Facts, place: &Place, sentence: &Range<usize>) -> bool {
        let has = |class: &str| scene.terms_in(class, sentence.clone()).next().is_some();
        let class = scene.rules.class("applicant");
        let within = |t: u32| sentence.contains(&(t as usize));
        let applicant = facts.marks.iter().any(|m| Some(m.class) == class && within(m.start));
        let others = facts.people.mentions_in(sentence).any(|m| {
            matches!(
                facts.people.role_of(m),
                PersonRole::Colleague | PersonRole::Trainee | PersonRole::Unknown
            )
        });
        let near = place.tokens.start.saturating_sub(8).max(sentence.start)..place.tokens.start;
        let learner = scene.terms_in("role-student", near.clone()).next().is_some()
            || scene.terms_in("study-word", near).next().is_some();
        let away = ["speaker", "pron-first", "elsewhere-word", "other-degree", "case-noun"];
        applicant && learner && !others && !away.iter().any(|c| has(c))
    }

    /// Whether writer or applicant is at the place in its clause, and nothing there says that it is somebody else's or
    /// another time: "I saw her every day on the wards at Fenmoor", "orientation at Fenmoor".
    fn is_of_stay(scene: &Scene<'_>, facts: &Facts, place: &Place, sentence: &Range<usize>) -> bool {
        let start = place.tokens.start;
        let clause = (sentence.start..start)
            .rev()
            .find(|t| matches!(scene.text(*t), ";" | ":" | "(" | ")"))
            .map_or(sentence.start, |t| t + 1);
        let end = (place.tokens.end..sentence.end)
            .find(|t| scene.doc.tokens()[*t].kind == TokenKind::Mark)
            .unwrap_or(sentence.end);
        let has = |class: &str, within: Range<usize>| scene.terms_in(class, within).next().is_some();
        let class = scene.rules.class("applicant");
        let applicant =
            facts.marks.iter().any(|m| Some(m.class) == class && (clause..end).contains(&(m.start as usize)));
        let house = has("own-house", clause..start) || has("speaker", clause..start);
        let away =
            ["writer-past", "elsewhere-word", "elsewhere-lead", "case-noun", "role-patient", "role-family"]
                .iter()
                .any(|c| has(c, clause..start))
                || has("elsewhere-after", place.tokens.end..sentence.end.min(place.tokens.end + 4))
                || has("elsewhere-lead", place.tokens.end..end);
        // Somebody else of whom the clause tells where they work.
        let person = facts.people.mentions_in(&(clause..end)).any(|m| {
            !matches!(
                facts.people.role_of(m),
                PersonRole::Applicant | PersonRole::Writer | PersonRole::Leftover
            )
        });
        let college = place.school && !place.tokens.clone().any(|t| scene.is("site-word", t));
        (applicant || house)
            && !college
            && !away
            && !person
            && (place.kind || applicant || has("stay-word", clause..start))
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
        let has = |class: &str| (start..end).any(|t| scene.is(class, t));
        let school = has("school-word");
        let kind = school || has("site-word");
        let lead = |t: usize| t >= sentence.start && scene.is("place-opener", t);
        let after_at = start > sentence.start
            && (lead(start - 1)
                || start > sentence.start + 1 && scene.is("determiner", start - 1) && lead(start - 2));
        // "our Northfield campus": a part of the house, whatever its name.
        let ours = start > sentence.start && scene.is("own-house", start - 1);
        let letters = end - start == 1 && tokens[start].is_all_caps() && tokens[start].span.len() < 7;
        let lone = end - start == 1 && start == sentence.start || letters && !kind;
        if lone
            || ours
            || !(kind || after_at)
            || scene.is("title-doctor", start)
            || scene.is("pron-first", start)
        {
            continue;
        }
        let text = scene.doc.text_of(scene.doc.span_of(start..end));
        let mut words = distinctive(text);
        words.retain(|w| !is_kind_word(scene, w));
        if !words.is_empty() {
            let medical = school && has("medical-word");
            found.push(Place { tokens: start..end, words, school, kind, medical });
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

/// "Cass City" of a Cass County: the word that says what the name's own word names is another.
fn is_rearranged(scene: &Scene<'_>, place: &Place) -> bool {
    let tokens = place.tokens.clone();
    let pairs = tokens.clone().zip(tokens.clone().skip(1));
    let own: Vec<(&str, &str)> = pairs
        .filter(|(a, b)| place.words.iter().any(|w| w == scene.folded(*a)) && scene.is("land-word", *b))
        .map(|(a, b)| (scene.folded(a), scene.folded(b)))
        .collect();
    let Some((name, land)) = own.first().copied() else { return false };
    let profile = scene.profile;
    let given = [&profile.rotation.site, &profile.writer.institution, &profile.applicant.school];
    let mut texts: Vec<Vec<String>> = given
        .into_iter()
        .flatten()
        .map(|text| text.split(|c: char| !c.is_alphanumeric()).map(folded).collect())
        .collect();
    texts.extend(scene.doc.paragraphs().iter().filter(|p| p.section != SectionKind::Body).map(|p| {
        (p.tokens.start as usize..p.tokens.end as usize).map(|t| scene.folded(t).to_owned()).collect()
    }));
    let follows: Vec<&String> =
        texts.iter().flat_map(|t| t.windows(2)).filter(|w| w[0] == name).map(|w| &w[1]).collect();
    let is_land = |w: &&&String| {
        scene.rules.vocabulary().find(w).is_some_and(|id| scene.rules.is_term("land-word", id))
    };
    follows.iter().any(|w| is_land(&w)) && follows.iter().all(|w| *w != land)
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
        !scene.rules.is_term("house-name", id)
            && ["site-word", "school-word", "place-word", "place-joint", "place-common"]
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
