//! `RequiredScopes`: scopes that a function computes for one request.

use super::required_scope::Scope;

/// The scopes that a request requires, computed by a function: `#[scoped(with = required)]`.
///
/// ```
/// use jwt_guard::scope::RequiredScopes;
///
/// let either = RequiredScopes::any_of(["user:read", "admin"]);
/// assert_eq!(either, RequiredScopes::from(["user:read", "admin"]).require_all(false));
/// ```
///
/// If there are none, the request is refused, so that a function that forgot a case fails closed. It is refused as well if
/// one of them is malformed, even where another would be enough. A text must follow the grammar of scopes and have a
/// namespace: `format!("{team}:read")` with an empty `team` would otherwise require `read` in any namespace. A text does not
/// show whether a value had more than one segment, so use `scope!` for values that come from a request.
///
/// ```
/// use axum::extract::Path;
/// use jwt_guard::prelude::*;
/// use jwt_guard::scope::RequiredScopes;
///
/// fn of_report(Path((team, id)): Path<(String, u32)>) -> RequiredScopes {
///     RequiredScopes::any_of([scope!("team:{team}:read"), scope!("report:{id}:read"), scope!("admin")])
/// }
///
/// #[scoped(with = of_report)]
/// async fn report() {}
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RequiredScopes {
    /// The scopes.
    pub scopes: Vec<Scope>,
    /// Whether each of them must be granted.
    pub require_all: bool,
    /// Whether each action of a scope must be granted.
    pub require_all_actions: bool,
}

impl RequiredScopes {
    /// All of these scopes.
    #[must_use]
    pub fn all_of<S: Into<Scope>>(scopes: impl IntoIterator<Item = S>) -> Self {
        Self {
            scopes: scopes.into_iter().map(Into::into).collect(),
            require_all: true,
            require_all_actions: true,
        }
    }

    /// One of these scopes.
    #[must_use]
    pub fn any_of<S: Into<Scope>>(scopes: impl IntoIterator<Item = S>) -> Self {
        Self::all_of(scopes).require_all(false)
    }

    /// Whether all scopes must be granted, or one of them is enough.
    #[must_use]
    pub fn require_all(mut self, all: bool) -> Self {
        self.require_all = all;
        self
    }

    /// Whether each action of a scope must be granted, or one of them is enough.
    #[must_use]
    pub fn require_all_actions(mut self, all: bool) -> Self {
        self.require_all_actions = all;
        self
    }
}

impl From<String> for RequiredScopes {
    fn from(scope: String) -> Self {
        Self::all_of([scope])
    }
}

impl From<&str> for RequiredScopes {
    fn from(scope: &str) -> Self {
        Self::all_of([scope])
    }
}

impl From<Scope> for RequiredScopes {
    fn from(scope: Scope) -> Self {
        Self::all_of([scope])
    }
}

impl<S: Into<Scope>> From<Vec<S>> for RequiredScopes {
    fn from(scopes: Vec<S>) -> Self {
        Self::all_of(scopes)
    }
}

impl<S: Into<Scope>, const N: usize> From<[S; N]> for RequiredScopes {
    fn from(scopes: [S; N]) -> Self {
        Self::all_of(scopes)
    }
}

impl<S: Into<Scope>> FromIterator<S> for RequiredScopes {
    fn from_iter<I: IntoIterator<Item = S>>(scopes: I) -> Self {
        Self::all_of(scopes)
    }
}
