//! Declarative JWT authentication and authorization for axum.
//!
//! A handler declares who may call it, and the compiler enforces that it does:
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
//! # Cargo features
//!
//! - `axum` (default): guards, endpoints and the router.
//! - `macros` (default): the attributes and the derives.
//! - `password`: [`Passwords`](user::Passwords), which hashes with Argon2id.
//! - `sqlite`, `postgres`, `redis`, `redis-tls`: the [`stores`] outside of the process.
//! - `jsonwebtoken`: [`jsonwebtoken`](mod@jsonwebtoken), conversions to and from the keys of that crate.
//! - `metrics`: figures of sessions and of their store, through the crate `metrics`.
//! - `testing`: [`testing`], and [`Guard::granted`](guard::Guard::granted), for tests of applications.
//!
//! # Where to read on
//!
//! The `README` is the introduction. This crate re-exports the others: tokens, keys, sessions and users are in `jwt-core`, the
//! axum side is in `jwt-runtime`, the attributes and derives are in `jwt-macros`, and the grammar that they share is in
//! `jwt-syntax`. Without its default features, this crate mints and verifies tokens, and does not depend on axum.

#[cfg(all(feature = "macros", feature = "axum"))]
pub use jwt_macros::{AuthConfig, AuthState, inject_user, protected, public, scoped};
#[cfg(feature = "macros")]
pub use jwt_macros::{Claim, Scope, scope};
#[cfg(feature = "axum")]
pub use jwt_runtime::auth::throttle;
#[cfg(feature = "axum")]
pub use jwt_runtime::auth::{Auth, AuthBuilder};
#[cfg(feature = "axum")]
pub use jwt_runtime::{auth, endpoints, error, response};

pub use jwt_core::{Algorithm, clock};

#[cfg(feature = "axum")]
#[doc(hidden)]
pub use jwt_runtime::__private;

#[cfg(not(feature = "axum"))]
#[doc(hidden)]
pub use jwt_core::__private;

/// Custom claims: the members that an application adds to its tokens.
pub mod claim {
    pub use jwt_core::claim::{
        ClaimFunction, ClaimFuture, ClaimSet, ClaimVerification, ExtraClaims, FromUser, NoClaims,
        UserOf,
    };
    #[cfg(feature = "axum")]
    pub use jwt_runtime::claims::AnyClaims;
    #[cfg(feature = "axum")]
    pub use jwt_runtime::config::{ClaimsOf, ExtraVerification};
}

/// The configuration of an `Auth`: its settings, validated and resolved before the first request.
pub mod config {
    pub use jwt_core::error::{ConfigError, Origin, Problem};
    pub use jwt_core::token::TrustedIssuer;
    #[cfg(feature = "axum")]
    #[doc(inline)]
    pub use jwt_runtime::config::choice::*;
    #[cfg(feature = "axum")]
    pub use jwt_runtime::config::{
        AuthConfig, FromText, MintsClaims, RetiredKey, Setting, Settings, SuppliesUser,
    };
}

/// Policies of handlers, the guard that enforces them, and the extractors of claims and the user.
#[cfg(feature = "axum")]
pub mod guard {
    #[doc(no_inline)]
    pub use jwt_runtime::auth::AuthState;
    pub use jwt_runtime::claims::{Claims, DefaultInstance};
    pub use jwt_runtime::config::{LocationKind, RequestSettings, TokenLocation};
    pub use jwt_runtime::guard::{
        Admission, AuthLayer, AuthLayers, AuthService, ComputesScopes, CurrentUser, FromAdmission,
        Guard, Injected, InjectedOption, LoginForm,
    };
}

/// Keys that sign and verify, the secrets that they are made from, and key rings.
pub mod key {
    pub use jwt_core::key::{JwkSet, Key, KeyError, KeyRing, NoRandomness, Secret};
}

/// Conversions to and from the types of the crate `jsonwebtoken`, version 12.
#[cfg(feature = "jsonwebtoken")]
#[doc(inline)]
pub use jwt_core::key::conversion as jsonwebtoken;

/// Scopes: those that a token grants, those of a vocabulary, and those that a handler requires.
pub mod scope {
    pub use jwt_core::scope::{
        AnyScope, CheckedScope, Contains, Iter, RequiredScopes, Scope, ScopeCheck, ScopeNormalizer,
        ScopeParts, ScopeSet, ScopeValidator, UnknownScope, Vocabulary,
    };
    #[cfg(feature = "axum")]
    pub use jwt_runtime::guard::IntoRequiredScopes;
}

/// Sessions: refresh tokens with their rotation, and revocations.
pub mod session {
    pub use jwt_core::session::{
        Attempt, AttemptCounter, AttemptLimit, AttemptOutcome, BeginOutcome, Cached, ClockState,
        CountedAttempt, CountedIn, CounterKey, CounterKind, CounterState, Device, KnownDevice,
        MemoryStore, Persistence, Position, Readiness, RefreshCount, RefreshRate,
        RefreshTokenState, Revocation, RevocationKey, RevocationPage, RevocationRecord,
        RevocationState, RevocationTarget, Rotation, RotationOutcome, Session, SessionEvent,
        SessionLimit, SessionOwner, SingleUseKey, StoreError, StoreState, Successor, TokenDigest,
        TokenStore,
    };
    #[cfg(feature = "axum")]
    pub use jwt_runtime::auth::Sessions;
    #[cfg(feature = "axum")]
    pub use jwt_runtime::endpoints::{NewSession, RefreshedSession, SessionStart};
}

/// Tokens: verifying compact JWS into typed claims, and minting them.
pub mod token {
    pub use jwt_core::token::{
        Mint, MintError, Minter, MinterBuilder, TokenError, TokenType, TokenTypeError, Verified,
        Verifier, VerifierBuilder,
    };
}

/// Users: the backend that an application implements.
pub mod user {
    pub use jwt_core::user::{
        ApplicationRefusal, Authentication, BackendError, Credentials, LegacyToken, LoginEvent,
        LoginRequest, NoCredentials, NoUser, NoUsers, TokenUser, UserBackend,
    };
    #[cfg(feature = "password")]
    pub use jwt_core::user::{PasswordError, Passwords, PasswordsBuilder, for_client};
}

/// Support for tests of applications.
#[cfg(feature = "testing")]
pub mod testing {
    pub use jwt_core::testing::{CachedToken, WithoutClock, forward_to_store, play, store_tests};
    #[cfg(feature = "axum")]
    pub use jwt_runtime::testing::purge;
}

/// Stores that keep sessions outside of the process.
#[cfg(any(feature = "sqlite", feature = "postgres", feature = "redis"))]
pub mod stores {
    #[cfg(feature = "postgres")]
    pub use jwt_stores::PostgresStore;
    #[cfg(feature = "redis")]
    pub use jwt_stores::RedisStore;
    #[cfg(feature = "sqlite")]
    pub use jwt_stores::SqliteStore;
}

/// The guarded router, and the functions that add annotated handlers to it.
#[cfg(feature = "axum")]
pub mod routing {
    pub use jwt_runtime::router::{
        CallFinishFirst, Chain, Guarded, GuardedMethod, GuardedRouter, GuardedRoutes, HandlerCall,
        HandlerFn, Install, InstallFallback, LastParameter, LayeredRoutes, Parameter, Route,
        RouteManifest, RouterError, Serves, any, connect, delete, get, head, on, options, patch,
        post, put, trace,
    };
}

/// The items that most applications need, in one `use`.
///
/// `get`, `post`, `put`, `patch` and `delete` are those of [`routing`], which has further ones. They accept annotated handlers
/// only.
pub mod prelude {
    pub use jwt_core::claim::{ClaimSet, NoClaims};
    pub use jwt_core::error::ConfigError;
    pub use jwt_core::key::Secret;
    pub use jwt_core::scope::ScopeSet;
    pub use jwt_core::user::{BackendError, Credentials, UserBackend};
    #[cfg(all(feature = "macros", feature = "axum"))]
    pub use jwt_macros::{AuthConfig, AuthState, inject_user, protected, public, scoped};
    #[cfg(feature = "macros")]
    pub use jwt_macros::{Claim, Scope, scope};
    #[cfg(feature = "axum")]
    pub use jwt_runtime::auth::{Auth, AuthState};
    #[cfg(feature = "axum")]
    pub use jwt_runtime::claims::Claims;
    #[cfg(feature = "axum")]
    pub use jwt_runtime::config::AuthConfig;
    #[cfg(feature = "axum")]
    pub use jwt_runtime::endpoints::AuthEndpoints;
    #[cfg(feature = "axum")]
    pub use jwt_runtime::error::AuthError;
    #[cfg(feature = "axum")]
    pub use jwt_runtime::guard::{AuthLayers, CurrentUser};
    #[cfg(feature = "axum")]
    pub use jwt_runtime::response::Rejection;
    #[cfg(feature = "axum")]
    pub use jwt_runtime::router::{GuardedRouter, RouteManifest, delete, get, patch, post, put};
}

/// The programs in the guides are compiled and run as doc tests.
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
#[doc = include_str!("../docs/migrate/esmerald.md")]
mod migrate_esmerald {}

#[cfg(doctest)]
#[doc = include_str!("../docs/migrate/flask-jwt.md")]
mod migrate_flask_jwt {}

#[cfg(doctest)]
#[doc = include_str!("../docs/migrate/flask-jwt-extended.md")]
mod migrate_flask_jwt_extended {}

#[cfg(doctest)]
#[doc = include_str!("../docs/migrate/jsonwebtoken.md")]
mod migrate_jsonwebtoken {}

#[cfg(doctest)]
#[doc = include_str!("../docs/migrate/sanic-jwt.md")]
mod migrate_sanic_jwt {}

#[cfg(doctest)]
#[doc = include_str!("../docs/outages.md")]
mod outages {}

#[cfg(doctest)]
#[doc = include_str!("../docs/rate-limits.md")]
mod rate_limits {}

#[cfg(doctest)]
#[doc = include_str!("../docs/responses.md")]
mod responses {}

#[cfg(doctest)]
#[doc = include_str!("../docs/sessions.md")]
mod sessions {}
