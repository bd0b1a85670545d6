//! What was observed: sentences in which the applicant acts, and the episodes that they form.

use std::ops::{Range, RangeInclusive};

use crate::facts::{Facts, Lex, Look, PersonRole, Scene, Word};
use crate::lexical::Phrases;
use crate::report::COMPETENCIES;
use crate::tenor::{Sums, Told};
use crate::text::{SectionKind, TokenKind};

/// Head of the model of sentences that says whether one tells of something seen.
pub(super) const TOLD: &str = "told";
/// Circumstances that a sentence needs beside the action to tell something that was seen.
const SPECIFIC: u32 = 2;
/// Circumstances from which a run of sentences is an episode.
const EPISODE_ALONE: u32 = 5;
/// Sentences of a run that tell of others and count, one circumstance each.
const MOST_OTHERS: u32 = 2;
/// Rare words that make one circumstance.
const RARE_WORDS: usize = 1;
/// Sentences without the applicant's action that an episode may hold in a row: what the patient did or said.
const GAP: usize = 3;

/// What one sentence shows.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Shown {
    /// The applicant does something in it.
    pub(crate) acts: bool,
    /// Number of circumstances: who, where, when, how many, with what result.
    pub(crate) circumstances: u32,
    /// It tells what was seen.
    pub(crate) observed: bool,
    /// It speaks of what might be, or denies, or was not seen by the writer.
    pub(crate) unreal: bool,
    /// It says how the two know each other, or what was always so.
    pub(crate) general: bool,
    /// The applicant is named or meant in it.
    pub(crate) about_applicant: bool,
}

/// Several sentences about one event.
#[derive(Debug, Clone)]
pub(crate) struct Episode {
    /// Its sentences.
    pub(crate) sentences: Range<usize>,
    /// The sentence that tells most.
    pub(crate) best: usize,
}

/// Evidence by sentence.
#[derive(Debug, Default)]
pub(crate) struct Evidence {
    shown: Vec<Shown>,
    paragraphs: Vec<u32>,
    alone: Vec<Alone>,
    episodes: Vec<Episode>,
    /// Sentences that count for nothing.
    discounted: Vec<usize>,
    /// First token at which somebody else than the applicant is the subject, by sentence.
    other_subject: Vec<Option<u32>>,
}

/// What one sentence says whatever stands beside it.
#[derive(Debug, Clone, Copy)]
struct Alone {
    shown: Shown,
    event: bool,
    /// Another event than the one before it.
    anew: bool,
    outcome: bool,
    /// Probability that it tells of something seen, by its words as a whole.
    told: Option<f32>,
}

impl Evidence {
    pub(crate) fn read(scene: &Scene<'_>, phrases: &Phrases, facts: &Facts, sums: &Sums) -> Self {
        let reader = Reader { scene, facts };
        let sentences = scene.doc.sentences().len();
        let mut evidence = Self {
            paragraphs: Vec::with_capacity(sentences),
            other_subject: Vec::with_capacity(sentences),
            shown: Vec::with_capacity(sentences),
            ..Self::default()
        };
        let count = |name: &str, counts: &mut [u32]| {
            for hit in phrases.signal(scene.rules, name) {
                counts[hit.sentence as usize] += 1;
            }
        };
        let flag = |name: &str| {
            let mut flags = vec![0_u32; sentences];
            count(name, &mut flags);
            flags
        };
        let (event, outcome, hypothetical) = (flag("event"), flag("outcome"), flag("hypothetical"));
        let (unseen, graded, summary) = (flag("unseen"), flag("graded"), flag("summary"));
        let (acquaintance, anew) = (flag("relationship"), flag("new-occasion"));
        // What shows a competency in deed is a circumstance of its own.
        let mut deed = vec![0_u32; sentences];
        for (id, _) in COMPETENCIES {
            count(&["competency.", id, ".evidence"].concat(), &mut deed);
        }
        for (number, sentence) in scene.doc.sentences().iter().enumerate() {
            evidence.paragraphs.push(sentence.paragraph);
            evidence.other_subject.push(reader.other_subject(sentence.range()));
            if !matches!(sentence.section, SectionKind::Body | SectionKind::Postscript) {
                evidence.shown.push(Shown::default());
                continue;
            }
            let acts = reader.acts(sentence.range());
            let signals = event[number].min(2) + outcome[number].min(1) + deed[number].min(2);
            let circumstances = reader.circumstances(sentence.range()) + signals;
            // Two deeds and more are a story even if a “would” stands in it.
            let deeds = outcome[number].min(1) + deed[number];
            let once = event[number] > 0;
            let unreal = hypothetical[number] > 0 && !once && deeds < 2
                || unseen[number] > 0
                || graded[number] > 0 && deeds < 2;
            // Where and when the writer knew the applicant, and what was always so, tell of no occasion.
            let general =
                !once && (acquaintance[number] > 0 && deeds == 0 || summary[number] > 0 && deeds < 2);
            let told = acts || deed[number] > 0 && reader.opens_with_deed(sentence.range());
            evidence.shown.push(Shown {
                acts: told,
                circumstances,
                observed: told && circumstances >= SPECIFIC && !unreal && !general,
                unreal,
                general,
                about_applicant: reader.applicant_at(sentence.range()).is_some(),
            });
        }
        let told = sums.by_sentence(scene, TOLD);
        let alone = |(n, shown): (usize, &Shown)| Alone {
            shown: *shown,
            event: event[n] > 0,
            anew: anew[n] > 0,
            outcome: outcome[n] > 0,
            told: told[n],
        };
        evidence.alone = evidence.shown.iter().enumerate().map(alone).collect();
        evidence.relate(&scene.rules.tenor().told);
        evidence
    }

    /// What the sentences show beside one another, and the episodes that they form.
    fn relate(&mut self, lines: &Told) {
        self.shown = self.alone.iter().map(|a| a.shown).collect();
        self.lean();
        self.weigh(lines);
        self.episodes = self.group();
    }

    /// Reads the letter again as if some sentences did not stand in it: they show nothing, belong to no episode and
    /// part none. So a letter gains nothing by them.
    pub(crate) fn discount(&mut self, empty: &[usize], lines: &Told) {
        if empty.is_empty() {
            return;
        }
        let kept: Vec<usize> = (0..self.alone.len()).filter(|s| empty.binary_search(s).is_err()).collect();
        let mut rest = Self {
            paragraphs: kept.iter().map(|s| self.paragraphs[*s]).collect(),
            alone: kept.iter().map(|s| self.alone[*s]).collect(),
            ..Self::default()
        };
        rest.relate(lines);
        for sentence in empty {
            let Shown { about_applicant, unreal, .. } = self.shown[*sentence];
            self.shown[*sentence] = Shown { about_applicant, unreal, ..Shown::default() };
        }
        for (sentence, shown) in kept.iter().zip(rest.shown) {
            self.shown[*sentence] = shown;
        }
        let back = |e: &Episode| Episode {
            sentences: kept[e.sentences.start]..kept[e.sentences.end - 1] + 1,
            best: kept[e.best],
        };
        self.episodes = rest.episodes.iter().map(back).collect();
        self.discounted = empty.to_vec();
    }

    /// What was done in few words leans on a sentence beside it that tells of the patient or the place.
    fn lean(&mut self) {
        for at in 0..self.shown.len() {
            let here = self.shown[at];
            if here.observed || !here.acts || here.unreal || here.general || here.circumstances + 1 < SPECIFIC
            {
                continue;
            }
            let tells = |n: usize| {
                self.paragraphs.get(n) == self.paragraphs.get(at)
                    && self.shown[n].circumstances >= SPECIFIC
                    && !self.shown[n].unreal
                    && !self.shown[n].general
            };
            self.shown[at].observed = at > 0 && tells(at - 1) || tells(at + 1);
        }
    }

    /// Where the words of a sentence as a whole say clearly that it tells of something seen, or that it does not, they
    /// outweigh its circumstances.
    fn weigh(&mut self, lines: &Told) {
        for (shown, alone) in self.shown.iter_mut().zip(&self.alone) {
            let Some(told) = alone.told else { continue };
            shown.observed &= told >= lines.below;
            let near = shown.acts && shown.circumstances + 1 >= SPECIFIC;
            shown.observed |= told >= lines.from && near && !shown.unreal && !shown.general;
        }
    }

    fn group(&self) -> Vec<Episode> {
        let mut episodes = Vec::new();
        let mut at = 0;
        while at < self.shown.len() {
            if !self.shown[at].observed {
                at += 1;
                continue;
            }
            let start = at;
            let mut last = at;
            let mut next = at + 1;
            while next < self.shown.len()
                && self.paragraphs[next] == self.paragraphs[start]
                && next - last <= GAP
            {
                if self.alone[next].anew && self.sum(start..=last) >= EPISODE_ALONE {
                    break;
                }
                if self.shown[next].observed {
                    last = next;
                }
                next += 1;
            }
            // What leads up to it and what came of it belong to it.
            let before = episodes.last().map_or(0, |e: &Episode| e.sentences.end);
            let lead = self.first_of_paragraph(start).max(before).max(start.saturating_sub(GAP)).min(start);
            let tail = (last + 1..self.shown.len())
                .take(GAP)
                .take_while(|s| self.paragraphs[*s] == self.paragraphs[start] && !self.alone[*s].anew)
                .last()
                .map_or(last + 1, |s| s + 1);
            let observed = (start..=last).filter(|s| self.shown[*s].observed);
            let sum = self.sum(start..=last);
            let frame = u32::from(self.alone[lead..start].iter().any(|a| a.event))
                + u32::from(self.alone[last + 1..tail].iter().any(|a| a.outcome));
            // Stories tell of patients too.
            let others = (lead..tail).filter(|s| !self.shown[*s].observed && !self.shown[*s].unreal);
            let others = others.filter(|s| self.shown[*s].circumstances >= SPECIFIC).count();
            let others = u32::try_from(others).unwrap_or_default().min(MOST_OTHERS);
            if sum + frame + others >= EPISODE_ALONE {
                let best = observed
                    .max_by_key(|s| (self.shown[*s].circumstances, std::cmp::Reverse(*s)))
                    .unwrap_or(start);
                episodes.push(Episode { sentences: lead..tail, best });
            }
            at = last + 1;
        }
        episodes
    }

    /// Circumstances of what was observed in these sentences.
    fn sum(&self, sentences: RangeInclusive<usize>) -> u32 {
        sentences.filter(|s| self.shown[*s].observed).map(|s| self.shown[s].circumstances).sum()
    }

    fn first_of_paragraph(&self, sentence: usize) -> usize {
        (0..=sentence)
            .rev()
            .take_while(|s| self.paragraphs[*s] == self.paragraphs[sentence])
            .last()
            .unwrap_or(sentence)
    }

    pub(crate) fn shown(&self, sentence: usize) -> Shown {
        self.shown.get(sentence).copied().unwrap_or_default()
    }

    pub(crate) fn episodes(&self) -> &[Episode] {
        &self.episodes
    }

    /// Whether a sentence belongs to an episode.
    pub(crate) fn in_episode(&self, sentence: usize) -> bool {
        let at = self.episodes.partition_point(|e| e.sentences.end <= sentence);
        self.episodes.get(at).is_some_and(|e| e.sentences.contains(&sentence))
            && !self.is_discounted(sentence)
    }

    /// Whether the letter is read as if a sentence did not stand in it.
    pub(crate) fn is_discounted(&self, sentence: usize) -> bool {
        self.discounted.binary_search(&sentence).is_ok()
    }

    /// Whether the sentence itself or the next two tell what was observed; those after it not where they are grudging.
    pub(crate) fn supports(&self, sentence: usize, grudging: &[bool]) -> bool {
        let here = self.shown(sentence);
        let next = |n: usize| {
            self.paragraphs.get(sentence + n) == self.paragraphs.get(sentence)
                && self.shown(sentence + n).observed
                && !grudging.get(sentence + n).is_some_and(|g| *g)
        };
        here.observed && here.circumstances > SPECIFIC
            || next(1)
            || next(2) && !self.shown(sentence + 1).about_applicant
    }

    /// Whether, at this token of the sentence, somebody else than the applicant is spoken of.
    pub(crate) fn is_about_other(&self, sentence: usize, token: u32) -> bool {
        self.other_subject.get(sentence).copied().flatten().is_some_and(|t| t < token)
            && !self.shown(sentence).acts
    }
}

impl Scene<'_> {
    /// Whether the box that stands before a token in its sentence, if any, is ticked.
    pub(super) fn ticked(&self, token: usize) -> Option<bool> {
        let start = self.doc.sentence_of(token).map_or(token, |s| self.doc.sentences()[s].range().start);
        let closing = (start + 1..token).rev().find(|t| self.word(*t) == Word::CloseSquare)?;
        Some(self.word(closing - 1) != Word::OpenSquare)
    }

    /// Whether a token stands after an empty box: “[ ] Top 10%” says the contrary.
    pub(super) fn is_unticked(&self, token: usize) -> bool {
        self.ticked(token) == Some(false)
    }
}

/// Lexicons of what makes an action concrete. Those of one row count once.
const CIRCUMSTANCES: [&[Lex]; 4] =
    [&[Lex::CaseNoun, Lex::RolePatient], &[Lex::ClinicalObject], &[Lex::Setting], &[Lex::TeamNoun]];
/// The row of the people at work, to whom named persons belong.
const TEAM: usize = 3;
/// Lexicons of those who can be a subject beside the applicant.
const OTHERS: [Lex; 6] =
    [Lex::Person, Lex::RoleHe, Lex::RoleShe, Lex::RolePatient, Lex::RoleFamily, Lex::RoleColleague];

struct Reader<'a> {
    scene: &'a Scene<'a>,
    facts: &'a Facts,
}

impl Reader<'_> {
    /// First token that names or means the applicant.
    fn applicant_at(&self, sentence: Range<usize>) -> Option<usize> {
        self.scene.starts.within(Lex::Applicant, sentence).next()
    }

    /// Whether the applicant does something: named or meant before an action, or a clipped sentence that opens
    /// with one ("Asked the father about choking.").
    fn acts(&self, sentence: Range<usize>) -> bool {
        let scene = self.scene;
        if scene.is(Lex::ActPast, sentence.start) {
            return true;
        }
        // After an article or a possessive it is the noun: “in a hurry”, “his notes”.
        let noun = |t: usize| {
            t > sentence.start && [Lex::Determiner, Lex::PronPossessive].iter().any(|c| scene.is(*c, t - 1))
        };
        // Somebody with whom, for whom or of whom something is done does not do it.
        let own = scene.terms_in(Lex::Applicant, sentence.clone()).filter(|h| {
            let at = h.start as usize;
            at == sentence.start || !scene.is(Lex::Oblique, at - 1) || scene.is(Lex::PronPossessive, at)
        });
        let mut own: Vec<usize> = own.map(|h| (h.start + u32::from(h.len)) as usize).collect();
        if own.is_empty() {
            return false;
        }
        own.sort_unstable();
        if own.iter().any(|end| self.does_at(*end, sentence.end)) {
            return true;
        }
        let mut actions = scene
            .starts
            .within(Lex::Act, sentence.clone())
            .filter(|action| scene.is(Lex::ActPast, *action) || !noun(*action));
        actions.any(|action| {
            let near = own.partition_point(|end| end + 14 < action);
            own[near..]
                .iter()
                .take_while(|end| **end <= action)
                .any(|end| !(*end..action).any(|t| self.starts_other(t)))
        })
    }

    /// Whether a verb in the past stands where the applicant's name or pronoun ends, though no lexicon has it: “she
    /// unscrewed”, “he quietly relabelled”.
    fn does_at(&self, at: usize, end: usize) -> bool {
        let scene = self.scene;
        let skip = |t: usize| {
            scene.folded(t).ends_with("ly")
                || matches!(
                    scene.word(t),
                    Word::Had | Word::Also | Word::Then | Word::Just | Word::Never | Word::First | Word::Once
                )
        };
        let Some(verb) = (at..end.min(at + 3)).find(|t| !skip(*t)) else { return false };
        let word = scene.folded(verb);
        let past = word.len() > 4 && word.ends_with("ed") && !scene.doc.tokens()[verb].is_capital();
        past && ![Lex::ClaimVerb, Lex::WeakAct, Lex::ApplicantVerb].iter().any(|c| scene.is(*c, verb))
    }

    /// A new subject between the applicant and the action.
    fn starts_other(&self, token: usize) -> bool {
        let scene = self.scene;
        if scene.is(Lex::Applicant, token) {
            return false;
        }
        let len = [Lex::Person, Lex::TeamNoun, Lex::RolePatient, Lex::RoleColleague, Lex::RoleFamily]
            .iter()
            .find_map(|c| scene.term(*c, token));
        let acts = |at: usize| (at..at + 2).any(|t| scene.is(Lex::ActPast, t));
        len.is_some_and(|len| acts(token + len) && !scene.is(Lex::Coordinator, token.saturating_sub(1)))
            || scene.is(Lex::OtherSubject, token)
    }

    /// Whether a pronoun opens a clause and does something. Whom it means may be open, as where the patient is of the
    /// applicant's sex; a deed that shows a competency is then the applicant's, who is what the letter is about.
    fn opens_with_deed(&self, sentence: Range<usize>) -> bool {
        let scene = self.scene;
        sentence.clone().any(|at| {
            let opens = at == sentence.start
                || scene.doc.tokens()[at - 1].kind == TokenKind::Mark
                || scene.is(Lex::ClauseOpener, at - 1);
            opens
                && [Lex::PronHe, Lex::PronShe].iter().any(|c| scene.is(*c, at))
                && scene.is(Lex::PronSubject, at)
                && (at + 1..(at + 3).min(sentence.end)).any(|t| scene.is(Lex::ActPast, t))
        })
    }

    fn circumstances(&self, sentence: Range<usize>) -> u32 {
        let scene = self.scene;
        let mut rows = 0_u8;
        for (row, lexicons) in CIRCUMSTANCES.iter().enumerate() {
            let told = lexicons.iter().any(|lexicon| scene.has(*lexicon, sentence.clone()));
            rows |= u8::from(told) << row;
        }
        let numbers =
            u32::try_from(scene.terms_in(Lex::Number, sentence.clone()).take(2).count()).unwrap_or(2);
        let quoted = scene.starts.within(Look::Quoted, sentence.clone()).next().is_some();
        let mentions = &self.facts.people.mentions;
        let first = mentions.partition_point(|m| m.tokens.start < sentence.start);
        let named = mentions[first..].iter().take_while(|m| m.tokens.start < sentence.end).any(|m| {
            !matches!(
                self.facts.people.role_of(m),
                PersonRole::Applicant | PersonRole::Writer | PersonRole::Leftover
            )
        });
        rows |= u8::from(named) << TEAM;
        // What no rule names is said of few people: rare words tell of one occasion.
        let rare = scene.starts.within(Look::Unknown, sentence).filter(|t| self.is_rare(*t)).count();
        let rare = u32::try_from(rare / RARE_WORDS).unwrap_or(u32::MAX).min(2);
        rows.count_ones() + numbers + u32::from(quoted) + rare
    }

    /// Whether what no rule names is a word in lower case.
    fn is_rare(&self, token: usize) -> bool {
        let token = &self.scene.doc.tokens()[token];
        token.kind == TokenKind::Word && !token.is_capital() && token.span.len() > 3
    }

    /// First token at which a patient, a colleague or the writer is the subject before the applicant comes up.
    fn other_subject(&self, sentence: Range<usize>) -> Option<u32> {
        let scene = self.scene;
        let own = self.applicant_at(sentence.clone()).unwrap_or(sentence.end);
        let mut others = scene.starts.within_any(&OTHERS, sentence.start..own.max(sentence.start));
        let first = others.find(|at| {
            *at == sentence.start
                || scene.doc.tokens()[at - 1].kind != TokenKind::Mark && scene.is(Lex::Determiner, at - 1)
        });
        first.and_then(|at| u32::try_from(at).ok())
    }
}
