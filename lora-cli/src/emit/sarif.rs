//! SARIF 2.1.0, for code scanning.

use lora_core::RuleSet;
use lora_core::pack::Severity;
use lora_core::report::{Failed, SpanReport, Tool};
use serde_json::{Map, Value, json};

use super::entry::{Entry, Listed};
use super::json;
use crate::failure::Failure;

/// Where the format's schema is published.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Every entry as a result.
pub fn render(
    letters: &[Listed<'_>],
    failed: &[Failed],
    tool: &Tool,
    rules: &RuleSet,
) -> Result<String, Failure> {
    let mut used: Vec<&str> =
        letters.iter().flat_map(|l| &l.entries).filter_map(|e| e.office.as_ref().map(|o| o.rule)).collect();
    used.sort_unstable();
    used.dedup();
    let results: Vec<Value> =
        letters.iter().flat_map(|l| l.entries.iter().map(|e| result(l.path, e, &used))).collect();
    let unread: Vec<Value> = failed
        .iter()
        .map(|f| {
            json!({
                "level": "error",
                "message": { "text": f.error },
                "locations": [location(&f.path, None, None)],
            })
        })
        .collect();
    let mut driver = json!({ "name": "lora", "version": tool.version });
    if !used.is_empty() {
        driver["rules"] = used.iter().map(|id| descriptor(id, rules)).collect();
    }
    let artifacts: Vec<Value> = letters.iter().map(artifact).collect();
    json::render(&json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": driver },
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": failed.is_empty(),
                "toolExecutionNotifications": unread,
            }],
            "artifacts": artifacts,
            "results": results,
        }],
    }))
}

/// A letter, with its score for the office.
fn artifact(letter: &Listed<'_>) -> Value {
    let mut artifact = json!({ "location": { "uri": uri(letter.path) } });
    if let Some(score) = letter.score {
        artifact["properties"] = json!({
            "score": score.overall,
            "verdict": score.verdict,
            "correctedScore": score.corrected.overall,
            "correctedVerdict": score.corrected.verdict,
        });
    }
    artifact
}

fn descriptor(id: &str, rules: &RuleSet) -> Value {
    let Some(rule) = rules.rule(id) else { return json!({ "id": id }) };
    let grounds = rule.grounds();
    json!({
        "id": id,
        "shortDescription": { "text": rule.message },
        "fullDescription": { "text": grounds.rationale },
        "help": { "text": rule.help },
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": { "source": grounds.source },
    })
}

fn result(path: &str, entry: &Entry<'_>, used: &[&str]) -> Value {
    let sentences: Vec<&str> = [entry.message, entry.help].into_iter().filter(|s| !s.is_empty()).collect();
    let mut result = Map::new();
    if let Some(office) = &entry.office {
        result.insert("ruleId".to_owned(), office.rule.into());
        if let Ok(index) = used.binary_search(&office.rule) {
            result.insert("ruleIndex".to_owned(), index.into());
        }
        result.insert("level".to_owned(), level(office.severity).into());
        result.insert("partialFingerprints".to_owned(), json!({ "lora/v1": office.fingerprint }));
        result.insert("properties".to_owned(), json!({ "points": office.points, "cause": office.cause }));
    } else {
        // Neither passed nor failed: something for a person to look at.
        result.insert("kind".to_owned(), "review".into());
        result.insert("properties".to_owned(), json!({ "kind": entry.kind }));
    }
    result.insert("message".to_owned(), json!({ "text": sentences.join(" ") }));
    result.insert("locations".to_owned(), json!([location(path, entry.span, entry.text)]));
    result.into()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn location(path: &str, span: Option<SpanReport>, text: Option<&str>) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": uri(path) } });
    if let Some(s) = span {
        physical["region"] = json!({
            "startLine": s.line,
            "startColumn": s.column,
            "endLine": s.end_line,
            "endColumn": s.end_column,
            "byteOffset": s.start,
            "byteLength": s.end - s.start,
        });
        if let Some(text) = text {
            physical["region"]["snippet"] = json!({ "text": text });
        }
    }
    json!({ "physicalLocation": physical })
}

/// A path as a URI reference.
fn uri(path: &str) -> String {
    if path == "-" {
        return "stdin".to_owned();
    }
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        match byte {
            b'\\' if cfg!(windows) => uri.push('/'),
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                uri.push(byte.into());
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_uri() {
        assert_eq!(uri("drafts/Farah, Amína.txt"), "drafts/Farah%2C%20Am%C3%ADna.txt");
        assert_eq!(uri("/tmp/a.txt"), "file:///tmp/a.txt");
        assert_eq!(uri("-"), "stdin");
    }
}
