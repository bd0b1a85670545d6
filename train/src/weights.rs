//! First stage: weights of features for every head, from all letters for use, and from parts of them for figures.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::company::{self, Vector, WIDTH};
use crate::letters::{self, Example};
use crate::levels::Levels;
use crate::praise::Praise;
use crate::regression::{self, Case, Model};

/// Sentences in which a feature must stand to be learned.
const LEAST: u32 = 2;
/// Weights of which none is over this are left out.
const FAINTEST: f32 = 0.03;
/// Parts into which the letters are divided.
const FOLDS: usize = 6;
/// Inverse of the penalty on weights.
const STRENGTH: f32 = 0.5;
const ROUNDS: usize = 500;

/// The letters as cases.
pub struct Data {
    features: Vec<String>,
    /// Of each feature; in a case they are summed behind the features.
    vectors: Vec<Vector>,
    /// By letter and sentence.
    cases: Vec<Vec<Case>>,
    /// By head, letter and sentence.
    targets: Vec<Vec<Vec<Option<bool>>>>,
}

impl Data {
    pub fn new(examples: &[Example]) -> Self {
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        for sentence in examples.iter().flat_map(|e| &e.sentences) {
            let mut here: Vec<&str> = sentence.features.iter().map(String::as_str).collect();
            here.sort_unstable();
            here.dedup();
            for feature in here {
                *counts.entry(feature).or_default() += 1;
            }
        }
        counts.retain(|_, count| *count >= LEAST);
        let ids: BTreeMap<&str, u32> = counts.keys().copied().zip(0..).collect();
        let case = |features: &[String]| -> Case {
            let mut case: BTreeMap<u32, f32> = BTreeMap::new();
            for id in features.iter().filter_map(|f| ids.get(f.as_str())) {
                *case.entry(*id).or_default() += 1.0;
            }
            case.into_iter().collect()
        };
        let of = |example: &Example| example.sentences.iter().map(|s| case(&s.features)).collect();
        let mut cases: Vec<Vec<Case>> = examples.iter().map(of).collect();
        let features: Vec<String> = ids.keys().map(|f| (*f).to_owned()).collect();
        let sentences: Vec<&Case> = cases.iter().flatten().collect();
        let vectors = company::vectors(&sentences, features.len(), |f| !features[f as usize].contains(' '));
        let places = (0..).skip(features.len()).take(WIDTH);
        for case in cases.iter_mut().flatten() {
            let mut sum = [0.0; WIDTH];
            for (feature, times) in case.iter() {
                sum.iter_mut().zip(&vectors[*feature as usize]).for_each(|(s, v)| *s += times * v);
            }
            case.extend(places.clone().zip(sum));
        }
        let heads = letters::heads().len();
        let targets = (0..heads).map(|head| {
            let of = |e: &Example| e.sentences.iter().map(|s| s.targets[head]).collect();
            examples.iter().map(of).collect()
        });
        Self { cases, targets: targets.collect(), vectors, features }
    }

    /// Learns a head from the letters for which `from` holds.
    fn fit(&self, head: usize, from: impl Fn(usize) -> bool) -> Model {
        let (mut cases, mut targets) = (Vec::new(), Vec::new());
        for letter in (0..self.cases.len()).filter(|l| from(*l)) {
            for (case, target) in self.cases[letter].iter().zip(&self.targets[head][letter]) {
                if let Some(target) = target {
                    cases.push(case);
                    targets.push(*target);
                }
            }
        }
        regression::fit(&cases, &targets, self.features.len() + WIDTH, STRENGTH, ROUNDS)
    }

    /// Sums by head, letter and sentence, each letter judged by what was learned from the others.
    pub fn apart(&self) -> Vec<Vec<Vec<f32>>> {
        (0..self.targets.len())
            .map(|head| {
                let mut sums = vec![Vec::new(); self.cases.len()];
                for fold in 0..FOLDS {
                    let model = self.fit(head, |letter| letter % FOLDS != fold);
                    for letter in (fold..self.cases.len()).step_by(FOLDS) {
                        sums[letter] = self.cases[letter].iter().map(|c| model.sum(c)).collect();
                    }
                }
                sums
            })
            .collect()
    }

    /// Learns every head from all letters and writes weights and settings.
    pub fn write(&self, folder: &Path, praise: &Praise, levels: &Levels) -> Result<(), String> {
        let heads = letters::heads();
        let models: Vec<Model> = (0..heads.len()).map(|head| self.fit(head, |_| true)).collect();
        let mut table = format!("feature\t{}\n", heads.join("\t"));
        for (number, feature) in self.features.iter().enumerate() {
            // The sum of vectors is a sum over words, so what is learned of it is a part of each word's own weight.
            let weights = models.iter().map(|m| {
                let shared = m.weights[self.features.len()..].iter().zip(&self.vectors[number]);
                m.weights[number] + shared.map(|(w, v)| w * v).sum::<f32>()
            });
            if weights.clone().any(|w| w.abs() > FAINTEST) {
                table.push_str(feature);
                for weight in weights {
                    let _ = write!(table, "\t{weight:.2}");
                }
                table.push('\n');
            }
        }
        let listed: Vec<String> = heads
            .iter()
            .zip(&models)
            .map(|(name, model)| format!("  {{ name = {name:?}, bias = {:.3} }},\n", model.bias))
            .collect();
        let path = folder.join("tenor.toml");
        let old = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let kept = old.split_once("heads = [").map_or("", |(head, _)| head);
        let masks = old.split_once("[[masks]]").and_then(|(_, rest)| rest.split_once("[praise]"));
        let masks = masks.map_or("", |(masks, _)| masks);
        let told = old.split_once("[told]").map_or("", |(_, told)| told);
        let settings = format!(
            "{kept}heads = [\n{}]\n\n[[masks]]{masks}{praise}\n{levels}[told]{told}",
            listed.concat()
        );
        fs::write(&path, settings).map_err(|e| format!("{}: {e}", path.display()))?;
        let path = folder.join("tenor.tsv");
        fs::write(&path, table).map_err(|e| format!("{}: {e}", path.display()))
    }
}
