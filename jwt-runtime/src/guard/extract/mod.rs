//! The extractors: the guard itself, and those of the claims and the user of an admitted request.

mod admitted_claims;
mod claims;
mod from_admission;
mod guard;
mod middleware;
mod user;

pub use from_admission::FromAdmission;
pub use guard::Guard;
pub(crate) use guard::enforce;
pub use user::{CurrentUser, Injected, InjectedOption};
