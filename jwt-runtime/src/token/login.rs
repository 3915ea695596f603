//! The login that a token came from, and what happened in it.

use super::registered::Registered;
use crate::csrf::Digest;

/// What a token says of its login, besides the session that it began.
#[derive(Default)]
pub(crate) struct Login {
    /// What the CSRF value of the session must be: the claim `csrf`.
    pub(crate) csrf: Option<Digest>,
    /// When the user authenticated, a fraction rounded down.
    pub(super) time: Option<i64>,
    pub(super) class: Option<Box<str>>,
    pub(super) methods: Box<[Box<str>]>,
    pub(super) is_fresh: bool,
}

impl Login {
    #[inline]
    pub(super) fn of(claims: &mut Registered<'_, '_>) -> Self {
        Self {
            csrf: claims.csrf.as_deref().and_then(Digest::read),
            time: claims.auth_time.map(|time| time.floor),
            class: claims.acr.as_deref().map(Into::into),
            methods: claims
                .amr
                .take()
                .map(|methods| methods.0)
                .unwrap_or_default(),
            is_fresh: claims.fresh.as_ref().is_some_and(|fresh| fresh.0),
        }
    }
}
