//! `SessionBinding`: what ties tokens and pages to a session.

use crate::auth::Auth;
use crate::claim::ClaimSet;
use crate::config::{AuthConfig, CsrfProtection, Delivery, HttpSettings};
use crate::error::AuthError;
use crate::key::CsrfDigest;
use crate::token::{Mint, random_id};

/// A session: what its tokens say of it, and the value that its pages need.
pub(crate) struct SessionBinding {
    pub(crate) id: String,
    pub(crate) csrf: Option<String>,
}

impl SessionBinding {
    /// Puts the session into a token of it.
    pub(crate) fn in_token<'a, T: ClaimSet>(&'a self, mint: Mint<'a, T>) -> Mint<'a, T> {
        mint.in_session(&self.id, self.csrf.as_deref().map(CsrfDigest::of))
    }
}

/// A new session, if there is anything that needs its name: cookies, or a store.
pub(crate) fn new_session<C: AuthConfig>(
    auth: &Auth<C>,
) -> Result<Option<SessionBinding>, AuthError> {
    if auth.http_settings().delivery == Delivery::Body && auth.session_service().is_none() {
        return Ok(None);
    }
    let id = random_id().ok_or(AuthError::Unavailable)?;
    Ok(Some(in_session(auth, &id)))
}

/// The session of this name.
pub(crate) fn in_session<C: AuthConfig>(auth: &Auth<C>, id: &str) -> SessionBinding {
    let HttpSettings { csrf, delivery, .. } = auth.http_settings();
    let needs_csrf = *delivery != Delivery::Body && csrf.protection == CsrfProtection::On;
    let key = csrf.key.as_ref().filter(|_| needs_csrf);
    SessionBinding {
        csrf: key.map(|key| key.of_session(id)),
        id: id.to_owned(),
    }
}
