//! `CredentialCheck`: a login attempt, counted before its credentials are checked and settled afterwards.

use std::net::IpAddr;
use std::time::Duration;

use axum::http::request::Parts;

use crate::auth::Auth;
use crate::auth::throttle::Attempted;
use crate::config::AuthConfig;
use crate::error::{AuthError, ErrorKind, Reason};
use crate::grant::UserOf;
use crate::session::{
    Attempt, AttemptOutcome, CountedAttempt, CounterKind, Device, LoginStart, SessionService,
    StoreError,
};
use crate::user::{LoginEvent, LoginRequest, UserBackend, for_client};

/// The credentials that the user backend of a configuration checks.
pub(in crate::endpoints) type CredentialsOf<C> =
    <<C as AuthConfig>::Users as UserBackend<<C as AuthConfig>::Claims>>::Credentials;

/// The longest name of an account in the log, in characters.
const LOGGED_CHARACTERS: usize = 128;

/// A login attempt whose credentials have not been checked yet.
pub(in crate::endpoints) struct CredentialCheck {
    account: Option<String>,
    address: Option<IpAddr>,
    counted: Option<CountedAttempt>,
    device: Option<Device>,
}

/// Counts a login attempt. An error means that too many have failed, and the credentials must not be checked.
pub(in crate::endpoints) async fn begin_check<C: AuthConfig>(
    auth: &Auth<C>,
    account: Option<String>,
    parts: &Parts,
) -> Result<CredentialCheck, AuthError> {
    let address = auth.client_address(parts);
    let throttle = auth.throttle();
    throttle.warn(address, parts);
    let attempted = Attempted {
        account: account.as_deref(),
        address,
        now: auth.now(),
    };
    let attempt = throttle.attempt(&attempted, parts);
    let mut check = CredentialCheck {
        counted: None,
        device: attempt.device,
        account,
        address,
    };
    if attempt.counters(false).is_empty() {
        return Ok(check);
    }
    match count(auth, &attempt).await? {
        AttemptOutcome::Counted(counted) => {
            check.counted = Some(counted);
            Ok(check)
        }
        AttemptOutcome::Limited { by, retry_after } => {
            Err(throttled(auth, &check, by, retry_after).await)
        }
    }
}

/// The store of the sessions as it is before the credentials are checked; `None` without a store. If all sessions of the user
/// end meanwhile, the login is refused.
pub(in crate::endpoints) async fn start_login<C: AuthConfig>(
    auth: &Auth<C>,
) -> Result<Option<(&SessionService, LoginStart)>, StoreError> {
    match auth.session_service() {
        Some(sessions) => Ok(Some((sessions, sessions.start_login().await?))),
        None => Ok(None),
    }
}

/// The user whom the backend finds by the credentials, which are otherwise wrong.
pub(in crate::endpoints) async fn authenticated_user<C: AuthConfig>(
    auth: &Auth<C>,
    credentials: CredentialsOf<C>,
    parts: &Parts,
) -> Result<UserOf<C>, AuthError> {
    let address = auth.client_address(parts);
    let request = LoginRequest::new(address, parts);
    let check = auth.users().authenticate_request(credentials, request);
    let user = for_client(address, check).await?;
    user.ok_or_else(|| Reason::WrongCredentials.into())
}

/// Settles the attempt by its outcome, and returns the outcome.
pub(in crate::endpoints) async fn settle<C: AuthConfig, T>(
    auth: &Auth<C>,
    check: CredentialCheck,
    outcome: Result<T, AuthError>,
) -> Result<T, AuthError> {
    let success = match &outcome {
        Err(error) if is_failure(error) => {
            failed(auth, &check).await;
            return outcome;
        }
        Ok(_) => check.device,
        // The credentials could not be checked, or they were right and another step failed.
        Err(_) => None,
    };
    if let Some(counted) = &check.counted {
        give_back(auth, counted, success).await;
    }
    outcome
}

/// Whether an error means that the credentials were not accepted.
fn is_failure(error: &AuthError) -> bool {
    matches!(
        error.kind(),
        ErrorKind::InvalidCredentials | ErrorKind::Application
    )
}

async fn failed<C: AuthConfig>(auth: &Auth<C>, check: &CredentialCheck) {
    let (account, address) = (check.account.as_deref(), check.address);
    tracing::warn!(
        config = C::NAME,
        account = account.map(shortened),
        address = address.map(tracing::field::display),
        "login failed"
    );
    auth.throttle().count_failed();
    let event = LoginEvent::failed(account, address);
    auth.users().on_login_event(event).await;
}

async fn throttled<C: AuthConfig>(
    auth: &Auth<C>,
    check: &CredentialCheck,
    by: CounterKind,
    retry_after: i64,
) -> AuthError {
    let (account, address) = (check.account.as_deref(), check.address);
    tracing::warn!(
        config = C::NAME,
        account = account.map(shortened),
        address = address.map(tracing::field::display),
        retry_after,
        "login throttled"
    );
    auth.throttle().count_throttled(by);
    let retry_after = Duration::from_secs(retry_after.unsigned_abs());
    let event = LoginEvent::throttled(account, address, retry_after);
    auth.users().on_login_event(event).await;
    Reason::Throttled { retry_after }.into()
}

/// Counts an attempt in the store, or without one in this process.
async fn count<C: AuthConfig>(
    auth: &Auth<C>,
    attempt: &Attempt,
) -> Result<AttemptOutcome, StoreError> {
    if let Some(session_service) = auth.session_service() {
        return session_service.count(attempt).await;
    }
    Ok(auth.throttle().count(attempt))
}

/// Gives back an attempt. `success` is the device that logged in, if the login succeeded. If the store fails, its error is in
/// the log, and the attempt counts as failed.
async fn give_back<C: AuthConfig>(
    auth: &Auth<C>,
    counted: &CountedAttempt,
    success: Option<Device>,
) {
    if let Some(session_service) = auth.session_service() {
        let _ = session_service.give_back(counted, success).await;
        return;
    }
    auth.throttle().give_back(counted, success, auth.now());
}

/// The beginning of an account name, for the log.
fn shortened(name: &str) -> &str {
    let end = name.char_indices().nth(LOGGED_CHARACTERS);
    end.map_or(name, |(end, _)| name.get(..end).unwrap_or_default())
}
