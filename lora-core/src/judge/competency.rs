//! The six core competencies: evidenced by what was seen, mentioned, or absent.

use super::evidence::Evidence;
use crate::facts::Scene;
use crate::finding::Finding;
use crate::lexical::Phrases;
use crate::report::{CompetencyReport, Level, Quote};

/// Ids and official names, in the order of the ACGME Common Program Requirements.
pub(crate) const COMPETENCIES: [(&str, &str); 6] = [
    ("patient_care", "Patient Care and Procedural Skills"),
    ("medical_knowledge", "Medical Knowledge"),
    ("practice_based_learning", "Practice-Based Learning and Improvement"),
    ("interpersonal_communication", "Interpersonal and Communication Skills"),
    ("professionalism", "Professionalism"),
    ("systems_based_practice", "Systems-Based Practice"),
];
/// Episodes from which a letter is one that shows: what it names in telling of them, it shows.
const RICH: usize = 3;
/// Quotes that a report gives for a competency.
const MOST_QUOTES: usize = 3;

pub(crate) fn read(scene: &Scene<'_>, phrases: &Phrases, evidence: &Evidence) -> Vec<CompetencyReport> {
    let rich = evidence.episodes().len() >= RICH;
    COMPETENCIES
        .iter()
        .map(|(id, name)| {
            let cues = phrases.signal(scene.rules, &format!("competency.{id}.evidence"));
            let mut seen: Vec<(u32, usize)> = Vec::new();
            let mut claimed: Vec<usize> = Vec::new();
            for hit in cues {
                let sentence = hit.sentence as usize;
                let shown = evidence.shown(sentence);
                let told = shown.observed || evidence.in_episode(sentence) && (shown.acts || rich);
                if told && !shown.unreal {
                    let weight = shown.circumstances + u32::from(shown.observed) * 2;
                    // Cues come in order, so those of a sentence stand together.
                    match seen.last_mut().filter(|(_, s)| *s == sentence) {
                        Some((w, _)) => *w += 2,
                        None => seen.push((weight, sentence)),
                    }
                } else if shown.about_applicant {
                    claimed.push(sentence);
                }
            }
            claimed.extend(
                phrases
                    .signal(scene.rules, &format!("competency.{id}.mention"))
                    .iter()
                    .filter(|h| !scene.is_unticked(h.start as usize))
                    .map(|h| h.sentence as usize),
            );
            if rich && seen.is_empty() {
                let told = |s: &usize| {
                    let shown = evidence.shown(*s);
                    shown.observed || shown.acts && !shown.unreal && evidence.in_episode(*s)
                };
                seen.extend(claimed.iter().copied().filter(told).map(|s| (0, s)));
            }
            seen.sort_by_key(|(weight, sentence)| (std::cmp::Reverse(*weight), *sentence));
            claimed.sort_unstable();
            claimed.dedup();
            let (level, sentences): (Level, Vec<usize>) = if !seen.is_empty() {
                (Level::Evidenced, seen.into_iter().map(|(_, s)| s).collect())
            } else if !claimed.is_empty() {
                (Level::Mentioned, claimed)
            } else {
                (Level::Absent, Vec::new())
            };
            CompetencyReport {
                id: (*id).to_owned(),
                name: (*name).to_owned(),
                level,
                evidence: sentences.iter().take(MOST_QUOTES).map(|s| quote(scene, *s)).collect(),
            }
        })
        .collect()
}

fn quote(scene: &Scene<'_>, sentence: usize) -> Quote {
    let span = scene.doc.sentences()[sentence].span;
    Quote { start: span.start, end: span.end, text: scene.doc.text_of(span).to_owned() }
}

/// Findings for what is not evidenced.
pub(crate) fn findings(scene: &Scene<'_>, competencies: &[CompetencyReport]) -> Vec<Finding> {
    competencies
        .iter()
        .filter_map(|c| {
            let rule = match c.level {
                Level::Evidenced => return None,
                Level::Mentioned => "competency/mentioned-only",
                Level::Absent => "competency/absent",
            };
            let span = c.evidence.first().map(|q| crate::span::Span { start: q.start, end: q.end });
            let question = scene.rules.text(&format!("question.{}", c.id));
            scene.finding(rule, span, &[("competency", &c.name), ("question", question)])
        })
        .collect()
}
