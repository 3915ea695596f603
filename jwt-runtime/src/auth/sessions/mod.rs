//! `Sessions`: lists and ends the sessions of users, and revokes tokens.

mod refresh_token_verdict;

pub(crate) use refresh_token_verdict::RefreshTokenVerdict;

use std::fmt;
use std::time::Duration;

use crate::auth::Auth;
use crate::claims::Claims;
use crate::config::{AuthConfig, RevocationReach};
use crate::error::{AuthError, Reason};
use crate::session::{
    RefreshToken, RevocationKey, RevocationStatus, RevocationTarget, Session, SessionEvent,
    SessionService, StoreError,
};
use crate::token::Verified;
use crate::user::UserBackend;

/// The user of a configuration.
type UserOf<C> = <<C as AuthConfig>::Users as UserBackend<<C as AuthConfig>::Claims>>::User;

/// The sessions of an [`Auth`](crate::auth::Auth): lists them for their users, and ends them.
///
/// Handlers pass the claims of a request, which this `Auth` must have verified. Claims of another `Auth` or another issuer are
/// refused, as their subject and session name a different user here. Programs that act for other users, such as an
/// administrator's page, pass the user of the backend or its [`UserBackend::subject`](crate::user::UserBackend::subject).
///
/// ```
/// use axum::extract::State;
/// use axum::http::StatusCode;
/// use jwt_guard::prelude::*;
///
/// # #[derive(AuthConfig)]
/// # struct Api { secret: Secret }
/// /// The page "my devices".
/// #[protected]
/// async fn devices(State(auth): State<Auth<Api>>, claims: Claims) -> Result<String, AuthError> {
///     let sessions = auth.sessions().of_subject(&claims).await?;
///     let clients = sessions.iter().map(|session| session.client.as_deref().unwrap_or("?"));
///     Ok(clients.collect::<Vec<_>>().join("\n"))
/// }
///
/// /// All other devices are logged out.
/// #[protected]
/// async fn change_password(State(auth): State<Auth<Api>>, claims: Claims) -> Result<StatusCode, AuthError> {
///     // ..
///     auth.sessions().end_others(&claims).await?;
///     Ok(StatusCode::NO_CONTENT)
/// }
/// ```
pub struct Sessions<'a, C: AuthConfig>(&'a Auth<C>);

impl<C: AuthConfig> Auth<C> {
    /// The sessions of the users.
    #[must_use]
    pub fn sessions(&self) -> Sessions<'_, C> {
        Sessions(self)
    }
}

impl<'a, C: AuthConfig> Sessions<'a, C> {
    pub(in crate::auth) fn session_service(&self) -> Result<&'a SessionService, StoreError> {
        self.0.session_service().ok_or_else(StoreError::none)
    }

    /// The sessions of the user of these claims, most recently used first, at most 100.
    ///
    /// # Errors
    ///
    /// If the store is unavailable, there is none, or the claims are not of this `Auth`.
    pub async fn of_subject<T: ?Sized, I>(
        &self,
        claims: &Claims<T, I>,
    ) -> Result<Vec<Session>, AuthError> {
        let subject = self.0.local_claims(claims.verified())?.subject();
        Ok(self.of_backend_subject(subject).await?)
    }

    /// The sessions of a user, most recently used first, at most 100. For programs that act for other users.
    ///
    /// # Errors
    ///
    /// If the store is unavailable, or there is none.
    pub async fn of_user(&self, user: &UserOf<C>) -> Result<Vec<Session>, StoreError> {
        self.of_backend_subject(&self.0.users().subject(user)).await
    }

    /// The sessions of the user with this subject, most recently used first, at most 100. For programs that act for other
    /// users. The subject must come from the backend; the subject of claims may be another issuer's, see
    /// [`of_subject`](Self::of_subject).
    ///
    /// # Errors
    ///
    /// If the store is unavailable, or there is none.
    pub async fn of_backend_subject(&self, subject: &str) -> Result<Vec<Session>, StoreError> {
        self.session_service()?.sessions(subject).await
    }

    /// Ends a session of the user of these claims. Its refresh tokens are revoked, and so are its access tokens, unless
    /// `revocation` is less than `all`. Returns whether the user had such a session.
    ///
    /// # Errors
    ///
    /// If the store may not have saved it, there is none, or the claims are not of this `Auth`.
    pub async fn end<T: ?Sized, I>(
        &self,
        claims: &Claims<T, I>,
        session: &str,
    ) -> Result<bool, AuthError> {
        let subject = self.0.local_claims(claims.verified())?.subject();
        Ok(self.end_of_backend_subject(subject, session).await?)
    }

    /// Ends a session of a user, as [`end`](Self::end) does. For programs that act for other users.
    ///
    /// # Errors
    ///
    /// If the store may not have saved it, or there is none.
    pub async fn end_of_user(&self, user: &UserOf<C>, session: &str) -> Result<bool, StoreError> {
        let subject = self.0.users().subject(user);
        self.end_of_backend_subject(&subject, session).await
    }

    async fn end_of_backend_subject(
        &self,
        subject: &str,
        session: &str,
    ) -> Result<bool, StoreError> {
        let alive = self.session_service()?.session(session).await?;
        let Some(session) = alive.filter(|session| session.subject == subject) else {
            return Ok(false);
        };
        self.end_key(session.key, i64::MIN).await
    }

    /// Ends a session of any user. Returns whether it existed.
    pub(crate) async fn end_session(&self, session: &str) -> Result<bool, StoreError> {
        let key = self.session_service()?.key_of_session(session);
        self.end_key(key, i64::MIN).await
    }

    async fn end_key(&self, key: RevocationKey, at_least: i64) -> Result<bool, StoreError> {
        let session_service = self.session_service()?;
        // Read before the session is removed, for the event. A session that cannot be read must still be ended.
        let alive = session_service.session_of_key(&key).await.ok().flatten();
        let target = RevocationTarget::Session(key);
        let ended = session_service.revoke_until(target, at_least).await?;
        if let Some(session) = alive.filter(|_| ended) {
            self.notify_backend(SessionEvent::Ended(&session)).await;
        }
        Ok(ended)
    }

    /// Ends a session, or revokes another target. The store keeps the revocation until `at_least`.
    pub(crate) async fn revoke(
        &self,
        target: RevocationTarget,
        at_least: i64,
    ) -> Result<(), StoreError> {
        match target {
            RevocationTarget::Session(key) => self.end_key(key, at_least).await.map(drop),
            other => {
                let session_service = self.session_service()?;
                session_service
                    .revoke_until(other, at_least)
                    .await
                    .map(drop)
            }
        }
    }

    /// Ends all sessions of a user at once, in constant time however many there are. Access tokens that outlive their session
    /// are revoked too. So are those without a session that were issued until now, or up to `leeway` later, by a clock that is
    /// ahead. The user backend is notified by [`SessionEvent::AllEnded`].
    ///
    /// A login whose credentials were presented before is refused, even if they are found right afterwards. A login that begins
    /// later is not affected, even within the same second: the store decides on the order, not a clock.
    ///
    /// ```
    /// # use jwt_guard::session::StoreError;
    /// # use jwt_guard::user::{BackendError, Credentials};
    /// # use jwt_guard::prelude::*;
    /// # #[derive(AuthConfig)]
    /// # #[auth(users = Users)]
    /// # struct Api { secret: Secret }
    /// # #[derive(Clone)]
    /// # struct User { id: u32 }
    /// # struct Users;
    /// # impl UserBackend for Users {
    /// #   type Credentials = Credentials;
    /// #   type User = User;
    /// #   async fn authenticate(&self, _: Credentials) -> Result<Option<User>, BackendError> { Ok(None) }
    /// #   async fn retrieve_user(&self, _: &str) -> Result<Option<User>, BackendError> { Ok(None) }
    /// #   fn subject(&self, user: &User) -> String { user.id.to_string() }
    /// # }
    /// /// Used by support when an account was taken over.
    /// async fn lock(auth: &Auth<Api>, user: &User) -> Result<(), StoreError> {
    ///     auth.sessions().end_all(user).await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// If the store may not have saved it, or there is none.
    pub async fn end_all(&self, user: &UserOf<C>) -> Result<(), StoreError> {
        let subject = self.0.users().subject(user);
        self.end_all_of_backend_subject(&subject).await
    }

    /// Ends all sessions of the user with this subject, as [`end_all`](Self::end_all) does, for a user whom the backend no
    /// longer has. The subject must come from the backend; the subject of claims may be another issuer's.
    ///
    /// # Errors
    ///
    /// If the store may not have saved it, or there is none.
    pub async fn end_all_of_backend_subject(&self, subject: &str) -> Result<(), StoreError> {
        self.end_of_subject(subject, None).await
    }

    async fn end_of_subject(&self, subject: &str, except: Option<&str>) -> Result<(), StoreError> {
        let session_service = self.session_service()?;
        let target = RevocationTarget::Subject {
            subject: session_service.key_of_subject(subject),
            except: except.map(|id| session_service.key_of_session(id)),
        };
        session_service.revoke(target).await?;
        self.notify_backend(SessionEvent::all_ended(subject, except))
            .await;
        Ok(())
    }

    /// Ends all sessions of a user except the session of these claims, as [`end_all`](Self::end_all) does.
    ///
    /// # Errors
    ///
    /// If the store may not have saved it, there is none, or the claims are not of this `Auth`.
    pub async fn end_others<T: ?Sized, I>(&self, claims: &Claims<T, I>) -> Result<(), AuthError> {
        let local = self.0.local_claims(claims.verified())?;
        Ok(self
            .end_of_subject(local.subject(), local.session_id())
            .await?)
    }

    /// Revokes the access token of these claims, and no other token of its session. It may be of another issuer.
    ///
    /// # Errors
    ///
    /// If the store may not have saved it, there is none, the claims are of another `Auth`, or the token has no `jti` to
    /// identify it.
    pub async fn revoke_token<T: ?Sized, I>(&self, claims: &Claims<T, I>) -> Result<(), AuthError> {
        let verified = self.0.verified_here(claims.verified())?;
        let session_service = self.session_service()?;
        let key = verified.revocation_key(&session_service.owner);
        let key = key.ok_or(Reason::UnsupportedTokenType)?;
        let at_least = session_service.remember_revocation_until(verified);
        session_service
            .revoke_until(RevocationTarget::Key(key), at_least)
            .await?;
        Ok(())
    }

    /// Revokes an access token by its `jti`, without the token itself. `issuer` is `None` for tokens of this service.
    ///
    /// # Errors
    ///
    /// If the store may not have saved it, or there is none.
    pub async fn revoke_token_of_issuer(
        &self,
        issuer: Option<&str>,
        id: &str,
    ) -> Result<(), StoreError> {
        let session_service = self.session_service()?;
        let key = RevocationKey::of_token(&session_service.owner, issuer, id);
        session_service
            .revoke(RevocationTarget::Key(key))
            .await
            .map(drop)
    }

    /// The session of a refresh token, if `POST /refresh` would accept the token. The token is not exchanged.
    ///
    /// For tokens that come in another way than in the request to a handler, such as a message of a WebSocket. A handler has
    /// `#[protected(refresh)]` and [`RefreshedSession`](crate::endpoints::RefreshedSession), which also protects cookies and
    /// issues new tokens. A token that was exchanged earlier is refused as in `POST /refresh`: after `refresh_grace` it is
    /// treated as stolen, and its session is revoked.
    ///
    /// # Errors
    ///
    /// If the store is unavailable, or there is none.
    pub async fn of_refresh_token(&self, token: &str) -> Result<Option<Session>, StoreError> {
        let token = RefreshToken::presented(token);
        let verdict = self
            .check_refresh_token(&token, |_| Ok::<_, StoreError>(()))
            .await?;
        Ok(verdict.exchangeable())
    }

    /// Whether a token that [`Auth::verify`](crate::auth::Auth::verify) accepted was revoked. For programs that take tokens
    /// outside of handlers; a guard checks by itself.
    ///
    /// # Errors
    ///
    /// If the store is unavailable, there is none, or another `Auth` verified the token.
    pub async fn is_revoked<T: ?Sized>(&self, verified: &Verified<T>) -> Result<bool, AuthError> {
        let session_service = self.session_service()?;
        let verified = self.0.verified_here(verified)?;
        match session_service.revocation_status(verified, Some(RevocationReach::All)) {
            RevocationStatus::NotRevoked => Ok(false),
            RevocationStatus::Revoked => Ok(true),
            RevocationStatus::Unknown => Ok(session_service.is_revoked(verified, false).await?),
        }
    }

    /// The time since the revocations of other processes were last read. `None` if they were not read yet, or there is no
    /// store.
    ///
    /// While it is at most `revocation_staleness`, guards do not wait for the store. The feature `metrics` exports it as a
    /// gauge; for a readiness probe, use [`Auth::ready`](crate::auth::Auth::ready).
    #[must_use]
    pub fn staleness(&self) -> Option<Duration> {
        self.0.session_service().and_then(SessionService::age)
    }

    /// Passes an event to the user backend.
    pub(super) async fn notify_backend(&self, event: SessionEvent<'_>) {
        self.0.users().on_session_event(event).await;
    }
}

impl<C: AuthConfig> Clone for Sessions<'_, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C: AuthConfig> Copy for Sessions<'_, C> {}

impl<C: AuthConfig> fmt::Debug for Sessions<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sessions")
    }
}
