//! `AdmittedClaims`: the claims of an admitted request, for extractors that no attribute moved into the guard.

use std::marker::PhantomData;
use std::sync::Arc;

use axum::http::request::Parts;

use crate::config::{AuthConfig, ClaimsOf};
use crate::token::Verified;

/// The claims as the guard leaves them in the request's extensions. The key is instance *and* configuration, so that
/// the claims of one `Auth` are never taken for those of another.
///
/// `None` stands for an absent token that the policy forgave; no entry at all means that no guard was there.
pub(crate) struct AdmittedClaims<I, C: AuthConfig>(
    Option<Arc<Verified<ClaimsOf<C>>>>,
    PhantomData<fn() -> I>,
);

impl<I: 'static, C: AuthConfig> AdmittedClaims<I, C> {
    pub(crate) fn new(verified: Option<Arc<Verified<ClaimsOf<C>>>>) -> Self {
        Self(verified, PhantomData)
    }

    /// What a guard left in the request; nothing if none of this `Auth` was there.
    pub(crate) fn find(parts: &Parts) -> Option<Option<Arc<Verified<ClaimsOf<C>>>>> {
        let Self(verified, _) = parts.extensions.get()?;
        Some(verified.clone())
    }
}

impl<I, C: AuthConfig> Clone for AdmittedClaims<I, C> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}
