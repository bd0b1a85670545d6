//! Compares a draft with earlier letters: `cargo run -p lora-rules --example shared_passages`.
#![expect(clippy::print_stdout, reason = "an example shows what it found")]

use lora_core::reuse::Earlier;
use lora_core::{Analyzer, CheckOptions, Letter};

const TOLD: &str = "On the second night a quiet man had stopped passing urine, and nobody had seen it. NAME scanned \
    his bladder before calling me, drew the valve for his daughter on the back of a menu, and stayed until the \
    daughter could explain it to her brother on the telephone.";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let analyzer = Analyzer::new(lora_rules::builtin());
    let letter = |name: &str| format!("Dear Program Director:\n\n{}\n", TOLD.replace("NAME", name));
    // Built once, for however many drafts. Names are masked, so that a copy under another name is one.
    let earlier = Earlier::new(analyzer.rules(), [("2024-chen.txt".to_owned(), letter("Wei Chen"))]);
    let draft = Letter::new("draft.txt", letter("Amina Farah"))?;
    let report = analyzer.check(&draft, &CheckOptions::default(), &earlier);
    for source in &report.reuse {
        println!("{}: {:.0} % of the draft", source.source, source.containment * 100.0);
        for passage in &source.passages {
            println!("  {}", &draft.text()[passage.start as usize..passage.end as usize]);
        }
    }
    Ok(())
}
