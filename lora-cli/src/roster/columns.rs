//! Which column of a roster holds what: headings as offices write them, known from a data file.

use std::sync::LazyLock;

use serde::Deserialize;

/// A field of the profile, or the letter's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Field {
    #[serde(rename = "file")]
    File,
    #[serde(rename = "applicant.name")]
    Name,
    #[serde(rename = "applicant.first")]
    FirstName,
    #[serde(rename = "applicant.last")]
    LastName,
    #[serde(rename = "applicant.aliases")]
    Aliases,
    #[serde(rename = "applicant.pronouns")]
    Pronouns,
    #[serde(rename = "applicant.aamc_id")]
    AamcId,
    #[serde(rename = "applicant.school")]
    School,
    #[serde(rename = "target.specialty")]
    Specialty,
    #[serde(rename = "target.season")]
    Season,
    #[serde(rename = "writer.name")]
    Writer,
    #[serde(rename = "writer.credentials")]
    Credentials,
    #[serde(rename = "writer.role")]
    WriterRole,
    #[serde(rename = "writer.institution")]
    Institution,
    #[serde(rename = "writer.specialty")]
    WriterSpecialty,
    #[serde(rename = "rotation.name")]
    Rotation,
    #[serde(rename = "rotation.specialty")]
    RotationSpecialty,
    #[serde(rename = "rotation.site")]
    Site,
    #[serde(rename = "rotation.role")]
    Role,
    #[serde(rename = "rotation.start")]
    Start,
    #[serde(rename = "rotation.end")]
    End,
    #[serde(rename = "rotation.dates")]
    Dates,
    #[serde(rename = "letter.date")]
    LetterDate,
    #[serde(rename = "letter.waived")]
    Waived,
}

/// A column that a roster may have.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    pub field: Field,
    /// What the template calls it.
    pub heading: String,
    #[serde(default)]
    aliases: Vec<String>,
    /// What the template shows in it; a column without an example is left out there.
    pub example: Option<String>,
}

/// All that is known of rosters.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    pub credentials: Vec<String>,
    pub titles: Vec<String>,
    pub unknown: Vec<String>,
    pub yes: Vec<String>,
    pub no: Vec<String>,
    #[serde(rename = "column")]
    pub columns: Vec<Column>,
}

/// Read from the data file, which a test reads too: a damaged one never leaves the build.
pub static KNOWN: LazyLock<Known> =
    LazyLock::new(|| toml::from_str(include_str!("../../data/roster.toml")).unwrap_or_default());

/// The field that a heading means.
pub fn field(heading: &str) -> Option<Field> {
    let plain = |text: &str| folded(text);
    let wanted = plain(heading);
    // "Start (MM/DD/YYYY)" is Start.
    let bare = plain(heading.split('(').next().unwrap_or_default());
    let means = |column: &&Column| {
        std::iter::once(&column.heading).chain(&column.aliases).any(|name| {
            let name = plain(name);
            name == wanted || name == bare
        })
    };
    KNOWN.columns.iter().find(means).map(|column| column.field)
}

/// The heading that the template has for a field.
pub fn heading(field: Field) -> &'static str {
    KNOWN.columns.iter().find(|c| c.field == field).map_or("", |c| c.heading.as_str())
}

/// Lower case, without marks and diacritics, words parted by one space.
pub fn folded(text: &str) -> String {
    let text = deunicode::deunicode(text).to_lowercase();
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_as_offices_write_them() {
        assert!(KNOWN.columns.len() > 20 && KNOWN.credentials.len() > 5);
        for (heading, wanted) in [
            ("APPLICANT", Some(Field::Name)),
            ("aamc_id", Some(Field::AamcId)),
            (" Start date (MM/DD/YYYY)", Some(Field::Start)),
            ("Letter Writer*", Some(Field::Writer)),
            ("Medical\nSchool", Some(Field::School)),
            ("FERPA waiver?", Some(Field::Waived)),
            ("Email", None),
            ("", None),
        ] {
            assert_eq!(field(heading), wanted, "{heading}");
        }
    }

    #[test]
    fn no_heading_means_two_things() {
        for column in &KNOWN.columns {
            for name in std::iter::once(&column.heading).chain(&column.aliases) {
                assert_eq!(field(name), Some(column.field), "{name}");
            }
        }
    }
}
