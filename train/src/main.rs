//! Learns the weights of `rules/data/tenor.tsv` and the numbers of `rules/data/tenor.toml` from labelled letters, and
//! says how well they do on letters that they were not learned from.
#![expect(clippy::print_stdout, reason = "a tool that reports on the terminal")]
#![expect(clippy::cast_precision_loss, reason = "counts of sentences are small")]

mod company;
mod letters;
mod levels;
mod praise;
mod reading;
mod regression;
mod weights;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use lora_core::Analyzer;

/// Learn the weights of the model of sentences from labelled letters
#[derive(Parser)]
struct Args {
    /// Folders of labelled letters that no rule was tuned on
    #[arg(long, num_args = 1.., required = true)]
    unseen: Vec<PathBuf>,
    /// Folders of labelled letters that rules were tuned on: their words are learned from, and not how far rules are
    /// to be trusted
    #[arg(long, num_args = 1..)]
    tuned: Vec<PathBuf>,
    /// Folder in which tenor.tsv and tenor.toml are written anew; without it only figures are printed
    #[arg(long)]
    write: Option<PathBuf>,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        #[expect(clippy::print_stderr, reason = "errors go there")]
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn run(args: &Args) -> Result<(), String> {
    let analyzer = Analyzer::new(lora_rules::builtin());
    let mut examples = Vec::new();
    for (folders, unseen) in [(&args.unseen, true), (&args.tuned, false)] {
        for folder in folders {
            examples.extend(letters::read(&analyzer, folder, unseen)?);
        }
    }
    println!(
        "{} letters, {} sentences",
        examples.len(),
        examples.iter().map(|e| e.sentences.len()).sum::<usize>()
    );
    let data = weights::Data::new(&examples);
    let apart = data.apart();
    let praise = praise::fit(&examples, &apart);
    let levels = levels::fit(&examples, &apart);
    if let Some(folder) = &args.write {
        data.write(folder, &praise, &levels)?;
    }
    Ok(())
}
