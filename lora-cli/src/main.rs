//! The `lora` command.

mod args;
mod baseline;
mod batch;
mod check;
mod config;
mod drafts;
mod earlier;
mod emit;
mod engine;
mod exit;
mod explain;
mod extract;
mod failure;
mod grammar;
mod guess;
mod ignores;
mod index;
mod init;
mod inputs;
mod interrupt;
mod output;
mod pdf_process;
mod profile_source;
mod progress;
mod reader;
mod regress;
mod relative;
mod roster;
mod rule_source;
mod rules;
mod sanitize;
mod shell;
mod terminal;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Cli, Command, RosterCommand};
use crate::exit::Exit;

fn main() -> ExitCode {
    output::quiet_panics();
    let cli = Cli::parse();
    let done = match &cli.command {
        Command::Check(args) => check::run(args),
        Command::Batch(args) => batch::run(args),
        Command::Diff(args) => drafts::run(args),
        Command::Test(args) => regress::run(args),
        Command::Roster(RosterCommand::Template) => roster::template::run(),
        Command::Rules(args) => rules::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Completions { shell } => shell::completions(*shell),
        Command::Man { output } => shell::man(output.as_deref()),
        Command::Init(args) => init::run(args),
        Command::Extract(args) => extract::run(args),
        Command::ReadPdf => pdf_process::serve(),
        Command::Index(args) => index::run(args),
    };
    match done {
        Ok(exit) => exit.into(),
        Err(failure) => {
            output::complain(failure);
            Exit::Unusable.into()
        }
    }
}
