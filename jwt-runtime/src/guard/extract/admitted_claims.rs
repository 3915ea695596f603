//! `AdmittedClaims`: the claims of an admitted request, for extractors that the attribute cannot move into the guard.

use std::marker::PhantomData;
use std::sync::Arc;

use axum::http::request::Parts;

use crate::config::{AuthConfig, ClaimsOf};
use crate::token::Verified;

/// The verified claims that a guard leaves in the extensions of the request. They are keyed by instance *and* configuration, so
/// that the claims of one `Auth` are never taken for those of another.
///
/// `None` stands for an absent token that the policy accepts; without an entry, no guard has run.
pub(crate) struct AdmittedClaims<I, C: AuthConfig>(
    Option<Arc<Verified<ClaimsOf<C>>>>,
    PhantomData<fn() -> I>,
);

impl<I: 'static, C: AuthConfig> AdmittedClaims<I, C> {
    pub(crate) fn new(verified: Option<Arc<Verified<ClaimsOf<C>>>>) -> Self {
        Self(verified, PhantomData)
    }

    /// The claims that a guard left; the outer `None` if no guard of this `Auth` has run.
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
