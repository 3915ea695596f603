//! `POST /`: an access token for credentials.

use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::credentials::Login;
use super::form::told;
use super::{MayAuthenticate, NO_STORE, NoStore};
use crate::auth::Auth;
use crate::config::{AuthConfig, Delivery};
use crate::error::{AuthError, Refusal};
use crate::guard::Guard;
use crate::token::MintError;
use crate::user::UserBackend;

/// A successful login: to a program its tokens, to a browser cookies and, after a form, another page.
pub(super) struct LoggedIn {
    body: TokenResponse,
    cookies: Vec<HeaderValue>,
    next: Option<Redirect>,
}

impl IntoResponse for LoggedIn {
    fn into_response(self) -> Response {
        let mut response = match self.next {
            Some(next) => (NO_STORE, next).into_response(),
            None => NoStore(self.body).into_response(),
        };
        for cookie in self.cookies {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
        response
    }
}

/// The tokens of a session (RFC 6749 §5.1).
struct TokenResponse {
    /// The access token with the name of its member, unless it is in a cookie.
    access_token: Option<(Box<str>, String)>,
    /// In seconds.
    expires_in: i64,
}

impl Serialize for TokenResponse {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_map(None)?;
        if let Some((key, token)) = &self.access_token {
            members.serialize_entry(key, token)?;
        }
        members.serialize_entry("token_type", "Bearer")?;
        members.serialize_entry("expires_in", &self.expires_in)?;
        members.end()
    }
}

type CredentialsOf<C> =
    <<C as AuthConfig>::Users as UserBackend<<C as AuthConfig>::Claims>>::Credentials;

pub(super) async fn authenticate<C: AuthConfig>(
    _: Guard<MayAuthenticate>,
    State(auth): State<Auth<C>>,
    login: Login<CredentialsOf<C>>,
) -> Result<LoggedIn, Refusal> {
    let is_form = login.form.is_some();
    let answer = log_in(&auth, login).await;
    answer.map_err(|error| {
        // Whoever filled in a form can fill it in again, but do nothing with JSON.
        let page = auth.web().login_redirect.as_deref();
        let page = page.filter(|_| is_form && matches!(error, AuthError::InvalidCredentials));
        let page = page.map(|page| told(page, &error));
        auth.refuse(error).redirecting_to(page.as_deref())
    })
}

async fn log_in<C: AuthConfig>(
    auth: &Auth<C>,
    login: Login<CredentialsOf<C>>,
) -> Result<LoggedIn, AuthError> {
    let users = auth.users();
    let user = users
        .authenticate(login.credentials)
        .await?
        .ok_or(AuthError::InvalidCredentials)?;
    if !users.is_active(&user).await? {
        return Err(AuthError::InvalidCredentials);
    }
    let scopes = users.scopes(&user).await?;
    let claims = users.claims(&user).await?;
    let authentication = users.authentication(&user).await?;
    let subject = users.subject(&user);
    let session = auth.new_session()?;
    let token = auth
        .mint(&subject)
        .scopes(scopes.iter())
        .claims(claims)
        .authenticated(auth.now(), &authentication, true)
        .extend(users.extend_payload(&user).await?);
    let headers = users.additional_headers(&user).await?;
    let token = headers
        .into_iter()
        .fold(token, |token, (name, value)| token.header(name, value));
    let token = match &session {
        Some(session) => session.in_token(token),
        None => token,
    };
    let access_token = token.token().map_err(|error| unusable(&error))?;
    let cookies = match &session {
        Some(session) => auth.session_cookies(&login.parts, &access_token, session)?,
        None => Vec::new(),
    };
    let delivery = auth.web().delivery;
    Ok(LoggedIn {
        body: TokenResponse {
            access_token: (delivery != Delivery::Cookie).then(|| {
                (
                    auth.endpoint_settings().access_token_key.clone(),
                    access_token,
                )
            }),
            expires_in: auth.minter().access_ttl(),
        },
        cookies,
        next: login.form.map(|form| form.next()),
    })
}

/// The backend gave something of which no token can be made, or there is no key to sign one.
fn unusable(error: &MintError) -> AuthError {
    tracing::error!(%error, "no token was minted");
    if matches!(error, MintError::NoSigningKey) {
        return AuthError::Misconfigured(
            "a configuration without a signing key has no login: do not mount its endpoints",
        );
    }
    AuthError::Misconfigured(
        "the user backend gave a subject, scopes or claims that no token of this configuration can carry",
    )
}
