//! Labelled letters, sentence by sentence.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use lora_core::report::{COMPETENCIES, Level};
use lora_core::tenor::{Around, naming};
use lora_core::{Analyzer, Letter, Profile};
use serde::Deserialize;

use crate::reading::Reading;

/// What is told of a sentence, in the order of the columns of weights.
pub const PRAISE: [&str; 3] = ["generic", "faint", "doubt"];
/// One sentence.
pub struct Sentence {
    pub features: Vec<String>,
    /// By column, what people say of it; `None` where nobody was asked.
    pub targets: Vec<Option<bool>>,
    /// What it is judged by, but for the sums that are learned anew.
    pub around: Around,
}

/// One letter.
pub struct Example {
    pub sentences: Vec<Sentence>,
    /// Level of each competency by the rules, and by those who labelled the letter: its author, or whoever settled two
    /// readings.
    pub levels: Vec<(Level, Level)>,
    /// The same by the reader who marked it sentence by sentence, where somebody did.
    pub second_reading: Option<Vec<Level>>,
    /// Nobody has tuned a rule to it.
    pub unseen: bool,
}

#[derive(Deserialize)]
struct Labels {
    defects: Vec<Defect>,
    competencies: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Defect {
    kind: String,
    quote: String,
}

/// The level of that name.
pub fn level(name: &str) -> Option<Level> {
    match name {
        "evidenced" => Some(Level::Evidenced),
        "mentioned" => Some(Level::Mentioned),
        "absent" => Some(Level::Absent),
        _ => None,
    }
}

/// Names of the columns of weights.
pub fn heads() -> Vec<String> {
    let mut heads = vec!["defect".to_owned()];
    heads.extend(PRAISE.map(str::to_owned));
    heads.push("told".to_owned());
    heads.extend(COMPETENCIES.map(|(id, _)| id.to_owned()));
    heads.extend(COMPETENCIES.map(|(id, _)| naming(id)));
    heads
}

/// Number of a column.
pub fn column(name: &str) -> usize {
    heads().iter().position(|h| h == name).unwrap_or_default()
}

/// Reads every labelled letter of a folder.
///
/// # Errors
/// A sentence that names the file that can't be read.
pub fn read(analyzer: &Analyzer, folder: &Path, unseen: bool) -> Result<Vec<Example>, String> {
    let entries = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut cases: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    cases.sort();
    cases
        .iter()
        .filter(|c| c.join("labels.json").exists())
        .map(|case| example(analyzer, case, unseen))
        .collect()
}

fn example(analyzer: &Analyzer, case: &Path, unseen: bool) -> Result<Example, String> {
    let text = |name: &str| {
        let path = case.join(name);
        fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))
    };
    let said = |e: &dyn std::fmt::Display| format!("{}: {e}", case.display());
    let letter = text("letter.txt")?;
    let labels: Labels = serde_json::from_str(&text("labels.json")?).map_err(|e| said(&e))?;
    let profile = Profile::from_json(&text("profile.json")?).map_err(|e| said(&e))?;
    let rows =
        analyzer.tenor_rows(&Letter::new("letter.txt", letter.clone()).map_err(|e| said(&e))?, &profile);
    let place = |quote: &str| {
        let start = letter.find(quote).filter(|_| !quote.is_empty())?;
        Some(start..start + quote.len())
    };
    let defects: Vec<(usize, std::ops::Range<usize>)> = labels
        .defects
        .iter()
        .filter_map(|d| {
            let kind = d.kind.strip_suffix("_praise").or(d.kind.strip_suffix("_raiser"))?;
            Some((PRAISE.iter().position(|p| *p == kind)?, place(&d.quote)?))
        })
        .collect();
    let reading = match text("reading.tsv") {
        Ok(table) => Some(Reading::parse(&table).map_err(|e| said(&e))?),
        Err(_) => None,
    };
    let sentences = rows
        .sentences
        .into_iter()
        .map(|row| {
            let meets = |at: &std::ops::Range<usize>| {
                at.start < row.span.end as usize && (row.span.start as usize) < at.end
            };
            let kinds: Vec<usize> = defects.iter().filter(|(_, at)| meets(at)).map(|(k, _)| *k).collect();
            let mut targets = vec![Some(!kinds.is_empty())];
            targets.extend((0..PRAISE.len()).map(|k| Some(kinds.contains(&k))));
            let mark = reading.as_ref().map(|r| r.at(row.span.start as usize..row.span.end as usize));
            targets.push(mark.map(|m| m.is_some_and(|m| m.observed)));
            targets.extend(COMPETENCIES.map(|(id, _)| mark.map(|m| m.is_some_and(|m| m.shows(id)))));
            targets.extend(COMPETENCIES.map(|(id, _)| mark.map(|m| m.is_some_and(|m| m.names(id)))));
            Sentence { features: row.features, targets, around: row.around }
        })
        .collect();
    let levels = rows.levels.into_iter().zip(COMPETENCIES);
    let levels = levels
        .filter_map(|(by_rule, (id, _))| Some((by_rule, level(labels.competencies.get(id)?)?)))
        .collect();
    let second_reading = reading.map(|r| r.levels);
    Ok(Example { sentences, levels, second_reading, unseen })
}
