//! A logistic regression whose weights are named.

use std::ops::Mul;

use serde::{Deserialize, Serialize};

use super::model::probability;

/// What a factor's value can be: a number, or one of each of several cases that are weighed together.
pub(super) trait Value: Copy + Mul<Output = Self> {
    fn all(number: f32) -> Self;

    fn plus(self, other: Self) -> Self;

    fn probability(self) -> Self;
}

impl Value for f32 {
    fn all(number: f32) -> Self {
        number
    }

    fn plus(self, other: Self) -> Self {
        self + other
    }

    fn probability(self) -> Self {
        probability(self)
    }
}

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
    pub(super) fn of<T: Value>(&self, values: &[T]) -> T {
        let weighed = values.iter().zip(&self.factors).map(|(value, factor)| *value * T::all(factor.weight));
        T::all(self.bias).plus(weighed.fold(T::all(0.0), T::plus)).probability()
    }

    #[cfg(test)]
    pub(super) fn weighing<'a>(names: impl Iterator<Item = &'a str>, weight: impl Fn(&str) -> f32) -> Self {
        let factors = names.map(|name| Factor { name: name.to_owned(), weight: weight(name) }).collect();
        Self { bias: 0.0, factors }
    }
}
