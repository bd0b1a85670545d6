#!/usr/bin/env bash
# Format, lints with warnings denied, every test, the fixture letters and the packs' examples by lora itself.
set -euo pipefail
cd "$(dirname "$0")"
cargo fmt --all --check
# The optional feature `grammar` has a script of its own: .ci/grammar.
cargo clippy --workspace --exclude lora-grammar --all-targets --locked -- -D warnings
cargo test --workspace --exclude lora-grammar --locked
lora() { cargo run --quiet --locked -p lora-cli -- "$@"; }
lora rules test rules
lora test fixtures --stage final --today 2026-11-22
