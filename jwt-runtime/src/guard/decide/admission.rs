//! `Admission`: a request that a guard admits, and the one function that decides on it.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

use axum::http::request::Parts;
use jwt_syntax::setting::{LOOKUP_WITHOUT_USERS, REVOCATION_WITHOUT_STORE};

use super::freshness;
use super::scopes::{self, ScopesOutcome};
use super::verification::{VerifiedToken, verify};
use crate::auth::{Auth, claimed_subject_secret};
use crate::config::{AuthConfig, ClaimsOf, RevocationReach, UserLookup, has_users};
use crate::error::{AuthError, ErrorKind, Reason};
use crate::grant::{ExpiringToken, UserOf, user_of_token};
use crate::guard::PolicySpec;
use crate::guard::preflight::{is_exempt, is_preflight};
use crate::guard::request::{GuardedRequest, context_of};
use crate::session::{RevocationStatus, SessionService};
use crate::token::{TokenError, VerificationOverrides, Verified};
use crate::token_location::{bearer_bytes, bearer_refusal};

/// A request that a guard admits, with the verified claims of its token.
///
/// Only one function makes it, which is compiled once for each configuration, however many handlers there are.
pub struct Admission<'a, C: AuthConfig> {
    auth: &'a Auth<C>,
    verified: Option<Arc<Verified<ClaimsOf<C>>>>,
    /// The user of the token, once it was looked up for every handler (`user_lookup`).
    user: Option<Arc<UserOf<C>>>,
    pending: Pending,
}

/// The checks that remain before the request is admitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pending {
    Nothing,
    /// The scopes that depend on the request.
    Scopes,
    /// Whether the token is revoked, and all checks that follow.
    Revocation,
    /// Whether the user exists and is active.
    User,
}

/// An admission that may still have [pending checks](Admission::is_settled), and what the layer needs later.
pub(in crate::guard) struct Decision<'a, C: AuthConfig> {
    pub(in crate::guard) admission: Admission<'a, C>,
    /// Given to the layer if it must replace the token.
    pub(in crate::guard) expiring: Option<Box<ExpiringToken>>,
}

impl<'a, C: AuthConfig> Decision<'a, C> {
    /// Decides by the head of the request, and by its body if the layer has read it. An unauthenticated client is refused
    /// before its path is parsed.
    pub(in crate::guard) fn of(
        auth: &'a Auth<C>,
        parts: &Parts,
        request: &GuardedRequest<'_>,
    ) -> Result<Self, AuthError> {
        check_method(auth, parts)?;
        let token = request.locate(parts).and_then(|located| {
            let located = located.as_ref();
            let verified = located.map(|located| verify(auth, parts, request, located, None));
            verified.transpose()
        });
        Self::of_token(auth, request.spec, token)
    }

    /// Does the same where each user has a key, which the user backend supplies for the subject that the token claims.
    pub(in crate::guard) async fn by_user_key(
        auth: &'a Auth<C>,
        parts: &Parts,
        request: &GuardedRequest<'_>,
    ) -> Result<Self, AuthError> {
        check_method(auth, parts)?;
        let token = match request.locate(parts) {
            Ok(Some(located)) => {
                let user = claimed_subject_secret(auth, &located.token).await?;
                verify(auth, parts, request, &located, user.as_deref()).map(Some)
            }
            Ok(None) => Ok(None),
            Err(error) => Err(error),
        };
        Self::of_token(auth, request.spec, token)
    }

    fn of_token(
        auth: &'a Auth<C>,
        spec: &'static PolicySpec,
        token: Result<Option<VerifiedToken<C>>, AuthError>,
    ) -> Result<Self, AuthError> {
        let is_enforced = auth.http_settings().enforce || spec.is_always_enforced();
        let token = match token {
            // Without a valid token there are no claims, so that a handler that extracts claims still refuses the request.
            Err(error) if !is_enforced && is_of_token(&error) => None,
            token => token?,
        };
        let (verified, expiring) = match token {
            Some(token) => (Some(token.claims), token.expiring),
            None => (None, None),
        };
        let admission = match verified {
            Some(verified) => Admission::of_verified(auth, spec, verified)?,
            None => Admission::without_token(auth, spec, is_enforced)?,
        };
        Ok(Self {
            admission,
            expiring,
        })
    }
}

/// Whether an error is about the token of a request, so that the request counts as one without a token if nothing is enforced.
fn is_of_token(error: &AuthError) -> bool {
    matches!(
        error.kind(),
        ErrorKind::InvalidToken | ErrorKind::InvalidRequest
    )
}

/// Refuses a request that reaches no handler or needs no token: a preflight, or one with an exempt method.
fn check_method<C: AuthConfig>(auth: &Auth<C>, parts: &Parts) -> Result<(), AuthError> {
    match is_exempt(auth, parts) {
        true => Err(Reason::Preflight.into()),
        false => Ok(()),
    }
}

impl<'a, C: AuthConfig> Admission<'a, C> {
    /// Decides on a request that may carry its token in `Authorization: Bearer` only.
    pub(in crate::guard) fn of_bearer(
        auth: &'a Auth<C>,
        parts: &Parts,
        spec: &'static PolicySpec,
    ) -> Result<Self, AuthError> {
        if spec.needs_no_access_token() {
            return Ok(Self::unauthenticated(auth));
        }
        if is_preflight(&parts.method, &parts.headers) {
            return Err(Reason::Preflight.into());
        }
        match bearer_bytes(&parts.headers)? {
            Some(bytes) => {
                let verified = auth
                    .verifier()
                    .verify_with(bytes, &VerificationOverrides::default());
                let verified = verified.map_err(|error| bearer_refusal(bytes, error))?;
                Self::of_verified(auth, spec, verified)
            }
            None => Self::without_token(auth, spec, true),
        }
    }

    /// Decides on a request to an endpoint of this crate, which has a policy of its own.
    pub(crate) async fn of(
        auth: &'a Auth<C>,
        parts: &Parts,
        spec: &'static PolicySpec,
    ) -> Result<Self, AuthError> {
        let Some(context) = context_of(auth, parts, spec) else {
            return Self::of_bearer(auth, parts, spec);
        };
        let request = GuardedRequest::of(auth, parts, spec, &context, None);
        let decision = match auth.has_keys_of_users() {
            true => Decision::by_user_key(auth, parts, &request).await?,
            false => Decision::of(auth, parts, &request)?,
        };
        Ok(decision.admission)
    }

    fn unauthenticated(auth: &'a Auth<C>) -> Self {
        Self {
            auth,
            verified: None,
            user: None,
            pending: Pending::Nothing,
        }
    }

    fn without_token(
        auth: &'a Auth<C>,
        spec: &'static PolicySpec,
        is_enforced: bool,
    ) -> Result<Self, AuthError> {
        let has_conditions = || spec.is_scoped() || spec.freshness().next().is_some();
        let is_open = || !is_enforced && !has_conditions();
        if spec.is_optional() || is_open() {
            Ok(Self::unauthenticated(auth))
        } else {
            Err(AuthError::missing_token())
        }
    }

    fn of_verified(
        auth: &'a Auth<C>,
        spec: &'static PolicySpec,
        verified: Arc<Verified<ClaimsOf<C>>>,
    ) -> Result<Self, AuthError> {
        let pending = match revocation_status(auth, &verified, spec)? {
            RevocationStatus::Revoked => return Err(TokenError::Revoked.into()),
            RevocationStatus::Unknown => Pending::Revocation,
            RevocationStatus::NotRevoked => Self::check_policy(auth, &verified, spec)?,
        };
        Ok(Self {
            auth,
            verified: Some(verified),
            user: None,
            pending,
        })
    }

    /// Checks the conditions of the policy for a token that is not revoked.
    fn check_policy(
        auth: &Auth<C>,
        verified: &Verified<ClaimsOf<C>>,
        spec: &'static PolicySpec,
    ) -> Result<Pending, AuthError> {
        freshness::check(auth, verified, spec)?;
        Ok(match scopes::of_policy::<C>(verified, spec)? {
            ScopesOutcome::Granted => Self::after_scopes(auth, spec),
            ScopesOutcome::DependOnRequest => Pending::Scopes,
        })
    }

    /// What is pending once the scopes are granted. The user comes last, as it is the most expensive.
    fn after_scopes(auth: &Auth<C>, spec: &'static PolicySpec) -> Pending {
        let of_handler = spec.overrides().and_then(|overrides| overrides.user_lookup);
        match of_handler.unwrap_or(auth.http_settings().user_lookup) {
            UserLookup::Injected => Pending::Nothing,
            UserLookup::Always => Pending::User,
        }
    }

    /// Whether only the user is still to be looked up, or could not be: the token itself is valid.
    pub(in crate::guard) fn awaits_user(&self) -> bool {
        self.pending == Pending::User
    }

    /// Whether no check is pending; until then the request must not pass.
    pub(crate) fn is_settled(&self) -> bool {
        self.pending == Pending::Nothing
    }

    /// Performs the pending checks: asks the store whether the token is revoked, if this process does not know, compares the
    /// scopes that depend on the request, and looks the user up.
    pub(crate) async fn settle(
        &mut self,
        parts: &mut Parts,
        state: &(dyn Any + Send + Sync),
        spec: &'static PolicySpec,
    ) -> Result<(), AuthError> {
        let Some(verified) = &self.verified else {
            return Ok(());
        };
        if self.pending == Pending::Revocation {
            let session_service = self
                .auth
                .session_service()
                .ok_or(Reason::StoreUnavailable)?;
            if session_service
                .is_revoked(verified, parts.method.is_safe())
                .await?
            {
                return Err(TokenError::Revoked.into());
            }
            self.pending = Self::check_policy(self.auth, verified, spec)?;
        }
        if self.pending == Pending::Scopes {
            scopes::of_request::<C>(verified, parts, state, spec).await?;
            self.pending = Self::after_scopes(self.auth, spec);
        }
        if self.pending == Pending::User {
            if !has_users::<C>() {
                return Err(AuthError::misconfigured(LOOKUP_WITHOUT_USERS.message));
            }
            self.user = Some(Arc::new(user_of_token(self.auth, verified).await?));
            self.pending = Pending::Nothing;
        }
        Ok(())
    }

    /// The claims; `None` if the request has no token and needs none.
    pub(crate) fn verified(&self) -> Option<&Arc<Verified<ClaimsOf<C>>>> {
        self.verified.as_ref()
    }

    pub(crate) fn into_verified(self) -> Option<Arc<Verified<ClaimsOf<C>>>> {
        self.verified
    }

    /// The user that was looked up already.
    pub(in crate::guard) fn looked_up_user(&self) -> Option<&Arc<UserOf<C>>> {
        self.user.as_ref()
    }

    /// The user of the token, from the backend; `None` if the request has no token and needs none.
    pub(crate) async fn user(&self) -> Result<Option<UserOf<C>>, AuthError> {
        match (&self.user, &self.verified) {
            (Some(user), _) => Ok(Some(UserOf::<C>::clone(user))),
            (None, Some(verified)) => user_of_token(self.auth, verified).await.map(Some),
            (None, None) => Ok(None),
        }
    }
}

impl<C: AuthConfig> Clone for Admission<'_, C> {
    fn clone(&self) -> Self {
        Self {
            auth: self.auth,
            verified: self.verified.clone(),
            user: self.user.clone(),
            pending: self.pending,
        }
    }
}

impl<C: AuthConfig> fmt::Debug for Admission<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Admission")
            .field("verified", &self.verified)
            .finish_non_exhaustive()
    }
}

/// The revocation status of a token, as far as this process knows it.
fn revocation_status<C: AuthConfig>(
    auth: &Auth<C>,
    verified: &Verified<ClaimsOf<C>>,
    spec: &'static PolicySpec,
) -> Result<RevocationStatus, AuthError> {
    let reach = spec.overrides().and_then(|overrides| overrides.revocation);
    match auth.session_service() {
        Some(session_service) => {
            if let Some(overrides) = spec.overrides()
                && overrides.verify_exp.is_some()
                && session_service.checks_revocation(reach)
            {
                check_age(auth, session_service, verified, overrides.leeway)?;
            }
            Ok(session_service.revocation_status(verified, reach))
        }
        None if reach == Some(RevocationReach::All) => {
            Err(AuthError::misconfigured(REVOCATION_WITHOUT_STORE.message))
        }
        None => Ok(RevocationStatus::NotRevoked),
    }
}

/// Refuses an expired token whose revocation may already have been purged. Only a handler that accepts expired tokens can
/// receive one.
#[cold]
fn check_age<C: AuthConfig>(
    auth: &Auth<C>,
    session_service: &SessionService,
    verified: &Verified<ClaimsOf<C>>,
    leeway: Option<i64>,
) -> Result<(), AuthError> {
    let leeway = leeway.unwrap_or_else(|| auth.verifier().leeway());
    match session_service.may_have_forgotten(verified, leeway) {
        true => Err(TokenError::Expired.into()),
        false => Ok(()),
    }
}
