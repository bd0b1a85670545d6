//! The specialty that the letter recommends for, in target contexts only.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Facts, Lex, People, PersonRole, Scene, Word};
use crate::lexical::Phrases;
use crate::report::{Checked, NotRun};
use crate::rules::Term;
use crate::text::SectionKind;

/// What the first target of a letter weighs more: it is written with the request before one's eyes, the last paragraph
/// is what is left from another letter.
const OPENING: usize = 1;

/// A specialty named as the target.
#[derive(Debug, Clone)]
struct TargetMention {
    specialty: u16,
    tokens: std::ops::Range<usize>,
    sentence: usize,
}

pub(super) fn check(scene: &Scene<'_>, phrases: &Phrases, facts: &mut Facts) {
    let mentions = mentions(scene, phrases, &facts.people);
    let targets: Vec<u16> =
        scene.profile.target.specialty.iter().filter_map(|name| number_of(scene, name)).collect();
    let general = scene.profile.target.specialty.iter().any(|s| s.eq_ignore_ascii_case("general"));
    if general {
        return;
    }
    if scene.profile.target.specialty.is_empty() {
        facts
            .not_run
            .push(NotRun { check: "specialty".to_owned(), needs: scene.say("needs.specialty", &[]) });
        contradictions(scene, &mentions, facts);
        return;
    }
    if targets.is_empty() {
        facts.not_run.push(NotRun {
            check: "specialty".to_owned(),
            needs: scene
                .say("needs.known-specialty", &[("found", &scene.profile.target.specialty.join(", "))]),
        });
        return;
    }
    let expected = scene.profile.target.specialty.join(" or ");
    let mut right = 0;
    let mut first = None;
    for mention in &mentions {
        let fitting = |t: &u16| {
            fits(scene, mention.specialty, *t) || operates(scene, mention, *t) || is_half(scene, mention, *t)
        };
        if targets.iter().any(fitting) {
            right += 1;
            first.get_or_insert_with(|| scene.doc.span_of(mention.tokens.clone()));
            continue;
        }
        let span = scene.doc.span_of(mention.tokens.clone());
        facts.findings.extend(scene.finding(
            "specialty/wrong-target",
            Some(span),
            &[("expected", &expected)],
        ));
    }
    if right > 0 {
        let quote = first.map(|s| scene.doc.text_of(s)).unwrap_or_default();
        facts.checked.push(Checked {
            fact: "specialty".to_owned(),
            compared: right,
            with: expected,
            text: scene.say("checked.specialty", &[("count", &right.to_string()), ("quote", quote)]),
        });
    }
}

/// Whether a mention names a part of a combined program, and its sentence another part: “a great internist and a great
/// pediatrician”.
fn is_half(scene: &Scene<'_>, mention: &TargetMention, target: u16) -> bool {
    let list = scene.rules.specialties();
    let part = |specialty: u16| {
        list[target as usize].combines.iter().position(|part| *part == list[specialty as usize].name)
    };
    let Some(own) = part(mention.specialty) else { return false };
    let sentence = scene.doc.sentences()[mention.sentence].range();
    [Lex::Specialty, Lex::Practitioner].iter().flat_map(|class| scene.terms_in(*class, sentence.clone())).any(
        |hit| {
            let Term::Specialty(other) = scene.rules.payload(hit.term) else { return false };
            part(other).is_some_and(|other| other != own)
        },
    )
}

/// Without a profile: the target named most is the reference, another one contradicts it. What the letter is
/// addressed to outweighs one sentence of it, but not two; targets named in one breath are a dual application.
fn contradictions(scene: &Scene<'_>, mentions: &[TargetMention], facts: &mut Facts) {
    let mut weights: FxHashMap<u16, usize> = FxHashMap::default();
    for mention in mentions {
        let sentence = &scene.doc.sentences()[mention.sentence];
        let first = mentions.first().is_some_and(|m| m.tokens.start == mention.tokens.start);
        let weight = match sentence.section {
            SectionKind::Subject | SectionKind::Addressee => 8,
            SectionKind::Salutation => 6,
            _ => 5 + 2 * usize::from(scene.has(Lex::RecommendVerb, sentence.range())),
        };
        // Where somebody else's name was left behind, the specialty is likely left behind with it.
        let stranger = facts
            .people
            .mentions_in(&sentence.range())
            .any(|m| facts.people.role_of(m) == PersonRole::Leftover);
        let weight = if stranger { weight.min(5) } else { weight + if first { OPENING } else { 0 } };
        *weights.entry(mention.specialty).or_default() += weight;
    }
    // Every other naming of it, in the letterhead or a story, speaks for it a little.
    let mut named: FxHashMap<u16, usize> = FxHashMap::default();
    let all = 0..scene.doc.tokens().len();
    for hit in scene.terms_of(&[Lex::Specialty, Lex::Practitioner], all) {
        if let Term::Specialty(specialty) = scene.rules.payload(hit.term) {
            *named.entry(specialty).or_default() += 1;
        }
    }
    let count = |s: u16| {
        weights.iter().filter(|(m, _)| fits(scene, **m, s)).map(|(_, n)| n).sum::<usize>()
            + named.get(&s).copied().unwrap_or(0).min(6)
    };
    let counts: FxHashMap<u16, usize> = weights.keys().map(|s| (*s, count(*s))).collect();
    let Some(reference) =
        mentions.iter().max_by_key(|m| (counts.get(&m.specialty), std::cmp::Reverse(m.tokens.start)))
    else {
        return;
    };
    let referring: FxHashSet<usize> =
        mentions.iter().filter(|m| m.specialty == reference.specialty).map(|m| m.sentence).collect();
    let dual: FxHashSet<u16> =
        mentions.iter().filter(|m| referring.contains(&m.sentence)).map(|m| m.specialty).collect();
    let name = scene.rules.specialties()[reference.specialty as usize].name.clone();
    for mention in mentions {
        if dual.iter().any(|d| fits(scene, mention.specialty, *d) || fits(scene, *d, mention.specialty)) {
            continue;
        }
        let span = scene.doc.span_of(mention.tokens.clone());
        facts.findings.extend(scene.inferred(
            "specialty/two-targets",
            Some(span),
            &[("expected", &name)],
            false,
        ));
    }
}

/// The specialty that the letter names most as its target, and where first.
pub(crate) fn target_named(
    scene: &Scene<'_>,
    phrases: &Phrases,
    people: &People,
) -> Option<(String, std::ops::Range<usize>)> {
    let mentions = mentions(scene, phrases, people);
    let count = |s: u16| mentions.iter().filter(|m| m.specialty == s).count();
    let best = mentions.iter().max_by_key(|m| (count(m.specialty), std::cmp::Reverse(m.tokens.start)))?;
    let name = scene.rules.specialties().get(best.specialty as usize)?.name.clone();
    Some((name, best.tokens.clone()))
}

/// Specialties inside target contexts; of overlapping names the longest.
fn mentions(scene: &Scene<'_>, phrases: &Phrases, people: &People) -> Vec<TargetMention> {
    let mut contexts: Vec<(usize, usize, usize)> = phrases
        .signal(scene.rules, "target-context")
        .iter()
        .map(|h| (h.start as usize, h.end as usize, h.sentence as usize))
        .collect();
    // A subject line names the target without further words, and so does a salutation.
    for (number, sentence) in scene.doc.sentences().iter().enumerate() {
        if matches!(sentence.section, SectionKind::Subject | SectionKind::Salutation | SectionKind::Addressee)
        {
            contexts.push((sentence.range().start, sentence.range().end, number));
        }
    }
    // "the best student in neurology that I have had", of a stay in another field: the target of another letter.
    for (number, sentence) in scene.doc.sentences().iter().enumerate() {
        for hit in scene.terms_in(Lex::BestLearner, sentence.range()) {
            let field = (hit.start + u32::from(hit.len)) as usize;
            let end = field + scene.term(Lex::Specialty, field).unwrap_or(0);
            if end > field && names_other_field(scene, field..end) {
                contexts.push((field, end, number));
            }
        }
    }
    let mut seen = FxHashSet::default();
    let mut found: Vec<TargetMention> = Vec::new();
    for (start, end, sentence) in contexts {
        for class in [Lex::Specialty, Lex::Practitioner] {
            for hit in scene.terms_in(class, start..end) {
                let tokens = hit.start as usize..hit.start as usize + hit.len as usize;
                let Term::Specialty(specialty) = scene.rules.payload(hit.term) else { continue };
                // No term is longer than twelve words.
                let near = scene.lexicon.within(tokens.start.saturating_sub(12)..tokens.start + 1);
                let covered = near.iter().any(|o| {
                    let range = o.start as usize..o.start as usize + o.len as usize;
                    o.class == hit.class
                        && range.len() > tokens.len()
                        && range.start <= tokens.start
                        && tokens.end <= range.end
                });
                if covered
                    || tokens.end > end
                    || is_other_use(scene, people, &tokens, sentence)
                    || !seen.insert((tokens.start, tokens.end))
                {
                    continue;
                }
                found.push(TargetMention { specialty, tokens, sentence });
            }
        }
    }
    found.sort_by_key(|m| m.tokens.start);
    found.retain(|m| m.sentence < scene.doc.sentences().len());
    found
}

/// Whether a field is named that is neither the rotation's nor the writer's nor that of a part of either.
pub(super) fn names_other_field(scene: &Scene<'_>, tokens: std::ops::Range<usize>) -> bool {
    let profile = scene.profile;
    let rotation = profile.rotation.specialty.as_deref().and_then(|s| number_of(scene, s));
    let writer = profile.writer.specialty.as_deref().and_then(|s| number_of(scene, s));
    if rotation.or(writer).is_none() {
        return names_no_field_of_house(scene, tokens);
    }
    scene.terms_in(Lex::Specialty, tokens).any(|hit| {
        let Term::Specialty(field) = scene.rules.payload(hit.term) else { return false };
        let named = hit.start as usize..hit.start as usize + hit.len as usize;
        let named = scene.doc.text_of(scene.doc.span_of(named)).to_lowercase();
        let in_name = profile.rotation.name.as_ref().is_some_and(|n| n.to_lowercase().contains(&named));
        // A nephrologist teaches internal medicine; where the rotation is known, that is what was taught.
        let ours = rotation.is_some_and(|r| fits(scene, field, r) || fits(scene, r, field))
            || writer.is_some_and(|w| fits(scene, field, w) || rotation.is_none() && fits(scene, w, field));
        !in_name && !ours
    })
}

/// Whether a field is named that is neither in the letterhead nor under the writer's name, where one is.
fn names_no_field_of_house(scene: &Scene<'_>, tokens: std::ops::Range<usize>) -> bool {
    let fields = |tokens: std::ops::Range<usize>| {
        scene.terms_in(Lex::Specialty, tokens).filter_map(|hit| match scene.rules.payload(hit.term) {
            Term::Specialty(field) => Some(field),
            _ => None,
        })
    };
    let Some(field) = fields(tokens).next() else { return false };
    let house = |p: &&crate::text::Paragraph| {
        matches!(p.section, SectionKind::Letterhead | SectionKind::Subject | SectionKind::Signature)
    };
    let paragraphs = scene.doc.paragraphs().iter().filter(house);
    let mut own = paragraphs.flat_map(|p| fields(p.tokens.start as usize..p.tokens.end as usize)).peekable();
    own.peek().is_some() && own.all(|own| !fits(scene, field, own) && !fits(scene, own, field))
}

/// A department, a service or a ward of that name, or the writer's own training.
fn is_other_use(
    scene: &Scene<'_>,
    people: &People,
    tokens: &std::ops::Range<usize>,
    sentence: usize,
) -> bool {
    let sentence = scene.doc.sentences()[sentence].range();
    // "Every department of ophthalmology" is any that may take the applicant.
    let before = (tokens.start.saturating_sub(3).max(sentence.start)..tokens.start)
        .any(|t| scene.is(Lex::DepartmentWord, t) && !(t > sentence.start && scene.is(Lex::AnyWord, t - 1)));
    let after = tokens.end < sentence.end && scene.is(Lex::SpecialtyPlace, tokens.end);
    // "the other observer, a gentleman from Oslo who was applying to medicine"
    let who = (tokens.start.saturating_sub(6).max(sentence.start)..tokens.start)
        .rev()
        .find(|t| scene.is(Lex::PersonRelative, *t));
    let others = who.is_some_and(|who| {
        (who.saturating_sub(9).max(sentence.start)..who).any(|t| {
            matches!(scene.word(t), Word::Other | Word::Another) && scene.is(Lex::RoleStudent, t + 1)
        })
    });
    // "among them Dr. Roe, who went on to residency in radiology"
    let named = who.is_some_and(|who| {
        let near = who.saturating_sub(6).max(sentence.start)..who;
        let last = people.mentions_in(&near).last();
        let beside = |end: usize| end == who || end + 1 == who && scene.word(end) == Word::Comma;
        let other = [PersonRole::Applicant, PersonRole::Leftover];
        last.is_some_and(|m| beside(m.tokens.end) && !other.contains(&people.role_of(m)))
    });
    // "The last one, Mr. Roe, is now in an anesthesiology residency": nobody applies to where he is.
    let there = (tokens.start.saturating_sub(6).max(sentence.start + 1)..tokens.start).any(|t| {
        scene.word(t) == Word::Now
            && scene.is(Lex::Copula, t - 1)
            && matches!(scene.word(t + 1), Word::In | Word::At)
    });
    before || after || others || named || there
}

fn number_of(scene: &Scene<'_>, name: &str) -> Option<u16> {
    let list = scene.rules.specialties();
    // Mostly it is named as the list names it.
    let position = list.iter().position(|s| s.name == name).or_else(|| {
        let wanted = fold_name(name);
        list.iter().position(|s| {
            fold_name(&s.name) == wanted
                || s.aliases.iter().any(|a| fold_name(a.trim_start_matches('=')) == wanted)
        })
    })?;
    u16::try_from(position).ok()
}

/// "A phenomenal surgeon" of one who goes into orthopedic surgery.
fn operates(scene: &Scene<'_>, mention: &TargetMention, target: u16) -> bool {
    let target = &scene.rules.specialties()[target as usize];
    let words = || target.practitioners.iter().chain([&target.name]).chain(&target.aliases);
    scene.term(Lex::SurgeonWord, mention.tokens.start) == Some(mention.tokens.len())
        && words().any(|w| w.to_lowercase().contains("surg"))
}

fn fold_name(name: &str) -> String {
    name.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(crate::text::folded)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether a mention is right for a target: the same, or a subspecialty beneath it.
fn fits(scene: &Scene<'_>, mention: u16, target: u16) -> bool {
    if mention == target {
        return true;
    }
    let list = scene.rules.specialties();
    let (mention, target) = (&list[mention as usize], &list[target as usize]);
    let beneath = |parent: &String| *parent == target.name || target.combines.contains(parent);
    // A preliminary or transitional year goes with any specialty, but not with another kind of first year.
    if mention.first_year || target.first_year {
        return !(mention.first_year && target.first_year);
    }
    !mention.residency && mention.parents.iter().any(beneath) || mention.parents.contains(&target.name)
}
