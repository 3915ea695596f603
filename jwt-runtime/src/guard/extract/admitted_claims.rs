//! `AdmittedClaims`: the claims of an admitted request, for extractors that the attribute cannot move into the guard.

use std::marker::PhantomData;
use std::sync::Arc;

use axum::http::request::Parts;

use crate::config::{AuthConfig, ClaimsOf};
use crate::grant::UserOf;
use crate::guard::Admission;
use crate::token::Verified;

/// The verified claims that a guard leaves in the extensions of the request. They are keyed by instance *and* configuration, so
/// that the claims of one `Auth` are never taken for those of another.
pub(crate) struct AdmittedClaims<I, C: AuthConfig> {
    /// `None` for an absent token that the policy accepts; without an entry, no guard has run.
    verified: Option<Arc<Verified<ClaimsOf<C>>>>,
    /// The user, if the guard has looked it up.
    user: Option<Arc<UserOf<C>>>,
    instance: PhantomData<fn() -> I>,
}

impl<I: 'static, C: AuthConfig> AdmittedClaims<I, C> {
    pub(crate) fn of(admission: &Admission<'_, C>) -> Self {
        Self {
            verified: admission.verified().cloned(),
            user: admission.looked_up_user().cloned(),
            instance: PhantomData,
        }
    }

    /// The claims that a guard left; the outer `None` if no guard of this `Auth` has run.
    pub(crate) fn find(parts: &Parts) -> Option<Option<Arc<Verified<ClaimsOf<C>>>>> {
        let admitted: &Self = parts.extensions.get()?;
        Some(admitted.verified.clone())
    }

    /// The user that a guard has looked up.
    pub(crate) fn user(parts: &Parts) -> Option<UserOf<C>> {
        let admitted: &Self = parts.extensions.get()?;
        admitted.user.as_deref().cloned()
    }
}

impl<I, C: AuthConfig> Clone for AdmittedClaims<I, C> {
    fn clone(&self) -> Self {
        Self {
            verified: self.verified.clone(),
            user: self.user.clone(),
            instance: PhantomData,
        }
    }
}
