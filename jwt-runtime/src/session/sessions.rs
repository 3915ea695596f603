//! `Sessions`: what an application does with the sessions of its users.

use std::fmt;
use std::time::Duration;

use super::{
    Judgement, Keeper, Listener, RefreshToken, RevocationKey, Session, SessionEvent, Standing,
    StoreError, Target,
};
use crate::config::RevocationReach;
use crate::guard::Claims;
use crate::token::Verified;

/// The sessions of an [`Auth`](crate::auth::Auth): to list them for their users, and to end them.
///
/// ```
/// use axum::extract::State;
/// use axum::http::StatusCode;
/// use jwt_guard::prelude::*;
/// use jwt_guard::session::StoreError;
///
/// # #[derive(AuthConfig)]
/// # struct Api { secret: Secret }
/// /// The page "my devices".
/// #[protected]
/// async fn devices(State(auth): State<Auth<Api>>, claims: Claims) -> Result<String, AuthError> {
///     let sessions = auth.sessions().of_subject(claims.subject()).await?;
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
#[derive(Clone, Copy)]
pub struct Sessions<'a> {
    keeper: Option<&'a Keeper>,
    pub(super) listener: &'a dyn Listener,
}

impl<'a> Sessions<'a> {
    pub(crate) fn of(keeper: Option<&'a Keeper>, listener: &'a dyn Listener) -> Self {
        Self { keeper, listener }
    }

    pub(super) fn keeper(&self) -> Result<&'a Keeper, StoreError> {
        self.keeper.ok_or_else(StoreError::none)
    }

    /// The sessions of a user that are alive, those that were used last first.
    ///
    /// # Errors
    ///
    /// If the store cannot answer, or there is none.
    pub async fn of_subject(&self, subject: &str) -> Result<Vec<Session>, StoreError> {
        self.keeper()?.sessions(subject).await
    }

    /// Ends a session: its refresh tokens are of no use from now on, nor are its access tokens, unless `revocation` is
    /// less than `all`. Says whether it was alive.
    ///
    /// The name of a session is no secret. Who ends the session of a request must ask whose it is.
    ///
    /// # Errors
    ///
    /// If nobody knows whether it was stored, or there is no store.
    pub async fn end(&self, session: &str) -> Result<bool, StoreError> {
        let keeper = self.keeper()?;
        // Afterwards nobody knows whose it was. That this cannot be read is no reason not to end it.
        let alive = keeper.session(session).await.ok().flatten();
        let ended = keeper.revoke(Target::Session(session.to_owned())).await?;
        if let Some(session) = alive.filter(|_| ended > 0) {
            self.listener.hear(SessionEvent::Ended(&session)).await;
        }
        Ok(ended > 0)
    }

    /// Ends a session, or revokes what is no session of this service.
    pub(crate) async fn revoke(&self, target: Target) -> Result<(), StoreError> {
        match target {
            Target::Session(id) => self.end(&id).await.map(drop),
            other => self.keeper()?.revoke(other).await.map(drop),
        }
    }

    /// Ends all sessions of a user, and says how many there were. Access tokens that outlive their session are revoked too,
    /// and those of no session that were not issued later than now.
    ///
    /// A login that is under way, whose credentials were presented before, is refused when they are found to be right. One
    /// that begins afterwards lives, in the same second too: the store decides, and no clock.
    ///
    /// # Errors
    ///
    /// If nobody knows whether it was stored, or there is no store.
    pub async fn end_all(&self, subject: &str) -> Result<u64, StoreError> {
        self.end_of_subject(subject, None).await
    }

    async fn end_of_subject(&self, subject: &str, except: Option<&str>) -> Result<u64, StoreError> {
        let keeper = self.keeper()?;
        let alive = keeper.sessions(subject).await.unwrap_or_default();
        let target = Target::Subject {
            subject: subject.to_owned(),
            except: except.map(str::to_owned),
        };
        let ended = keeper.revoke(target).await?;
        for session in alive.iter().filter(|session| Some(&*session.id) != except) {
            self.listener.hear(SessionEvent::Ended(session)).await;
        }
        Ok(ended)
    }

    /// Ends all sessions of a user but the one that these claims are of, and says how many there were.
    ///
    /// # Errors
    ///
    /// If nobody knows whether it was stored, there is no store, or the token is of another issuer.
    pub async fn end_others<T: ?Sized, I>(&self, claims: &Claims<T, I>) -> Result<u64, StoreError> {
        if claims.is_foreign() {
            return Err(StoreError::unexpected(
                "the token is of another issuer, who keeps its sessions",
            ));
        }
        self.end_of_subject(claims.subject(), claims.session_id())
            .await
    }

    /// Revokes one access token, by its issuer and its claim `jti`.
    ///
    /// `issuer` is `None` for tokens of this service.
    ///
    /// # Errors
    ///
    /// If nobody knows whether it was stored, or there is no store.
    pub async fn revoke_token(&self, issuer: Option<&str>, id: &str) -> Result<(), StoreError> {
        let key = RevocationKey::of_token(issuer, id);
        self.keeper()?.revoke(Target::Key(key)).await.map(drop)
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
    /// If nobody knows, or there is no store.
    pub async fn is_revoked<T: ?Sized>(&self, verified: &Verified<T>) -> Result<bool, StoreError> {
        let keeper = self.keeper()?;
        match keeper.standing(verified, Some(RevocationReach::All)) {
            Standing::Good => Ok(false),
            Standing::Revoked => Ok(true),
            Standing::Unknown => keeper.is_revoked(verified, false).await,
        }
    }

    /// How long ago it was read what other processes have revoked; `None` if it was not read yet, or there is no store.
    ///
    /// For a health check: unless it is longer than `revocation_staleness`, no guard waits for the store. The feature
    /// `metrics` has it as a gauge.
    #[must_use]
    pub fn staleness(&self) -> Option<Duration> {
        self.keeper.and_then(Keeper::age)
    }
}

impl fmt::Debug for Sessions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sessions")
    }
}
