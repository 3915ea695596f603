//! What the macros' expansions name, and nothing else. Not covered by semantic versioning.

pub use jwt_syntax::place::{Place, Source};
pub use jwt_syntax::scope::{Condition, Requirement, fingerprint};
pub use serde;

pub use crate::auth::Auth;
pub use crate::claim::{
    AnyClaims, ClaimSet, Members, Nested, NoClaims, RunsExtra, SetUp, assert_distinct, compute,
    run_extra, set_up_without, verify,
};
pub use crate::config::{
    AuthConfig, ConfigError, CsrfProtection, MintsClaims, Origin, RevocationReach, Settings,
    SuppliesUser, Unread, Variables, process_environment,
};
pub use crate::guard::{
    Access, AuthState, Computation, Computed, DefaultInstance, Fits, Freshness, Grouped, Guard,
    Injected, InjectedOption, NoScopes, Overrides, Policy, PolicySpec, With, assert_no_parameters,
};
pub use crate::scope::{
    AnyScope, Contains, ScopeNormalizer, ScopeValidator, UnknownScope, Vocabulary, assert_known,
};
pub use crate::user::{BackendError, NoUsers, UserBackend};
