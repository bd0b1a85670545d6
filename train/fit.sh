#!/usr/bin/env bash
# Learns rules/data/tenor.tsv and tenor.toml anew from every labelled letter of this repository. Letters on which
# phrase rules were tuned teach the words alone.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo run --release --locked -p lora-train -- \
  --unseen fixtures/rounds/2 fixtures/rounds/3 fixtures/rounds/4 fixtures/rounds/5 fixtures/rounds/6 \
  fixtures/rounds/7 fixtures/rounds/8 fixtures/rounds/9 fixtures/rounds/10 fixtures/rounds/11 train/letters/* \
  --tuned fixtures/calibration fixtures/letters fixtures/rounds/1 --write rules/data
