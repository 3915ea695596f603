//! One request: find the token, verify it, compare it with the policy, hand over what the handler wants.
//!
//! [`Guard`] is the extractor that the attributes put in front of all others; it asks the one function that decides,
//! `admission`, for each request once.

mod admission;
mod claims;
mod exchange;
mod extractor;
mod layer;
mod overrides;
mod place;
mod policy;
mod refuse;
mod request_settings;
mod rules;
mod state;
mod user;
mod wanted;

pub use admission::Admission;
pub use claims::Claims;
use exchange::Exchange;
pub(crate) use extractor::enforce;
pub use extractor::{Guard, Passed};
pub use layer::{AuthLayer, AuthService};
pub use overrides::Overrides;
pub(crate) use place::Places;
#[cfg(fuzzing)]
pub(crate) use place::bearer_token;
pub use policy::{Access, Policy, PolicySpec};
pub use request_settings::RequestSettings;
use rules::Rules;
pub use state::{AuthState, DefaultInstance};
pub use user::{CurrentUser, Injected, InjectedOption};
pub use wanted::Wanted;
