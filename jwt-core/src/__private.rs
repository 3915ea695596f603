//! What expansions of the macros name of this crate, and nothing else. Not covered by semantic versioning.

pub use jwt_syntax::scope::fingerprint;
pub use serde;

pub use crate::claim::{
    ClaimSet, Members, Nested, NoClaims, SetUp, assert_distinct, compute, set_up_without, verify,
};
pub use crate::error::BackendError;
pub use crate::error::{ConfigError, Origin};
pub use crate::scope::{
    AnyScope, CheckedScope, Contains, Scope, ScopeNormalizer, ScopeValidator, UnknownScope,
    Vocabulary, assert_known,
};
pub use crate::user::{NoUsers, UserBackend};
