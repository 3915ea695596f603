//! `LoginForm`: a login form with its CSRF value, and the check when the form is sent.

use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use axum::extract::FromRequestParts;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, SET_COOKIE};
use axum::http::request::Parts;
use axum::response::{IntoResponseParts, ResponseParts};
use jwt_syntax::setting::NEXT;

use crate::auth::{Auth, AuthState};
use crate::claims::DefaultInstance;
use crate::config::{AuthConfig, CsrfProtection, Delivery, HttpSettings};
use crate::error::{AuthError, ErrorKind, Reason};
use crate::guard::login_redirect::is_next;
use crate::guard::rejection::accepts_pages;
use crate::guard::{clear_dead, reject, reject_at};
use crate::key::CsrfKey;
use crate::response::{Endpoint, NO_STORE, Rejection};
use crate::token_location::{cookie, is_sent, text_in_query};

/// A login form with a CSRF value, which proves that a page of this service sent the login.
///
/// Each form has a value of its own, which is valid for one hour and for one login. Of several forms in one browser, only the
/// one that was shown last can be sent.
///
/// Before the login there is no session whose CSRF value the form could carry. Without this value, a page of another origin
/// could log a browser in to an attacker's account (login CSRF).
///
/// The page must not have `Referrer-Policy: no-referrer`: browsers then send `Origin: null` with the form, which is refused.
/// `same-origin` tells other origins as little, and works. The same holds for all other forms that are sent with cookies.
///
/// The field `next` is the path of this host to which the login redirects. A browser that requests a page without a login is
/// redirected to `login_redirect` with that page as `next` in the query. After wrong credentials, it is redirected there with
/// `error=invalid_grant` and the `next` of the form. The page puts [`next`](Self::next) into the field.
///
/// ```
/// use axum::response::Html;
/// use jwt_guard::guard::LoginForm;
/// use jwt_guard::prelude::*;
///
/// #[public]
/// async fn login_page(form: LoginForm) -> (LoginForm, Html<String>) {
///     let page = format!(
///         r#"<form method="post" action="/auth">
///              <input type="hidden" name="csrf_token" value="{}">
///              <input type="hidden" name="next" value="{}">
///              <input name="username"> <input name="password" type="password"> <button>Log in</button>
///            </form>"#,
///         form.csrf_token(),
///         form.next().unwrap_or("/"),
///     );
///     // `form` sets its cookie and keeps the response out of caches
///     (form, Html(page))
/// }
/// ```
pub struct LoginForm<I = DefaultInstance> {
    value: String,
    next: Option<String>,
    cookies: Vec<HeaderValue>,
    session: Option<String>,
    instance: PhantomData<fn() -> I>,
}

/// How long a login form can be sent, in seconds.
const LOGIN_FORM_SECONDS: i64 = 60 * 60;

impl<I> LoginForm<I> {
    /// The value of the hidden field, by default `csrf_token`. It has no characters that need an escape in HTML.
    #[must_use]
    pub fn csrf_token(&self) -> &str {
        &self.value
    }

    /// The path to which the login redirects, from the query of this page. The form passes it on in its field `next`.
    ///
    /// It is a path of this host, without characters that end an attribute in HTML. An `&` in its query is not escaped.
    #[must_use]
    pub fn next(&self) -> Option<&str> {
        self.next.as_deref()
    }

    /// The same value as the `state` of a request to an OAuth provider ([RFC 6749 §4.1.1]). The provider sends the browser back
    /// with it, and [`NewSession`](crate::endpoints::NewSession) accepts the `GET` of the same browser within one hour. It needs
    /// cookies with `SameSite=Lax`, the default: those with `Strict` are not sent when a browser comes from another site.
    ///
    /// [RFC 6749 §4.1.1]: https://www.rfc-editor.org/rfc/rfc6749#section-4.1.1
    #[must_use]
    pub fn state(&self) -> &str {
        &self.value
    }

    /// The CSRF value for another form, one that sends `POST /refresh`, if this browser still has a refresh token: a user whose
    /// access token has expired can then continue without a password. It has no characters that need an escape in HTML.
    #[must_use]
    pub fn session_csrf_token(&self) -> Option<&str> {
        self.session.as_deref()
    }
}

impl<S: AuthState<I>, I: 'static> FromRequestParts<S> for LoginForm<I> {
    type Rejection = Rejection;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Rejection> {
        let auth = state.auth();
        let form = login_form(auth, parts).map_err(|error| reject(auth, parts, error))?;
        let (value, cookies) = form;
        Ok(Self {
            value,
            next: next_in(parts.uri.query().unwrap_or_default()),
            cookies,
            session: kept_session(auth, parts),
            instance: PhantomData,
        })
    }
}

impl<I> IntoResponseParts for LoginForm<I> {
    type Error = Infallible;

    fn into_response_parts(self, mut response: ResponseParts) -> Result<ResponseParts, Infallible> {
        let headers = response.headers_mut();
        for cookie in self.cookies {
            headers.append(SET_COOKIE, cookie);
        }
        // A cache would give the same value to every browser, and show a form to this one whose cookie has expired.
        headers.insert(CACHE_CONTROL, NO_STORE);
        Ok(response)
    }
}

impl<I> fmt::Debug for LoginForm<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[login form]")
    }
}

/// The path to which the login redirects, from the query of the login page, which must have it once.
fn next_in(query: &str) -> Option<String> {
    let pairs = form_urlencoded::parse(query.as_bytes());
    let mut named = pairs.filter(|(name, _)| name == NEXT);
    let (Some((_, next)), None) = (named.next(), named.next()) else {
        return None;
    };
    is_next(&next).then(|| in_attribute(&next))
}

/// Escapes the characters with which a target could end an attribute or begin an element; in a target, they mean the same when
/// escaped. In a path, `&` is escaped too, as HTML would decode it: `/&sol;evil.example` becomes `//evil.example`, which is
/// another host in a link.
fn in_attribute(target: &str) -> String {
    let (path, rest) = target.split_at(target.find(['?', '#']).unwrap_or(target.len()));
    let path = path.replace('&', "%26");
    path.chars()
        .chain(rest.chars())
        .fold(String::new(), escaped)
}

/// Appends a character to a target, escaped if necessary.
fn escaped(mut target: String, c: char) -> String {
    match c {
        '"' => target.push_str("%22"),
        '\'' => target.push_str("%27"),
        '<' => target.push_str("%3C"),
        '>' => target.push_str("%3E"),
        '`' => target.push_str("%60"),
        c => target.push(c),
    }
    target
}

/// A new value for a login form, and the cookies for it. An existing cookie is never reused: an attacker who obtained a value
/// from this service may have planted it.
fn login_form<C: AuthConfig>(
    auth: &Auth<C>,
    parts: &Parts,
) -> Result<(String, Vec<HeaderValue>), AuthError> {
    let HttpSettings { csrf, delivery, .. } = auth.http_settings();
    if *delivery == Delivery::Body {
        return Err(AuthError::misconfigured(
            "a login form sets a cookie, and this configuration sets none: add `cookie` to `token_from`",
        ));
    }
    let key = csrf.key.as_ref().ok_or_else(|| {
        AuthError::misconfigured(
            "a login form needs a secret: give the configuration a `session_secret`",
        )
    })?;
    let value = key.login_value(auth.now()).ok_or(Reason::NoRandomness)?;
    let is_sent = |name: &str| is_sent(&parts.headers, name);
    let cookies = auth.cookies(parts);
    let cookies = cookies.set_login(&value, LOGIN_FORM_SECONDS, &is_sent);
    let cookies = cookies.map_err(|_| AuthError::misconfigured(
        "the cookie of a login form is longer than browsers keep: give `csrf_cookie` a shorter name",
    ))?;
    Ok((value, cookies))
}

/// The cookies that clear that of a login form after its use, if the request has it.
pub(crate) fn used_login_form<C: AuthConfig>(auth: &Auth<C>, parts: &Parts) -> Vec<HeaderValue> {
    let cookies = auth.cookies(parts);
    match is_sent(&parts.headers, cookies.login()) {
        true => cookies.clear_one(cookies.login()),
        false => Vec::new(),
    }
}

/// The CSRF value of the session that a browser could refresh.
fn kept_session<C: AuthConfig>(auth: &Auth<C>, parts: &Parts) -> Option<String> {
    let cookies = auth.cookies(parts);
    let kept = |name| cookie(&parts.headers, name).value();
    kept(cookies.refresh()?)?;
    // An attacker may have planted another value in the cookie.
    let value = kept(cookies.csrf())?;
    CsrfKey::is_well_formed(&value).then(|| value.into_owned())
}

/// The login page, if the value of the form that was sent is no longer valid, because a newer form was shown or it is too old.
/// The page is then shown again.
pub(crate) fn page_of_old_form<'a, C: AuthConfig>(
    auth: &'a Auth<C>,
    parts: &Parts,
    value: &str,
) -> Option<&'a str> {
    let HttpSettings {
        csrf,
        login_redirect,
        ..
    } = auth.http_settings();
    let is_ours = csrf.origins.check(None, parts).is_ok()
        && csrf.key.as_ref()?.login_value_made_at(value).is_some();
    login_redirect
        .as_deref()
        .filter(|_| is_ours && accepts_pages(parts))
}

/// Rejects a login before its credentials are checked. A dead cookie of the form is cleared; it would make every further
/// attempt fail.
pub(crate) fn reject_login<C: AuthConfig>(
    auth: &Auth<C>,
    error: AuthError,
    parts: &Parts,
) -> Rejection {
    let clear = match error.kind() {
        ErrorKind::CsrfFailed => clear_dead(auth, parts, [auth.cookies(parts).login()]),
        _ => Vec::new(),
    };
    reject_at(auth, Endpoint::Login, parts, error).with_cookies(clear)
}

/// Checks that a page of this service sent a login. `form` is the value in the form. Other content types do not need it, as a
/// page of another origin can send only forms without a preflight.
pub(crate) fn check_login<C: AuthConfig>(
    auth: &Auth<C>,
    parts: &Parts,
    form: Option<&str>,
) -> Result<(), AuthError> {
    let HttpSettings { csrf, delivery, .. } = auth.http_settings();
    if *delivery == Delivery::Body || csrf.protection == CsrfProtection::Off {
        return Ok(());
    }
    csrf.origins.check(None, parts)?;
    let Some(value) = form.filter(|_| csrf.protection == CsrfProtection::On) else {
        return Ok(());
    };
    if is_of_form(auth, parts, value) {
        return Ok(());
    }
    Err(Reason::LoginFormValue {
        cookie: auth.cookies(parts).login().into(),
        field: csrf.access.field.clone(),
    }
    .into())
}

/// Checks that a browser wants the session that a handler begins. A page of another origin cannot send the `POST` of a page of
/// this service. It can send any `GET`, so that this must be the return of a browser to which this service has given the
/// `state` (RFC 6749 §10.12).
pub(crate) fn check_start<C: AuthConfig>(auth: &Auth<C>, parts: &Parts) -> Result<(), AuthError> {
    let HttpSettings { csrf, delivery, .. } = auth.http_settings();
    if *delivery == Delivery::Body || csrf.protection == CsrfProtection::Off {
        return Ok(());
    }
    if !parts.method.is_safe() {
        return csrf.origins.check(None, parts);
    }
    let state = text_in_query(parts.uri.query(), STATE, "")?;
    if state.is_some_and(|state| is_of_form(auth, parts, &state)) {
        return Ok(());
    }
    let cookie = auth.cookies(parts).login().into();
    Err(Reason::LoginState { cookie }.into())
}

/// The query parameter with the `state` of a browser that comes back from another site (RFC 6749 §4.1.2).
const STATE: &str = "state";

/// Whether a value is that of the last login form that this service has given to the browser.
fn is_of_form<C: AuthConfig>(auth: &Auth<C>, parts: &Parts, value: &str) -> bool {
    let csrf = &auth.http_settings().csrf;
    let name = auth.cookies(parts).login();
    let kept = cookie(&parts.headers, name).value().unwrap_or_default();
    let is_same = verify_slices_are_equal(kept.as_bytes(), value.as_bytes()).is_ok();
    let made_at = csrf
        .key
        .as_ref()
        .and_then(|key| key.login_value_made_at(value));
    let is_recent = |at| auth.now().saturating_sub(at) <= LOGIN_FORM_SECONDS;
    is_same && made_at.is_some_and(is_recent)
}
