//! What a second reader marked in a letter, sentence by sentence; `reading.tsv` beside its labels.

use std::ops::Range;

use lora_core::report::{COMPETENCIES, Level};

use crate::letters::level;

/// A reading.
pub struct Reading {
    marks: Vec<Mark>,
    /// The level of each competency, in the order of the report.
    pub levels: Vec<Level>,
}

/// One sentence.
pub struct Mark {
    /// Where it stands, in bytes of the letter.
    at: Range<usize>,
    /// It tells something that the applicant was seen to do.
    pub observed: bool,
    shows: Vec<String>,
    names: Vec<String>,
}

impl Mark {
    /// The sentence shows a competency by what was seen.
    pub fn shows(&self, competency: &str) -> bool {
        self.shows.iter().any(|id| id == competency)
    }

    /// The sentence names or claims a competency.
    pub fn names(&self, competency: &str) -> bool {
        self.names.iter().any(|id| id == competency)
    }
}

impl Reading {
    /// Reads lines of start, end, kind, competencies shown and competencies named, separated by tabs, after a first line
    /// of levels in the order of the report.
    ///
    /// # Errors
    /// A sentence that names the line.
    pub fn parse(table: &str) -> Result<Self, String> {
        let mut lines = table.lines();
        let levels = lines.next().unwrap_or_default().split('\t').skip(1).map(level);
        let levels: Vec<Level> = levels.collect::<Option<_>>().unwrap_or_default();
        if levels.len() != COMPETENCIES.len() {
            return Err("reading.tsv:1: not the levels of six competencies".to_owned());
        }
        let marks = lines.zip(2..).map(|(line, number)| {
            mark(line).ok_or_else(|| {
                format!(
                    "reading.tsv:{number}: not start, end, kind, competencies shown and competencies named"
                )
            })
        });
        Ok(Self { marks: marks.collect::<Result<_, _>>()?, levels })
    }

    /// The mark of the sentence that stands there.
    pub fn at(&self, span: Range<usize>) -> Option<&Mark> {
        self.marks.iter().find(|mark| mark.at.start < span.end && span.start < mark.at.end)
    }
}

fn mark(line: &str) -> Option<Mark> {
    let mut cells = line.split('\t');
    let mut number = || cells.next()?.parse().ok();
    let at = number()?..number()?;
    let observed = cells.next()? == "observed";
    let mut ids = || Some(cells.next()?.split(' ').filter(|id| *id != "-").map(str::to_owned).collect());
    Some(Mark { at, observed, shows: ids()?, names: ids()? })
}
