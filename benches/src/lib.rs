//! What the benchmarks measure on: letters of a generator, as many as are asked for.

pub mod letters;
