//! `Grouped`: required scopes in groups, or with path parameters.

use jwt_syntax::scope::{Condition, has_parameters};

/// Scopes in groups, `any("admin", all("user:read", "user:write"))`, or with path parameters, `team:{team}:read`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grouped {
    /// The scopes that must be granted.
    pub condition: Condition<'static>,
    /// Whether every action of a scope must be granted (`true`), or one of them is enough (`false`).
    pub require_all_actions: bool,
}

impl Grouped {
    /// Whether a scope depends on the path of a request.
    #[must_use]
    pub fn has_parameters(&self) -> bool {
        let mut found = false;
        self.condition
            .visit(&mut |scope| found |= has_parameters(scope));
        found
    }
}

/// Fails to compile if a scope has parameters, for which all of its actions must be required.
///
/// # Panics
///
/// If the scope has parameters. Called in constants only.
#[expect(
    clippy::panic,
    reason = "evaluated by the compiler; the panic is a compile error"
)]
#[track_caller]
pub const fn assert_no_parameters(scope: &str) {
    if has_parameters(scope) {
        panic!(
            "a scope with a path parameter needs all of its actions: remove `require_all_actions = false`"
        );
    }
}
