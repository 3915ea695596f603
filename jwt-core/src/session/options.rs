//! `SessionOptions`: the rules of the sessions of one service.

use std::time::Duration;

use aws_lc_rs::hmac;
use jwt_syntax::choice::{OnStoreError, RefreshFormat, RevocationReach};

use super::record::RefreshRate;
use crate::token::SessionOwner;

/// The rules of the sessions of one service. Times are in seconds.
pub struct SessionOptions {
    /// Whether a login begins a session that can be refreshed.
    pub refresh: bool,
    /// The service that the sessions belong to.
    pub owner: SessionOwner,
    /// How long a session lasts: no longer than its access token, if there are no refresh tokens.
    pub ttl: i64,
    /// How long a session lasts without a refresh; `None` for no such limit.
    pub idle_ttl: Option<i64>,
    /// The format of refresh tokens.
    pub format: RefreshFormat,
    /// Whether each refresh replaces the refresh token.
    pub rotates: bool,
    /// For how long a repeated refresh with a replaced token returns the same successor.
    pub grace: i64,
    /// Whether a refresh requires the access token too.
    pub requires_access: bool,
    /// How often a session can be refreshed; `None` for no limit.
    pub refresh_rate: Option<RefreshRate>,
    /// How many sessions a user can have; `None` for no limit.
    pub max_sessions: Option<u32>,
    /// Which revoked tokens are refused.
    pub revocation: RevocationReach,
    /// What happens while the store does not respond.
    pub on_store_error: OnStoreError,
    /// The time limit of the store.
    pub store_timeout: Duration,
    /// How old this process's view of revocations may be.
    pub staleness: Duration,
    /// For how long an access token that is revoked now could still be presented.
    pub longest: i64,
    /// By how much the clocks of two machines may differ.
    pub leeway: i64,
    /// How long an access token is valid after it was issued; `None` if it never expires.
    pub max_lifetime: Option<i64>,
    /// Until when refresh tokens of another library are adopted, in seconds since the Unix epoch.
    pub adopts_until: Option<i64>,
    /// The key of the digests of refresh tokens that are not purely random; `None` without a secret.
    pub digest_key: Option<hmac::Key>,
}

impl std::fmt::Debug for SessionOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SessionOptions").finish_non_exhaustive()
    }
}
