//! The rank of a writer, read from the role that a profile gives.

use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct File {
    rank: Vec<Rank>,
}

#[derive(Debug, Deserialize)]
struct Rank {
    name: String,
    any: Vec<String>,
}

static RANKS: LazyLock<Vec<Rank>> = LazyLock::new(|| {
    // A test reads the same file, so that a damaged one never leaves the build.
    toml::from_str::<File>(include_str!("../../data/ranks.toml")).map(|file| file.rank).unwrap_or_default()
});

/// The rank that a role names.
pub fn of(role: &str) -> Option<&'static str> {
    let role = format!(" {} ", role.to_lowercase().replace(['-', '/', ';', '(', ')'], " "));
    let names = |title: &str| role.contains(&format!(" {title} ")) || role.contains(&format!(" {title},"));
    RANKS.iter().find(|rank| rank.any.iter().any(|title| names(title))).map(|rank| rank.name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_title_counts() {
        for (role, rank) in [
            ("Associate Program Director", Some("Program director")),
            ("Associate Professor of Medicine", Some("Associate professor")),
            ("Professor of Surgery", Some("Professor")),
            ("Chief, Acute Care Surgery; attending surgeon", Some("Chair or chief")),
            ("Chief resident", Some("Resident or fellow")),
            ("Clinical Assistant Professor", Some("Assistant professor")),
            ("Department Chair", Some("Chair or chief")),
            ("Attending physician", Some("Attending")),
            ("neighbor", None),
        ] {
            assert_eq!(of(role), rank, "{role}");
        }
    }
}
