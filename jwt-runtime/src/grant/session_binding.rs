//! `SessionBinding`: the identifier and the CSRF value that tie tokens and pages to a session.

use crate::auth::Auth;
use crate::claim::ClaimSet;
use crate::config::{AuthConfig, CsrfClaim, CsrfProtection, Delivery, HttpSettings};
use crate::error::{AuthError, Reason};
use crate::token::{Mint, random_id};

/// A session, as its tokens name it, with the CSRF value that its pages need.
pub(crate) struct SessionBinding {
    pub(crate) id: String,
    pub(crate) csrf: Option<String>,
    /// The CSRF value of its refresh token: the same, unless a cookie has it alone.
    pub(crate) refresh_csrf: Option<String>,
}

impl SessionBinding {
    /// Adds the claims of the session to a token.
    pub(crate) fn in_token<'a, T: ClaimSet>(&'a self, mint: Mint<'a, T>) -> Mint<'a, T> {
        mint.in_session(&self.id, self.csrf.as_deref())
    }
}

/// Creates a session if it needs an identifier, which it does for cookies and if it is stored.
pub(crate) fn new_session<C: AuthConfig>(
    auth: &Auth<C>,
    is_stored: bool,
) -> Result<Option<SessionBinding>, AuthError> {
    if auth.http_settings().delivery == Delivery::Body && !is_stored {
        return Ok(None);
    }
    let id = random_id().ok_or(Reason::NoRandomness)?;
    Ok(Some(in_session(auth, &id)))
}

/// The session with this identifier.
pub(crate) fn in_session<C: AuthConfig>(auth: &Auth<C>, id: &str) -> SessionBinding {
    let HttpSettings { csrf, delivery, .. } = auth.http_settings();
    let is_seen = *delivery != Delivery::Body || csrf.claim == CsrfClaim::Value;
    let needs_csrf = is_seen && csrf.protection == CsrfProtection::On;
    let key = csrf.key.as_ref().filter(|_| needs_csrf);
    SessionBinding {
        csrf: key.map(|key| key.session_value(id)),
        refresh_csrf: key.map(|key| key.refresh_value(id)),
        id: id.to_owned(),
    }
}
