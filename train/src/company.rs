//! What words have in common by the company that they keep: those that stand beside the same words in sentences get
//! vectors that point the same way, so that what is learned of one is half learned of the other. No labels are read.

use std::collections::HashMap;

use crate::regression::Case;

/// Numbers of a vector.
pub const WIDTH: usize = 64;
/// Length of a vector, beside the 1 that the word itself counts.
const LENGTH: f32 = 0.4;
/// Steps after which the vectors turn no more.
const STEPS: usize = 8;

/// A word's vector.
pub type Vector = [f32; WIDTH];

/// How much likelier than by chance two words share a sentence, in logarithms, where it is likelier.
struct Company {
    rows: Vec<Vec<(usize, f32)>>,
}

impl Company {
    fn of(sentences: &[&Case], features: usize, is_word: impl Fn(u32) -> bool) -> Self {
        let mut alone = vec![0.0_f32; features];
        let mut together: HashMap<(u32, u32), f32> = HashMap::new();
        for sentence in sentences {
            let words: Vec<u32> = sentence.iter().map(|(f, _)| *f).filter(|f| is_word(*f)).collect();
            for a in &words {
                alone[*a as usize] += 1.0;
                for b in &words {
                    *together.entry((*a, *b)).or_default() += 1.0;
                }
            }
        }
        let mut together: Vec<((u32, u32), f32)> = together.into_iter().collect();
        together.sort_unstable_by_key(|(pair, _)| *pair);
        let mut rows = vec![Vec::new(); features];
        for ((a, b), count) in together {
            let (a, b) = (a as usize, b as usize);
            let likelier = (count * sentences.len() as f32 / (alone[a] * alone[b])).ln();
            if likelier > 0.0 {
                rows[a].push((b, likelier));
            }
        }
        Self { rows }
    }

    fn times(&self, vectors: &[Vector]) -> Vec<Vector> {
        let row = |row: &Vec<(usize, f32)>| {
            let mut sum = [0.0; WIDTH];
            for (word, share) in row {
                sum.iter_mut().zip(&vectors[*word]).for_each(|(s, v)| *s += share * v);
            }
            sum
        };
        self.rows.iter().map(row).collect()
    }
}

/// The vectors of all features; those that are no words have none but zeros. They are the greatest directions of the
/// words' company, found by turning any directions towards them step by step.
pub fn vectors(sentences: &[&Case], features: usize, is_word: impl Fn(u32) -> bool) -> Vec<Vector> {
    let company = Company::of(sentences, features, is_word);
    let mut state = 1_u64;
    let mut any = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f32 / (1_u64 << 23) as f32 - 1.0
    };
    let mut directions: Vec<Vector> = company
        .rows
        .iter()
        .map(|row| if row.is_empty() { [0.0; WIDTH] } else { std::array::from_fn(|_| any()) })
        .collect();
    for _ in 0..STEPS {
        directions = company.times(&directions);
        set_upright(&mut directions);
    }
    let mut vectors = company.times(&directions);
    for vector in &mut vectors {
        let length = vector.iter().map(|v| v * v).sum::<f32>().sqrt();
        if length > 0.0 {
            vector.iter_mut().for_each(|v| *v *= LENGTH / length);
        }
    }
    vectors
}

/// Makes the columns upright on one another and of length one.
fn set_upright(rows: &mut [Vector]) {
    for column in 0..WIDTH {
        for before in 0..column {
            let along: f32 = rows.iter().map(|r| r[column] * r[before]).sum();
            rows.iter_mut().for_each(|r| r[column] -= along * r[before]);
        }
        let length = rows.iter().map(|r| r[column] * r[column]).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        rows.iter_mut().for_each(|r| r[column] /= length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_same_company_point_the_same_way() {
        // 0 and 1 stand with 2 and 3, 4 with 5 and 6, never with one another.
        let sentences: Vec<Case> = [[0, 2, 3], [1, 2, 3], [4, 5, 6], [4, 5, 6]]
            .map(|s| s.map(|w| (w, 1.0)).to_vec())
            .into_iter()
            .collect();
        let vectors = vectors(&sentences.iter().collect::<Vec<_>>(), 8, |f| f < 7);
        let along = |a: usize, b: usize| vectors[a].iter().zip(&vectors[b]).map(|(a, b)| a * b).sum::<f32>();
        assert!(along(0, 1) > along(0, 4) + 0.05);
        assert!((along(4, 4) - LENGTH * LENGTH).abs() < 1e-3);
        assert!(vectors[7].iter().all(|v| *v == 0.0), "what is no word has no company");
    }
}
