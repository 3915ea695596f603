//! `TokenUser`: the user that a verified token is about.

use std::fmt;

use crate::scope::ScopeSet;

/// The user that a verified token of this service is about, for
/// [`UserBackend::retrieve_user_of`](super::UserBackend::retrieve_user_of).
pub struct TokenUser<'a, T: ?Sized> {
    subject: &'a str,
    session: Option<&'a str>,
    scopes: &'a ScopeSet,
    claims: &'a T,
}

impl<'a, T: ?Sized> TokenUser<'a, T> {
    #[doc(hidden)]
    #[must_use]
    pub fn new(
        subject: &'a str,
        session: Option<&'a str>,
        scopes: &'a ScopeSet,
        claims: &'a T,
    ) -> Self {
        Self {
            subject,
            session,
            scopes,
            claims,
        }
    }

    /// The subject.
    #[must_use]
    pub fn subject(&self) -> &'a str {
        self.subject
    }

    /// The session of the token, if it has one.
    #[must_use]
    pub fn session_id(&self) -> Option<&'a str> {
        self.session
    }

    /// The scopes that the token grants.
    #[must_use]
    pub fn scopes(&self) -> &'a ScopeSet {
        self.scopes
    }

    /// The custom claims of the token.
    #[must_use]
    pub fn claims(&self) -> &'a T {
        self.claims
    }
}

impl<T: ?Sized> fmt::Debug for TokenUser<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenUser")
            .field("subject", &self.subject)
            .finish_non_exhaustive()
    }
}
