//! What the letter portal asks of a file; its limits are data of the pack `portal`.

use crate::analyzer::FileFacts;
use crate::facts::Scene;
use crate::finding::Finding;

/// Inches by which a page may differ.
const SLACK: f64 = 0.06;

/// Findings about the file that will be uploaded.
pub(crate) fn findings(scene: &Scene<'_>, file: &FileFacts) -> Vec<Finding> {
    let rules = scene.rules;
    let mut found = Vec::new();
    let mut finding = |rule: &str, slots: &[(&str, &str)]| found.extend(scene.finding(rule, None, slots));
    if !rules.text("portal.kind").split(' ').any(|kind| file.kind == kind) {
        finding("portal/not-pdf", &[("found", &file.kind)]);
    }
    #[expect(clippy::cast_precision_loss, reason = "files are smaller than that")]
    let bytes = file.bytes as f64;
    if let Some(most) = rules.limit("portal.bytes").filter(|most| bytes > *most) {
        let megabytes = |bytes: f64| format!("{:.1} MB", bytes / f64::from(1_u32 << 20));
        finding("portal/too-large", &[("found", &megabytes(bytes)), ("expected", &megabytes(most))]);
    }
    if file.encrypted {
        finding("portal/encrypted", &[]);
    }
    let page = rules.limit("portal.page-width").zip(rules.limit("portal.page-height"));
    if let (Some((width, height)), Some((wide, high))) = (page, file.page) {
        let differs = (f64::from(wide) - width).abs() > SLACK || (f64::from(high) - height).abs() > SLACK;
        if differs {
            let expected = format!("{width} x {height} in");
            finding(
                "portal/page-size",
                &[("found", &format!("{wide} x {high} in")), ("expected", &expected)],
            );
        }
    }
    let refused = file.name.chars().find(|c| rules.text("portal.refused-in-name").contains(*c));
    if let Some(refused) = refused {
        finding("portal/file-name", &[("found", &refused.to_string())]);
    }
    found
}
