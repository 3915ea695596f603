//! `NewSession`: an extractor with which a handler begins a session.

use std::fmt;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::delivery::{Carriers, carriers_of_login};
use super::grant::{Tokens, check_size, grant};
use super::replaced_session::end_replaced_sessions;
use crate::auth::{Auth, AuthState};
use crate::claim::ExtraClaims;
use crate::config::AuthConfig;
use crate::endpoints::credential_check::{CredentialsOf, authenticated_user, begin_check, settle};
use crate::error::{AuthError, Reason};
use crate::grant::{AccessTokenRequest, UserOf, access_token, common_to, new_session};
use crate::guard::{check_start, reject, used_login_form};
use crate::response::{Endpoint, LoginGrant, Rejection};
use crate::scope::ScopeSet;
use crate::session::{LoginRecord, LoginStart, RefreshToken, SessionEvent, SessionService};
use crate::token_location::BodyKind;
use crate::user::{Authentication, UserBackend};

/// Begins a session for a user whom a handler has recognised by means of its own: a registration, a link sent by mail, an
/// account at another provider. It gives what the ready-made login gives, by the same code.
///
/// As an extractor it stands before the one that reads the body. If a login can set cookies, it refuses a request that a page of
/// another origin sent, as that page could log the browser in to an attacker's account (login CSRF). A session begins by
/// `POST`. A `GET` is accepted only if the browser comes back from another site, such as an OAuth provider, with the
/// [state](crate::guard::LoginForm::state) that it took there; so a link in a mail leads to a page with a form.
///
/// It also notes the time: if all sessions of the user end while the handler works, the new session is refused.
///
/// ```
/// use axum::Json;
/// use axum::http::StatusCode;
/// use jwt_guard::prelude::*;
/// use jwt_guard::response::LoginGrant;
/// use jwt_guard::session::NewSession;
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
/// # async fn create(_: Credentials) -> Result<User, BackendError> { Ok(User { id: 7 }) }
/// #[public]
/// async fn register(
///     session: NewSession<Api>,
///     Json(form): Json<Credentials>,
/// ) -> Result<(StatusCode, LoginGrant), AuthError> {
///     let user = create(form).await?;
///     let grant = session.of(&user).amr("pwd").start().await?;
///     Ok((StatusCode::CREATED, grant))
/// }
/// ```
pub struct NewSession<C: AuthConfig> {
    auth: Auth<C>,
    parts: Parts,
    carriers: Carriers,
    started: Option<LoginStart>,
}

impl<C: AuthConfig> NewSession<C> {
    /// The session of a login that a page of this service, or a client that is no browser, has sent.
    pub(crate) async fn of_login(
        auth: &Auth<C>,
        parts: &Parts,
        carriers: Carriers,
    ) -> Result<Self, AuthError> {
        let started = match auth.session_service() {
            Some(sessions) => Some(sessions.start_login().await?),
            None => None,
        };
        Ok(Self {
            auth: auth.clone(),
            parts: parts.clone(),
            carriers,
            started,
        })
    }

    /// The user with these credentials, as the backend finds it. Failed attempts are limited and reported as those of the
    /// ready-made login, and count together with them. For a login in several steps: no session begins yet.
    ///
    /// ```
    /// use axum::Json;
    /// use jwt_guard::prelude::*;
    /// use jwt_guard::response::LoginGrant;
    /// use jwt_guard::session::NewSession;
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
    /// # async fn record_visit(_: &User) -> Result<(), BackendError> { Ok(()) }
    /// #[public]
    /// async fn sign_in(
    ///     session: NewSession<Api>,
    ///     Json(credentials): Json<Credentials>,
    /// ) -> Result<LoginGrant, AuthError> {
    ///     let user = session.authenticate(credentials).await?;
    ///     record_visit(&user).await?;
    ///     session.of(&user).amr("pwd").start().await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// If the credentials are wrong, the backend refuses the login, too many attempts have failed, or the backend or the store
    /// is unavailable.
    pub async fn authenticate(
        &self,
        credentials: CredentialsOf<C>,
    ) -> Result<UserOf<C>, AuthError> {
        let Self { auth, parts, .. } = self;
        let account = auth.users().account(&credentials);
        let check = begin_check(auth, account, parts).await?;
        let outcome = authenticated_user(auth, credentials, parts).await;
        settle(auth, check, outcome).await
    }

    /// Begins the session of this user. [`start`](SessionStart::start) does it.
    pub fn of<'a>(&'a self, user: &'a UserOf<C>) -> SessionStart<'a, C> {
        SessionStart {
            new: self,
            user,
            authentication: None,
            auth_time: None,
            client: None,
            scopes: None,
            extra: ExtraClaims::default(),
            is_fresh: true,
            has_session: true,
        }
    }

    fn session_service(&self) -> Option<(&SessionService, LoginStart)> {
        self.auth.session_service().zip(self.started)
    }
}

impl<S, C> FromRequestParts<S> for NewSession<C>
where
    S: AuthState<C, Config = C>,
    C: AuthConfig,
{
    type Rejection = Rejection;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Rejection> {
        let auth = state.auth();
        let is_form = BodyKind::of(&parts.headers).is_some_and(|kind| kind.is_form());
        // Only a browser that comes back from another site begins a session by `GET`, and a page cannot use JSON.
        let is_of_page = is_form || parts.method.is_safe();
        let carriers = match check_start(auth, parts) {
            Ok(()) => carriers_of_login(auth, parts, is_of_page),
            Err(error) => Err(error),
        };
        let session = match carriers {
            Ok(carriers) => Self::of_login(auth, parts, carriers).await,
            Err(error) => Err(error),
        };
        session.map_err(|error| reject(auth, parts, error))
    }
}

/// Shows nothing: the head of the request has cookies.
impl<C: AuthConfig> fmt::Debug for NewSession<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewSession").finish_non_exhaustive()
    }
}

/// A session that is about to begin, from [`NewSession::of`].
#[must_use = "nothing begins before `.start()`"]
pub struct SessionStart<'a, C: AuthConfig> {
    new: &'a NewSession<C>,
    user: &'a UserOf<C>,
    authentication: Option<Authentication>,
    auth_time: Option<i64>,
    client: Option<String>,
    scopes: Option<ScopeSet>,
    extra: ExtraClaims,
    is_fresh: bool,
    has_session: bool,
}

impl<C: AuthConfig> SessionStart<'_, C> {
    /// Adds an authentication method, such as `pwd` or `otp`, to the claim `amr` ([RFC 8176 §2]). Without `amr` and
    /// [`acr`](Self::acr), the user backend says how the user authenticated.
    ///
    /// [RFC 8176 §2]: https://www.rfc-editor.org/rfc/rfc8176#section-2
    pub fn amr(mut self, method: impl Into<String>) -> Self {
        let authentication = self.authentication.take().unwrap_or_default();
        self.authentication = Some(authentication.amr(method));
        self
    }

    /// Sets the authentication context class: the claim `acr`, which `#[protected(acr = ..)]` requires.
    pub fn acr(mut self, class: impl Into<String>) -> Self {
        let authentication = self.authentication.take().unwrap_or_default();
        self.authentication = Some(authentication.acr(class));
        self
    }

    /// Sets when the user authenticated, in seconds since the Unix epoch, if that was earlier, as at another provider. A time
    /// in the future counts as now.
    pub fn auth_time(mut self, at: i64) -> Self {
        self.auth_time = Some(at);
        self
    }

    /// Sets the name of the client, for [`Session::client`](crate::session::Session::client).
    pub fn client(mut self, name: impl Into<String>) -> Self {
        self.client = Some(name.into());
        self
    }

    /// Grants no more than these scopes; those that the user does not have are left out.
    pub fn scopes<T: Into<Box<str>>>(mut self, scopes: impl IntoIterator<Item = T>) -> Self {
        self.scopes = Some(scopes.into_iter().collect());
        self
    }

    /// Adds members to the payload of the access token, beside those of
    /// [`UserBackend::extend_payload`](crate::user::UserBackend::extend_payload). The tokens of a refresh do not have them.
    pub fn extend(mut self, extra: ExtraClaims) -> Self {
        self.extra = extra;
        self
    }

    /// The token does not count as one from an authentication: handlers with `fresh` refuse it.
    pub fn not_fresh(mut self) -> Self {
        self.is_fresh = false;
        self
    }

    /// Hands out an access token alone: no session begins in the store, and there is no refresh token.
    pub fn access_only(mut self) -> Self {
        self.has_session = false;
        self
    }

    /// Begins the session. A session of the same browser, which the new cookies replace, is ended.
    ///
    /// # Errors
    ///
    /// If the user is inactive, all sessions of the user were ended since the request began, the token does not fit into a
    /// cookie, or the backend or the store is unavailable.
    pub async fn start(self) -> Result<LoginGrant, AuthError> {
        let NewSession {
            auth,
            parts,
            carriers,
            ..
        } = self.new;
        let users = auth.users();
        if !users.is_active(self.user).await? {
            return Err(Reason::InactiveUser.into());
        }
        let scopes = self.granted_scopes().await?;
        let authentication = match &self.authentication {
            Some(authentication) => authentication.clone(),
            None => users.authentication(self.user).await?,
        };
        let subject = users.subject(self.user);
        let session_service = self.new.session_service().filter(|_| self.has_session);
        let binding = new_session(auth, session_service.is_some())?;
        let now = auth.now();
        let auth_time = self.auth_time.map_or(now, |at| at.min(now));
        let request = AccessTokenRequest {
            subject: &subject,
            scopes: &scopes,
            auth_time,
            authentication: &authentication,
            is_fresh: self.is_fresh,
            session: binding.as_ref(),
            left: i64::MAX,
            extra: self.extra.clone(),
        };
        let access = access_token(auth, self.user, request).await?;
        check_size(auth, parts, &access, *carriers)?;
        // The store is changed last, so that the client gets every token that the store keeps.
        let refresh = match (session_service, &binding) {
            (Some(store), Some(binding)) => {
                let login = LoginRecord {
                    auth_time,
                    authentication,
                    scope: scopes.iter().collect::<Vec<_>>().join(" "),
                };
                self.store(store, &binding.id, &subject, &login).await?
            }
            _ => {
                if let Some((session_service, check)) = self.new.session_service() {
                    session_service.refuse_ended(&subject, check).await?;
                }
                None
            }
        };
        let tokens = Tokens {
            access: &access,
            refresh: refresh.as_ref().map(|(token, left)| (token, *left)),
            session: binding.as_ref(),
            scope: None,
        };
        let user = self.user.clone();
        let mut grant = match grant(auth, Endpoint::Login, parts, user, tokens, *carriers) {
            Ok(grant) => grant,
            Err(error) => {
                // The refresh token does not fit into a cookie, so that no client could use the session.
                if let (Some(_), Some(binding)) = (session_service, &binding) {
                    auth.sessions().end_session(&binding.id).await?;
                }
                return Err(error);
            }
        };
        if carriers.cookies {
            grant.also_set(used_login_form(auth, parts));
            end_replaced_sessions(auth, parts).await;
        }
        Ok(grant)
    }

    async fn granted_scopes(&self) -> Result<ScopeSet, AuthError> {
        let auth = &self.new.auth;
        let scopes = auth.users().scopes(self.user).await?;
        Ok(match &self.scopes {
            Some(wanted) => common_to(auth, &scopes, wanted),
            None => scopes,
        })
    }

    /// Stores the session. Returns its refresh token, if it has one, with the seconds until the session ends.
    async fn store(
        &self,
        (session_service, check): (&SessionService, LoginStart),
        id: &str,
        subject: &str,
        login: &LoginRecord,
    ) -> Result<Option<(RefreshToken, i64)>, AuthError> {
        let NewSession { auth, parts, .. } = self.new;
        let mut session = session_service.new_session(id, subject);
        session.client = self.client.clone().or_else(|| auth.client_of(parts));
        session.details = login.to_text()?;
        let begun = session_service.begin(&session, check).await?;
        let users = auth.users();
        users.on_session_event(SessionEvent::Began(&session)).await;
        for session in &begun.ended {
            users.on_session_event(SessionEvent::Ended(session)).await;
        }
        let left = session_service.seconds_left_unless_used(&session);
        Ok(session_service.rules.refresh.then_some((begun.token, left)))
    }
}

impl<C: AuthConfig> fmt::Debug for SessionStart<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionStart").finish_non_exhaustive()
    }
}
