//! `POST /logout`: takes the cookies of a session back.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};

use super::{MayLogOut, NO_STORE};
use crate::auth::Auth;
use crate::config::{AuthConfig, CsrfProtection};
use crate::error::AuthError;
use crate::guard::{Access, Admission, BodyKind, Guard, PolicySpec};

/// A token that is there is verified, so that a page of somebody else cannot end the session.
static SESSION: PolicySpec =
    PolicySpec::new("jwt_guard::endpoints::logout", Access::Protected).optional();

pub(super) async fn logout<C: AuthConfig>(
    _: Guard<MayLogOut>,
    State(auth): State<Auth<C>>,
    request: Request,
) -> Response {
    let answer = async |request: Request| {
        let (parts, _) = request.into_parts();
        match check(&auth, &parts) {
            Ok(()) => logged_out(&auth, &parts),
            Err(error) => auth.refuse(error).into_response(),
        }
    };
    auth.around(Some(&SESSION), request, answer).await
}

fn check<C: AuthConfig>(auth: &Auth<C>, parts: &Parts) -> Result<(), AuthError> {
    let exchange = auth.exchange(parts, &SESSION);
    match Admission::decide(auth, parts, &SESSION, exchange.as_ref()) {
        Ok(admission) if admission.verified().is_some() => Ok(()),
        // A token that is dead or absent is no reason to keep its cookie, but no invitation to other pages either.
        Ok(_) | Err(AuthError::InvalidToken(_) | AuthError::InvalidRequest(_)) => {
            let csrf = &auth.web().csrf;
            match csrf.protection {
                CsrfProtection::Off => Ok(()),
                CsrfProtection::On | CsrfProtection::Origin => csrf.origins.check(parts),
            }
        }
        Err(error) => Err(error),
    }
}

fn logged_out<C: AuthConfig>(auth: &Auth<C>, parts: &Parts) -> Response {
    let mut response = if BodyKind::of(&parts.headers) == Some(BodyKind::Form) {
        let target = auth.web().login_redirect.as_deref();
        (NO_STORE, Redirect::to(target.unwrap_or("/"))).into_response()
    } else {
        (NO_STORE, StatusCode::NO_CONTENT).into_response()
    };
    for cookie in auth.cookies(parts).clear() {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}
