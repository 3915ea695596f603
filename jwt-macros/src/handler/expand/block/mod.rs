//! Blocks: an attribute on an `impl` block or an inline module applies to each handler in it, and in the blocks within it.

mod body;
mod impl_and_module;
pub(super) mod marker;

pub(super) use self::body::ExpandedBlock;
pub(super) use self::impl_and_module::{expand_impl, expand_module};
