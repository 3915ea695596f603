//! One request: find the token, verify it, compare it with the policy, hand over what the handler wants.
//!
//! [`Guard`] is the extractor that the attributes put in front of all others; it asks the one function that decides,
//! `admission`, for each request once.

mod admission;
mod bearer;
mod claims;
mod extractor;
mod policy;
mod state;
mod user;
mod wanted;

pub use admission::Admission;
#[cfg(fuzzing)]
pub(crate) use bearer::bearer_token;
pub use claims::Claims;
pub(crate) use extractor::enforce;
pub use extractor::{Guard, Passed};
pub use policy::{Access, Policy, PolicySpec};
pub use state::{AuthState, DefaultInstance};
pub use user::{CurrentUser, Injected, InjectedOption};
pub use wanted::Wanted;
