//! A logistic regression whose weights are named.

use serde::{Deserialize, Serialize};

use super::model::probability;

/// Weights of named factors.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Logistic {
    bias: f32,
    /// In the order of the factors that it is asked with.
    factors: Vec<Factor>,
}

/// The weight of one factor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Factor {
    name: String,
    weight: f32,
}

impl Logistic {
    /// Whether it weighs these factors in this order.
    pub(super) fn weighs<'a>(&self, names: impl Iterator<Item = &'a str>) -> bool {
        self.factors.iter().map(|f| f.name.as_str()).eq(names)
    }

    /// Probability of factors that have these values.
    pub(super) fn of(&self, values: &[f32]) -> f32 {
        probability(self.bias + values.iter().zip(&self.factors).map(|(v, f)| v * f.weight).sum::<f32>())
    }

    /// Probability of factors that have these values, together with the product of each and every one from itself on.
    pub(super) fn of_pairs(&self, values: &[f32]) -> f32 {
        let (alone, mut pairs) = self.factors.split_at(values.len().min(self.factors.len()));
        let mut sum = values.iter().zip(alone).map(|(value, factor)| value * factor.weight).sum::<f32>();
        for (n, one) in values.iter().enumerate() {
            let others = &values[n..];
            let (row, rest) = pairs.split_at(others.len().min(pairs.len()));
            others.iter().zip(row).for_each(|(other, factor)| sum += one * other * factor.weight);
            pairs = rest;
        }
        probability(self.bias + sum)
    }

    #[cfg(test)]
    pub(super) fn weighing<'a>(names: impl Iterator<Item = &'a str>, weight: impl Fn(&str) -> f32) -> Self {
        let factors = names.map(|name| Factor { name: name.to_owned(), weight: weight(name) }).collect();
        Self { bias: 0.0, factors }
    }
}
