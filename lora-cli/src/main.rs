//! The `lora` command.

mod args;
mod check;
mod config;
mod earlier;
mod emit;
mod engine;
mod exit;
mod explain;
mod failure;
mod guess;
mod ignores;
mod index;
mod init;
mod inputs;
mod output;
mod profile_source;
mod reader;
mod rule_source;
mod rules;
mod sanitize;
mod terminal;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Cli, Command};
use crate::exit::Exit;

fn main() -> ExitCode {
    output::quiet_panics();
    let cli = Cli::parse();
    let done = match &cli.command {
        Command::Check(args) => check::run(args),
        Command::Rules(args) => rules::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Init(args) => init::run(args),
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
