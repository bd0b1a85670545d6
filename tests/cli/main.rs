//! The command line, end to end: every run is the built program in a folder of its own.
#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod audience;
mod bad_input;
mod baseline;
mod batch;
mod commands;
mod config;
mod documents;
mod drafts;
mod formats;
mod grammar;
mod inputs;
mod memo;
mod mutated;
mod regress;
mod report;
mod reuse;
mod roster;
mod support;
