//! `ScopeCheck`: the input of a configuration's own rules for scopes (`scope_validator` and `scope_normalizer`).

use super::scope_set::{Iter, ScopeSet};

/// Decides whether one required scope is granted, instead of the library's rules: `scope_validator = path`.
///
/// It is called for each required scope that is checked, and its result replaces that of the rules. It is not called for a
/// token that grants nothing, which is refused.
pub type ScopeValidator = fn(&ScopeCheck<'_>) -> bool;

/// Rewrites the scopes that a handler requires before they are compared: `scope_normalizer = path`.
///
/// It receives a whole list, or one scope of an `any(..)` or `all(..)`; all scopes of the result then replace that one, and
/// must be granted. If the result is empty, the request is refused.
pub type ScopeNormalizer = fn(Vec<String>) -> Vec<String>;

/// One required scope, the scopes that the token grants, and the result of the library's rules.
///
/// ```
/// use jwt_guard::prelude::*;
/// use jwt_guard::scope::ScopeCheck;
///
/// /// The scope `root` grants everything.
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
#[non_exhaustive]
pub struct ScopeCheck<'a> {
    /// The scope that is required.
    pub required: &'a str,
    /// The scopes that the token grants.
    pub granted: &'a ScopeSet,
    /// Whether the library's rules find it granted.
    pub is_granted: bool,
    /// Whether each action of the scope must be granted.
    pub require_all_actions: bool,
}

impl<'a> ScopeCheck<'a> {
    /// The check of a required scope against the scopes that a token grants, for the test of a function.
    ///
    /// The other fields have defaults, and can be set afterwards: the library's rules do not find it granted, and each action
    /// of the scope must be granted.
    ///
    /// ```
    /// use jwt_guard::scope::{ScopeCheck, ScopeSet};
    ///
    /// fn root_may_everything(check: &ScopeCheck<'_>) -> bool {
    ///     check.is_granted() || check.granted().any(|scope| scope.as_str() == "root")
    /// }
    ///
    /// let granted: ScopeSet = ["root"].into_iter().collect();
    /// assert!(root_may_everything(&ScopeCheck::new("user:write", &granted)));
    /// let granted = ScopeSet::none();
    /// assert!(!root_may_everything(&ScopeCheck::new("user:write", &granted)));
    /// ```
    #[must_use]
    pub const fn new(required: &'a str, granted: &'a ScopeSet) -> Self {
        Self {
            required,
            granted,
            is_granted: false,
            require_all_actions: true,
        }
    }

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

/// A scope in parts: its namespace and its actions.
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
    /// The part before the first `:`, or the whole scope.
    #[must_use]
    pub fn namespace(&self) -> &'a str {
        self.0.split(':').next().unwrap_or_default()
    }

    /// The parts after the first `:`; none if there is no `:`.
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
