//! `lora roster template`: an empty roster to fill in.

use super::columns::KNOWN;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;

/// Prints the headings and an invented row.
pub fn run() -> Result<Exit, Failure> {
    let failed = |e: &dyn std::fmt::Display| Failure::about("template", format!("it can't be written: {e}"));
    let mut out = csv::Writer::from_writer(Vec::new());
    let columns = || KNOWN.columns.iter().filter(|c| c.example.is_some());
    out.write_record(columns().map(|c| &c.heading)).map_err(|e| failed(&e))?;
    out.write_record(columns().filter_map(|c| c.example.as_ref())).map_err(|e| failed(&e))?;
    let bytes = out.into_inner().map_err(|e| failed(&e))?;
    output::print(&bytes)?;
    Ok(Exit::Clean)
}
