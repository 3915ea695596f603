//! What a configuration's own rules of scopes see: `scope_validator` and `scope_normalizer`.

use super::scope_set::{Iter, ScopeSet};

/// Judges one required scope in the place of the library's rules: `scope_validator = path`.
///
/// It is asked once for each required scope that is looked at, and its answer counts, whatever the rules say. It is not
/// asked about a token that grants nothing: that is refused.
pub type ScopeValidator = fn(&ScopeCheck<'_>) -> bool;

/// Rewrites the scopes that a handler asks for before they are compared: `scope_normalizer = path`.
///
/// It gets a whole list, or one scope of an `any(..)` or `all(..)`, whose place its answer takes: then all of it must
/// be granted. If nothing is left to ask for, the request is refused.
pub type ScopeNormalizer = fn(Vec<String>) -> Vec<String>;

/// One required scope, what the token grants, and what the library's rules say of it.
///
/// ```
/// use jwt_guard::prelude::*;
/// use jwt_guard::scope::ScopeCheck;
///
/// /// Whoever holds `root` may do everything.
/// fn root_may_everything(check: &ScopeCheck<'_>) -> bool {
///     check.is_granted() || check.granted().any(|scope| scope.as_str() == "root")
/// }
///
/// #[derive(AuthConfig)]
/// #[auth(scope_validator = root_may_everything)]
/// struct Api {
///     secret: Secret,
/// }
/// ```
#[derive(Debug)]
pub struct ScopeCheck<'a> {
    /// The scope that is required.
    pub required: &'a str,
    /// The scopes that the token grants.
    pub granted: &'a ScopeSet,
    /// Whether the rules of the library find it granted.
    pub is_granted: bool,
    /// Whether each action of the scope must be granted.
    pub require_all_actions: bool,
}

impl<'a> ScopeCheck<'a> {
    /// Whether the library's rules find that the token grants the required scope.
    #[must_use]
    pub fn is_granted(&self) -> bool {
        self.is_granted
    }

    /// The required scope, its parameters filled in.
    #[must_use]
    pub fn required(&self) -> ScopeParts<'a> {
        ScopeParts(self.required)
    }

    /// The scopes that the token grants; at least one.
    pub fn granted(&self) -> impl Iterator<Item = ScopeParts<'a>> + use<'a> {
        let granted: Iter<'a> = self.granted.iter();
        granted.map(ScopeParts)
    }

    /// Whether all actions of the required scope must be granted, or one of them is enough.
    #[must_use]
    pub fn require_all_actions(&self) -> bool {
        self.require_all_actions
    }
}

/// A scope taken apart: its namespace and its actions.
///
/// ```
/// # use jwt_guard::scope::ScopeParts;
/// let scope = ScopeParts::from("user:read:write");
/// assert_eq!(scope.namespace(), "user");
/// assert!(scope.actions().eq(["read", "write"]));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScopeParts<'a>(&'a str);

impl<'a> ScopeParts<'a> {
    /// What stands before the first `:`, or all of it.
    #[must_use]
    pub fn namespace(&self) -> &'a str {
        self.0.split(':').next().unwrap_or_default()
    }

    /// What stands behind the first `:`, between the others; nothing, if there is none.
    pub fn actions(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.0.split(':').skip(1)
    }

    /// The whole scope.
    #[must_use]
    pub fn as_str(&self) -> &'a str {
        self.0
    }
}

impl<'a> From<&'a str> for ScopeParts<'a> {
    fn from(scope: &'a str) -> Self {
        Self(scope)
    }
}
