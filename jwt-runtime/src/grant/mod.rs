//! Access tokens for users: minting them in a session, renewing them, and setting their cookies.

mod access_token;
mod renewal;
mod scopes;
mod session_binding;
mod session_cookies;
mod user_lookup;

pub(crate) use access_token::{AccessToken, AccessTokenRequest, access_token};
pub(crate) use renewal::{ExpiringToken, renewed_cookies};
pub(crate) use scopes::{common_to, is_granted};
pub(crate) use session_binding::{SessionBinding, in_session, new_session};
pub(crate) use session_cookies::{cleared_session, session_cookies};
pub(crate) use user_lookup::{UserOf, user_about, user_of_token};
