//! The letters of a batch by season, specialty, writer's rank, site and waiver.

use std::collections::BTreeMap;

use lora_core::report::{Level, Verdict};

use super::summary::Summary;

/// Letters from which a share is given as a percentage; below, one letter more or less moves it too much.
pub const FEWEST: usize = 10;
/// Findings that are named for a group.
const FREQUENT: usize = 3;
/// Groups of one kind that are listed; the smaller ones are put together.
const MOST: usize = 12;
/// What stands for a fact that no profile gives.
const UNKNOWN: &str = "not known";

/// One way to part the letters.
pub struct Dimension {
    pub title: &'static str,
    pub groups: Vec<Group>,
}

/// Letters that have something in common.
pub struct Group {
    pub name: String,
    pub letters: usize,
    pub ready: usize,
    pub revise: usize,
    pub do_not_send: usize,
    /// Of the score.
    pub median: u8,
    /// Letters by tens of the score.
    pub tens: [usize; 10],
    /// For each competency how many letters evidence and how many mention it.
    pub competencies: Vec<(usize, usize)>,
    /// Rules by the letters that they fire in, most first.
    pub rules: Vec<(String, usize)>,
    /// Letters that share passages with another.
    pub sharing: usize,
}

impl Group {
    pub fn of(name: &str, letters: &[&Summary<'_>]) -> Self {
        let verdict = |verdict| letters.iter().filter(|l| l.score.verdict == verdict).count();
        let mut scores: Vec<u8> = letters.iter().map(|l| l.score.overall).collect();
        scores.sort_unstable();
        let mut tens = [0; 10];
        for score in &scores {
            tens[usize::from(score / 10).min(9)] += 1;
        }
        let six = letters.first().map_or(0, |l| l.competencies.len());
        let level = |at: usize, level: Level| {
            letters.iter().filter(|l| l.competencies.get(at).is_some_and(|c| c.level == level)).count()
        };
        Self {
            name: name.to_owned(),
            letters: letters.len(),
            ready: verdict(Verdict::Ready),
            revise: verdict(Verdict::Revise),
            do_not_send: verdict(Verdict::DoNotSend),
            median: scores.get(scores.len() / 2).copied().unwrap_or_default(),
            tens,
            competencies: (0..six)
                .map(|at| (level(at, Level::Evidenced), level(at, Level::Mentioned)))
                .collect(),
            rules: rules(letters).into_iter().take(FREQUENT).collect(),
            sharing: letters.iter().filter(|l| !l.shares.is_empty()).count(),
        }
    }
}

/// Rules by the letters that they fire in, most first.
pub fn rules(letters: &[&Summary<'_>]) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for rule in letters.iter().flat_map(|l| l.rules.keys()) {
        *counts.entry(rule).or_default() += 1;
    }
    let mut rules: Vec<(String, usize)> = counts.into_iter().map(|(rule, n)| (rule.to_owned(), n)).collect();
    rules.sort_by_key(|(_, letters)| std::cmp::Reverse(*letters));
    rules
}

/// All ways to part them, without those of which nothing is known.
pub fn dimensions(letters: &[Summary<'_>]) -> Vec<Dimension> {
    type Facts = fn(&Summary<'_>) -> Vec<String>;
    let ways: [(&'static str, Facts); 5] = [
        ("Season", |l| l.profile.season.map(|s| s.to_string()).into_iter().collect()),
        ("Specialty", |l| l.profile.specialty.clone()),
        ("Writer's rank", |l| l.profile.writer_rank.map(str::to_owned).into_iter().collect()),
        ("Site", |l| l.profile.site.clone().into_iter().collect()),
        ("Waiver", |l| {
            l.profile.waived.map(|w| if w { "waived" } else { "not waived" }.to_owned()).into_iter().collect()
        }),
    ];
    let parted = ways.into_iter().map(|(title, of)| {
        let mut groups: BTreeMap<String, Vec<&Summary<'_>>> = BTreeMap::new();
        for letter in letters {
            let names = of(letter);
            if names.is_empty() {
                groups.entry(UNKNOWN.to_owned()).or_default().push(letter);
            }
            for name in names {
                groups.entry(name).or_default().push(letter);
            }
        }
        let mut groups: Vec<(String, Vec<&Summary<'_>>)> = groups.into_iter().collect();
        groups.sort_by_key(|(name, letters)| (name == UNKNOWN, std::cmp::Reverse(letters.len())));
        let unknown = groups.pop_if(|(name, _)| name == UNKNOWN);
        if groups.len() > MOST {
            let rest = groups.split_off(MOST);
            groups.push((format!("{} others", rest.len()), rest.into_iter().flat_map(|(_, l)| l).collect()));
        }
        groups.extend(unknown);
        Dimension { title, groups: groups.iter().map(|(name, letters)| Group::of(name, letters)).collect() }
    });
    parted.filter(|d| d.groups.iter().any(|g| g.name != UNKNOWN)).collect()
}
