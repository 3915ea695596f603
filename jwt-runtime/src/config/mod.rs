//! The configuration: what was decided before the first request.
//!
//! `#[derive(AuthConfig)]` turns a struct into [`Settings`]; every setting remembers where its value came from, and
//! whatever is wrong is reported together, in a [`ConfigError`], before the service starts.
//!
//! A configuration can come from a file: it may derive `Deserialize` too. The types of this module read what a literal
//! says; a type of the standard library that reads something else, such as `Duration`, does so inside [`FromText`].

mod claims_of;
mod extra_verification;
mod http_settings;
mod input;
mod request_settings;
mod resolve;
mod setting;
mod settings;
mod start_up;

pub use jwt_core::error::{ConfigError, Origin, Problem};

pub use crate::token::TrustedIssuer;
pub use claims_of::ClaimsOf;
pub(crate) use claims_of::scope_rules;
pub use extra_verification::{ExtraVerification, RunsExtra, run_extra};
pub(crate) use http_settings::HttpSettings;
pub use input::{FromText, FromVariable, Supply, Unread, Variables, process_environment};
pub use jwt_syntax::choice::{
    ClientAddress, CountLimit, CsrfProtection, DangerouslyOff, DangerouslyOn, Delivery,
    ErrorDetail, LoginLimit, NotBefore, OnStoreError, RefreshFormat, RevocationReach, SameSite,
    ScopeMatching, ScopesFormat, SubjectFormat,
};
pub use request_settings::RequestSettings;
pub use resolve::RetiredKey;
pub(crate) use resolve::{
    CredentialMembers, Endpoints, ImplicitRefresh, RefreshTokenLocations, Resolved, ThrottleRules,
    Types,
};
pub use setting::Setting;
pub use settings::Settings;

use crate::claim::ClaimSet;
use crate::scope::{ScopeNormalizer, ScopeValidator, Vocabulary};
use crate::user::UserBackend;

/// Who signs, what is checked, and which types belong to it; `#[derive(AuthConfig)]` implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an authentication configuration",
    label = "this type configures nothing",
    note = "put `#[derive(AuthConfig)]` on `{Self}`"
)]
pub trait AuthConfig: Sized + Send + Sync + 'static {
    /// The custom claims that are minted, and verified with every token: `claims = ..`.
    type Claims: ClaimSet;

    /// Who knows the users: `users = ..`.
    type Users: UserBackend<Self::Claims>;

    /// Which scopes there are: `scopes = ..`, or any.
    type Scopes: Vocabulary;

    /// The name of the configuration, for messages.
    const NAME: &'static str;

    /// Judges required scopes in the place of the library's rules: `scope_validator = ..`.
    const SCOPE_VALIDATOR: Option<ScopeValidator> = None;

    /// Rewrites required scopes before they are compared: `scope_normalizer = ..`.
    const SCOPE_NORMALIZER: Option<ScopeNormalizer> = None;

    /// What `extra_verifications(..)` asks of every request.
    #[doc(hidden)]
    const EXTRA: Option<RunsExtra<Self>> = None;

    /// The settings that were given, as literals or by the fields of this value.
    fn settings(&self) -> Settings;
}

/// Says that the tokens of a configuration carry the claims `T`. Emitted by `#[derive(AuthConfig)]`.
#[diagnostic::on_unimplemented(
    message = "this handler asks for `Claims<{T}>`, but the configuration `{Self}` mints other claims",
    label = "wrong claims type for this router",
    note = "use a type named by `claims = ..` in `#[auth(..)]` on `{Self}`, or `Claims` for the registered ones alone"
)]
pub trait MintsClaims<T: ?Sized>: AuthConfig {
    /// The part of the claims that the handler asks for.
    fn part(claims: &Self::Claims) -> &T;
}

/// Says that the backend of a configuration supplies users of type `U`. Emitted by `#[derive(AuthConfig)]`.
#[diagnostic::on_unimplemented(
    message = "this handler asks for the user `{U}`, but the backend of `{Self}` supplies another type",
    label = "wrong user type for this router",
    note = "use the `User` type of the backend named by `users = ..` in `#[auth(..)]` on `{Self}`"
)]
pub trait SuppliesUser<U>: AuthConfig {
    /// Gives the backend's user the type that the handler asks for: it is the same one.
    fn supply(user: <Self::Users as UserBackend<Self::Claims>>::User) -> U;
}
