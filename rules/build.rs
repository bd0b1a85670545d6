//! Compiles the packs into bytes that the crate embeds. A pack that is wrong stops the build with its file,
//! line and remedy.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use lora_core::pack::PackError;
use lora_core::rules::{PackSource, compile};
use lora_core::tenor::Weights;

fn toml_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "toml") && !path.ends_with("Cargo.toml"))
        .collect();
    files.sort();
    Ok(files)
}

fn stop(error: &PackError) -> ! {
    #[expect(clippy::print_stderr, reason = "a build script tells of errors there")]
    {
        eprintln!("{error}");
    }
    std::process::exit(1);
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    for watched in [root.clone(), root.join("lexicons"), root.join("data")] {
        println!("cargo::rerun-if-changed={}", watched.display());
    }
    let mut files = toml_files(&root.join("lexicons"))?;
    files.extend(toml_files(&root)?);
    let mut texts = Vec::new();
    for file in &files {
        let name = file.strip_prefix(&root)?.display().to_string().replace('\\', "/");
        texts.push((format!("rules/{name}"), fs::read_to_string(file)?));
    }
    let specialties = fs::read_to_string(root.join("data/specialties.toml"))?;
    let synonyms = fs::read_to_string(root.join("data/synonyms.toml"))?;
    let frequency = fs::read_to_string(root.join("data/frequency.toml"))?;
    let score = fs::read_to_string(root.join("data/score.toml"))?;
    let tenor = fs::read_to_string(root.join("data/tenor.toml"))?;
    let weights = fs::read_to_string(root.join("data/tenor.tsv"))?;
    let mut sources = vec![
        PackSource::Specialties { file: "rules/data/specialties.toml", text: &specialties },
        PackSource::Synonyms { file: "rules/data/synonyms.toml", text: &synonyms },
        PackSource::Frequency { file: "rules/data/frequency.toml", text: &frequency },
        PackSource::Score { file: "rules/data/score.toml", text: &score },
        PackSource::Tenor { file: "rules/data/tenor.toml", text: &tenor },
    ];
    sources.extend(texts.iter().map(|(file, text)| PackSource::Pack { file, text }));
    let rules = compile(&sources).unwrap_or_else(|error| stop(&error));
    let weights = Weights::compile("rules/data/tenor.tsv", &weights).unwrap_or_else(|error| stop(&error));
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("ruleset.bin"), rules.to_bytes()?)?;
    fs::write(out.join("tenor.bin"), weights.as_bytes())?;
    // The sources again, for compiling together with packs that are given at run time.
    let mut list = String::from("[\n");
    for (file, _) in &texts {
        let path = root.join(file.trim_start_matches("rules/"));
        list.push_str(&format!("    ({file:?}, include_str!({path:?})),\n"));
    }
    list.push_str("]\n");
    fs::write(out.join("packs.rs"), list)?;
    Ok(())
}
