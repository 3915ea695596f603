//! Browsers: cookies, CSRF, login pages, and tokens that a browser sends of its own accord.

mod ambient;
pub(crate) mod cookies;
mod csrf;
mod forgeries;
mod login_redirect;
mod two_logins;
