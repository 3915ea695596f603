//! The configuration of an `Auth`: its settings, validated and resolved before the first request.
//!
//! `#[derive(AuthConfig)]` turns a struct into [`Settings`]. Every setting records where its value came from, and all invalid
//! ones are reported together, in a [`ConfigError`], before the service starts.
//!
//! A configuration may also derive `Deserialize`, to be read from a file. The types of this module deserialize from the same
//! texts as literals; a type of the standard library that deserializes differently, such as `Duration`, goes inside
//! [`FromText`].

mod claims_of;
mod emitted;
pub(crate) mod extra_verification;
mod http_settings;
pub(crate) mod input;
mod request_settings;
mod resolve;
mod retired_key;
mod setting;
mod settings;
pub(crate) mod supply;

pub use jwt_core::error::{ConfigError, Origin, Problem};

pub use crate::token::TrustedIssuer;
pub use claims_of::ClaimsOf;
pub(crate) use claims_of::scope_rules;
pub use emitted::{MintsClaims, SuppliesUser};
pub use extra_verification::ExtraVerification;
pub(crate) use extra_verification::ExtraVerificationsOf;
pub(crate) use http_settings::{HttpSettings, ImplicitRefresh};
pub use input::FromText;
// For the facade, which re-exports all of them as well.
#[doc(hidden)]
pub use jwt_syntax::choice;
#[doc(inline)]
pub use jwt_syntax::choice::*;
pub use jwt_syntax::http::token_location::{LocationKind, TokenLocation};
pub use request_settings::RequestSettings;
pub(crate) use resolve::{CredentialMembers, Endpoints, Resolved, Types, has_users};
pub use retired_key::RetiredKey;
pub use setting::Setting;
pub use settings::Settings;
pub(crate) use supply::Supply;

use crate::claim::ClaimSet;
use crate::response::SharedResponses;
use crate::scope::{ScopeNormalizer, ScopeValidator, Vocabulary};
use crate::user::UserBackend;

/// An authentication configuration: its settings and its types. Implemented by `#[derive(AuthConfig)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an authentication configuration",
    label = "this type configures nothing",
    note = "put `#[derive(AuthConfig)]` on `{Self}`"
)]
pub trait AuthConfig: Sized + Send + Sync + 'static {
    /// The custom claims of every token: `claims = ..`.
    type Claims: ClaimSet;

    /// The user backend: `users = ..`.
    type Users: UserBackend<Self::Claims>;

    /// The vocabulary of scopes: `scopes = ..`, or any scope.
    type Scopes: Vocabulary;

    /// The name of the configuration, for messages.
    const NAME: &'static str;

    /// Decides whether a token grants a required scope, instead of the rules of the library: `scope_validator = ..`.
    const SCOPE_VALIDATOR: Option<ScopeValidator> = None;

    /// Rewrites required scopes before they are compared: `scope_normalizer = ..`.
    const SCOPE_NORMALIZER: Option<ScopeNormalizer> = None;

    /// Renders responses instead of the library: `responses = ..`.
    #[must_use]
    fn responses() -> Option<SharedResponses> {
        None
    }

    /// Runs the functions in `extra_verifications(..)`.
    #[doc(hidden)]
    const EXTRA: Option<ExtraVerificationsOf<Self>> = None;

    /// The settings that were given as literals or by the fields of this value.
    fn settings(&self) -> Settings;
}
