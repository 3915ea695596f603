//! What is computed for one request.

use crate::error::AuthError;

/// The scopes that a request must be granted, as a function computes them: `#[scoped(with = required)]`.
///
/// ```
/// use jwt_guard::scope::RequiredScopes;
///
/// let either = RequiredScopes::any_of(["user:read", "admin"]);
/// assert_eq!(either, RequiredScopes::from(["user:read", "admin"]).require_all(false));
/// ```
///
/// If there are none, the request is refused: a function that forgot a case must not let everybody in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequiredScopes {
    pub(crate) scopes: Vec<String>,
    pub(crate) require_all: bool,
    pub(crate) require_all_actions: bool,
}

impl RequiredScopes {
    /// All of these scopes.
    pub fn all_of<S: Into<String>>(scopes: impl IntoIterator<Item = S>) -> Self {
        Self {
            scopes: scopes.into_iter().map(Into::into).collect(),
            require_all: true,
            require_all_actions: true,
        }
    }

    /// One of these scopes.
    pub fn any_of<S: Into<String>>(scopes: impl IntoIterator<Item = S>) -> Self {
        Self::all_of(scopes).require_all(false)
    }

    /// Whether each of the scopes must be granted, or one of them is enough.
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

impl<S: Into<String>> From<Vec<S>> for RequiredScopes {
    fn from(scopes: Vec<S>) -> Self {
        Self::all_of(scopes)
    }
}

impl<S: Into<String>, const N: usize> From<[S; N]> for RequiredScopes {
    fn from(scopes: [S; N]) -> Self {
        Self::all_of(scopes)
    }
}

impl<S: Into<String>> FromIterator<S> for RequiredScopes {
    fn from_iter<I: IntoIterator<Item = S>>(scopes: I) -> Self {
        Self::all_of(scopes)
    }
}

/// What a function of `with = ..` can return: [`RequiredScopes`], one scope, several, or a `Result` with any of these.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say which scopes are required",
    label = "this is computed by the function in `with = ..`",
    note = "return `RequiredScopes`, a `String`, a `Vec<String>`, or a `Result` of one of these and `AuthError`"
)]
pub trait IntoRequiredScopes {
    /// The scopes, or why the request is refused.
    ///
    /// # Errors
    ///
    /// What the function itself refuses with.
    fn into_required_scopes(self) -> Result<RequiredScopes, AuthError>;
}

macro_rules! infallible {
    ($($({$($generics:tt)*})? $type:ty;)*) => {
        $(
            impl $(<$($generics)*>)? IntoRequiredScopes for $type {
                fn into_required_scopes(self) -> Result<RequiredScopes, AuthError> {
                    Ok(self.into())
                }
            }
        )*
    };
}

infallible! {
    RequiredScopes;
    String;
    &str;
    {S: Into<String>} Vec<S>;
    {S: Into<String>, const N: usize} [S; N];
}

impl<T: IntoRequiredScopes, E: Into<AuthError>> IntoRequiredScopes for Result<T, E> {
    fn into_required_scopes(self) -> Result<RequiredScopes, AuthError> {
        self.map_err(Into::into)?.into_required_scopes()
    }
}
