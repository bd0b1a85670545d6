//! Letters that share passages, put together: whoever shares with one of a cluster belongs to it.

use std::collections::BTreeMap;

use super::summary::{Known, Summary};

/// Letters that share passages.
#[derive(Debug, PartialEq)]
pub struct Cluster {
    /// Letters of the batch, as numbers.
    pub letters: Vec<usize>,
    /// Letters that are not of the batch.
    pub others: Vec<String>,
    /// Who wrote the letters of the batch, as far as known.
    pub writers: Vec<String>,
    pub applicants: Vec<String>,
    /// The most that one of them shares with another, 0 to 1; none where it is only what a writer always says.
    pub most: Option<f32>,
}

impl Cluster {
    /// Whether one writer used one text for several applicants.
    pub fn is_template(&self) -> bool {
        self.writers.len() == 1 && self.applicants.len() > 1
    }
}

/// All clusters, the largest first.
pub fn find(letters: &[Summary<'_>]) -> Vec<Cluster> {
    let mut numbers: BTreeMap<&str, usize> =
        letters.iter().enumerate().map(|(number, letter)| (letter.path.as_str(), number)).collect();
    let mut names: Vec<&str> = letters.iter().map(|l| l.path.as_str()).collect();
    for share in letters.iter().flat_map(|l| &l.shares) {
        numbers.entry(&share.with).or_insert_with(|| {
            names.push(&share.with);
            names.len() - 1
        });
    }
    let mut parent: Vec<usize> = (0..names.len()).collect();
    for (number, letter) in letters.iter().enumerate() {
        for share in &letter.shares {
            if let Some(other) = numbers.get(share.with.as_str()) {
                let (a, b) = (root(&mut parent, number), root(&mut parent, *other));
                parent[a.max(b)] = a.min(b);
            }
        }
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for number in 0..names.len() {
        let root = root(&mut parent, number);
        members.entry(root).or_default().push(number);
    }
    let mut clusters: Vec<Cluster> =
        members.into_values().filter(|m| m.len() > 1).map(|m| cluster(letters, &names, &m)).collect();
    clusters.sort_by_key(|c| std::cmp::Reverse(c.letters.len() + c.others.len()));
    clusters
}

fn root(parent: &mut [usize], number: usize) -> usize {
    let mut at = number;
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}

fn cluster(letters: &[Summary<'_>], names: &[&str], members: &[usize]) -> Cluster {
    let (own, others): (Vec<usize>, Vec<usize>) = members.iter().partition(|m| **m < letters.len());
    let distinct = |value: fn(&Known) -> Option<&String>| -> Vec<String> {
        let mut values: Vec<String> =
            own.iter().filter_map(|m| value(&letters[*m].profile)).cloned().collect();
        values.sort();
        values.dedup();
        values
    };
    Cluster {
        writers: distinct(|known| known.writer.as_ref()),
        applicants: distinct(|known| known.applicant.as_ref()),
        most: own
            .iter()
            .flat_map(|m| &letters[*m].shares)
            .filter_map(|s| s.containment)
            .max_by(f32::total_cmp),
        others: others.iter().map(|m| names[*m].to_owned()).collect(),
        letters: own,
    }
}
