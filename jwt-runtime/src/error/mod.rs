//! Errors: the exact reason of a refusal, its kind with a stable code and status, and the challenge.

mod auth_error;
mod challenge;
mod kind;
mod needed_authentication;
mod needed_scopes;
mod reason;

pub use auth_error::AuthError;
pub use challenge::Challenge;
pub(crate) use challenge::{REALM, SCHEME};
pub use kind::ErrorKind;
pub(crate) use needed_authentication::Needed;
pub use needed_authentication::NeededAuthentication;
pub use needed_scopes::NeededScopes;
pub use reason::Reason;
