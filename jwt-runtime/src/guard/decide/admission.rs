//! `Admission`: a request that may pass, and the one function that decides so.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

use axum::http::request::Parts;
use jwt_syntax::http::token_location::LocationKind;

use super::freshness;
use super::located_token::{user_of_request, verify_found};
use super::scopes::{self, Settled};
use crate::auth::Auth;
use crate::browser::csrf;
use crate::config::{AuthConfig, ClaimsOf, CsrfProtection, RevocationReach};
use crate::error::AuthError;
use crate::grant::{UserOf, user_of_token};
use crate::guard::preflight::is_preflight;
use crate::guard::request::Exchange;
use crate::guard::{Overrides, PolicySpec};
use crate::session::{RevocationStatus, SessionService};
use crate::token::{SubjectSecret, TokenError, VerificationOverrides, Verified};
use crate::token_location::{bearer_bytes, bearer_refusal};

/// A handler's setting that no token can meet.
const REVOCATION_WITHOUT_STORE: &str = "`revocation = \"all\"` of this handler asks for a store: give the `Auth` one with `.store(..)`";

/// A request that may pass, and what is known of its sender.
///
/// There is one function that makes it, compiled once for each configuration, however many handlers there are.
pub struct Admission<'a, C: AuthConfig> {
    auth: &'a Auth<C>,
    verified: Option<Arc<Verified<ClaimsOf<C>>>>,
    open: Open,
}

/// What is left to be asked before a request may pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    /// The scopes that depend on the request.
    Scopes,
    /// Whether the token is revoked, and then all that comes after that.
    Revocation,
}

impl<'a, C: AuthConfig> Admission<'a, C> {
    /// Decides by what stands in front of the body, and by the body only if the layer has read it: no path is parsed
    /// for a stranger. `user` is [of whom](Auth::user_of_request) the key is that verifies, where each user has one.
    pub(crate) fn decide(
        auth: &'a Auth<C>,
        parts: &Parts,
        spec: &'static PolicySpec,
        exchange: Option<&Exchange>,
        user: Option<&SubjectSecret>,
    ) -> Result<Self, AuthError> {
        let nobody = Self {
            auth,
            verified: None,
            open: Open::Nothing,
        };
        if spec.is_public() {
            return Ok(nobody);
        }
        if is_preflight(&parts.method, &parts.headers)
            || exchange.is_some() && auth.web().is_exempt(&parts.method)
        {
            return Err(AuthError::Preflight);
        }
        let is_enforced = auth.web().enforce || spec.is_always_enforced();
        let verified = match exchange {
            None => match bearer_bytes(&parts.headers)? {
                Some(bytes) => {
                    let verified = auth
                        .verifier()
                        .verify_with(bytes, &VerificationOverrides::default());
                    Some(verified.map_err(|error| bearer_refusal(bytes, error))?)
                }
                None => None,
            },
            Some(exchange) => match verify_found(auth, parts, spec, exchange, user) {
                // Claims are never invented, so that whoever asks for some is still refused.
                Err(AuthError::InvalidToken(_) | AuthError::InvalidRequest(_)) if !is_enforced => {
                    None
                }
                verified => verified?,
            },
        };
        let Some(verified) = verified else {
            let asks_more = || spec.is_scoped() || spec.freshness().next().is_some();
            let is_open = || !is_enforced && !asks_more();
            return if spec.is_optional() || is_open() {
                Ok(nobody)
            } else {
                Err(AuthError::MissingToken)
            };
        };
        let open = match standing(auth, &verified, spec)? {
            RevocationStatus::Revoked => return Err(TokenError::Revoked.into()),
            RevocationStatus::Unknown => Open::Revocation,
            RevocationStatus::NotRevoked => Self::judge(auth, &verified, spec)?,
        };
        Ok(Self {
            auth,
            verified: Some(verified),
            open,
        })
    }

    /// Decides after the key of the token's user was asked for, where each has one.
    pub(crate) async fn of(
        auth: &'a Auth<C>,
        parts: &Parts,
        spec: &'static PolicySpec,
        exchange: Option<&Exchange>,
    ) -> Result<Self, AuthError> {
        let user = match exchange {
            Some(exchange) if auth.has_keys_of_users() => {
                user_of_request(auth, parts, spec, exchange).await?
            }
            _ => None,
        };
        Self::decide(auth, parts, spec, exchange, user.as_deref())
    }

    /// What the policy asks of a token that is not revoked.
    fn judge(
        auth: &Auth<C>,
        verified: &Verified<ClaimsOf<C>>,
        spec: &'static PolicySpec,
    ) -> Result<Open, AuthError> {
        freshness::check(auth, verified, spec)?;
        Ok(match scopes::of_policy::<C>(verified, spec)? {
            Settled::Yes => Open::Nothing,
            Settled::No => Open::Scopes,
        })
    }

    /// Whether nothing is left to be compared; until then nobody may pass.
    pub(crate) fn is_settled(&self) -> bool {
        self.open == Open::Nothing
    }

    /// Asks the store whether the token is revoked, if nobody here knows, and compares the scopes that depend on the
    /// request.
    pub(crate) async fn settle(
        &mut self,
        parts: &mut Parts,
        state: &(dyn Any + Send + Sync),
        spec: &'static PolicySpec,
    ) -> Result<(), AuthError> {
        let Some(verified) = &self.verified else {
            return Ok(());
        };
        if self.open == Open::Revocation {
            let keeper = self.auth.keeper().ok_or(AuthError::Unavailable)?;
            if keeper.is_revoked(verified, parts.method.is_safe()).await? {
                return Err(TokenError::Revoked.into());
            }
            self.open = Self::judge(self.auth, verified, spec)?;
        }
        if self.open == Open::Scopes {
            scopes::of_request::<C>(verified, parts, state, spec).await?;
            self.open = Open::Nothing;
        }
        Ok(())
    }

    /// The claims; `None` if no token came and none was asked for.
    pub(crate) fn verified(&self) -> Option<&Arc<Verified<ClaimsOf<C>>>> {
        self.verified.as_ref()
    }

    pub(crate) fn into_verified(self) -> Option<Arc<Verified<ClaimsOf<C>>>> {
        self.verified
    }

    /// The user that the token is about, from the backend; `None` if no token came and none was asked for.
    pub(crate) async fn user(&self) -> Result<Option<UserOf<C>>, AuthError> {
        match &self.verified {
            Some(verified) => user_of_token(self.auth, verified).await.map(Some),
            None => Ok(None),
        }
    }
}

impl<C: AuthConfig> Clone for Admission<'_, C> {
    fn clone(&self) -> Self {
        Self {
            auth: self.auth,
            verified: self.verified.clone(),
            open: self.open,
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

/// Everything that a handler with this policy asks for and cannot be given: on a `GuardedRouter` it is found at
/// start-up, and elsewhere by requests, which are refused.
pub(crate) fn problems_with<C: AuthConfig>(
    auth: &Auth<C>,
    spec: &PolicySpec,
) -> impl Iterator<Item = &'static str> + use<C> {
    let own = spec.overrides().unwrap_or(&Overrides::NONE);
    let asks_store = own.revocation == Some(RevocationReach::All) && auth.keeper().is_none();
    let reads_cookies = match own.token_from {
        Some(places) => places
            .iter()
            .any(|place| place.kind == LocationKind::Cookie),
        None => auth.web().places.has(LocationKind::Cookie),
    };
    let asks_value =
        own.csrf == Some(CsrfProtection::On) && reads_cookies && auth.web().csrf.has_no_values();
    let problems = [
        asks_store.then_some(REVOCATION_WITHOUT_STORE),
        asks_value.then_some(csrf::WITHOUT_VALUE),
    ];
    problems.into_iter().flatten()
}

/// What is known here of a token's revocation.
fn standing<C: AuthConfig>(
    auth: &Auth<C>,
    verified: &Verified<ClaimsOf<C>>,
    spec: &'static PolicySpec,
) -> Result<RevocationStatus, AuthError> {
    let own = spec.overrides().and_then(|overrides| overrides.revocation);
    match auth.keeper() {
        Some(keeper) => {
            if let Some(overrides) = spec.overrides()
                && overrides.verify_exp.is_some()
                && keeper.checks_revocation(own)
            {
                check_age(auth, keeper, verified, overrides.leeway)?;
            }
            Ok(keeper.revocation_status(verified, own))
        }
        None if own == Some(RevocationReach::All) => {
            Err(AuthError::Misconfigured(REVOCATION_WITHOUT_STORE))
        }
        None => Ok(RevocationStatus::NotRevoked),
    }
}

/// Refuses a token that no handler but one that takes expired ones would take, if nobody can say any more whether it
/// was revoked.
#[cold]
fn check_age<C: AuthConfig>(
    auth: &Auth<C>,
    keeper: &SessionService,
    verified: &Verified<ClaimsOf<C>>,
    leeway: Option<i64>,
) -> Result<(), AuthError> {
    let leeway = leeway.unwrap_or_else(|| auth.verifier().leeway());
    match keeper.may_have_forgotten(verified, leeway) {
        true => Err(TokenError::Expired.into()),
        false => Ok(()),
    }
}
