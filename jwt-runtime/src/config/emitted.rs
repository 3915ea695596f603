//! What `#[derive(AuthConfig)]` implements beside [`AuthConfig`]: which claims and which users a configuration has.

use super::AuthConfig;
use crate::user::UserBackend;

/// States that the tokens of a configuration carry the claims `T`. Implemented by `#[derive(AuthConfig)]`.
#[diagnostic::on_unimplemented(
    message = "this handler asks for `Claims<{T}>`, but the configuration `{Self}` mints other claims",
    label = "wrong claims type for this router",
    note = "use a type named by `claims = ..` in `#[auth(..)]` on `{Self}`, or `Claims` for the registered ones alone"
)]
pub trait MintsClaims<T: ?Sized>: AuthConfig {
    /// The part of the claims that the handler extracts.
    fn part(claims: &Self::Claims) -> &T;
}

/// States that the backend of a configuration supplies users of type `U`. Implemented by `#[derive(AuthConfig)]`.
#[diagnostic::on_unimplemented(
    message = "this handler asks for the user `{U}`, but the backend of `{Self}` supplies another type",
    label = "wrong user type for this router",
    note = "use the `User` type of the backend named by `users = ..` in `#[auth(..)]` on `{Self}`"
)]
pub trait SuppliesUser<U>: AuthConfig {
    /// Returns the user of the backend as the type that the handler extracts, which is the same type.
    fn supply(user: <Self::Users as UserBackend<Self::Claims>>::User) -> U;
}
