//! `LoginBody`: the body of a login request.

use std::any::Any;
use std::marker::PhantomData;

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::request::Parts;
use serde::de::{DeserializeOwned, Error, IgnoredAny, MapAccess};
use zeroize::Zeroize;

use crate::auth::Auth;
use crate::config::{AuthConfig, CredentialMembers, Delivery};
use crate::endpoints::form::Form;
use crate::endpoints::session::presented_token::{check_origin, malformed};
use crate::error::{AuthError, Reason};
use crate::guard::{check_login, login_page_url, page_of_old_form, reject_at, reject_login};
use crate::json::{Bounds, KnownMembers, once, read_object, read_value};
use crate::response::{Endpoint, Rejection};
use crate::token_location::{BodyKind, read_whole};
use crate::user::Credentials;

/// Credentials from a body: JSON or, if tokens are delivered in cookies, a form. Errors do not repeat any content of the body.
pub(in crate::endpoints) struct LoginBody<T> {
    pub(in crate::endpoints) credentials: T,
    /// The request without its body.
    pub(in crate::endpoints) parts: Parts,
    /// The form, if the body is one.
    pub(in crate::endpoints) form: Option<Form>,
}

impl<C: AuthConfig, T: DeserializeOwned + 'static> FromRequest<Auth<C>> for LoginBody<T> {
    type Rejection = Rejection;

    async fn from_request(request: Request, auth: &Auth<C>) -> Result<Self, Rejection> {
        let (parts, body) = request.into_parts();
        match Self::read(&parts, body, auth, true).await {
            Ok((credentials, form)) => Ok(Self {
                credentials,
                parts,
                form,
            }),
            Err(Refused { error, page }) => {
                let rejection = reject_login(auth, error, &parts);
                Err(rejection.redirecting_to(page.as_deref()))
            }
        }
    }
}

/// The credentials of a user who is logged in. The access token may come from a link or a form, and may then be an attacker's;
/// so it does not prove that a page of this service sent the request, and the origin is checked as well.
pub(in crate::endpoints) struct Confirmation<T>(pub(in crate::endpoints) LoginBody<T>);

impl<C: AuthConfig, T: DeserializeOwned + 'static> FromRequest<Auth<C>> for Confirmation<T> {
    type Rejection = Rejection;

    async fn from_request(request: Request, auth: &Auth<C>) -> Result<Self, Rejection> {
        let (parts, body) = request.into_parts();
        match LoginBody::read(&parts, body, auth, false).await {
            Ok((credentials, form)) => Ok(Self(LoginBody {
                credentials,
                parts,
                form,
            })),
            Err(refused) => Err(reject_at(
                auth,
                Endpoint::Reauthenticate,
                &parts,
                refused.error,
            )),
        }
    }
}

impl<T: DeserializeOwned + 'static> LoginBody<T> {
    async fn read<C: AuthConfig>(
        parts: &Parts,
        body: Body,
        auth: &Auth<C>,
        has_no_session: bool,
    ) -> Result<(T, Option<Form>), Refused> {
        let takes_forms = auth.http_settings().delivery != Delivery::Body;
        let form = match BodyKind::of(&parts.headers) {
            Some(BodyKind::Json) => false,
            Some(BodyKind::Form) if takes_forms => true,
            _ if !auth.endpoint_settings().login_content_type => false,
            _ => return Err(AuthError::from(Reason::UnsupportedMediaType).into()),
        };
        let body = read_whole(&parts.headers, body, auth.http_settings().body)
            .await
            .map_err(malformed)?;
        let text = str::from_utf8(&body).map_err(|_| {
            AuthError::from(Reason::MalformedCredentials("the body is not UTF-8".into()))
        })?;
        let form = form
            .then(|| Form::read(text, &auth.http_settings().csrf.access.field))
            .transpose()?;
        match has_no_session {
            true => {
                let value = form.as_ref().map(|form| &*form.csrf);
                let checked = check_login(auth, parts, value);
                checked.map_err(|error| Refused::form(auth, parts, form.as_ref(), error))?;
            }
            false => check_origin(auth, parts)?,
        }
        let json = form.as_ref().map_or(text, Form::credentials);
        let credentials = read(json, &auth.endpoint_settings().members)
            .map_err(|error| AuthError::from(describe(&error)))?;
        Ok((credentials, form))
    }
}

/// An error of a login before its credentials were checked.
struct Refused {
    error: AuthError,
    /// The login page to which a form is redirected, to be sent again.
    page: Option<String>,
}

impl From<AuthError> for Refused {
    fn from(error: AuthError) -> Self {
        Self { error, page: None }
    }
}

impl Refused {
    fn form<C: AuthConfig>(
        auth: &Auth<C>,
        parts: &Parts,
        form: Option<&Form>,
        error: AuthError,
    ) -> Self {
        let page = form.and_then(|form| page_of_old_form(auth, parts, &form.csrf));
        let page = page
            .map(|page| login_page_url(page, Some(&error), form.and_then(Form::requested_next)));
        Self { error, page }
    }
}

/// Reads credentials. The usual ones have the member names of the configuration, other types their own.
fn read<T: DeserializeOwned + 'static>(
    text: &str,
    members: &CredentialMembers,
) -> serde_json::Result<T> {
    let mut read: Option<T> = None;
    match (&mut read as &mut dyn Any).downcast_mut::<Option<Credentials>>() {
        Some(usual) => *usual = Some(read_usual(text, members)?),
        None => read = Some(read_value(text, Bounds::CLAIMS)?),
    }
    read.ok_or_else(|| serde_json::Error::custom("no credentials"))
}

fn read_usual(text: &str, members: &CredentialMembers) -> serde_json::Result<Credentials> {
    let mut found = UsualMembers {
        members,
        username: None,
        password: None,
    };
    let IgnoredAny = read_object(text, Bounds::CLAIMS, &mut found, PhantomData)?;
    let missing = |name: &str| serde_json::Error::custom(format_args!("missing field `{name}`"));
    let username = found.username.take();
    let password = found.password.take();
    Ok(Credentials::new(
        username.ok_or_else(|| missing(&members.username))?,
        password.ok_or_else(|| missing(&members.password))?,
    ))
}

/// The members of the usual credentials.
struct UsualMembers<'m> {
    members: &'m CredentialMembers,
    username: Option<String>,
    password: Option<String>,
}

/// The password may have been read before another member turned out to be invalid.
impl Drop for UsualMembers<'_> {
    fn drop(&mut self) {
        self.password.zeroize();
    }
}

impl<'de> KnownMembers<'de> for UsualMembers<'_> {
    fn take<A: MapAccess<'de>>(&mut self, name: &str, body: &mut A) -> Result<bool, A::Error> {
        if *name == *self.members.username {
            once(&mut self.username, body)?;
        } else if *name == *self.members.password {
            once(&mut self.password, body)?;
        } else if self.members.are_all {
            return Err(Error::custom("another member"));
        } else {
            return Ok(false);
        }
        Ok(true)
    }
}

/// serde quotes unexpected values, which may be a password; only names of members are repeated.
fn describe(error: &serde_json::Error) -> Reason {
    let text = error.to_string();
    let missing = text
        .strip_prefix("missing field `")
        .and_then(|rest| rest.split_once('`'));
    match (error.is_data(), missing) {
        (true, Some((name, _))) => Reason::MissingCredential(name.into()),
        (true, None) => Reason::MalformedCredentials(
            "a member of the credentials is unknown or has a value of the wrong type".into(),
        ),
        (false, _) => Reason::MalformedCredentials(
            format!(
                "the body is not JSON: see line {}, column {}",
                error.line(),
                error.column()
            )
            .into(),
        ),
    }
}
