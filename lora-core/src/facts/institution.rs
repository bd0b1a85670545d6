//! Medical school, rotation site and the programs that a letter may not name.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::lookalike::{self, Named};
use super::people::PersonRole;
use super::place::{self, KnownWord, Place};
use super::place_context::Context;
use super::{Facts, Lex, Scene, Word, elsewhere, school};
use crate::report::Checked;
use crate::text::{SectionKind, WordId};

pub(super) fn check(scene: &Scene<'_>, facts: &mut Facts) {
    let here_words = place::known_words(scene);
    let mut known_site: Vec<String> =
        here_words.iter().filter(|known| !known.kind).map(|known| known.word.clone()).collect();
    let given = scene.profile.rotation.site.is_some() || scene.profile.writer.institution.is_some();
    let school = scene.profile.applicant.school.as_deref();
    let school = school.map(|name| place::telling_words(scene, name)).unwrap_or_default();
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
    let named_words = std::cell::OnceCell::new();
    for sentence in scene.doc.sentences() {
        let salutation = sentence.section == SectionKind::Salutation;
        if sentence.section == SectionKind::Subject && !school.is_empty() {
            facts.findings.extend(school_of_subject(scene, sentence.range(), &school, &known_site));
            if given {
                facts.findings.extend(site_of_subject(scene, sentence.range(), &known_site));
            }
            continue;
        }
        if !salutation && !matches!(sentence.section, SectionKind::Body | SectionKind::Postscript) {
            continue;
        }
        let mut range = sentence.range();
        if salutation {
            // "Dear Program Director of Emory University": what follows the office.
            let joint = range.clone().find(|t| scene.is(Lex::OfficeJoint, *t));
            range.start = joint.map_or(range.end, |t| t + 1);
        }
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
            // "grew up near Harrow Creek": of the land, and not of a house.
            if named.is_bare() && scene.has(Lex::HomeWord, range.clone()) {
                continue;
            }
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
        if !school.is_empty() && !salutation {
            let is_known = |word: &String| school.contains(word) || known_site.contains(word);
            for run in school::short_names(scene, facts, &range, is_known) {
                if slips.iter().any(|s| s.start < run.end && run.start < s.end) {
                    continue;
                }
                let span = scene.doc.span_of(run.clone());
                let expected = scene.profile.applicant.school.clone().unwrap_or_default();
                facts.findings.extend(scene.finding(
                    "institution/wrong-school",
                    Some(span),
                    &[("expected", &expected)],
                ));
                slips.push(run);
            }
        }
        let initials = lookalike::initials(scene, range.clone(), &names);
        for (at, like) in lookalike::single(scene, facts, range.clone(), &names).into_iter().chain(initials) {
            let span = scene.doc.span_of(at..at + 1);
            let text = scene.doc.text_of(span);
            if slips.iter().any(|s| s.contains(&at)) || head.iter().any(|h| h.contains(text)) {
                continue;
            }
            let rule = if like.school { "institution/wrong-school" } else { "institution/wrong-site" };
            let expected = like.full.split_whitespace().collect::<Vec<_>>().join(" ");
            // What resembles the house is the house, and no other applicant.
            facts.findings.retain(|f| f.span != Some(span) || !f.rule.starts_with("name/"));
            facts.findings.extend(scene.inferred(rule, Some(span), &[("expected", &expected)], given));
            slips.push(at..at + 1);
        }
        for place in place::places(scene, range.clone()) {
            if slips.iter().any(|s| s.start < place.tokens.end && place.tokens.start < s.end) {
                continue;
            }
            // "Dear Members of the Selection Committee"
            let addressed = |t: usize| scene.is(Lex::AddresseeBody, t) || !scene.doc.tokens()[t].is_capital();
            if salutation && place.tokens.clone().all(addressed) {
                continue;
            }
            let here = place.bare && here_words.iter().any(|known| known.word == place.words[0])
                || place.is_among(&known_site)
                    && !place::is_rearranged(scene, &place)
                    && !place::shares_land_alone(scene, &place, &known_site)
                    && !place::is_of_other_rank(scene, &place, &here_words);
            let own_school = place.is_among(&school);
            let context = if salutation {
                Context::Program
            } else {
                Context::of(scene, facts, &place, &range, !known_site.is_empty())
            };
            let context = match context {
                Context::Contact
                    if !here && elsewhere::is_of_another_stay(scene, facts, &place, &range, &here_words) =>
                {
                    Context::Other
                }
                Context::Study
                    if !own_school && elsewhere::is_of_another(scene, facts, &place.tokens, &range) =>
                {
                    Context::Other
                }
                context => context,
            };
            // "Sweet Creek" of a Sugar Creek: no word of its kind, but a word of its name.
            let subject = (range.start..place.tokens.start)
                .rev()
                .find(|t| scene.is(Lex::PronSubject, *t) || scene.is(Lex::Speaker, *t));
            let dean = scene.leading(Lex::DeanAt, range.start, place.tokens.start).is_some();
            let strong = (range.start..place.tokens.start).any(|t| {
                scene
                    .term(Lex::StudyStrong, t)
                    .is_some_and(|len| place.tokens.start - t - len.min(place.tokens.start - t) <= 1)
            });
            let near_school = place.school
                || dean
                || strong && facts.is_marked(scene, Lex::Applicant, &range)
                || !place.kind && scene.is(Lex::SchoolPeople, place.tokens.end)
                || subject.is_some_and(|t| scene.is(Lex::PronSubject, t))
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
                Context::Contact
                    if !given
                        && is_said_again(scene, &place, named_words.get_or_init(|| words_of(scene))) =>
                {
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
    facts.findings.extend(signed_elsewhere(scene, &here_words, &names));
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

/// "RE: Amina Farah, MBBS (University of Mombasa)": a school of medicine beside the applicant's name.
fn school_of_subject(
    scene: &Scene<'_>,
    sentence: Range<usize>,
    school: &[String],
    site: &[String],
) -> Option<crate::finding::Finding> {
    let expected = scene.profile.applicant.school.clone().unwrap_or_default();
    let found = place::places(scene, sentence);
    let other = found
        .iter()
        .find(|p| p.school && p.medical && !p.is_among(school) && !p.is_among(site) && p.words.len() < 6)?;
    let span = scene.doc.span_of(other.tokens.clone());
    scene.finding("institution/wrong-school", Some(span), &[("expected", &expected)])
}

/// "Site of rotation: Fenmoor Regional": the line of a form that says where the stay was.
fn site_of_subject(
    scene: &Scene<'_>,
    sentence: Range<usize>,
    site: &[String],
) -> Option<crate::finding::Finding> {
    let colon = sentence.clone().find(|t| scene.word(*t) == Word::Colon)?;
    if site.is_empty() || !scene.has(Lex::SiteLabel, sentence.start..colon) {
        return None;
    }
    let found = place::places(scene, colon + 1..sentence.end);
    let other = found.iter().find(|p| {
        let hospital = p.tokens.clone().any(|t| scene.is(Lex::SiteWord, t));
        hospital && p.tokens.start <= colon + 2 && !p.is_among(site)
    })?;
    let span = scene.doc.span_of(other.tokens.clone());
    scene.finding("institution/wrong-site", Some(span), &[("expected", &site_name(scene))])
}

/// How often each word stands in the letter.
fn words_of(scene: &Scene<'_>) -> FxHashMap<WordId, usize> {
    let mut words: FxHashMap<WordId, usize> = FxHashMap::default();
    for token in scene.doc.tokens() {
        *words.entry(token.word).or_default() += 1;
    }
    words
}

/// Whether a place's own words stand elsewhere in the letter too.
fn is_said_again(scene: &Scene<'_>, place: &Place, words: &FxHashMap<WordId, usize>) -> bool {
    let tokens = scene.doc.tokens();
    let elsewhere = |word: &String| {
        let Some(word) = scene.doc.find_word(word, scene.rules.vocabulary()) else { return false };
        let here = place.tokens.clone().filter(|t| tokens[*t].word == word).count();
        words.get(&word).is_some_and(|all| *all > here)
    };
    !place.words.is_empty() && place.words.iter().all(elsewhere)
}

/// A hospital under the writer's name that is neither the letterhead's nor the profile's.
fn signed_elsewhere(
    scene: &Scene<'_>,
    words: &[KnownWord],
    names: &[Named],
) -> Option<crate::finding::Finding> {
    let profile = scene.profile;
    let tokens = |p: &crate::text::Paragraph| p.tokens.start as usize..p.tokens.end as usize;
    let of = |kind: SectionKind| scene.doc.paragraphs().iter().filter(move |p| p.section == kind);
    // Most are signed with no hospital: that is known soonest.
    if !of(SectionKind::Signature).any(|p| scene.has(Lex::HospitalWord, tokens(p))) {
        return None;
    }
    let telling = words.iter().filter(|known| known.of_house && !known.kind);
    let known: Vec<WordId> =
        telling.filter_map(|known| scene.doc.find_word(&known.word, scene.rules.vocabulary())).collect();
    let own = |t: usize| known.contains(&scene.doc.tokens()[t].word);
    let mut places: Vec<Range<usize>> = Vec::new();
    for paragraph in of(SectionKind::Signature) {
        let range = tokens(paragraph);
        let mut start = range.start;
        for at in range.clone() {
            let ends = scene.word(at) == Word::Comma || at + 1 == range.end || scene.breaks_after(at);
            if ends {
                let end = if scene.word(at) == Word::Comma { at } else { at + 1 };
                places.push(start..end);
                start = at + 1;
            }
        }
    }
    let text = |part: &Range<usize>| scene.doc.text_of(scene.doc.span_of(part.clone()));
    let sure = profile.writer.institution.is_some() || profile.rotation.site.is_some();
    // "Quarry Hill Women's Hospital" of a Quarry Bank Women's Hospital.
    let houses = [&profile.rotation.site, &profile.writer.institution];
    let is_given = |known: &&Named| !known.school && houses.iter().any(|h| h.as_ref() == Some(&known.full));
    let given: Vec<&Named> = names.iter().filter(is_given).collect();
    let hospital = |p: &&Range<usize>| (p.start..p.end).any(|t| scene.is(Lex::HospitalWord, t));
    let alike = places.iter().filter(hospital).find(|p| {
        Named::of(scene, text(p), false).is_some_and(|n| given.iter().any(|k| n.resembles(scene, k)))
    });
    if let Some(part) = alike {
        let expected = site_name(scene);
        let span = Some(scene.doc.span_of(part.clone()));
        return scene.inferred("institution/writer-institution", span, &[("expected", &expected)], true);
    }
    // "Fenmoor State Medical Center" of a Fenmoor University Medical Center.
    let other_rank = |part: &&Range<usize>| {
        let told = |t: usize| words.iter().any(|known| known.of_house && known.word == scene.folded(t));
        let rank = |t: usize| scene.is(Lex::RankWord, t) && !told(t);
        hospital(part)
            && part.len() < 6
            && (part.start..part.end).any(own)
            && (part.start..part.end).any(rank)
    };
    if let Some(part) = places.iter().find(other_rank).filter(|_| sure) {
        let span = Some(scene.doc.span_of(part.clone()));
        return scene.inferred(
            "institution/writer-institution",
            span,
            &[("expected", &site_name(scene))],
            true,
        );
    }
    // The name must stand elsewhere in the letter: without that the signature is all that is known of it.
    let named =
        scene.doc.sentences().iter().any(|s| s.section != SectionKind::Signature && s.range().any(own));
    if !named || of(SectionKind::Signature).flat_map(tokens).any(own) {
        return None;
    }
    let elsewhere = places.into_iter().find(|part| {
        let has = |class: Lex| part.clone().any(|t| scene.is(class, t));
        !part.is_empty()
            && has(Lex::HospitalWord)
            && !has(Lex::SchoolWord)
            && !place::telling_words(scene, scene.doc.text_of(scene.doc.span_of(part.clone()))).is_empty()
    })?;
    let span = scene.doc.span_of(elsewhere);
    scene.inferred("institution/writer-institution", Some(span), &[("expected", &site_name(scene))], sure)
}

pub(super) fn site_name(scene: &Scene<'_>) -> String {
    let profile = scene.profile;
    let given = profile.rotation.site.clone().or_else(|| profile.writer.institution.clone());
    given.unwrap_or_else(|| {
        let head = scene.doc.paragraphs().iter().find(|p| p.section == SectionKind::Letterhead);
        head.map(|p| scene.doc.text_of(p.span).to_owned()).unwrap_or_default()
    })
}
