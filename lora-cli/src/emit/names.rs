//! What things are called in reports for people.

use lora_core::report::{LetterReport, ProfileSource, ReuseReport};

/// A competency, in the width of a table: the official names are too long.
pub fn short_name<'a>(id: &str, official: &'a str) -> &'a str {
    match id {
        "patient_care" => "Patient care",
        "medical_knowledge" => "Medical knowledge",
        "practice_based_learning" => "Practice-based learning",
        "interpersonal_communication" => "Communication",
        "professionalism" => "Professionalism",
        "systems_based_practice" => "Systems-based practice",
        _ => official,
    }
}

/// A letter's path.
pub fn path(path: &str) -> &str {
    if path == "-" { "standard input" } else { path }
}

/// Whose letter it is, and who says so.
pub fn applicant(letter: &LetterReport) -> String {
    let Some(applicant) = &letter.profile.applicant else {
        return match letter.profile.source {
            ProfileSource::Given => "with a profile",
            ProfileSource::Inferred => "applicant inferred from the letter",
            ProfileSource::None => "no profile, applicant unknown",
        }
        .to_owned();
    };
    match (letter.profile.source, &letter.profile.path) {
        (ProfileSource::Given, Some(path)) => format!("applicant {applicant} (from {path})"),
        (ProfileSource::Given, None) => format!("applicant {applicant} (as given)"),
        (ProfileSource::Inferred | ProfileSource::None, _) => {
            format!("applicant {applicant} (inferred from the letter)")
        }
    }
}

/// Whose words a letter shares, and how far.
pub fn shared(source: &ReuseReport) -> String {
    let who = match (source.same_applicant, source.same_writer) {
        (Some(true), Some(false)) => "another writer on the same applicant: ",
        (Some(false), Some(true)) => "the same writer on another applicant: ",
        (Some(true), Some(true)) => "the same writer on the same applicant: ",
        _ => "",
    };
    let unread = match source.state.as_str() {
        "gone" => "; that letter is no longer there, and only its fingerprints say so",
        "changed" => "; that letter was changed since, and only its fingerprints say so",
        _ => "; look at both and judge",
    };
    match source.longest_run {
        0 => format!("{who}told again in other words, in the same order{unread}"),
        run => {
            let percent = (source.containment * 100.0).round();
            format!("{who}{percent:.0} % of this letter, the longest run {run} words{unread}")
        }
    }
}

/// Why an earlier letter shares only boilerplate.
pub fn boilerplate(reason: &str) -> &str {
    match reason {
        "same-writer" => "the writer's own formulas",
        "same-place" => "what one place says in all its letters",
        "common" => "formulas that many letters share",
        "form" => "the fields of a form",
        other => other,
    }
}

/// Where something that a finding was compared with stands.
pub fn related(source: &str) -> &str {
    match source {
        "profile" => "the profile says",
        "letter" => "elsewhere in the letter",
        other => other,
    }
}
