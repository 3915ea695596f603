//! What contradicts a policy: the item, its parameters, and settings that exclude each other.

pub(crate) mod function;
pub(crate) mod item;
pub(crate) mod parameters;
pub(crate) mod settings;
