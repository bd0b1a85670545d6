//! Benchmarks stand beside this crate manifest; it has no code of its own.
