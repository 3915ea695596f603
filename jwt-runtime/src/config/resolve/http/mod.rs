//! Resolving the settings of requests and responses.

mod cookies;
mod csrf;
mod endpoint;
mod implicit_refresh;
mod refresh_locations;
mod response_settings;
mod token_locations;

pub(crate) use endpoint::{CredentialMembers, Endpoints};
