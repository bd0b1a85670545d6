//! Prints the pages that are generated from the rules: `cargo run -p lora-rules --example pages -- rules` for
//! docs/rules.md, `-- conflicts` for docs/conflicts.md. A test compares the files with what this prints.

pub mod conflicts;
pub mod reference;
mod wrapped;

#[expect(clippy::print_stdout, reason = "printing is what it is for")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    match std::env::args().nth(1).as_deref() {
        Some("rules") => print!("{}", reference::reference()?),
        Some("conflicts") => print!("{}", conflicts::page(&lora_rules::conflicts())),
        _ => return Err("name a page: rules or conflicts".into()),
    }
    Ok(())
}
