//! The token of a request, wherever the settings of the request have it stand, and its claims.

use std::borrow::Cow;
use std::sync::Arc;

use axum::http::request::Parts;
use jwt_syntax::http::token_location::LocationKind;

use crate::auth::{Auth, said_user};
use crate::config::{AuthConfig, ClaimsOf, RequestSettings};
use crate::error::AuthError;
use crate::guard::policy::PolicySpec;
use crate::guard::preflight::is_preflight;
use crate::guard::request::{Exchange, Rules};
use crate::token::{SubjectSecret, TokenType, Verified};
use crate::token_location::{BodyKind, Found};

/// The token, wherever the settings of this request have it stand.
pub(in crate::guard) fn found<'r, C: AuthConfig>(
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
pub(super) fn verify_found<C: AuthConfig>(
    auth: &Auth<C>,
    parts: &Parts,
    spec: &'static PolicySpec,
    exchange: &Exchange,
    user: Option<&SubjectSecret>,
) -> Result<Option<Arc<Verified<ClaimsOf<C>>>>, AuthError> {
    let Some(Found { token, source }) = found(auth, parts, spec, exchange)? else {
        return Ok(None);
    };
    let rules = Rules::of(spec, exchange)?;
    let (verifier, demands) = (auth.verifier(), rules.demands());
    let verified = if auth.has_keys_of_users() {
        verifier.verify_with_subject_secret(&TokenType::ACCESS, token.as_bytes(), &demands, user)?
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

/// Of whom the key of the request's token is, if it must be asked for at all. What is wrong with the request or with its
/// token, the decision will say.
pub(crate) async fn user_of_request<C: AuthConfig>(
    auth: &Auth<C>,
    parts: &Parts,
    spec: &'static PolicySpec,
    exchange: &Exchange,
) -> Result<Option<Box<SubjectSecret>>, AuthError> {
    if is_preflight(&parts.method, &parts.headers) || auth.web().is_exempt(&parts.method) {
        return Ok(None);
    }
    match found(auth, parts, spec, exchange) {
        Ok(Some(found)) => said_user(auth, &found.token).await,
        Ok(None) | Err(_) => Ok(None),
    }
}
