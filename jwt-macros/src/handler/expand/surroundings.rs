//! What is around a handler, which decides where its policy can be declared.

/// Where a handler stands.
pub(super) enum Surroundings {
    /// In a block that is not annotated, which an attribute does not see, or in none.
    Unseen,
    Module,
    /// In the `impl` block of the type called `owner`.
    Impl {
        owner: String,
    },
}
