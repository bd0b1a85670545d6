//! Findings about names and titles, and what was found right.

use super::{Match, Mention, PersonRole};
use crate::facts::{Facts, Lex, Scene, Word, is_misspelling};
use crate::finding::Finding;
use crate::profile::Pronouns;
use crate::report::Checked;
use crate::rules::LexHit;
use crate::text::SectionKind;

/// Findings about names, and what was found right.
pub(in crate::facts) fn check(scene: &Scene<'_>, facts: &mut Facts) {
    let sure = facts.applicant.given;
    let mut findings = Vec::new();
    let mut right = 0;
    let mut first_right = None;
    let expected = facts.applicant.name.clone().unwrap_or_default();
    let own = facts.people.named(PersonRole::Applicant).filter(|m| m.matched == Match::Same).count();
    let leftovers = facts.people.named(PersonRole::Leftover).count();
    // A letter that never names the applicant but often somebody else is another person's letter.
    let other_letter = sure && own == 0 && leftovers >= 2;
    for mention in &facts.people.mentions {
        let span = scene.doc.span_of(mention.tokens.clone());
        let section = scene.doc.sentences()[mention.sentence].section;
        let slots = [("expected", expected.as_str())];
        match facts.people.role_of(mention) {
            PersonRole::Applicant if mention.matched == Match::Misspelt => {
                findings.extend(scene.inferred("name/misspelt", Some(span), &slots, sure));
            }
            PersonRole::Applicant => {
                right += 1;
                first_right.get_or_insert(span);
            }
            PersonRole::Leftover => {
                let rule = match mention.matched {
                    _ if section == SectionKind::Subject => "name/subject-other",
                    Match::Mixed => "name/misspelt",
                    _ => "name/other-applicant",
                };
                let finding = scene.inferred(rule, Some(span), &slots, sure);
                findings.extend(finding.map(|f| Finding { cause: leftover_label(facts, mention), ..f }));
            }
            PersonRole::Writer if !scene.in_prose(mention.tokens.start) => {
                findings.extend(writer_misspelt(scene, mention));
            }
            _ => {}
        }
    }
    findings.extend(super::file_name::check(scene, facts));
    if other_letter {
        let first = findings.iter().find(|f| f.rule.starts_with("name/")).and_then(|f| f.span);
        if let Some(mut finding) = scene.finding("name/other-letter", first, &[("expected", &expected)]) {
            finding.cause = Some("other-letter".to_owned());
            findings.iter_mut().for_each(|f| f.cause = Some("other-letter".to_owned()));
            findings.retain(|f| f.span != first);
            findings.push(finding);
        }
    }
    if right > 0 {
        let quote = first_right.map(|s| scene.doc.text_of(s)).unwrap_or_default();
        facts.checked.push(Checked {
            fact: "name".to_owned(),
            compared: right,
            with: expected,
            text: scene.say("checked.name", &[("count", &right.to_string()), ("quote", quote)]),
        });
    }
    let (applicant, person) = (scene.class(Lex::Applicant), scene.class(Lex::Person));
    facts.marks.extend(facts.people.mentions.iter().filter_map(|m| {
        let role = facts.people.role_of(m);
        let hero = role == PersonRole::Applicant || other_letter && role == PersonRole::Leftover;
        Some(LexHit {
            class: if hero { applicant? } else { person? },
            term: u32::MAX,
            start: u32::try_from(m.tokens.start).ok()?,
            len: u8::try_from(m.tokens.len()).ok()?,
        })
    }));
    facts.findings.append(&mut findings);
}

/// "R. Achterburg, MD" below the signature of an Achterberg.
fn writer_misspelt(scene: &Scene<'_>, mention: &Mention) -> Option<Finding> {
    let name = scene.profile.writer.name.as_deref()?;
    let own: Vec<String> = name.split([' ', '-']).map(crate::text::folded).filter(|w| w.len() > 1).collect();
    let mut words = mention.tokens.clone().filter(|t| {
        let token = scene.doc.tokens()[*t];
        !token.is_initial() && Some(*t) != mention.title && !scene.is(Lex::NameParticle, *t)
    });
    let bare = mention.tokens.clone().filter(|t| Some(*t) != mention.title);
    let right = |t: usize| own.iter().any(|w| w == scene.folded(t));
    // "18 Fenwick Road": a lone word is no name.
    let sure =
        mention.title.is_some() || bare.clone().any(|t| scene.doc.tokens()[t].is_initial() || right(t));
    let odd = words.find(|t| !own.iter().any(|w| w == scene.folded(*t)))?;
    let slip = own.iter().any(|w| is_misspelling(scene.folded(odd), w));
    let alone = !words.any(|t| !own.iter().any(|w| w == scene.folded(t)));
    let span = scene.doc.span_of(mention.tokens.clone());
    (slip && alone && sure)
        .then(|| scene.finding("name/writer-misspelt", Some(span), &[("expected", name)]))?
}

/// What the places have in common in which one other applicant is left over.
pub(in crate::facts) fn leftover_label(facts: &Facts, mention: &Mention) -> Option<String> {
    leftover_cause(facts.people.list[mention.person].words.first()?)
}

/// The same, by the first word of that applicant's name.
pub(super) fn leftover_cause(word: &str) -> Option<String> {
    Some(format!("leftover-{word}"))
}

/// Ranks that go by one form of address: every lieutenant is "Lieutenant", a lieutenant colonel "Colonel".
pub(super) fn rank_of(word: &str) -> &str {
    match word {
        "lt" | "2lt" | "1lt" | "ltjg" => "lieutenant",
        "capt" | "cpt" => "captain",
        "maj" => "major",
        "cdr" | "lcdr" => "commander",
        "col" | "ltc" => "colonel",
        "ens" => "ensign",
        "sgt" | "ssg" => "sergeant",
        word => word,
    }
}

/// "CDR Nakamura" of one who is a lieutenant everywhere else.
pub(in crate::facts) fn check_ranks(scene: &Scene<'_>, facts: &mut Facts) {
    let ranked: Vec<(&Mention, &str)> = facts
        .people
        .named(PersonRole::Applicant)
        .filter_map(|m| Some((m, rank_of(scene.folded(m.title.filter(|t| scene.is(Lex::TitleRank, *t))?)))))
        .collect();
    let count = |rank: &str| ranked.iter().filter(|(_, r)| *r == rank).count();
    let Some((_, usual)) = ranked.iter().max_by_key(|(m, r)| (count(r), std::cmp::Reverse(m.tokens.start)))
    else {
        return;
    };
    let odd = ranked.iter().filter(|(_, rank)| rank != usual && count(rank) < count(usual));
    let found: Vec<Finding> = odd
        .filter_map(|(m, _)| {
            let span = scene.doc.span_of(m.tokens.clone());
            scene.inferred("name/wrong-title", Some(span), &[("expected", usual)], false)
        })
        .collect();
    facts.findings.extend(found);
}

/// "Mr. Figueiredo Lopes" of an applicant who is she; read once the pronouns are known.
pub(in crate::facts) fn check_titles(scene: &Scene<'_>, facts: &mut Facts) {
    let given = scene.profile.applicant.pronouns;
    let Some(pronouns) = given.or(facts.pronouns) else { return };
    let mut found = Vec::new();
    for mention in facts.people.named(PersonRole::Applicant).filter(|m| m.matched == Match::Same) {
        let Some(title) = mention.title else { continue };
        let wrong = match pronouns {
            Pronouns::She => scene.is(Lex::TitleHe, title),
            Pronouns::He => scene.is(Lex::TitleShe, title),
            Pronouns::They => scene.is(Lex::TitleHe, title) || scene.is(Lex::TitleShe, title),
        };
        let word = scene.folded(title);
        // "Her uncle, Mr. Farah": somebody else of that name.
        let start = mention.tokens.start;
        let first = scene.doc.sentences()[mention.sentence].range().start;
        let comma = usize::from(start > first && scene.word(start - 1) == Word::Comma);
        let other = (start.saturating_sub(1 + comma).max(first)..start)
            .any(|t| scene.is(Lex::RoleFamily, t) || scene.is(Lex::RolePatient, t));
        let odd = given.is_some() && is_odd_title(scene, facts, mention, title);
        let aliased = scene
            .profile
            .applicant
            .aliases
            .iter()
            .any(|a| a.split(' ').next().is_some_and(|w| crate::text::folded(w) == word));
        // "Ms./Mr. Farah": a choice that nobody made.
        let choice = start >= first + 2 && scene.text(start - 1) == "/";
        if (wrong || odd) && !aliased && !other && !choice {
            let span = scene.doc.span_of(mention.tokens.clone());
            let usual = scene.profile.applicant.aliases.iter().find_map(|a| alias_title(scene, a));
            let expected = usual.filter(|_| odd && !wrong).unwrap_or(pronouns.name());
            let slots = [("expected", expected)];
            found.extend(scene.inferred("name/wrong-title", Some(span), &slots, given.is_some()));
        }
    }
    facts.findings.append(&mut found);
}

/// The title that an alias begins with.
fn alias_title<'a>(scene: &Scene<'_>, alias: &'a str) -> Option<&'a str> {
    let (word, _) = alias.split_once(' ')?;
    let titles = [Lex::TitleHe, Lex::TitleShe, Lex::TitleDoctor, Lex::TitleRank];
    scene.is_term_of(&titles, &crate::text::folded(word)).then_some(word)
}

/// "Dr. Østrem", once, of a student who goes by "Mr." in the profile and in the letter: doctor or a rank, where neither
/// knows the applicant by it, and nobody is quoted or says what somebody is called.
fn is_odd_title(scene: &Scene<'_>, facts: &Facts, mention: &Mention, title: usize) -> bool {
    let rank = scene.is(Lex::TitleRank, title);
    if !scene.is(Lex::TitleDoctor, title) && !rank
        || !scene.in_prose(title)
        || scene.doc.tokens()[title].is_quoted()
    {
        return false;
    }
    let known: Vec<String> = scene
        .profile
        .applicant
        .aliases
        .iter()
        .filter_map(|a| alias_title(scene, a))
        .map(|t| rank_of(&crate::text::folded(t)).to_owned())
        .collect();
    let word = rank_of(scene.folded(title));
    let borne = || facts.people.named(PersonRole::Applicant).filter_map(|m| m.title);
    let sentence = scene.doc.sentences()[mention.sentence].range();
    // "Captain Roe accepted critique", once, of one who has no rank.
    let ranked = borne().filter(|t| scene.is(Lex::TitleRank, *t)).count();
    let known_rank = |k: &String| scene.is_term_of(&[Lex::TitleRank], k);
    let alone = rank && ranked == 1 && !known.is_empty() && !known.iter().any(known_rank);
    alone
        || !known.is_empty()
            && !known.iter().any(|k| k == word)
            && borne().any(|t| known.iter().any(|k| k == rank_of(scene.folded(t))))
            && borne().filter(|t| rank_of(scene.folded(*t)) == word).count() == 1
            && !scene.has(Lex::NicknameVerb, sentence.clone())
            && !(mention.tokens.end..sentence.end.min(mention.tokens.end + 1))
                .any(|t| scene.is(Lex::ModalWord, t))
}
