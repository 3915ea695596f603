//! What the macros' expansions name, and nothing else. Not covered by semantic versioning.

pub use jwt_syntax::scope::Requirement;
pub use serde;

pub use crate::auth::Auth;
pub use crate::claim::{AnyClaims, ClaimSet, NoClaims};
pub use crate::config::{
    AuthConfig, ConfigError, MintsClaims, Origin, Settings, SuppliesUser, Unread, Variables,
    process_environment,
};
pub use crate::guard::{
    Access, AuthState, DefaultInstance, Guard, Injected, InjectedOption, Policy, PolicySpec,
};
pub use crate::token::Verified;
pub use crate::user::{NoUsers, UserBackend};
