//! `RefreshedSession`: the session of the refresh token that a request presents, for the ready-made endpoint and for handlers.

use std::fmt;
use std::time::Duration;

use axum::extract::{FromRequest, Request};
use axum::http::request::Parts;

use super::adoption::adopted;
use super::presented_token::PresentedToken;
use crate::auth::{Auth, AuthState, RefreshTokenVerdict};
use crate::claim::ExtraClaims;
use crate::config::AuthConfig;
use crate::endpoints::form::NEXT;
use crate::endpoints::session_start::{Tokens, carriers_of_exchange, check_size, grant};
use crate::error::{AuthError, ErrorKind, Reason};
use crate::grant::{
    AccessTokenRequest, UserOf, access_token, common_to, in_session, is_granted, user_about,
};
use crate::guard::policy::OF_ANY_AGE;
use crate::guard::{Admission, clear_in_response, login_page_url, reject_at};
use crate::response::{Endpoint, LoginGrant, Rejection};
use crate::scope::ScopeSet;
use crate::session::{
    LoginRecord, RefreshOutcome, RefreshToken, Session, SessionEvent, SessionService,
};
use crate::token::VerificationOverrides;
use crate::token_location::secret_text::SecretText;
use crate::user::UserBackend;

/// The session of the refresh token that a request presents. The last parameter of a handler with `#[protected(refresh)]`, which
/// takes a refresh token instead of an access token.
///
/// The token is judged as by the ready-made endpoint, with the same code: it is taken from the same locations, a page of another
/// origin cannot send it, and a token that was exchanged before is treated as stolen, so that its session ends. A request that
/// fails is refused before the handler runs. The extractor reads the body.
///
/// ```
/// use jwt_guard::prelude::*;
/// use jwt_guard::response::LoginGrant;
/// use jwt_guard::session::RefreshedSession;
///
/// # #[derive(Clone)]
/// # struct User { id: u32 }
/// # struct Users;
/// # impl UserBackend for Users {
/// #     type Credentials = Credentials;
/// #     type User = User;
/// #     async fn authenticate(&self, _: Credentials) -> Result<Option<User>, BackendError> { Ok(None) }
/// #     async fn retrieve_user(&self, _: &str) -> Result<Option<User>, BackendError> { Ok(None) }
/// #     fn subject(&self, user: &User) -> String { user.id.to_string() }
/// # }
/// # #[derive(AuthConfig)]
/// # #[auth(users = Users)]
/// # struct Api { secret: Secret }
/// /// A new access token; the client goes on using its refresh token.
/// #[protected(refresh)]
/// async fn renew(session: RefreshedSession<Api>) -> Result<LoginGrant, AuthError> {
///     session.access_only().grant().await
/// }
/// ```
pub struct RefreshedSession<C: AuthConfig> {
    auth: Auth<C>,
    presented: PresentedToken,
    session: Session,
    login: LoginRecord,
    user: UserOf<C>,
    scopes: Option<ScopeSet>,
    extra: ExtraClaims,
    keeps_token: bool,
}

impl<C: AuthConfig> RefreshedSession<C> {
    /// The subject of the session: the claim `sub` of its access tokens.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.session.subject
    }

    /// The user, as [`UserBackend::retrieve_user`](crate::user::UserBackend::retrieve_user) found it for this request.
    #[must_use]
    pub fn user(&self) -> &UserOf<C> {
        &self.user
    }

    /// The session, as the store has it.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Grants no more than these scopes; those that the session or the user does not have are left out. The next refresh can
    /// grant all scopes of the session again.
    #[must_use]
    pub fn scopes<T: Into<Box<str>>>(mut self, scopes: impl IntoIterator<Item = T>) -> Self {
        self.scopes = Some(scopes.into_iter().collect());
        self
    }

    /// Adds members to the payload of the access token, beside those of
    /// [`UserBackend::extend_payload`](crate::user::UserBackend::extend_payload).
    #[must_use]
    pub fn extend(mut self, extra: ExtraClaims) -> Self {
        self.extra = extra;
        self
    }

    /// Hands out an access token alone: the refresh token is not exchanged, and the client uses it again. So a stolen refresh
    /// token is not discovered by such a handler.
    #[must_use]
    pub fn access_only(mut self) -> Self {
        self.keeps_token = true;
        self
    }

    /// Issues new tokens, and exchanges the refresh token unless `refresh_rotation` is off.
    ///
    /// # Errors
    ///
    /// If the request asks for a scope that the session does not have, another request used the refresh token in the meantime,
    /// the session was refreshed too often, a token does not fit into a cookie, or the backend or the store is unavailable. If the
    /// session has ended, the response of the handler clears its cookies.
    pub async fn grant(self) -> Result<LoginGrant, AuthError> {
        let granted = self.issue().await;
        granted.inspect_err(|error| {
            let (auth, presented) = (&self.auth, &self.presented);
            clear_in_response(auth, &presented.parts, presented.to_clear(auth, error));
        })
    }

    /// The session of a presented refresh token.
    async fn of(auth: &Auth<C>, presented: PresentedToken) -> Result<Self, Rejection> {
        match judge(auth, &presented).await {
            Ok((session, login, user)) => Ok(Self {
                auth: auth.clone(),
                presented,
                session,
                login,
                user,
                scopes: None,
                extra: ExtraClaims::default(),
                keeps_token: false,
            }),
            Err(error) => Err(reject(auth, &presented, error)),
        }
    }

    /// Does the work of [`grant`](Self::grant).
    pub(super) async fn issue(&self) -> Result<LoginGrant, AuthError> {
        let Self {
            auth,
            presented,
            session,
            login,
            user,
            ..
        } = self;
        let session_service = session_service(auth)?;
        let scopes = self.scopes_to_grant().await?;
        let binding = in_session(auth, &session.id);
        let request = AccessTokenRequest {
            subject: &session.subject,
            scopes: &scopes,
            auth_time: login.auth_time,
            authentication: &login.authentication,
            is_fresh: false,
            session: Some(&binding),
            left: session_service.seconds_left(session),
            extra: self.extra.clone(),
        };
        let access = access_token(auth, user, request).await?;
        let carriers = carriers_of_exchange(auth, presented.is_cookie);
        check_size(auth, &presented.parts, &access, carriers)?;
        // The store is changed last, so that the client gets every token that the store has issued.
        let next = self.exchange(session_service).await?;
        let event = SessionEvent::Refreshed(session);
        auth.users().on_session_event(event).await;
        let scope = scopes.iter().collect::<Vec<_>>().join(" ");
        let left = session_service.seconds_left_after_use(session);
        let tokens = Tokens {
            access: &access,
            refresh: next.as_ref().map(|next| (next, left)),
            session: Some(&binding),
            scope: (scope != login.scope).then_some(scope),
        };
        let parts = &presented.parts;
        grant(
            auth,
            Endpoint::Refresh,
            parts,
            user.clone(),
            tokens,
            carriers,
        )
    }

    /// Exchanges the refresh token. Returns the next one, unless the client keeps the token that it has.
    async fn exchange(
        &self,
        session_service: &SessionService,
    ) -> Result<Option<RefreshToken>, AuthError> {
        let token = self.presented.token(&self.auth)?;
        let outcome = match self.keeps_token {
            true => session_service.prolong(&self.session, token).await?,
            false => session_service.exchange(&self.session, token).await?,
        };
        match outcome {
            RefreshOutcome::Issued(next) => Ok((!self.keeps_token).then_some(next)),
            RefreshOutcome::Refused => Err(Reason::RefreshTokenEnded.into()),
            RefreshOutcome::Superseded => Err(Reason::RefreshTokenSuperseded.into()),
            // Another request exchanged the token since, and its grace period ended.
            RefreshOutcome::Reused => {
                self.auth.sessions().report_reuse(&self.session).await;
                Err(Reason::RefreshTokenReused.into())
            }
            RefreshOutcome::Limited(seconds) => {
                let retry_after = Duration::from_secs(seconds.unsigned_abs());
                Err(Reason::RefreshedTooOften(retry_after).into())
            }
        }
    }

    /// The scopes of the new access token, if the request and the handler may grant them.
    async fn scopes_to_grant(&self) -> Result<ScopeSet, AuthError> {
        let Self {
            auth,
            presented,
            login,
            user,
            ..
        } = self;
        let requested = presented.text("scope")?;
        let remaining = remaining_scopes(auth, user, login, requested.as_deref()).await?;
        Ok(match &self.scopes {
            Some(wanted) => common_to(auth, &remaining, wanted),
            None => remaining,
        })
    }

    /// Whether the request is a form of a page, so that a redirect must follow.
    pub(super) fn is_of_page(&self) -> bool {
        self.presented.is_of_page()
    }

    /// The page that the form of a page names for afterwards.
    pub(super) fn requested_next(&self) -> Option<SecretText<'_>> {
        self.presented.text(NEXT).ok().flatten()
    }

    pub(super) fn reject(&self, error: AuthError) -> Rejection {
        reject(&self.auth, &self.presented, error)
    }
}

impl<S, C> FromRequest<S> for RefreshedSession<C>
where
    S: AuthState<C, Config = C>,
    C: AuthConfig,
{
    type Rejection = Rejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, Rejection> {
        let auth = state.auth();
        let read = PresentedToken::read(auth, Endpoint::Refresh, request).await?;
        let presented = read.or_in_header(auth, Endpoint::Refresh)?;
        Self::of(auth, presented).await
    }
}

/// Shows nothing: the request has tokens.
impl<C: AuthConfig> fmt::Debug for RefreshedSession<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RefreshedSession").finish_non_exhaustive()
    }
}

/// The parameter of a handler with `#[protected(refresh)]`. The attribute asks for it, so that no such handler runs without a
/// refresh token.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not take a refresh token",
    label = "`#[protected(refresh)]` needs `jwt_guard::session::RefreshedSession` here",
    note = "write `session: RefreshedSession<..>`, with the type that has `#[derive(AuthConfig)]`"
)]
pub trait TakesRefreshToken {
    /// The parameter.
    type Parameter;
}

impl<C: AuthConfig> TakesRefreshToken for RefreshedSession<C> {
    type Parameter = Self;
}

fn session_service<C: AuthConfig>(auth: &Auth<C>) -> Result<&SessionService, AuthError> {
    let session_service = auth.session_service();
    Ok(session_service.ok_or(Reason::RefreshTokenUnknown)?)
}

/// Decides on the refresh token of a request, and looks up its user.
///
/// The token is decided on first, so that a thief with a copy of it cannot use a malformed request to find out whether it is
/// valid.
async fn judge<C: AuthConfig>(
    auth: &Auth<C>,
    presented: &PresentedToken,
) -> Result<(Session, LoginRecord, UserOf<C>), AuthError> {
    let session_service = session_service(auth)?;
    let token = presented.token(auth)?;
    let session = match presented.check_refresh_token(auth, token).await? {
        RefreshTokenVerdict::Exchangeable(session) => session,
        RefreshTokenVerdict::Superseded(_) => return Err(Reason::RefreshTokenSuperseded.into()),
        RefreshTokenVerdict::Reused => return Err(Reason::RefreshTokenReused.into()),
        RefreshTokenVerdict::Ended => return Err(Reason::RefreshTokenEnded.into()),
        RefreshTokenVerdict::Unknown => {
            let adopted = adopted(auth, session_service, presented, token).await?;
            adopted.ok_or_else(|| unknown(auth, session_service, token))?
        }
    };
    let login = LoginRecord::of_session(&session)?;
    let Some(user) = user_about(auth, &session.subject).await? else {
        auth.sessions().end_session(&session.id).await?;
        return Err(Reason::RefreshTokenUser.into());
    };
    if session_service.rules.requires_access {
        check_access(auth, &presented.parts, &session).await?;
    }
    Ok((session, login, user))
}

/// A rejection of a refresh token. It clears the cookies that are useless now, and leads the user of a page to the login.
fn reject<C: AuthConfig>(
    auth: &Auth<C>,
    presented: &PresentedToken,
    error: AuthError,
) -> Rejection {
    let cookies = presented.to_clear(auth, &error);
    let is_dead = error.kind() == ErrorKind::InvalidGrant;
    let page = auth.http_settings().login_redirect.as_deref();
    let page = page.filter(|_| is_dead && presented.is_of_page());
    let requested_next = presented.text(NEXT).ok().flatten();
    let page = page.map(|page| login_page_url(page, None, requested_next.as_deref()));
    reject_at(auth, Endpoint::Refresh, &presented.parts, error)
        .redirecting_to(page.as_deref())
        .with_cookies(cookies)
}

/// Why a token is no refresh token.
fn unknown<C: AuthConfig>(
    auth: &Auth<C>,
    session_service: &SessionService,
    token: &RefreshToken,
) -> Reason {
    let overrides = VerificationOverrides {
        accepts_expired: true,
        ..VerificationOverrides::default()
    };
    let verified = auth
        .verifier()
        .verify_with(token.as_str().as_bytes(), &overrides);
    match verified {
        Ok(_) => Reason::AccessTokenInstead,
        Err(_) => match session_service.failed_check(token) {
            Some(failed) => Reason::RefreshTokenInvalid(failed),
            None => Reason::RefreshTokenUnknown,
        },
    }
}

/// The greatest number of scopes that a client may request.
const MAX_REQUESTED: usize = 64;

/// Checks that the access token of the request belongs to the same session.
async fn check_access<C: AuthConfig>(
    auth: &Auth<C>,
    parts: &Parts,
    session: &Session,
) -> Result<(), AuthError> {
    let admission = Admission::of(auth, parts, OF_ANY_AGE).await?;
    let verified = admission.verified().ok_or(Reason::AccessTokenAbsent)?;
    let is_of_session = match verified.own_session() {
        Some(id) => *id == *session.id,
        // A token of this service that names no session, as `session_claims` says, is of the user alone.
        None => !verified.is_foreign() && !auth.minter().names_sessions(),
    };
    match is_of_session && verified.subject() == session.subject {
        true => Ok(()),
        false => Err(Reason::AccessTokenOfOtherSession.into()),
    }
}

/// The scopes of a session that its user still has, narrowed to those that the client requests, if it requests any (RFC 6749
/// §6).
async fn remaining_scopes<C: AuthConfig>(
    auth: &Auth<C>,
    user: &UserOf<C>,
    login: &LoginRecord,
    requested: Option<&str>,
) -> Result<ScopeSet, AuthError> {
    let granted: ScopeSet = login.scope.split_whitespace().collect();
    let current = auth.users().scopes(user).await?;
    let remaining = common_to(auth, &granted, &current);
    let Some(requested) = requested else {
        return Ok(remaining);
    };
    let requested: ScopeSet = requested.split_whitespace().collect();
    let may_request = |scope| is_granted(auth, &granted, scope) && auth.minter().can_grant(scope);
    if requested.iter().count() > MAX_REQUESTED || !requested.iter().all(may_request) {
        return Err(Reason::InvalidScope.into());
    }
    Ok(common_to(auth, &remaining, &requested))
}
