//! The applicant's school by a short name, told by the words about it: "came to us from Pinecrest", "his school is
//! Haleakea", "a Gulf Tech fourth-year", "students from Mount Laurel".

use std::ops::Range;

use super::place::telling_words;
use super::{Facts, Lex, Look, PersonRole, Scene, Word, elsewhere};

/// Lexicons of what is said about such a name; without a term of one of them there is none.
const TELLING: [Lex; 12] = [
    Lex::SchoolFrom,
    Lex::FromJoint,
    Lex::StudyContext,
    Lex::SchoolCalled,
    Lex::SchoolAt,
    Lex::LearnerJoint,
    Lex::LearnersFrom,
    Lex::Learner,
    Lex::StudyAfter,
    Lex::OwnSchool,
    Lex::SchoolWhere,
    Lex::SchoolJudged,
];
/// Tokens between the applicant and "came to us from".
const SUBJECT: usize = 3;

/// Names that can only be the applicant's school and share no word with what is known.
pub(super) fn short_names(
    scene: &Scene<'_>,
    facts: &Facts,
    sentence: &Range<usize>,
    is_known: impl Fn(&String) -> bool,
) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if scene.starts.within_any(&TELLING, sentence.clone()).next().is_none() {
        return found;
    }
    let tokens = scene.doc.tokens();
    let mut at = sentence.start;
    for capital in scene.starts.within(Look::Capital, sentence.clone()) {
        if capital < at {
            continue;
        }
        at = capital;
        // "Students of Ostfield"
        let start = at + scene.term(Lex::LearnersFrom, at).unwrap_or(0);
        at = start.max(at);
        while at < sentence.end
            && tokens[at].is_word()
            && (tokens[at].is_capital() || joins(scene, at, sentence.end))
        {
            at += 1;
        }
        let run = start..at;
        let reading = Reading { scene, facts, sentence, run: &run };
        if (start > sentence.start && reading.is_school()
            || reading.is_school_judged()
            || reading.is_apposed())
            && may_be_school(scene, facts, &run)
        {
            let words = telling_words(scene, scene.doc.text_of(scene.doc.span_of(run.clone())));
            if !words.is_empty() && words.iter().filter(|w| is_known(w)).count() * 2 <= words.len() {
                found.push(run);
            }
        }
    }
    found
}

/// "of", "del": inside a name.
fn joins(scene: &Scene<'_>, at: usize, end: usize) -> bool {
    let next = at + 1 < end && scene.doc.tokens()[at + 1].is_capital();
    scene.doc.tokens()[at].is_clitic()
        || scene.is(Lex::PlaceJoint, at) && !scene.is(Lex::RangeAnd, at) && next
}

/// Neither a person, a country, a specialty, a day nor an abbreviation.
fn may_be_school(scene: &Scene<'_>, facts: &Facts, run: &Range<usize>) -> bool {
    let other = [
        Lex::Country,
        Lex::Nationality,
        Lex::UsState,
        Lex::WidePlace,
        Lex::Month,
        Lex::Weekday,
        Lex::Specialty,
        Lex::TimeUnit,
        Lex::TitleDoctor,
        Lex::Credential,
    ];
    let person = facts.people.mentions.iter().any(|m| {
        m.tokens.start < run.end
            && run.start < m.tokens.end
            && (m.title.is_some()
                || !matches!(facts.people.role_of(m), PersonRole::Unknown | PersonRole::Leftover))
    });
    let letters = run.clone().all(|t| scene.doc.tokens()[t].is_all_caps());
    !person && !letters && !other.iter().any(|c| scene.is(*c, run.start))
}

struct Reading<'a> {
    scene: &'a Scene<'a>,
    facts: &'a Facts,
    sentence: &'a Range<usize>,
    run: &'a Range<usize>,
}

impl Reading<'_> {
    fn is_school(&self) -> bool {
        let told = self.came_from()
            || self.is_named_school()
            || self.is_called()
            || self.learner_from()
            || self.learners_from()
            || self.names_learner()
            || self.is_titled();
        told && !self.has(Lex::OtherMarkerWord)
    }

    /// "Final year, Pinecrest.": nothing but a learner and a name.
    fn is_titled(&self) -> bool {
        let scene = self.scene;
        let first = self.sentence.start;
        let comma = self.run.start - 1;
        let ends = (self.run.end..self.sentence.end).all(|t| !scene.doc.tokens()[t].is_word());
        scene.word(comma) == Word::Comma
            && scene.term(Lex::Learner, first).is_some_and(|len| first + len == comma)
            && ends
    }

    /// "Port Marlow's school should be proud."
    fn is_school_judged(&self) -> bool {
        let end = self.run.end;
        self.run.len() > 1
            && end + 1 < self.sentence.end
            && self.scene.is(Lex::SchoolWord, end)
            && self.scene.is(Lex::StudyAfter, end + 1)
    }

    /// "Lower Rim, his school, sends us", "At Kestrel, where he is in his last year, he": told right after the name.
    fn is_apposed(&self) -> bool {
        let next = self.run.end + usize::from(self.scene.word(self.run.end) == Word::Comma);
        let comma = next > self.run.end;
        // "Experience has taught her"
        let common = self.run.len() == 1
            && self.run.start == self.sentence.start
            && self.scene.rules.common_words().contains(self.scene.folded(self.run.start));
        next < self.sentence.end
            && !common
            && (comma && (self.scene.is(Lex::OwnSchool, next) || self.scene.is(Lex::SchoolWhere, next))
                || self.scene.is(Lex::SchoolJudged, next))
    }

    fn has(&self, class: Lex) -> bool {
        self.scene.has(class, self.sentence.clone())
    }

    /// Where a term begins that ends right before the name, an article between.
    fn lead(&self, class: Lex) -> Option<usize> {
        let start = self.run.start - usize::from(self.scene.is(Lex::DateArticle, self.run.start - 1));
        self.scene.leading(class, start.saturating_sub(6).max(self.sentence.start), start)
    }

    fn is_applicant_near(&self, from: usize, to: usize) -> bool {
        self.facts.is_marked(self.scene, Lex::Applicant, &(from..to))
    }

    /// "He came to us from Pinecrest."
    fn came_from(&self) -> bool {
        let by_applicant =
            |t: usize| self.is_applicant_near(t.saturating_sub(SUBJECT).max(self.sentence.start), t);
        // "came to my section from"
        let came = self.lead(Lex::FromJoint).and_then(|from| {
            (from.saturating_sub(6).max(self.sentence.start)..from).find(|t| self.scene.is(Lex::CameVerb, *t))
        });
        self.lead(Lex::SchoolFrom).is_some_and(by_applicant)
            || came.is_some_and(by_applicant) && self.run.clone().any(|t| self.scene.is(Lex::SchoolWord, t))
    }

    /// "She came over from the Vestfjord medical school."
    fn is_named_school(&self) -> bool {
        let lead = self.lead(Lex::StudyContext).or_else(|| self.lead(Lex::SchoolFrom));
        lead.is_some()
            && self.run.end < self.sentence.end
            && self.scene.is(Lex::SchoolWord, self.run.end)
            && self.is_applicant_near(self.sentence.start, self.run.start)
    }

    /// "His school is Haleakea", "from the medical school at Fenmore".
    fn is_called(&self) -> bool {
        self.lead(Lex::SchoolCalled).is_some()
            || self.lead(Lex::SchoolAt).is_some() && {
                // "She taught Owen; Owen, now at a medical school in Tulsa": whose it is stands in the clause.
                let clause = elsewhere::clause_around(self.scene, self.run, self.sentence);
                self.is_applicant_near(clause.start, self.run.start)
            }
    }

    /// "Maricruz, a fourth-year from Puerta del Mar, was with us."
    fn learner_from(&self) -> bool {
        let scene = self.scene;
        let Some(joint) = self.lead(Lex::LearnerJoint) else { return false };
        let Some(learner) =
            scene.leading(Lex::Learner, joint.saturating_sub(4).max(self.sentence.start), joint)
        else {
            return false;
        };
        learner > self.sentence.start
            && scene.is(Lex::Determiner, learner - 1)
            && self.is_applicant_near(self.sentence.start, self.sentence.end)
    }

    /// "Students from Mount Laurel tend to be well prepared."
    fn learners_from(&self) -> bool {
        self.lead(Lex::LearnersFrom).is_some()
    }

    /// "about where a Gulf Tech fourth-year usually is"
    fn names_learner(&self) -> bool {
        let scene = self.scene;
        let before = self.run.start - 1;
        scene.is(Lex::Count1, before)
            && scene.is(Lex::Learner, self.run.end)
            && self.run.end < self.sentence.end
    }
}
