//! Second stage: praise without worth in a sentence, from its own sum, the letter around it and the rules.

use std::fmt;

use lora_core::tenor::{Around, TERMS, probability, term_names, terms};

use crate::letters::{Example, PRAISE, Sentence, column};
use crate::regression::{self, Case, Model};

/// Parts into which the letters are divided.
pub const FOLDS: usize = 6;
/// Share of what is flagged that must be right in these letters, which hold twice as many faults as most do.
const PRECISION: f32 = 0.87;
/// Inverse of the penalty on weights of terms of like spread.
const STRENGTH: f32 = 0.3;
const ROUNDS: usize = 1500;

/// What was learned, and where to draw the lines.
pub struct Praise {
    model: Model,
    from: f32,
    below: f32,
}

/// Share of faulty sentences below which a letter is clean enough to be taught one plain doubt more.
const CLEAN: f32 = 0.15;
/// Doubts that are put into each of them.
const TRANSPLANTS: usize = 2;
/// Tokens of a doubt in few words.
const SHORT: usize = 20;

/// One letter's sentences with their neighbours.
fn around(example: &Example, apart: &[Vec<Vec<f32>>], letter: usize) -> Vec<Around> {
    let sum = |head: &str, sentence: usize| apart[column(head)][letter][sentence];
    example
        .sentences
        .iter()
        .enumerate()
        .map(|(n, sentence)| Around {
            own: sum("defect", n),
            kinds: PRAISE.map(|kind| sum(kind, n)),
            told: sum("told", n),
            ..sentence.around
        })
        .collect()
}

/// Sentences as cases of the second stage.
fn cases(around: &[Around]) -> Vec<Case> {
    terms(around).iter().map(|terms| (0..).zip(terms.iter().copied()).collect()).collect()
}

/// Short doubts of other letters in a clean one. Hardly any strong letter that people wrote holds a plain doubt in few
/// words, so that without these the letter around it would speak against the one sentence that does harm.
fn transplants(host: &[Around], number: usize, donors: &[Around]) -> Vec<Case> {
    (0..TRANSPLANTS)
        .filter_map(|n| {
            let donor = donors.get((number * TRANSPLANTS + n) % donors.len().max(1))?;
            let at = host.len() * (n + 1) / (TRANSPLANTS + 1);
            let mut with = host.to_vec();
            with.insert(at, *donor);
            Some(cases(&with).swap_remove(at))
        })
        .collect()
}

/// Learns weights of terms that differ in spread: all are brought to one spread and the weights back.
fn learn(cases: &[&Case], targets: &[bool]) -> Model {
    let count = cases.len().max(1) as f32;
    let mean: Vec<f32> = (0..TERMS).map(|t| cases.iter().map(|c| c[t].1).sum::<f32>() / count).collect();
    let spread = |t: usize| {
        let squares = cases.iter().map(|c| (c[t].1 - mean[t]).powi(2)).sum::<f32>();
        (squares / count).sqrt().max(0.01)
    };
    let spread: Vec<f32> = (0..TERMS).map(spread).collect();
    let even = |case: &&Case| -> Case {
        case.iter().zip(mean.iter().zip(&spread)).map(|((t, v), (m, s))| (*t, (v - m) / s)).collect()
    };
    let even: Vec<Case> = cases.iter().map(even).collect();
    let mut model = regression::fit(&even.iter().collect::<Vec<_>>(), targets, TERMS, STRENGTH, ROUNDS);
    for (weight, (mean, spread)) in model.weights.iter_mut().zip(mean.iter().zip(&spread)) {
        *weight /= spread;
        model.bias -= *weight * mean;
    }
    model
}

/// Learns the second stage from sums that were learned without the letter, and prints how it does.
pub fn fit(examples: &[Example], apart: &[Vec<Vec<f32>>]) -> Praise {
    let letters: Vec<usize> = (0..examples.len()).filter(|l| examples[*l].unseen).collect();
    let around: Vec<Vec<Around>> = letters.iter().map(|l| around(&examples[*l], apart, *l)).collect();
    let cases: Vec<Vec<Case>> = around.iter().map(|a| cases(a)).collect();
    let truth = |l: usize| examples[l].sentences.iter().map(|s| s.targets[0].unwrap_or_default());
    let doubts = |n: usize| {
        let doubtful =
            move |s: &Sentence| s.targets[column("doubt")] == Some(true) && s.around.length <= SHORT;
        let sentences = examples[letters[n]].sentences.iter().zip(&around[n]);
        sentences.filter(move |(s, _)| doubtful(s)).map(|(_, around)| *around)
    };
    let is_clean = |n: usize| {
        let faulty = truth(letters[n]).filter(|is| *is).count() as f32;
        faulty < CLEAN * around[n].len() as f32
    };
    let from_some = |from: &dyn Fn(usize) -> bool| {
        let chosen: Vec<usize> = (0..letters.len()).filter(|n| from(*n)).collect();
        let donors: Vec<Around> = chosen.iter().flat_map(|n| doubts(*n)).collect();
        let hosts = chosen.iter().filter(|n| is_clean(**n));
        let planted: Vec<Case> = hosts.flat_map(|n| transplants(&around[*n], *n, &donors)).collect();
        let all: Vec<&Case> = chosen.iter().flat_map(|n| &cases[*n]).chain(&planted).collect();
        let targets = chosen.iter().flat_map(|n| truth(letters[*n]));
        learn(&all, &targets.chain(planted.iter().map(|_| true)).collect::<Vec<bool>>())
    };
    let mut judged: Vec<(bool, bool, f32)> = Vec::new();
    for fold in 0..FOLDS {
        let model = from_some(&|n| n % FOLDS != fold);
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
    Praise { model: from_some(&|_| true), from, below }
}

impl fmt::Display for Praise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "[praise]\nfrom = {:.2}\nbelow = {:.2}\n\n[praise.weighed]", self.from, self.below)?;
        write_weights(f, &self.model, term_names().iter().map(String::as_str))
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
