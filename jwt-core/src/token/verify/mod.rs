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

pub use overrides::VerificationOverrides;
pub use per_user_key::SubjectSecret;
#[cfg(test)]
pub(crate) use verifier::has_signed;
pub use verifier::{ExtraVerifications, Verifier, VerifierOptions};
pub use verifier_builder::VerifierBuilder;
