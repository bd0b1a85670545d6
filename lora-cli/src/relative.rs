//! A path as seen from a folder, with slashes.

use std::path::{Component, Path, PathBuf};

/// `path` as seen from `folder`: "drafts/a.txt", "../a.txt".
pub fn relative(path: &Path, folder: &Path) -> String {
    let (path, folder) = (resolved(path), resolved(folder));
    let mut up = 0;
    let mut base = folder.as_path();
    let rest = loop {
        match (path.strip_prefix(base), base.parent()) {
            (Ok(rest), _) => break rest,
            (Err(_), Some(parent)) => {
                base = parent;
                up += 1;
            }
            (Err(_), None) => break path.as_path(),
        }
    };
    let parts = rest.components().filter_map(|part| match part {
        Component::Normal(part) => Some(part.to_string_lossy()),
        _ => None,
    });
    format!("{}{}", "../".repeat(up), parts.collect::<Vec<_>>().join("/"))
}

/// Where a path leads; of one that is not there yet, as far as it can be told.
fn resolved(path: &Path) -> PathBuf {
    let folder = || {
        let folder = path
            .parent()
            .map_or(Path::new("."), |p| if p.as_os_str().is_empty() { Path::new(".") } else { p });
        Some(std::fs::canonicalize(folder).ok()?.join(path.file_name()?))
    };
    let found = std::fs::canonicalize(path).ok().or_else(folder);
    found.or_else(|| std::path::absolute(path).ok()).unwrap_or_else(|| path.to_path_buf())
}
