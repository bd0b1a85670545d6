//! Second stage: praise without worth in a sentence, from its own sum, the letter around it and the rules.

use std::fmt;

use lora_core::tenor::{Around, FACTORS, factors, probability};

use crate::letters::{Example, column};
use crate::regression::{self, Case, Model};

/// Parts into which the letters are divided.
pub const FOLDS: usize = 6;
/// Share of what is flagged that must be right in these letters, which hold twice as many faults as most do.
const PRECISION: f32 = 0.87;
/// What was learned, and where to draw the lines.
pub struct Praise {
    model: Model,
    from: f32,
    below: f32,
}

/// One letter's sentences as cases of the second stage.
fn cases(example: &Example, sums: &[f32], told: &[f32]) -> Vec<Case> {
    let learned = sums.iter().zip(told).map(|(own, told)| (*own, probability(*told)));
    let around = example.sentences.iter().zip(learned);
    let around: Vec<Around> =
        around.map(|(sentence, (own, told))| Around { own, told, ..sentence.around }).collect();
    factors(&around).iter().map(|factors| (0..).zip(factors.iter().copied()).collect()).collect()
}

/// Learns the second stage from sums that were learned without the letter, and prints how it does.
pub fn fit(examples: &[Example], apart: &[Vec<Vec<f32>>]) -> Praise {
    let (sums, told) = (&apart[column("defect")], &apart[column("told")]);
    let letters: Vec<usize> = (0..examples.len()).filter(|l| examples[*l].unseen).collect();
    let cases: Vec<Vec<Case>> = letters.iter().map(|l| cases(&examples[*l], &sums[*l], &told[*l])).collect();
    let truth = |l: usize| examples[l].sentences.iter().map(|s| s.targets[0].unwrap_or_default());
    let learn = |from: &dyn Fn(usize) -> bool| {
        let chosen: Vec<usize> = (0..letters.len()).filter(|n| from(*n)).collect();
        let all: Vec<&Case> = chosen.iter().flat_map(|n| &cases[*n]).collect();
        let targets: Vec<bool> = chosen.iter().flat_map(|n| truth(letters[*n])).collect();
        regression::fit(&all, &targets, FACTORS.len(), 3.0, 4000)
    };
    let mut judged: Vec<(bool, bool, f32)> = Vec::new();
    for fold in 0..FOLDS {
        let model = learn(&|n| n % FOLDS != fold);
        for n in (fold..letters.len()).step_by(FOLDS) {
            let example = &examples[letters[n]];
            for ((case, truth), sentence) in cases[n].iter().zip(truth(letters[n])).zip(&example.sentences) {
                judged.push((truth, sentence.around.found.contains(&true), probability(model.sum(case))));
            }
        }
    }
    let score = |flagged: &dyn Fn(&(bool, bool, f32)) -> bool| {
        let hits = judged.iter().filter(|j| flagged(j) && j.0).count() as f32;
        let all = judged.iter().filter(|j| flagged(j)).count() as f32;
        let labels = judged.iter().filter(|j| j.0).count() as f32;
        (hits / all.max(1.0), hits / labels.max(1.0), 2.0 * hits / (all + labels).max(1.0))
    };
    let rules = score(&|j| j.1);
    println!(
        "praise by sentence, rules alone: precision {:.3} recall {:.3} F1 {:.3}",
        rules.0, rules.1, rules.2
    );
    let mut best = (0.0, 1.0, 0.0, (0.0, 0.0, 0.0));
    for from in (10..80).step_by(2).map(|n| n as f32 / 100.0) {
        for below in (0..60).step_by(2).map(|n| n as f32 / 100.0).filter(|b| *b <= from) {
            let now = score(&|j| if j.1 { j.2 >= below } else { j.2 >= from });
            if now.2 > best.0 && now.0 >= PRECISION {
                best = (now.2, from, below, now);
            }
        }
    }
    let (_, from, below, now) = best;
    println!("with the model:                  precision {:.3} recall {:.3} F1 {:.3}", now.0, now.1, now.2);
    println!("from {from:.2}, below {below:.2}");
    Praise { model: learn(&|_| true), from, below }
}

impl fmt::Display for Praise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "[praise]\nfrom = {:.2}\nbelow = {:.2}\n\n[praise.weighed]", self.from, self.below)?;
        write_weights(f, &self.model, FACTORS.into_iter())
    }
}

/// Bias and named weights, as the settings hold them.
pub fn write_weights<'a>(
    f: &mut fmt::Formatter<'_>,
    model: &Model,
    names: impl Iterator<Item = &'a str>,
) -> fmt::Result {
    writeln!(f, "bias = {:.3}", model.bias)?;
    writeln!(f, "factors = [")?;
    for (name, weight) in names.zip(&model.weights) {
        writeln!(f, "  {{ name = {name:?}, weight = {weight:.3} }},")?;
    }
    writeln!(f, "]")
}
