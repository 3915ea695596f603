//! The configuration of an `Auth`: its settings, validated and resolved before the first request.
//!
//! `#[derive(AuthConfig)]` turns a struct into [`Settings`]. Every setting records where its value came from, and all invalid
//! ones are reported together, in a [`ConfigError`], before the service starts.
//!
//! A configuration may also derive `Deserialize`, to be read from a file. The types of this module deserialize from the same
//! texts as literals; a type of the standard library that deserializes differently, such as `Duration`, goes inside
//! [`FromText`].

pub(crate) mod auth_config;
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
pub(crate) use auth_config::scope_rules;
pub use auth_config::{AuthConfig, ClaimsOf, MintsClaims, SuppliesUser};
pub use extra_verification::ExtraVerification;
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
