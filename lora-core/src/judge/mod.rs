//! Judgement: what a program director takes from the letter.

pub(crate) mod appraisal;
pub(crate) mod cases;
mod checked;
mod claims;
pub(crate) mod competency;
mod contact;
pub(crate) mod empty;
pub(crate) mod endorsement;
mod evidence;
mod form;
mod patient;
pub(crate) mod portal;
pub(crate) mod properties;
mod structure;
mod writer;

pub(crate) use endorsement::Endorsement;
pub(crate) use evidence::Evidence;
pub(crate) use form::Form;
pub(crate) use structure::Structure;
