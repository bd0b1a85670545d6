//! The `lora` command.

mod args;
mod check;
mod earlier;
mod emit;
mod exit;
mod failure;
mod inputs;
mod output;
mod profile_source;
mod rule_source;
mod sanitize;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Cli, Command};
use crate::exit::Exit;

fn main() -> ExitCode {
    output::quiet_panics();
    let cli = Cli::parse();
    let done = match &cli.command {
        Command::Check(args) => check::run(args),
        _ => Ok(Exit::Clean),
    };
    match done {
        Ok(exit) => exit.into(),
        Err(failure) => {
            output::complain(failure);
            Exit::Unusable.into()
        }
    }
}
