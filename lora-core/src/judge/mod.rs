//! Judgement: what a program director takes from the letter.

pub(crate) mod competency;
pub(crate) mod endorsement;
mod evidence;
mod structure;

pub(crate) use endorsement::Endorsement;
pub(crate) use evidence::Evidence;
pub(crate) use structure::Structure;
