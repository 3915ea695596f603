//! `IntoRequiredScopes`: the return types of functions in `with = ..`.

use crate::error::AuthError;
use crate::scope::{RequiredScopes, Scope};

/// What a function of `with = ..` can return: [`RequiredScopes`], one [`Scope`] or text, several, or a `Result` with any of these.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say which scopes are required",
    label = "this is computed by the function in `with = ..`",
    note = "return `RequiredScopes`, a `scope!(..)`, a `String`, a `Vec<String>`, or a `Result` of one of these and `AuthError`"
)]
pub trait IntoRequiredScopes {
    /// The scopes, or the error with which the request is refused.
    ///
    /// # Errors
    ///
    /// The error that the function returned.
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
    Scope;
    String;
    &str;
    {S: Into<Scope>} Vec<S>;
    {S: Into<Scope>, const N: usize} [S; N];
}

impl<T: IntoRequiredScopes, E: Into<AuthError>> IntoRequiredScopes for Result<T, E> {
    fn into_required_scopes(self) -> Result<RequiredScopes, AuthError> {
        self.map_err(Into::into)?.into_required_scopes()
    }
}
