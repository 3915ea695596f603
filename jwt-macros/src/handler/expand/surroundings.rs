//! What is around a handler, which decides where its policy can be declared.

/// Where a handler stands.
#[derive(Clone, Default)]
pub(super) struct Surroundings {
    /// The name of the type whose `impl` block it is in.
    pub(super) owner: Option<String>,
}
