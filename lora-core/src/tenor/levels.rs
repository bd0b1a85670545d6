//! How far a letter shows a competency, from the sentences that show it most, how much the letter tells at all, and
//! what the rules found.

use serde::{Deserialize, Serialize};

use super::logistic::Logistic;
use super::model::log_odds;
use crate::report::{COMPETENCIES, Level};

/// What a level is summed from, beside which competency it is.
const FACTORS: [&str; 18] = [
    "most",
    "next",
    "told",
    "by-rule",
    "absent-by-rule",
    "among-two",
    "most-told",
    "fault",
    "one-told",
    "two-told",
    "four-told",
    "others",
    "others-by-rule",
    "either",
    "either-told",
    "named",
    "named-next",
    "either-named",
];

/// Probability from which a sentence counts as told. Empty sentences stay below it, so that a letter does not show
/// more for having more of them.
const TOLD: f32 = 0.3;
/// Probability from which it is counted as one that tells.
const SURELY_TOLD: f32 = 0.5;
/// Told sentences from which more of them change nothing.
const MOST_TOLD: f32 = 12.0;

/// Probability from which a competency counts as evidenced.
const SHOWN: f32 = 0.5;

/// When a competency is evidenced, and when absent.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Levels {
    evidenced: Logistic,
    absent: Logistic,
}

impl Levels {
    pub(super) fn is_complete(&self) -> bool {
        self.evidenced.weighs(level_factor_names()) && self.absent.weighs(level_factor_names())
    }

    /// The level of each competency. Sentences that are `empty` mention what they claim and show nothing: a letter is
    /// worth no less without them.
    pub(crate) fn read(&self, letter: &Tone, empty: impl Fn(usize) -> bool) -> [Level; COMPETENCIES.len()] {
        let said = letter.said();
        // In most letters no sentence is empty, and what they say is read once.
        let without = (0..letter.told.len()).any(&empty).then(|| letter.shown_without(empty));
        let by_rule = letter.by_rule.map(at_least_mentioned);
        let unnamed = said.map(|said| Said { named: Named::of(&[]), ..said });
        let shown = match &without {
            Some(shown) => factors(shown, &shown.said(), &by_rule),
            None => factors(letter, &unnamed, &by_rule),
        };
        let all = factors(letter, &said, &letter.by_rule);
        std::array::from_fn(|c| level_of(self.evidenced.of(&shown[c]), self.absent.of(&all[c])))
    }
}

/// The level of these probabilities: that it is evidenced, and that it is absent where it isn't.
#[must_use]
pub fn level_of(evidenced: f32, absent: f32) -> Level {
    match (evidenced >= SHOWN, absent >= 0.5) {
        (true, _) => Level::Evidenced,
        (false, false) => Level::Mentioned,
        (false, true) => Level::Absent,
    }
}

/// The names of the factors of a level, each competency being one.
pub fn level_factor_names() -> impl Iterator<Item = &'static str> {
    FACTORS.into_iter().chain(COMPETENCIES.map(|(id, _)| id))
}

/// What is likely of each sentence of a letter, by itself, and what the rules say of the letter.
#[derive(Debug, Clone, PartialEq)]
pub struct Tone {
    /// That it tells of something seen.
    pub told: Vec<f32>,
    /// That it raises a doubt.
    pub doubtful: Vec<f32>,
    /// That it praises without worth.
    pub faulty: Vec<f32>,
    /// That it shows a competency; one list for each.
    pub shows: [Vec<f32>; COMPETENCIES.len()],
    /// That it names or claims a competency and shows nothing of it.
    pub names: [Vec<f32>; COMPETENCIES.len()],
    /// The level of each competency by the rules.
    pub by_rule: [Level; COMPETENCIES.len()],
}

/// What the sentences of a letter say of one competency.
#[derive(Clone, Copy)]
struct Said {
    most: f32,
    next: f32,
    /// Of sentences that tell.
    most_in_told: f32,
    /// That the sentence praises without worth in which it is likeliest, of those that tell.
    fault: f32,
    /// Of sentences that tell and show at most one other competency more.
    among_two: f32,
    /// Weighed with how likely the sentence tells.
    weighed: f32,
    /// That no sentence shows it.
    none: f32,
    /// That none does, each weighed with how likely it tells.
    none_told: f32,
    named: Named,
}

/// What the sentences of a letter name of one competency.
#[derive(Clone, Copy)]
struct Named {
    most: f32,
    next: f32,
    /// That no sentence names it.
    none: f32,
}

impl Named {
    fn of(names: &[f32]) -> Self {
        let nothing = Self { most: 0.0, next: 0.0, none: 1.0 };
        names.iter().fold(nothing, |so_far, p| Self {
            most: so_far.most.max(*p),
            next: so_far.next.max(p.min(so_far.most)),
            none: so_far.none * (1.0 - p),
        })
    }
}

impl Default for Said {
    fn default() -> Self {
        Self {
            most: 0.0,
            next: 0.0,
            most_in_told: 0.0,
            fault: 0.0,
            among_two: 0.0,
            weighed: 0.0,
            none: 1.0,
            none_told: 1.0,
            named: Named::of(&[]),
        }
    }
}

impl Tone {
    /// The letter as what it shows is read from: some of its sentences say nothing, and to name a competency shows no
    /// more of it than not to.
    #[must_use]
    pub fn shown_without(&self, empty: impl Fn(usize) -> bool) -> Self {
        let keep = |list: &[f32]| -> Vec<f32> {
            list.iter().enumerate().map(|(n, p)| if empty(n) { 0.0 } else { *p }).collect()
        };
        let each = |lists: &[Vec<f32>; COMPETENCIES.len()]| std::array::from_fn(|c| keep(&lists[c]));
        let by_rule = self.by_rule.map(at_least_mentioned);
        Self {
            told: keep(&self.told),
            doubtful: self.doubtful.clone(),
            faulty: self.faulty.clone(),
            shows: each(&self.shows),
            // What is only named shows nothing, and more of it no less.
            names: std::array::from_fn(|_| Vec::new()),
            by_rule,
        }
    }

    /// Probabilities that a sentence shows each competency: what raises a doubt shows nothing.
    fn shown(&self, sentence: usize) -> [f32; COMPETENCIES.len()] {
        let of = |list: &[f32]| list.get(sentence).copied().unwrap_or_default();
        let sound = 1.0 - of(&self.doubtful);
        std::array::from_fn(|c| of(&self.shows[c]) * sound)
    }

    fn said(&self) -> [Said; COMPETENCIES.len()] {
        let named = |c: usize| Named::of(&self.names[c]);
        let mut said: [Said; COMPETENCIES.len()] =
            std::array::from_fn(|c| Said { named: named(c), ..Said::default() });
        for (sentence, told) in self.told.iter().enumerate() {
            let shown = self.shown(sentence);
            for (c, p) in shown.iter().copied().enumerate() {
                let more = shown.iter().filter(|other| **other > p).count();
                let so_far = &mut said[c];
                so_far.next = so_far.next.max(p.min(so_far.most));
                so_far.most = so_far.most.max(p);
                so_far.weighed = so_far.weighed.max(p * told);
                so_far.none *= 1.0 - p;
                so_far.none_told *= 1.0 - p * told;
                if *told <= TOLD {
                    continue;
                }
                if p > so_far.most_in_told {
                    so_far.most_in_told = p;
                    so_far.fault = self.faulty.get(sentence).copied().unwrap_or_default();
                }
                if more <= 1 {
                    so_far.among_two = so_far.among_two.max(p);
                }
            }
        }
        said
    }
}

/// To name a competency shows no more of it than not to.
fn at_least_mentioned(level: Level) -> Level {
    if level == Level::Absent { Level::Mentioned } else { level }
}

/// The factors of each competency's level.
#[must_use]
pub fn level_factors(letter: &Tone) -> [Vec<f32>; COMPETENCIES.len()] {
    factors(letter, &letter.said(), &letter.by_rule).map(|values| values.to_vec())
}

/// Factors of a level.
type Factors = [f32; FACTORS.len() + COMPETENCIES.len()];

fn factors(
    letter: &Tone,
    said: &[Said; COMPETENCIES.len()],
    by_rule: &[Level; COMPETENCIES.len()],
) -> [Factors; COMPETENCIES.len()] {
    let told: f32 = letter.told.iter().filter(|p| **p > TOLD).sum();
    let surely = letter.told.iter().filter(|p| **p > SURELY_TOLD).count();
    let flag = |is: bool| f32::from(u8::from(is));
    let is = |competency: usize, level: Level| by_rule[competency] == level;
    std::array::from_fn(|c| {
        let others = || (0..COMPETENCIES.len()).filter(|other| *other != c);
        let likeliest: f32 = others().map(|other| log_odds(said[other].most_in_told)).sum();
        let others_by_rule: f32 = others().map(|other| flag(is(other, Level::Evidenced))).sum();
        let of = [
            log_odds(said[c].most),
            log_odds(said[c].next),
            told.min(MOST_TOLD) / MOST_TOLD,
            flag(is(c, Level::Evidenced)),
            flag(is(c, Level::Absent)),
            log_odds(said[c].among_two),
            log_odds(said[c].weighed),
            said[c].fault,
            flag(surely >= 1),
            flag(surely >= 2),
            flag(surely >= 4),
            likeliest / 5.0,
            others_by_rule,
            log_odds(1.0 - said[c].none),
            log_odds(1.0 - said[c].none_told),
            log_odds(said[c].named.most),
            log_odds(said[c].named.next),
            log_odds(1.0 - said[c].named.none),
        ];
        let mut values = [0.0; FACTORS.len() + COMPETENCIES.len()];
        values[..FACTORS.len()].copy_from_slice(&of);
        values[FACTORS.len() + c] = 1.0;
        values
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(shows: &[f32], told: &[f32], doubtful: &[f32]) -> Tone {
        let mut letter = Tone {
            told: told.to_vec(),
            doubtful: doubtful.to_vec(),
            faulty: Vec::new(),
            shows: std::array::from_fn(|_| vec![0.0; told.len()]),
            names: std::array::from_fn(|_| vec![0.0; told.len()]),
            by_rule: [Level::Mentioned; COMPETENCIES.len()],
        };
        letter.shows[1] = shows.to_vec();
        letter
    }

    fn factor(name: &str, letter: &Tone) -> f32 {
        let place = FACTORS.iter().position(|f| *f == name).unwrap();
        level_factors(letter)[1][place]
    }

    #[test]
    fn a_competency_needs_its_own_sentences() {
        let letter = letter(&[0.9, 0.1], &[0.8, 0.2], &[0.0, 0.0]);
        assert!(factor("most", &letter) > factor("next", &letter));
        let told = factor("told", &letter);
        assert!((told - 0.8 / MOST_TOLD).abs() < 1e-6, "a sentence that tells of nothing adds nothing");
        assert_eq!(level_factors(&letter)[1][FACTORS.len()..FACTORS.len() + 3], [0.0, 1.0, 0.0]);
    }

    #[test]
    fn what_raises_a_doubt_shows_nothing() {
        let letter = letter(&[0.9, 0.5], &[0.9, 0.9], &[0.9, 0.0]);
        assert!(factor("most", &letter).abs() < 1e-6 && factor("next", &letter) < -2.0);
    }

    #[test]
    fn a_sentence_shows_two_competencies_before_a_third() {
        let mut letter = letter(&[0.5], &[0.9], &[0.0]);
        letter.shows[0] = vec![0.8];
        let among_two = factor("among-two", &letter);
        letter.shows[2] = vec![0.7];
        assert!(factor("among-two", &letter) < among_two);
    }

    #[test]
    fn what_is_likely_is_the_level() {
        let most = |name: &str| f32::from(u8::from(name == "most"));
        let levels = Levels {
            evidenced: Logistic::weighing(level_factor_names(), most),
            absent: Logistic::weighing(level_factor_names(), |name| -most(name)),
        };
        assert!(levels.is_complete());
        let read = |p: f32, empty: bool| levels.read(&letter(&[p], &[0.9], &[0.0]), |_| empty)[1];
        assert_eq!(read(0.9, false), Level::Evidenced);
        assert_eq!(read(0.1, false), Level::Absent);
        assert_eq!(read(0.9, true), Level::Mentioned);
    }
}
