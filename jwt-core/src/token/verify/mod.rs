//! Verification: a token comes in, and its claims or the first check that failed go out.

mod audience_coverage;
mod candidates;
mod claims;
mod key_per_user;
mod missing_claim;
mod overrides;
mod request;
mod shared_key;
mod verifier;
mod verifier_builder;
mod verifier_state;

pub use key_per_user::SubjectSecret;
pub use overrides::VerificationOverrides;
pub use verifier::{Verifier, VerifierOptions};
pub use verifier_builder::VerifierBuilder;
pub use verifier_state::ExtraVerifications;
#[cfg(test)]
pub(crate) use verifier_state::has_signed;
