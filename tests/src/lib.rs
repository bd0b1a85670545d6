//! What the tests share: the fixture letters and how they are checked. The tests live in `tests/`.

use std::fs;
use std::path::{Path, PathBuf};

use lora_core::report::{LetterReport, Stage};
use lora_core::reuse::Earlier;
use lora_core::{Analyzer, CheckOptions, Letter, Profile};

/// The day from which every test measures.
pub const TODAY: jiff::civil::Date = jiff::civil::date(2026, 11, 22);

/// A fixture letter.
pub struct Fixture {
    /// Name of its folder.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Its profile.
    pub profile: Profile,
}

/// The folder of fixtures.
#[must_use]
pub fn fixtures_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures")
}

/// Every fixture letter, in order.
///
/// # Panics
/// When a fixture is damaged.
#[must_use]
pub fn fixtures() -> Vec<Fixture> {
    letters_in(&fixtures_dir().join("letters"))
}

/// The letters that the line between `revise` and `ready` was drawn by, in order.
///
/// # Panics
/// When a fixture is damaged.
#[must_use]
pub fn calibration() -> Vec<Fixture> {
    letters_in(&fixtures_dir().join("calibration"))
}

/// Every fixture letter and those of the rounds of unseen letters, in order.
///
/// # Panics
/// When a fixture is damaged.
#[must_use]
pub fn all_fixtures() -> Vec<Fixture> {
    let rounds = ["letters", "calibration", "rounds/1", "rounds/2", "rounds/3", "rounds/4", "rounds/5"];
    rounds.iter().flat_map(|folder| letters_in(&fixtures_dir().join(folder))).collect()
}

#[expect(clippy::expect_used, reason = "a damaged fixture must stop the tests")]
fn letters_in(folder: &Path) -> Vec<Fixture> {
    let mut folders: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder of letters").flatten().map(|e| e.path()).collect();
    folders.sort();
    folders
        .iter()
        .filter(|f| f.join("letter.txt").exists())
        .map(|folder| Fixture {
            name: folder.file_name().expect("a name").to_string_lossy().into_owned(),
            text: fs::read_to_string(folder.join("letter.txt")).expect("letter.txt in UTF-8"),
            profile: Profile::from_json(
                &fs::read_to_string(folder.join("profile.json")).expect("profile.json"),
            )
            .expect("a profile that can be read"),
        })
        .collect()
}

/// Checks a text as the fixtures are checked.
///
/// # Panics
/// When the text is over the limit.
#[must_use]
#[expect(clippy::expect_used, reason = "tests give small texts")]
pub fn check(analyzer: &Analyzer, text: &str, profile: Option<&Profile>) -> LetterReport {
    let options = CheckOptions {
        profile: profile.cloned(),
        today: Some(TODAY),
        stage: Stage::Final,
        ..CheckOptions::default()
    };
    let letter = Letter::new("letter.txt", text).expect("a small text");
    analyzer.check(&letter, &options, &Earlier::default())
}
