//! Judgement: what a program director takes from the letter.

mod evidence;

pub(crate) use evidence::Evidence;
