//! `lora completions` and `lora man`: what shells and their users ask of a command.

use std::path::Path;

use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;

use crate::args::Cli;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;

/// Prints completions for a shell.
pub fn completions(shell: Shell) -> Result<Exit, Failure> {
    let mut out = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "lora", &mut out);
    output::print(&out)?;
    Ok(Exit::Clean)
}

/// Prints the page of the whole program, or writes one for each command into a folder.
pub fn man(folder: Option<&Path>) -> Result<Exit, Failure> {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    let Some(folder) = folder else {
        output::print(&page(&command)?)?;
        return Ok(Exit::Clean);
    };
    if !folder.is_dir() {
        return Err(Failure::new(folder, "there is no such folder: make it first"));
    }
    write(&command, folder)?;
    Ok(Exit::Clean)
}

/// The page of a command and of those below it; clap names them as they are typed, with hyphens.
fn write(command: &clap::Command, folder: &Path) -> Result<(), Failure> {
    let name = command.get_display_name().unwrap_or_else(|| command.get_name());
    // Read by everybody, unlike what lora writes about letters.
    let path = folder.join(format!("{name}.1"));
    std::fs::write(&path, page(command)?).map_err(|e| Failure::io(&path, "written", &e))?;
    command.get_subcommands().filter(|c| !c.is_hide_set()).try_for_each(|c| write(c, folder))
}

fn page(command: &clap::Command) -> Result<Vec<u8>, Failure> {
    let mut out = Vec::new();
    let man = Man::new(command.clone());
    man.render(&mut out).map_err(|e| Failure::about("man page", format!("it can't be written: {e}")))?;
    Ok(out)
}
