//! Verification: a token comes in, and its claims or the first check that failed go out.

mod audience_coverage;
mod candidates;
mod claims;
mod missing_claim;
mod overrides;
mod per_user_key;
mod request;
mod shared_key;
mod verifier;
mod verifier_builder;
mod verifier_state;

pub use overrides::VerificationOverrides;
pub use per_user_key::SubjectSecret;
pub use verifier::{Verifier, VerifierOptions};
pub use verifier_builder::VerifierBuilder;
pub use verifier_state::ExtraVerifications;
#[cfg(test)]
pub(crate) use verifier_state::has_signed;
