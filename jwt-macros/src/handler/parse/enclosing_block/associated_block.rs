//! `AssociatedBlock`: the block around an attribute, if its functions are associated with a type.

/// A block whose functions are associated with a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AssociatedBlock {
    Impl,
    TraitImpl,
    Trait,
    /// One of these, of whose file nothing is known.
    Unread,
}
