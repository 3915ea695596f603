//! Declarative JWT authentication and authorization for axum.
//!
//! A handler says who may call it, and the compiler holds it to that:
//!
//! ```
//! use jwt_guard::prelude::*;
//!
//! #[derive(AuthConfig)]
//! #[auth(issuer = "https://api.example.com", access_ttl = "15m")]
//! struct Api {
//!     #[auth(env = "JWT_SECRET")]
//!     secret: Secret,
//! }
//!
//! #[public]
//! async fn health() -> &'static str {
//!     "ok"
//! }
//!
//! #[protected]
//! async fn whoami(claims: Claims) -> String {
//!     claims.subject().to_owned()
//! }
//!
//! #[scoped("user:read", "admin", require_all = false)]
//! async fn list_users() -> &'static str {
//!     "ada, grace"
//! }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let variables = |_: &str| Some("wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e".to_owned());
//! # let config = Api::from_vars(variables)?;
//! # #[cfg(any())]
//! let config = Api::from_env()?;
//! let auth = Auth::builder(config).build()?;
//! let app: GuardedRouter = GuardedRouter::new()
//!     .route("/health", get(health))
//!     .route("/whoami", get(whoami))
//!     .route("/users", get(list_users))
//!     .with_state(auth);
//! print!("{}", app.manifest());
//! # Ok(())
//! # }
//! ```
//!
//! The `README` tells the whole story. This crate only gathers what the others define: what runs on a request is in
//! `jwt-runtime`, the attributes and derives in `jwt-macros`, the grammar that both read in `jwt-syntax`.

#[cfg(feature = "macros")]
pub use jwt_macros::{
    AuthConfig, AuthState, Claim, Scope, inject_user, protected, public, scope, scoped,
};
pub use jwt_runtime::auth::{Auth, AuthBuilder};
pub use jwt_runtime::{
    Algorithm, auth, claim, clock, config, endpoints, error, guard, key, scope, session, throttle,
    token, user,
};

#[cfg(feature = "testing")]
pub use jwt_runtime::testing;

/// Stores that keep sessions outside of the process.
#[cfg(any(feature = "sqlite", feature = "postgres", feature = "redis"))]
pub mod stores {
    pub use jwt_stores::*;
}

#[doc(hidden)]
pub use jwt_runtime::__private;

/// The guarded router, and the functions that put annotated handlers on it.
pub mod routing {
    pub use jwt_runtime::router::*;
}

/// What an application usually needs, in one `use`.
///
/// `get`, `post` and the others are those of [`routing`]: they take annotated handlers only.
pub mod prelude {
    #[cfg(feature = "macros")]
    pub use jwt_macros::{
        AuthConfig, AuthState, Claim, Scope, inject_user, protected, public, scope, scoped,
    };
    pub use jwt_runtime::auth::Auth;
    pub use jwt_runtime::claim::{ClaimSet, NoClaims};
    pub use jwt_runtime::config::{AuthConfig, ConfigError};
    pub use jwt_runtime::error::{AuthError, Refusal};
    pub use jwt_runtime::guard::{AuthState, Claims, CurrentUser};
    pub use jwt_runtime::key::Secret;
    pub use jwt_runtime::router::{
        GuardedRouter, RouteManifest, any, connect, delete, get, head, on, options, patch, post,
        put, trace,
    };
    pub use jwt_runtime::scope::ScopeSet;
    pub use jwt_runtime::user::{BackendError, Credentials, UserBackend};
}

/// The guide's programs are compiled, and run, as examples.
#[cfg(doctest)]
#[doc = include_str!("../docs/configuration.md")]
mod guide {}

#[cfg(all(doctest, unix))]
#[doc = include_str!("../docs/deployment.md")]
mod deployment {}

#[cfg(doctest)]
#[doc = include_str!("../docs/layers.md")]
mod layers {}

#[cfg(doctest)]
#[doc = include_str!("../docs/metrics.md")]
mod metrics {}

#[cfg(doctest)]
#[doc = include_str!("../docs/outages.md")]
mod outages {}

#[cfg(doctest)]
#[doc = include_str!("../docs/rate-limits.md")]
mod rate_limits {}
