//! Benchmarks stand beside this crate's manifest, and programs that they need in `src/bin`; it has no code of its
//! own.
