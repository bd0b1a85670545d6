//! Second stage: the level of a competency, from the sentences that show it, what is told at all, and the rules.

use std::fmt;

use lora_core::report::{COMPETENCIES, Level};
use lora_core::tenor::{Tone, level_factor_names, level_factors, level_of, naming, probability};

use crate::letters::{Example, column};
use crate::praise::{FOLDS, write_weights};
use crate::regression::{self, Case, Model};

/// Inverse of the penalty on weights.
const STRENGTH: f32 = 3.0;
const ROUNDS: usize = 4000;

/// What was learned.
pub struct Levels {
    evidenced: Model,
    /// Of what is not evidenced.
    absent: Model,
}

/// One competency of one letter.
struct Known {
    /// What tells whether it is evidenced, and whether it is absent.
    shown: Case,
    factors: Case,
    by_rule: Level,
    truth: Level,
    /// What the second reader says.
    second: Option<Level>,
}

fn learn<'a>(known: &[&'a Known]) -> Levels {
    let number = level_factor_names().count();
    let fit = |of: Level, known: &[(&Known, Level)], factors: fn(&Known) -> &Case| {
        let cases: Vec<&Case> = known.iter().map(|(k, _)| factors(k)).collect();
        let targets: Vec<bool> = known.iter().map(|(_, level)| *level == of).collect();
        regression::fit(&cases, &targets, number, STRENGTH, ROUNDS)
    };
    // Both readings teach: where they differ, the truth lies between.
    let read = |k: &&'a Known| [Some((*k, k.truth)), k.second.map(|level| (*k, level))];
    let all: Vec<(&Known, Level)> = known.iter().flat_map(read).flatten().collect();
    let open: Vec<(&Known, Level)> = all.iter().copied().filter(|(_, l)| *l != Level::Evidenced).collect();
    Levels {
        evidenced: fit(Level::Evidenced, &all, |k| &k.shown),
        absent: fit(Level::Absent, &open, |k| &k.factors),
    }
}

impl Levels {
    fn read(&self, known: &Known) -> Level {
        let evidenced = probability(self.evidenced.sum(&known.shown));
        level_of(evidenced, probability(self.absent.sum(&known.factors)))
    }
}

/// Learns the levels from sums that were learned without the letter, and prints how they do.
pub fn fit(examples: &[Example], apart: &[Vec<Vec<f32>>]) -> Levels {
    let probabilities = |head: &str, letter: usize| -> Vec<f32> {
        apart[column(head)][letter].iter().map(|sum| probability(*sum)).collect()
    };
    let letters: Vec<Vec<Known>> = (0..examples.len())
        .filter(|l| examples[*l].unseen && !examples[*l].sentences.is_empty())
        .filter(|l| examples[*l].levels.len() == COMPETENCIES.len())
        .map(|l| {
            let by_rule: Vec<Level> = examples[l].levels.iter().map(|(by_rule, _)| *by_rule).collect();
            let letter = Tone {
                told: probabilities("told", l),
                doubtful: probabilities("doubt", l),
                faulty: probabilities("defect", l),
                shows: COMPETENCIES.map(|(id, _)| probabilities(id, l)),
                names: COMPETENCIES.map(|(id, _)| probabilities(&naming(id), l)),
                by_rule: std::array::from_fn(|n| by_rule[n]),
            };
            let case = |values: Vec<f32>| -> Case { (0..).zip(values).collect() };
            let factors =
                level_factors(&letter).into_iter().zip(level_factors(&letter.shown_without(|_| false)));
            let known = examples[l].levels.iter().zip(factors);
            let second = examples[l].second_reading.as_deref();
            let known = known.enumerate().map(|(n, ((by_rule, truth), (factors, shown)))| Known {
                shown: case(shown),
                factors: case(factors),
                by_rule: *by_rule,
                truth: *truth,
                second: second.and_then(|levels| levels.get(n).copied()),
            });
            known.collect()
        })
        .collect();
    let pick = |is: &dyn Fn(usize) -> bool| -> Vec<&Known> {
        letters.iter().enumerate().filter(|(n, _)| is(*n)).flat_map(|(_, known)| known).collect()
    };
    let mut judged: Vec<(Level, Level, Level)> = Vec::new();
    for fold in 0..FOLDS {
        let levels = learn(&pick(&|n| n % FOLDS != fold));
        let apart = pick(&|n| n % FOLDS == fold);
        judged.extend(apart.iter().map(|k| (k.truth, k.by_rule, levels.read(k))));
    }
    print("rules alone", &judged.iter().map(|(truth, by_rule, _)| (*truth, *by_rule)).collect::<Vec<_>>());
    print("with the model", &judged.iter().map(|(truth, _, read)| (*truth, *read)).collect::<Vec<_>>());
    learn(&pick(&|_| true))
}

fn print(name: &str, judged: &[(Level, Level)]) {
    let count = |is: &dyn Fn(&(Level, Level)) -> bool| judged.iter().filter(|j| is(j)).count() as f32;
    let f1 = |level: Level| {
        2.0 * count(&|(t, r)| *t == level && *r == level)
            / (count(&|(t, _)| *t == level) + count(&|(_, r)| *r == level)).max(1.0)
    };
    let mean = [Level::Evidenced, Level::Mentioned, Level::Absent].map(f1).iter().sum::<f32>() / 3.0;
    let right = count(&|(t, r)| t == r) / (judged.len() as f32).max(1.0);
    println!("competencies, {name}: accuracy {right:.3} macro F1 {mean:.3}");
}

impl fmt::Display for Levels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, model) in [("evidenced", &self.evidenced), ("absent", &self.absent)] {
            writeln!(f, "[levels.{name}]")?;
            write_weights(f, model, level_factor_names())?;
            writeln!(f)?;
        }
        Ok(())
    }
}
