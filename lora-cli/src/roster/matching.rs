//! Which row of a roster is a letter's: by file, else by AAMC ID, else by the applicant's name in the file's
//! name or in the letter. Where one applicant has several letters the writer's name decides.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::Path;

use super::columns::folded;
use super::row::Row;

/// Words of a file's name that one word of a person's name may be written as: "al-Ruwayhi" is two.
const JOINED: usize = 3;
/// From how alike on two names may be one misspelt.
const NEAR: f64 = 0.88;

/// Rows by what tells them apart.
#[derive(Debug, Default)]
pub struct Index {
    by_file: BTreeMap<String, Vec<usize>>,
    by_aamc: BTreeMap<String, Vec<usize>>,
    by_surname: BTreeMap<String, Vec<usize>>,
}

/// A letter as it is searched for names.
struct Searched {
    words: Vec<String>,
    /// Its words, and neighbours written as one.
    joined: BTreeSet<String>,
}

impl Searched {
    fn new(text: &str, join: usize) -> Self {
        let words: Vec<String> =
            folded(text).split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect();
        let mut joined = BTreeSet::new();
        for at in 0..words.len() {
            for width in 1..=join.min(words.len() - at) {
                joined.insert(words[at..at + width].concat());
            }
        }
        Self { words, joined }
    }

    /// Whether a name stands there, first and last part near each other.
    fn holds_name(&self, name: &str) -> bool {
        let name = folded(name);
        let parts: Vec<&str> = name.split(' ').filter(|p| !p.is_empty()).collect();
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return false };
        let starts = self.words.iter().enumerate().filter(|(_, word)| word == first);
        starts.into_iter().any(|(at, _)| {
            let end = (at + parts.len() + 2).min(self.words.len());
            parts.len() == 1 || self.words[at + 1..end].iter().any(|word| word == last)
        })
    }

    fn holds_surname(&self, name: &str) -> bool {
        surnames(name).iter().any(|surname| self.joined.contains(surname))
    }
}

/// What the surname may be written as: the last word, its last part if it has several, and the last two words
/// of three or more as one.
fn surnames(name: &str) -> Vec<String> {
    let words: Vec<String> = name.split_whitespace().map(folded).collect();
    let last = words.last().cloned().unwrap_or_default();
    let mut found = vec![last.replace(' ', "")];
    found.extend(last.rsplit(' ').next().map(str::to_owned));
    if let [_, .., first, second] = words.as_slice() {
        found.push(format!("{first}{second}").replace(' ', ""));
    }
    found.retain(|surname| surname.len() > 1);
    found.dedup();
    found
}

fn name(row: &Row) -> &str {
    row.profile.applicant.name.as_deref().unwrap_or_default()
}

fn file_name(path: &Path) -> String {
    path.file_name().map(OsStr::to_string_lossy).unwrap_or_default().to_lowercase()
}

impl Index {
    pub fn new(rows: &[Row]) -> Self {
        let mut index = Self::default();
        for (number, row) in rows.iter().enumerate() {
            if let Some(file) = &row.file {
                // A row that names its file is about no other.
                let key = file_name(Path::new(&file.replace('\\', "/")));
                index.by_file.entry(stem(&key).to_owned()).or_default().push(number);
                continue;
            }
            if let Some(id) = &row.profile.applicant.aamc_id {
                index.by_aamc.entry(id.clone()).or_default().push(number);
            }
            for surname in surnames(name(row)) {
                index.by_surname.entry(surname).or_default().push(number);
            }
        }
        index
    }

    /// The rows that fit a letter: one, none, or several that nothing tells apart.
    pub fn find(&self, rows: &[Row], letter: &Path, text: &str) -> Vec<usize> {
        let by_file = self.by_file(rows, letter);
        if !by_file.is_empty() {
            return by_file;
        }
        let stem = letter.file_stem().map(OsStr::to_string_lossy).unwrap_or_default();
        let in_stem = Searched::new(&stem, JOINED);
        let in_text = Searched::new(text, 1);
        let found = self.by_aamc_in(&in_stem).or_else(|| self.by_aamc_in(&in_text)).or_else(|| {
            let folder = letter.parent().and_then(Path::file_name).map(OsStr::to_string_lossy);
            let in_folder = Searched::new(&folder.unwrap_or_default(), JOINED);
            let by_name = |searched| self.by_surname_in(searched);
            by_name(&in_stem).or_else(|| by_name(&in_folder)).or_else(|| {
                let mut found = self.by_surname_in(&in_text)?;
                found.retain(|row| in_text.holds_name(name(&rows[*row])));
                (!found.is_empty()).then_some(found)
            })
        });
        let mut found = found.unwrap_or_default();
        found.sort_unstable();
        found.dedup();
        // What a name leaves open the rest of the name, then the ID, then the writer may tell.
        let writer = |row: &Row| row.profile.writer.name.clone().unwrap_or_default();
        let narrower: [&dyn Fn(&Row) -> bool; 5] = [
            &|row| in_stem.holds_name(name(row)),
            &|row| row.profile.applicant.aamc_id.as_ref().is_some_and(|id| in_text.joined.contains(id)),
            &|row| in_text.holds_name(name(row)),
            &|row| in_stem.holds_surname(&writer(row)),
            &|row| in_text.holds_name(&writer(row)),
        ];
        for fits in narrower {
            if found.len() > 1 && found.iter().any(|row| fits(&rows[*row])) {
                found.retain(|row| fits(&rows[*row]));
            }
        }
        found
    }

    /// Rows that name the letter's file: with its folder or without, with its ending or without.
    fn by_file(&self, rows: &[Row], letter: &Path) -> Vec<usize> {
        let own = file_name(letter);
        let mut found = self.by_file.get(stem(&own)).cloned().unwrap_or_default();
        let named =
            |row: &usize| rows[*row].file.clone().unwrap_or_default().replace('\\', "/").to_lowercase();
        found.retain(|row| {
            let named = named(row);
            let name = file_name(Path::new(&named));
            name == own || name == stem(&own)
        });
        let path = letter.to_string_lossy().to_lowercase();
        let with_folder = |row: &usize| {
            let named = named(row);
            named.contains('/') && Path::new(&path).ends_with(named.trim_start_matches("./"))
        };
        if found.iter().any(|row| named(row).contains('/')) {
            // Where rows name folders the letter's folder must be the one.
            found.retain(|row| with_folder(row) || !named(row).contains('/'));
            if found.iter().any(with_folder) {
                found.retain(with_folder);
            }
        }
        found
    }

    fn by_aamc_in(&self, searched: &Searched) -> Option<Vec<usize>> {
        let ids = searched.words.iter().filter(|w| w.len() == 8 && w.bytes().all(|b| b.is_ascii_digit()));
        let found: Vec<usize> = ids.filter_map(|id| self.by_aamc.get(id)).flatten().copied().collect();
        (!found.is_empty()).then_some(found)
    }

    fn by_surname_in(&self, searched: &Searched) -> Option<Vec<usize>> {
        let found: Vec<usize> =
            searched.joined.iter().filter_map(|word| self.by_surname.get(word)).flatten().copied().collect();
        (!found.is_empty()).then_some(found)
    }

    /// Rows whose name is nearly in the file's name, for a message.
    pub fn near<'a>(&self, rows: &'a [Row], letter: &Path) -> Vec<&'a Row> {
        let stem = letter.file_stem().map(OsStr::to_string_lossy).unwrap_or_default();
        let words = Searched::new(&stem, JOINED).joined;
        let alike = |surname: &String| {
            words.iter().any(|word| word.len() > 3 && strsim::jaro_winkler(word, surname) >= NEAR)
        };
        rows.iter().filter(|row| surnames(name(row)).iter().any(alike)).collect()
    }
}

/// A file's name without its ending.
fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, ending)| if ending.len() <= 4 { stem } else { name })
}
