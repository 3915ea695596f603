//! Users: what an application says of them, the credentials that they log in with, and hashes of passwords.

mod application_refusal;
mod backend;
mod client;
mod credentials;
mod legacy_token;
mod login_event;
mod login_request;
mod no_users;
mod overload;
#[cfg(feature = "password")]
mod password;
mod token_user;

pub use application_refusal::ApplicationRefusal;
pub use backend::UserBackend;
#[cfg(not(feature = "password"))]
#[doc(hidden)]
pub use client::for_client;
#[cfg(feature = "password")]
pub use client::for_client;
#[doc(hidden)]
pub use client::network_of;
pub use credentials::Credentials;
pub use legacy_token::LegacyToken;
pub use login_event::LoginEvent;
pub use login_request::LoginRequest;
pub use no_users::{NoCredentials, NoUsers};
#[doc(hidden)]
pub use overload::is_overload;
#[cfg(feature = "password")]
pub use password::{PasswordError, Passwords, PasswordsBuilder};
pub use token_user::TokenUser;

pub use crate::claim::NoUser;
pub use crate::error::BackendError;
pub use crate::token::Authentication;
