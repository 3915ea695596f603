//! The decision: may this request pass?

use std::any::Any;
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use axum::http::Method;
use axum::http::request::Parts;
use jwt_syntax::http::token_location::LocationKind;

use super::freshness;
use super::preflight::is_preflight;
use super::scopes::{self, Settled};
use super::{Exchange, Overrides, PolicySpec, Rules};
use crate::auth::Auth;
use crate::config::ClaimsOf;
use crate::config::RequestSettings;
use crate::config::{AuthConfig, CsrfProtection, RevocationReach};
use crate::csrf;
use crate::error::AuthError;
use crate::session::{Keeper, Standing};
use crate::token::{Demands, OfUser, TokenError, TokenType, Verified};
use crate::token_location::{BodyKind, Found, bearer_bytes, bearer_refusal};
use crate::user::UserBackend;

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
        user: Option<&OfUser>,
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
            || exchange.is_some() && auth.is_exempt(&parts.method)
        {
            return Err(AuthError::Preflight);
        }
        let is_enforced = auth.web().enforce || spec.is_always_enforced();
        let verified = match exchange {
            None => match bearer_bytes(&parts.headers)? {
                Some(bytes) => {
                    let verified = auth.verifier().verify_with(bytes, &Demands::default());
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
        let open = match auth.standing(&verified, spec)? {
            Standing::Revoked => return Err(TokenError::Revoked.into()),
            Standing::Unknown => Open::Revocation,
            Standing::Good => Self::judge(auth, &verified, spec)?,
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
                auth.user_of_request(parts, spec, exchange).await?
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
    pub(crate) async fn user(
        &self,
    ) -> Result<Option<<C::Users as UserBackend<C::Claims>>::User>, AuthError> {
        match &self.verified {
            Some(verified) => self.auth.user_of_token(verified).await.map(Some),
            None => Ok(None),
        }
    }
}

/// The token, wherever the settings of this request have it stand.
pub(super) fn found<'r, C: AuthConfig>(
    auth: &Auth<C>,
    parts: &'r Parts,
    spec: &'static PolicySpec,
    exchange: &'r Exchange,
) -> Result<Option<Found<'r>>, AuthError> {
    let rules = Rules::of(spec, exchange)?;
    let lookup = rules.lookup(&auth.web().places, auth.cookies(parts));
    if lookup.needs_layer() && !exchange.has_layer() {
        return Err(AuthError::Misconfigured(
            "tokens outside of headers need the layer of the `Auth` around the router: use a `GuardedRouter`, or add \
             `.layer(auth.layer())` to the router",
        ));
    }
    if exchange.has_layer() && !exchange.is_for(spec) {
        if lookup.is_in_body() {
            return Err(AuthError::Misconfigured(
                "the settings of this handler decide whether the body is read for a token, and the layer around the \
                 router does not know them: use a `GuardedRouter`",
            ));
        }
        exchange.will_vary_by(lookup.varies_by());
    }
    let found = match exchange.hook().and_then(RequestSettings::found) {
        Some(token) => Some(token),
        None => {
            let search = lookup.find(parts, exchange.body())?;
            if search.has_dead_cookie {
                exchange.will_clear(|| auth.cookies(parts).clear_access(lookup.cookie_name));
            }
            search.found
        }
    };
    let found = found.filter(|found| !found.token.is_empty());
    if let Some(found) = &found {
        exchange.found_in(found.source);
    }
    Ok(found)
}

/// The claims of that token.
fn verify_found<C: AuthConfig>(
    auth: &Auth<C>,
    parts: &Parts,
    spec: &'static PolicySpec,
    exchange: &Exchange,
    user: Option<&OfUser>,
) -> Result<Option<Arc<Verified<ClaimsOf<C>>>>, AuthError> {
    let Some(Found { token, source }) = found(auth, parts, spec, exchange)? else {
        return Ok(None);
    };
    let rules = Rules::of(spec, exchange)?;
    let (verifier, demands) = (auth.verifier(), rules.demands());
    let verified = if auth.has_keys_of_users() {
        verifier.verify_of_user(&TokenType::ACCESS, token.as_bytes(), &demands, user)?
    } else {
        verifier.verify_with(token.as_bytes(), &demands)?
    };
    let (web, cookies) = (auth.web(), auth.cookies(parts));
    if source == LocationKind::Cookie {
        let digest = verified.csrf();
        let cookie = rules.csrf_cookie(cookies);
        web.csrf
            .check(&rules.csrf(), parts, cookie, digest, |name| {
                field(name, parts, spec, exchange)
            })?;
    }
    Ok(Some(verified))
}

/// The field of this name in a form.
fn field(
    name: &str,
    parts: &Parts,
    spec: &'static PolicySpec,
    exchange: &Exchange,
) -> Result<Option<String>, AuthError> {
    let Some(body) = exchange.body() else {
        let is_form = BodyKind::of(&parts.headers).is_some_and(|kind| kind.is_form());
        if is_form && exchange.has_layer() && !exchange.is_for(spec) {
            return Err(AuthError::Misconfigured(
                "the settings of this handler decide whether a form is read for the value against forged requests, and \
                 the layer around the router does not know them: use a `GuardedRouter`",
            ));
        }
        return Ok(None);
    };
    Ok(body.csrf_value(name)?.map(Cow::into_owned))
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

impl<C: AuthConfig> Auth<C> {
    /// Everything that a handler with this policy asks for and cannot be given: on a `GuardedRouter` it is found at
    /// start-up, and elsewhere by requests, which are refused.
    pub(crate) fn problems_with(
        &self,
        spec: &PolicySpec,
    ) -> impl Iterator<Item = &'static str> + use<C> {
        let own = spec.overrides().unwrap_or(&Overrides::NONE);
        let asks_store = own.revocation == Some(RevocationReach::All) && self.keeper().is_none();
        let reads_cookies = match own.token_from {
            Some(places) => places
                .iter()
                .any(|place| place.kind == LocationKind::Cookie),
            None => self.web().places.has(LocationKind::Cookie),
        };
        let asks_value = own.csrf == Some(CsrfProtection::On)
            && reads_cookies
            && self.web().csrf.has_no_values();
        let problems = [
            asks_store.then_some(REVOCATION_WITHOUT_STORE),
            asks_value.then_some(csrf::WITHOUT_VALUE),
        ];
        problems.into_iter().flatten()
    }

    /// What is known here of a token's revocation.
    fn standing(
        &self,
        verified: &Verified<ClaimsOf<C>>,
        spec: &'static PolicySpec,
    ) -> Result<Standing, AuthError> {
        let own = spec.overrides().and_then(|overrides| overrides.revocation);
        match self.keeper() {
            Some(keeper) => {
                if let Some(overrides) = spec.overrides()
                    && overrides.verify_exp.is_some()
                    && keeper.looks_up(own)
                {
                    self.check_age(keeper, verified, overrides.leeway)?;
                }
                Ok(keeper.standing(verified, own))
            }
            None if own == Some(RevocationReach::All) => {
                Err(AuthError::Misconfigured(REVOCATION_WITHOUT_STORE))
            }
            None => Ok(Standing::Good),
        }
    }

    /// Refuses a token that no handler but one that takes expired ones would take, if nobody can say any more whether it
    /// was revoked.
    #[cold]
    fn check_age(
        &self,
        keeper: &Keeper,
        verified: &Verified<ClaimsOf<C>>,
        leeway: Option<i64>,
    ) -> Result<(), AuthError> {
        let leeway = leeway.unwrap_or_else(|| self.verifier().leeway());
        match keeper.may_have_forgotten(verified, leeway) {
            true => Err(TokenError::Expired.into()),
            false => Ok(()),
        }
    }

    /// Whether requests with this method are answered without the handler.
    pub(super) fn is_exempt(&self, method: &Method) -> bool {
        self.web().exempt_methods.contains(method)
    }

    /// The user that a token is about, who must exist and be active.
    pub(crate) async fn user_of_token<T: ?Sized + Sync>(
        &self,
        verified: &Verified<T>,
    ) -> Result<<C::Users as UserBackend<C::Claims>>::User, AuthError> {
        let issuer = verified.issuer().filter(|_| verified.is_foreign());
        let Some(issuer) = issuer else {
            return self.retrieve_user(verified.subject()).await;
        };
        let found = self
            .users()
            .retrieve_foreign_user(issuer, verified.subject());
        self.active(found.await?).await
    }

    /// The user with this subject, who must exist and be active.
    pub(crate) async fn retrieve_user(
        &self,
        subject: &str,
    ) -> Result<<C::Users as UserBackend<C::Claims>>::User, AuthError> {
        self.active(self.users().retrieve_user(subject).await?)
            .await
    }

    async fn active(
        &self,
        found: Option<<C::Users as UserBackend<C::Claims>>::User>,
    ) -> Result<<C::Users as UserBackend<C::Claims>>::User, AuthError> {
        let user = found.ok_or(TokenError::UnknownSubject)?;
        if self.users().is_active(&user).await? {
            Ok(user)
        } else {
            Err(TokenError::UnknownSubject.into())
        }
    }
}
