//! What expansions of the macros name of this crate, and nothing else. Not covered by semantic versioning.

pub use jwt_syntax::scope::fingerprint;
pub use serde;

pub use crate::claim::{
    ClaimSet, FromUser, NestedClaims, NestedClaimsReader, NoClaims, assert_distinct,
    claims_without_setup, compute, verify,
};
pub use crate::error::BackendError;
pub use crate::error::{ConfigError, Origin};
pub use crate::scope::{
    AnyScope, CheckedScope, Contains, Scope, ScopeNormalizer, ScopeValidator, UnknownScope,
    Vocabulary, assert_known,
};
pub use crate::user::{NoUser, NoUsers, UserBackend};
