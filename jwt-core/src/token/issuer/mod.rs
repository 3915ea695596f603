//! Issuers whose tokens are accepted: this service, and others that a configuration trusts.

mod accepted;
mod checks;
mod clients;
mod resolve;
mod trusted;

pub use accepted::{ForeignRules, Issuer, MintedClaims};
pub(super) use clients::Clients;
pub use resolve::{ResolvedIssuers, resolve_issuers};
pub use trusted::TrustedIssuer;
