//! Verifying the token of a request, and for a token from a cookie also its CSRF protection.

use std::borrow::Cow;
use std::sync::Arc;

use axum::http::request::Parts;
use jwt_syntax::http::token_location::LocationKind;

use crate::auth::Auth;
use crate::config::{AuthConfig, ClaimsOf};
use crate::error::AuthError;
use crate::grant::ExpiringToken;
use crate::guard::implicit_refresh::if_renewable;
use crate::guard::request::GuardedRequest;
use crate::token::{SubjectSecret, TokenType, Verified};
use crate::token_location::{BodyKind, LocatedToken};

/// The verified claims of a token, and what the layer needs if it must replace the token.
pub(super) struct VerifiedToken<C: AuthConfig> {
    pub(super) claims: Arc<Verified<ClaimsOf<C>>>,
    pub(super) expiring: Option<Box<ExpiringToken>>,
}

/// Verifies the token of a request. `user` has the key of its user, where each user has one.
pub(super) fn verify<C: AuthConfig>(
    auth: &Auth<C>,
    parts: &Parts,
    request: &GuardedRequest<'_>,
    located: &LocatedToken<'_>,
    user: Option<&SubjectSecret>,
) -> Result<VerifiedToken<C>, AuthError> {
    let settings = &request.settings;
    let (verifier, overrides) = (auth.verifier(), settings.verification_overrides());
    let token = located.token.as_bytes();
    let claims = if auth.has_keys_of_users() {
        verifier.verify_with_subject_secret(&TokenType::ACCESS, token, &overrides, user)?
    } else {
        verifier.verify_with(token, &overrides)?
    };
    if located.kind != LocationKind::Cookie {
        return Ok(VerifiedToken {
            claims,
            expiring: None,
        });
    }
    let csrf = &auth.http_settings().csrf;
    let (csrf_overrides, cookie) = (settings.csrf(), settings.csrf_cookie());
    csrf.check(&csrf_overrides, parts, cookie, claims.csrf(), |name| {
        field(name, parts, request)
    })?;
    let expiring = if_renewable(auth, &claims, settings, located, user);
    Ok(VerifiedToken { claims, expiring })
}

/// The CSRF value in the form field of this name.
fn field(
    name: &str,
    parts: &Parts,
    request: &GuardedRequest<'_>,
) -> Result<Option<String>, AuthError> {
    let GuardedRequest { spec, context, .. } = request;
    let Some(body) = context.body() else {
        let is_form = BodyKind::of(&parts.headers).is_some_and(|kind| kind.is_form());
        if is_form && context.has_layer() && !context.is_for(spec) {
            return Err(AuthError::misconfigured(
                "the settings of this handler decide whether a form is read for its CSRF value, and the layer around the \
                 router does not know them: use a `GuardedRouter`",
            ));
        }
        return Ok(None);
    };
    Ok(body.csrf_value(name)?.map(Cow::into_owned))
}
