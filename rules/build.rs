//! Compiles the packs into bytes that the crate embeds. A pack that is wrong stops the build with its file,
//! line and remedy.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use lora_core::pack::{PackError, parse_pack};
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

/// Refuses a lexicon or signal that two files hold: they would be merged without a word. Packs that are given at run
/// time may add to a known name.
fn each_stands_once(texts: &[(String, String)]) -> Result<(), PackError> {
    let mut homes: BTreeMap<String, &str> = BTreeMap::new();
    for (file, text) in texts {
        let pack = parse_pack(file, text)?;
        let lexicons = pack.lexicon.keys().map(|name| ("lexicon", name.get_ref(), name.span()));
        let signals = pack.signal.keys().map(|name| ("signal", name.get_ref(), name.span()));
        for (kind, name, at) in lexicons.chain(signals) {
            let Some(home) = homes.insert(format!("{kind} {name}"), file) else { continue };
            return Err(PackError {
                file: file.clone(),
                line: text[..at.start].matches('\n').count() + 1,
                message: format!("the {kind} `{name}` stands in {home} too"),
                remedy: "join them in one file, or rename one".to_owned(),
            });
        }
    }
    Ok(())
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
    each_stands_once(&texts).unwrap_or_else(|error| stop(&error));
    let specialties = fs::read_to_string(root.join("data/specialties.toml"))?;
    let synonyms = fs::read_to_string(root.join("data/synonyms.toml"))?;
    let frequency = fs::read_to_string(root.join("data/frequency.toml"))?;
    let common = fs::read_to_string(root.join("data/common-words.toml"))?;
    let score = fs::read_to_string(root.join("data/score.toml"))?;
    let tenor = fs::read_to_string(root.join("data/tenor.toml"))?;
    let weights = fs::read_to_string(root.join("data/tenor.tsv"))?;
    let mut sources = vec![
        PackSource::Specialties { file: "rules/data/specialties.toml", text: &specialties },
        PackSource::Synonyms { file: "rules/data/synonyms.toml", text: &synonyms },
        PackSource::Frequency { file: "rules/data/frequency.toml", text: &frequency },
        PackSource::CommonWords { file: "rules/data/common-words.toml", text: &common },
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
