//! Adopts a refresh token of the library that a service used before: a session begins with it (`AuthBuilder::adopt_until`).

use std::sync::Arc;
use std::time::Duration;

use super::presented_token::PresentedToken;
use crate::auth::{Auth, RefreshTokenVerdict};
use crate::claim::NoClaims;
use crate::config::AuthConfig;
use crate::error::{AuthError, Reason};
use crate::grant::in_session;
use crate::guard::Admission;
use crate::guard::policy::OF_ANY_AGE;
use crate::session::{LoginRecord, RefreshToken, Session, SessionEvent, SessionService};
use crate::token::{Authentication, Verified, random_id};
use crate::user::{LegacyToken, UserBackend};

/// How long a request waits for another one that adopts the same token.
const PAUSE: Duration = Duration::from_millis(100);

/// What is known of a token that may be adopted.
enum Candidate {
    /// The token is a JWT that this service could have signed.
    Signed(Arc<Verified<NoClaims>>),
    /// The token is any text beside an access token of this subject.
    Opaque(String),
}

impl Candidate {
    /// `None` if the token cannot be one of the old service, or may no longer be used.
    async fn of<C: AuthConfig>(
        auth: &Auth<C>,
        service: &SessionService,
        presented: &PresentedToken,
        token: &RefreshToken,
    ) -> Result<Option<Self>, AuthError> {
        if let Some(verified) = service.verified_refresh_token(token) {
            // A token of this library, whose session the store has forgotten.
            if verified.own_session().is_some() {
                return Ok(None);
            }
            // The end of all sessions concerns tokens that were issued before it.
            let is_revoked = service.is_revoked(&verified, false).await?;
            return Ok((!is_revoked).then_some(Self::Signed(verified)));
        }
        if !service.rules.requires_access {
            return Ok(None);
        }
        let admission = Admission::of(auth, &presented.parts, OF_ANY_AGE).await?;
        let verified = admission.verified().ok_or(Reason::AccessTokenAbsent)?;
        let subject = verified.subject();
        // Nothing says when such a token was issued.
        let is_kept = !verified.is_foreign() && !service.has_mark(subject).await?;
        Ok(is_kept.then(|| Self::Opaque(subject.to_owned())))
    }

    fn legacy_token<'a>(&'a self, token: &'a RefreshToken) -> LegacyToken<'a> {
        match self {
            Self::Signed(verified) => {
                LegacyToken::signed(token.as_str(), verified.subject(), verified.id())
            }
            Self::Opaque(subject) => LegacyToken::opaque(token.as_str(), subject),
        }
    }

    /// When the user authenticated; long ago if that is unknown.
    fn auth_time(&self) -> i64 {
        match self {
            Self::Signed(verified) => verified.issued_at().unwrap_or_default(),
            Self::Opaque(_) => 0,
        }
    }

    /// When a session with this token ends, which would last until `end`.
    fn ends_at(&self, end: i64) -> i64 {
        match self {
            Self::Signed(verified) => verified.expires_at().min(end),
            Self::Opaque(_) => end,
        }
    }
}

/// The session that begins with a refresh token which the store does not know; `None` if it is not to be adopted.
pub(super) async fn adopted<C: AuthConfig>(
    auth: &Auth<C>,
    service: &SessionService,
    presented: &PresentedToken,
    token: &RefreshToken,
) -> Result<Option<Session>, AuthError> {
    if !service.adopts() {
        return Ok(None);
    }
    let check = service.start_login().await?;
    let Some(candidate) = Candidate::of(auth, service, presented, token).await? else {
        return Ok(None);
    };
    let users = auth.users();
    let legacy = candidate.legacy_token(token);
    let Some(user) = users.adopt(&legacy).await? else {
        return Ok(None);
    };
    let subject = users.subject(&user);
    if subject != legacy.subject() {
        tracing::error!("`UserBackend::adopt` returned another user than that of the token");
        return Ok(None);
    }
    if !users.is_active(&user).await? {
        return Err(Reason::RefreshTokenUser.into());
    }
    let id = random_id().ok_or(Reason::NoRandomness)?;
    presented.check_csrf(auth, &in_session(auth, &id))?;
    let mut session = service.new_session(&id, &subject);
    session.expires_at = candidate.ends_at(session.expires_at);
    session.client = auth.client_of(&presented.parts);
    let scopes = users.scopes(&user).await?;
    let login = LoginRecord {
        auth_time: candidate.auth_time(),
        authentication: Authentication::default(),
        scope: scopes.iter().collect::<Vec<_>>().join(" "),
    };
    session.details = login.to_text()?;
    let Some(ended) = service.adopt(&session, token, check).await? else {
        return adopted_meanwhile(auth, presented, token).await;
    };
    users.on_session_event(SessionEvent::Began(&session)).await;
    for session in &ended {
        users.on_session_event(SessionEvent::Ended(session)).await;
    }
    Ok(Some(session))
}

/// The session that another request began with the same token a moment ago; `None` if it has ended.
async fn adopted_meanwhile<C: AuthConfig>(
    auth: &Auth<C>,
    presented: &PresentedToken,
    token: &RefreshToken,
) -> Result<Option<Session>, AuthError> {
    tokio::time::sleep(PAUSE).await;
    Ok(match presented.check_refresh_token(auth, token).await? {
        RefreshTokenVerdict::Exchangeable(session) => Some(session),
        _ => None,
    })
}

/// Sees to it that a token of the old service, which its client gives up, is never adopted.
pub(super) async fn never_adopt<C: AuthConfig>(
    auth: &Auth<C>,
    presented: &PresentedToken,
    token: &RefreshToken,
) -> Result<(), AuthError> {
    let Some(service) = auth.session_service().filter(|service| service.adopts()) else {
        return Ok(());
    };
    // A page of another origin can make a browser send the cookie.
    let id = random_id().ok_or(Reason::NoRandomness)?;
    presented.check_csrf(auth, &in_session(auth, &id))?;
    let until = match Candidate::of(auth, service, presented, token).await {
        Ok(Some(Candidate::Signed(verified))) => verified.expires_at(),
        Ok(Some(Candidate::Opaque(_))) => service.rules.adopts_until.unwrap_or_default(),
        Ok(None) => return Ok(()),
        // Without its access token, nothing says whose token it is.
        Err(error) if error.status().is_client_error() => return Ok(()),
        Err(error) => return Err(error),
    };
    Ok(service.never_adopt(token, until).await?)
}
