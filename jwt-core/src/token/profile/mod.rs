//! How a service writes and reads its tokens: what claims are called, their formats, and which ones are required.

mod claim_names;
mod scopes_claim;
mod settings;
mod token_profile;

pub use claim_names::ClaimNames;
pub use scopes_claim::ScopesClaim;
pub(super) use settings::{BuilderSettings, CheckedSettings, common_settings};
pub use token_profile::Profile;
