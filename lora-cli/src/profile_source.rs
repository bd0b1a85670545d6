//! Where a letter's profile comes from: the command line, or a file beside the letter.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use lora_core::Profile;
use lora_core::profile::Pronouns;
use lora_core::report::Notice;

use crate::args::Checking;
use crate::failure::Failure;
use crate::inputs::{STDIN, folder_of, holds_one_letter, read_own};
use crate::roster::Roster;

/// The profile of a letter and where it was found.
#[derive(Debug, Clone, Default)]
pub struct Known {
    pub profile: Option<Profile>,
    pub path: Option<PathBuf>,
}

/// What the command line says about profiles.
pub struct ProfileSource {
    given: Option<Known>,
    roster: Option<Roster>,
    facts: Facts,
}

/// Single facts from flags; they overlay the profile.
#[derive(Debug)]
struct Facts {
    name: Option<String>,
    pronouns: Option<Pronouns>,
    specialty: Vec<String>,
    rotation: Option<(Date, Date)>,
}

impl ProfileSource {
    /// Reads `--profile`, which serves every letter, or `--roster`.
    pub fn new(args: &Checking) -> Result<Self, Failure> {
        let given = args.profile.as_deref().map(read_profile).transpose()?;
        let roster = args.roster.as_deref().map(Roster::read).transpose()?;
        let facts = Facts {
            name: args.name.clone(),
            pronouns: args.pronouns.map(Pronouns::from),
            specialty: args.specialty.clone(),
            rotation: args.rotation,
        };
        Ok(Self { given, roster, facts })
    }

    /// The profile of one letter: what was given, else its row, else what lies beside it.
    pub fn of(&self, letter: &Path, text: &str) -> Result<Known, Failure> {
        let mut known = match &self.given {
            Some(given) => given.clone(),
            None => self.found(letter, text)?,
        };
        self.facts.overlay(&mut known.profile);
        Ok(known)
    }

    fn found(&self, letter: &Path, text: &str) -> Result<Known, Failure> {
        if let Some((profile, place)) =
            self.roster.as_ref().map(|r| r.of(letter, text)).transpose()?.flatten()
        {
            return Ok(Known { profile: Some(profile), path: Some(place) });
        }
        match (beside(letter), &self.roster) {
            (Some(path), _) => read_profile(&path),
            (None, Some(roster)) => Err(roster.no_match(letter)),
            (None, None) => Ok(Known::default()),
        }
    }

    /// What the call's report says of the roster; `whole` where all its letters should have been there.
    pub fn notices(&self, whole: bool) -> Vec<Notice> {
        self.roster.as_ref().map(|r| r.notices(whole)).unwrap_or_default()
    }
}

impl Facts {
    fn overlay(&self, profile: &mut Option<Profile>) {
        if self.name.is_none()
            && self.pronouns.is_none()
            && self.specialty.is_empty()
            && self.rotation.is_none()
        {
            return;
        }
        let profile = profile.get_or_insert_default();
        if let Some(name) = &self.name {
            profile.applicant.name = Some(name.clone());
        }
        if let Some(pronouns) = self.pronouns {
            profile.applicant.pronouns = Some(pronouns);
        }
        if !self.specialty.is_empty() {
            profile.target.specialty.clone_from(&self.specialty);
        }
        if let Some((start, end)) = self.rotation {
            profile.rotation.start = Some(start);
            profile.rotation.end = Some(end);
        }
    }
}

/// Where the profile of a letter is expected.
pub fn expected_at(letter: &Path) -> PathBuf {
    letter.with_extension("profile.toml")
}

/// Files beside a letter that would be its profile, best first.
pub fn profiles_beside(letter: &Path) -> [PathBuf; 4] {
    [
        expected_at(letter),
        letter.with_extension("profile.json"),
        letter.with_file_name("profile.toml"),
        letter.with_file_name("profile.json"),
    ]
}

/// The profile that lies beside a letter.
fn beside(letter: &Path) -> Option<PathBuf> {
    if letter.as_os_str() == STDIN {
        return None;
    }
    let [own, own_json, shared, shared_json] = profiles_beside(letter);
    let own = [own, own_json].into_iter().find(|p| p.is_file());
    own.or_else(|| {
        // Among several letters nobody knows whose profile it is.
        let shared = [shared, shared_json].into_iter().find(|p| p.is_file());
        shared.filter(|_| holds_one_letter(folder_of(letter)))
    })
}

fn read_profile(path: &Path) -> Result<Known, Failure> {
    let text = read_own(path)?;
    let json = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("json"));
    let read = if json { Profile::from_json(&text) } else { Profile::from_toml(&text) };
    let profile = read.map_err(|e| {
        // serde_json says the line itself.
        let message = e.message.split(" at line ").next().unwrap_or_default();
        Failure::new(path, format!("line {}: {message}{}", e.line, remedy(message)))
    })?;
    if let Some(problem) = profile.problems().into_iter().next() {
        return Err(Failure::new(path, problem));
    }
    Ok(Known { profile: Some(profile), path: Some(path.to_path_buf()) })
}

/// What to do about an error of the TOML or JSON reader.
pub fn remedy(message: &str) -> &'static str {
    if message.contains("write it as") {
        ""
    } else if message.contains("unknown field") {
        ": correct the key or remove it"
    } else if message.contains("unknown variant") {
        ": write one of those"
    } else if message.contains("duplicate") {
        ": keep one of them"
    } else if message.contains("invalid type") || message.contains("invalid value") {
        ": correct the value; text stands in double quotes, a date as 2026-03-27"
    } else {
        ": correct that line; text stands in double quotes, a date as 2026-03-27"
    }
}
