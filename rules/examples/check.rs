//! Checks a letter from a program of your own: `cargo run -p lora-rules --example check`.
#![expect(clippy::print_stdout, reason = "an example shows what it found")]

use lora_core::reuse::Earlier;
use lora_core::{Analyzer, CheckOptions, Letter, Profile};

const LETTER: &str = "March 30, 2026\n\nDear Program Director:\n\nAmina Yusuf Farah is a true team player. \
    On her second night she noticed that a quiet man had stopped passing urine, and scanned his bladder \
    before she called me. I strongly recommend Mr. Farah for your program.\n\nSincerely,\n\nDaniel Okafor, MD\n";

const PROFILE: &str = "[applicant]\nname = \"Amina Yusuf Farah\"\npronouns = \"she\"\n";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Built once; it is `Send + Sync` and cheap to clone.
    let analyzer = Analyzer::new(lora_rules::builtin());
    let options = CheckOptions {
        profile: Some(Profile::from_toml(PROFILE)?),
        // The library asks no clock: without a day, what depends on it is listed in `not_run`.
        today: Some("2026-04-01".parse()?),
        ..CheckOptions::default()
    };
    // Earlier letters would be given here; none are.
    let report = analyzer.check(&Letter::new("letter.txt", LETTER)?, &options, &Earlier::default());

    println!("{} %, {}", report.score.overall, report.score.verdict.name());
    for finding in &report.findings {
        // `text` is the letter's own words at `span`; both are `None` for what is missing.
        let words = finding.text.as_deref().unwrap_or("whole letter");
        println!("{:7}  {:26}  {words}", finding.severity.name(), finding.rule);
    }
    Ok(())
}
