//! Logistic regression with a penalty on the squares of the weights, by accelerated gradient descent: the same data
//! give the same weights, to the last digit.

use lora_core::tenor::probability;

/// Features of one case, with their values.
pub type Case = Vec<(u32, f32)>;

/// What was learned.
#[derive(Debug, Clone)]
pub struct Model {
    pub weights: Vec<f32>,
    pub bias: f32,
}

impl Model {
    pub fn sum(&self, case: &Case) -> f32 {
        self.bias + case.iter().map(|(f, v)| self.weights[*f as usize] * v).sum::<f32>()
    }
}

/// Fits `features` weights; `strength` is the inverse of the penalty.
pub fn fit(cases: &[&Case], targets: &[bool], features: usize, strength: f32, rounds: usize) -> Model {
    let step = 1.0 / (0.25 * greatest_stretch(cases, features) + 1.0 / strength);
    let mut model = Model { weights: vec![0.0; features], bias: 0.0 };
    let mut ahead = model.clone();
    let mut momentum = 1.0_f32;
    let mut gradient = vec![0.0_f32; features];
    for _ in 0..rounds {
        for (g, w) in gradient.iter_mut().zip(&ahead.weights) {
            *g = w / strength;
        }
        let mut of_bias = 0.0;
        for (case, target) in cases.iter().zip(targets) {
            let miss = probability(ahead.sum(case)) - f32::from(u8::from(*target));
            of_bias += miss;
            for (f, v) in *case {
                gradient[*f as usize] += miss * v;
            }
        }
        let next = (1.0 + (1.0 + 4.0 * momentum * momentum).sqrt()) / 2.0;
        let push = (momentum - 1.0) / next;
        momentum = next;
        let moved = |weight: &mut f32, ahead: &mut f32, gradient: f32| {
            let new = *ahead - step * gradient;
            *ahead = new + push * (new - *weight);
            *weight = new;
        };
        for ((w, a), g) in model.weights.iter_mut().zip(&mut ahead.weights).zip(&gradient) {
            moved(w, a, *g);
        }
        moved(&mut model.bias, &mut ahead.bias, of_bias);
    }
    model
}

/// The greatest eigenvalue of the cases' second moments, by power iteration, a little over.
fn greatest_stretch(cases: &[&Case], features: usize) -> f32 {
    let mut direction = vec![1.0_f32; features + 1];
    let mut stretch = 1.0;
    for _ in 0..20 {
        let norm = direction.iter().map(|d| d * d).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        direction.iter_mut().for_each(|d| *d /= norm);
        let mut next = vec![0.0_f32; features + 1];
        for case in cases {
            let along =
                direction[features] + case.iter().map(|(f, v)| direction[*f as usize] * v).sum::<f32>();
            for (f, v) in *case {
                next[*f as usize] += along * v;
            }
            next[features] += along;
        }
        stretch = next.iter().map(|d| d * d).sum::<f32>().sqrt();
        direction = next;
    }
    stretch * 1.05
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_learns_which_feature_tells() {
        let cases: Vec<Case> = (0..40).map(|n| vec![(n % 2, 1.0), (2, 1.0)]).collect();
        let targets: Vec<bool> = (0..40).map(|n| n % 2 == 0).collect();
        let model = fit(&cases.iter().collect::<Vec<_>>(), &targets, 3, 1.0, 300);
        assert!(model.weights[0] > 1.0 && model.weights[1] < -1.0);
        assert!(model.weights[2].abs() < 0.1);
        assert!(probability(model.sum(&cases[0])) > 0.8);
    }
}
