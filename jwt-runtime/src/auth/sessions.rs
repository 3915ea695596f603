//! `Sessions`: what an application does with the sessions of its users.

use std::fmt;
use std::time::Duration;

use super::{Auth, Judgement};
use crate::claims::Claims;
use crate::config::{AuthConfig, RevocationReach};
use crate::error::AuthError;
use crate::session::{
    RefreshToken, RevocationKey, RevocationStatus, RevocationTarget, Session, SessionEvent,
    SessionService, StoreError,
};
use crate::token::Verified;
use crate::user::UserBackend;

/// The user of a configuration.
type UserOf<C> = <<C as AuthConfig>::Users as UserBackend<<C as AuthConfig>::Claims>>::User;

/// The sessions of an [`Auth`](crate::auth::Auth): to list them for their users, and to end them.
///
/// A user asks with the claims of a request, which must be of this `Auth`: those that another one verified, or that are of
/// another issuer, name a subject and a session that mean somebody else here, and are refused. A program that acts for others,
/// such as an administrator's page, names the user of the backend, or what the backend calls it
/// ([`UserBackend::subject`](crate::user::UserBackend::subject)).
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
/// /// Whoever knew the old password is logged out.
/// #[protected]
/// async fn change_password(State(auth): State<Auth<Api>>, claims: Claims) -> Result<StatusCode, AuthError> {
///     // ..
///     auth.sessions().end_others(&claims).await?;
///     Ok(StatusCode::NO_CONTENT)
/// }
/// ```
pub struct Sessions<'a, C: AuthConfig>(&'a Auth<C>);

impl<'a, C: AuthConfig> Sessions<'a, C> {
    pub(crate) fn of(auth: &'a Auth<C>) -> Self {
        Self(auth)
    }

    pub(super) fn session_service(&self) -> Result<&'a SessionService, StoreError> {
        self.0.session_service().ok_or_else(StoreError::none)
    }

    /// The sessions of the user whom these claims are about, those that were used last first: a hundred at most.
    ///
    /// # Errors
    ///
    /// If the store cannot answer, or there is none, or the claims are not of this `Auth`.
    pub async fn of_subject<T: ?Sized, I>(
        &self,
        claims: &Claims<T, I>,
    ) -> Result<Vec<Session>, AuthError> {
        let subject = self.0.own(claims.verified())?.subject();
        Ok(self.of_backend_subject(subject).await?)
    }

    /// The sessions of a user, those that were used last first, a hundred at most: for programs that act for others.
    ///
    /// # Errors
    ///
    /// If the store cannot answer, or there is none.
    pub async fn of_user(&self, user: &UserOf<C>) -> Result<Vec<Session>, StoreError> {
        self.of_backend_subject(&self.0.users().subject(user)).await
    }

    /// The sessions of the user whom the backend calls by this subject, those that were used last first, a hundred at most: for
    /// programs that act for others. The subject must be one of the backend; that of claims may be another issuer's, see
    /// [`of_subject`](Self::of_subject).
    ///
    /// # Errors
    ///
    /// If the store cannot answer, or there is none.
    pub async fn of_backend_subject(&self, subject: &str) -> Result<Vec<Session>, StoreError> {
        self.session_service()?.sessions(subject).await
    }

    /// Ends a session of the user whom these claims are about: its refresh tokens are of no use from now on, nor are its access
    /// tokens, unless `revocation` is less than `all`. Says whether it was alive; a session of another user is none.
    ///
    /// # Errors
    ///
    /// If it is not known whether it was stored, there is no store, or the claims are not of this `Auth`.
    pub async fn end<T: ?Sized, I>(
        &self,
        claims: &Claims<T, I>,
        session: &str,
    ) -> Result<bool, AuthError> {
        let subject = self.0.own(claims.verified())?.subject();
        Ok(self.end_of_backend_subject(subject, session).await?)
    }

    /// Ends a session of a user, as [`end`](Self::end) does: for programs that act for others.
    ///
    /// # Errors
    ///
    /// If it is not known whether it was stored, or there is no store.
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

    /// Ends a session of whomever. Says whether it was alive.
    pub(crate) async fn end_session(&self, session: &str) -> Result<bool, StoreError> {
        let key = self.session_service()?.key_of_session(session);
        self.end_key(key, i64::MIN).await
    }

    async fn end_key(&self, key: RevocationKey, at_least: i64) -> Result<bool, StoreError> {
        let session_service = self.session_service()?;
        // Afterwards nobody knows whose it was. That this cannot be read is no reason not to end it.
        let alive = session_service.session_of_key(&key).await.ok().flatten();
        let target = RevocationTarget::Session(key);
        let ended = session_service.revoke_until(target, at_least).await?;
        if let Some(session) = alive.filter(|_| ended) {
            self.tell(SessionEvent::Ended(&session)).await;
        }
        Ok(ended)
    }

    /// Ends a session, or revokes what is no session of this service; it is remembered until a time at least.
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

    /// Ends all sessions of a user, at once and in a time that does not depend on how many there are. Access tokens that outlive
    /// their session are revoked too, and those of no session that were issued until now, or up to `leeway` later: by a clock
    /// that may be ahead. The user backend hears of it as [`SessionEvent::AllEnded`].
    ///
    /// A login that is under way, whose credentials were presented before, is refused when they are found to be right. One
    /// that begins afterwards lives, in the same second too: the store decides, and no clock.
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
    /// /// What support does when an account was taken over.
    /// async fn lock(auth: &Auth<Api>, user: &User) -> Result<(), StoreError> {
    ///     auth.sessions().end_all(user).await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// If it is not known whether it was stored, or there is no store.
    pub async fn end_all(&self, user: &UserOf<C>) -> Result<(), StoreError> {
        let subject = self.0.users().subject(user);
        self.end_all_of_backend_subject(&subject).await
    }

    /// Ends all sessions of the user whom the backend calls by this subject, as [`end_all`](Self::end_all) does: for a user
    /// whom the backend has no more. The subject must be one of the backend; that of claims may be another issuer's.
    ///
    /// # Errors
    ///
    /// If it is not known whether it was stored, or there is no store.
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
        self.tell(SessionEvent::AllEnded { subject, except }).await;
        Ok(())
    }

    /// Ends all sessions of a user but the one that these claims are of, as [`end_all`](Self::end_all) does.
    ///
    /// # Errors
    ///
    /// If it is not known whether it was stored, there is no store, or the claims are not of this `Auth`.
    pub async fn end_others<T: ?Sized, I>(&self, claims: &Claims<T, I>) -> Result<(), AuthError> {
        let own = self.0.own(claims.verified())?;
        Ok(self.end_of_subject(own.subject(), own.session_id()).await?)
    }

    /// Revokes the access token that these claims are of, and no other of its session. It may be of another issuer.
    ///
    /// # Errors
    ///
    /// If it is not known whether it was stored, there is no store, the claims are of another `Auth`, or the token has no `jti` by
    /// which it could be told from others.
    pub async fn revoke_token<T: ?Sized, I>(&self, claims: &Claims<T, I>) -> Result<(), AuthError> {
        let verified = self.0.verified_here(claims.verified())?;
        let session_service = self.session_service()?;
        let key = verified.revocation_key(&session_service.owner);
        let key = key.ok_or(AuthError::UnsupportedTokenType)?;
        let at_least = session_service.must_remember(verified);
        session_service
            .revoke_until(RevocationTarget::Key(key), at_least)
            .await?;
        Ok(())
    }

    /// Revokes one access token that is not at hand, by the issuer who gave it its `jti`: `None` for tokens of this service.
    ///
    /// # Errors
    ///
    /// If it is not known whether it was stored, or there is no store.
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

    /// The session of a refresh token, if `POST /refresh` would exchange it; the token is not used up.
    ///
    /// For an endpoint of your own that takes refresh tokens. One that was exchanged before is refused as it is there: after
    /// `refresh_grace` it is a copy, and its session is ended.
    ///
    /// # Errors
    ///
    /// If the store cannot answer, or there is none.
    pub async fn of_refresh_token(&self, token: &str) -> Result<Option<Session>, StoreError> {
        let token = RefreshToken::presented(token);
        let judged = self.judge(&token, |_| Ok::<_, StoreError>(())).await?;
        Ok(match judged {
            Judgement::Exchangeable(session) => Some(session),
            Judgement::Superseded(_) | Judgement::Reused | Judgement::Unknown => None,
        })
    }

    /// Whether a token was revoked that [`Auth::verify`](crate::auth::Auth::verify) has found to be right: for programs that take
    /// tokens elsewhere than in a handler, whose guard asks by itself.
    ///
    /// # Errors
    ///
    /// If it cannot be found out, there is no store, or another `Auth` verified the token.
    pub async fn is_revoked<T: ?Sized>(&self, verified: &Verified<T>) -> Result<bool, AuthError> {
        let session_service = self.session_service()?;
        let verified = self.0.verified_here(verified)?;
        match session_service.revocation_status(verified, Some(RevocationReach::All)) {
            RevocationStatus::NotRevoked => Ok(false),
            RevocationStatus::Revoked => Ok(true),
            RevocationStatus::Unknown => Ok(session_service.is_revoked(verified, false).await?),
        }
    }

    /// How long ago it was read what other processes have revoked; `None` if it was not read yet, or there is no store.
    ///
    /// Unless it is longer than `revocation_staleness`, no guard waits for the store. The feature `metrics` has it as a gauge;
    /// [`Auth::ready`](crate::auth::Auth::ready) is for a readiness probe.
    #[must_use]
    pub fn staleness(&self) -> Option<Duration> {
        self.0.session_service().and_then(SessionService::age)
    }

    /// Lets the user backend hear of it.
    pub(super) async fn tell(&self, event: SessionEvent<'_>) {
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
