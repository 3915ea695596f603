//! The names of members that no setting changes: those that RFC 6749 gives them.

/// The members of the response to a login, beside `access_token_key` and `refresh_token_key`.
pub const OTHER_LOGIN_MEMBERS: &[&str] = &["token_type", "expires_in", "scope"];
/// The field of a form that says where the browser goes afterwards.
pub const NEXT: &str = "next";
/// The members of a request with a refresh token.
pub const OTHER_REFRESH_MEMBERS: &[&str] = &["scope"];
/// The same members of a form, and where the browser goes.
pub const OTHER_REFRESH_FIELDS: &[&str] = &["scope", NEXT];
