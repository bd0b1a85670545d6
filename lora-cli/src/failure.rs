//! What went wrong, in one line that says what to do about it.

use std::fmt::{self, Display};
use std::path::Path;

/// A failure, printed as `subject: what: remedy`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The file or argument that it is about.
    pub subject: String,
    /// What is wrong and, after a colon, what to do.
    pub message: String,
}

impl Failure {
    /// A failure about a file, with what is wrong and what to do as one text.
    pub fn new(subject: &Path, message: impl Display) -> Self {
        Self::about(subject.display(), message)
    }

    /// A failure about something else than a file.
    pub fn about(subject: impl Display, message: impl Display) -> Self {
        Self { subject: subject.to_string(), message: one_line(&message.to_string()) }
    }

    /// A failure of the operating system about a file.
    pub fn io(subject: &Path, doing: &str, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let message = match error.kind() {
            ErrorKind::NotFound => "there is no such file: check the name".to_owned(),
            ErrorKind::PermissionDenied => {
                format!("it can't be {doing}: you lack the permission; ask for it or copy the file")
            }
            ErrorKind::IsADirectory => "this is a folder: name a file".to_owned(),
            _ => format!("it can't be {doing} ({error}): check the file and the disk"),
        };
        Self::new(subject, message)
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.subject, self.message)
    }
}

/// Errors of parsers come in several lines.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// " (did you mean `x`?)" for the known name that is nearest to `given`, if one is near.
pub fn did_you_mean<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(given, known).map(|name| format!(" (did you mean `{name}`?)")).unwrap_or_default()
}

/// The known name nearest to `given`, if one is near.
pub fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|name| {
            // "hard-worker" for generic/hard-worker is the whole second half, however long the first is.
            let half = name.rsplit('/').next().unwrap_or(name);
            let near = strsim::jaro_winkler(given, name).max(strsim::jaro_winkler(given, half) * 0.99);
            (near, name)
        })
        .filter(|(near, _)| *near > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}
