//! `SessionOptions`: how the sessions of one service are kept.

use std::time::Duration;

use aws_lc_rs::hmac;
use jwt_syntax::choice::{OnStoreError, RefreshFormat, RevocationReach};

use super::record::RefreshRate;
use crate::token::SessionOwner;

/// How sessions are kept. Times are in seconds.
pub struct SessionOptions {
    /// Whether a login begins a session that can be refreshed.
    pub refresh: bool,
    /// Whose sessions they are.
    pub owner: SessionOwner,
    /// How long a session lasts: no longer than its access token, if nothing replaces that.
    pub ttl: i64,
    /// How long a session lasts without being used; none if as long as any other.
    pub idle_ttl: Option<i64>,
    /// What refresh tokens look like.
    pub format: RefreshFormat,
    /// Whether each refresh replaces the refresh token.
    pub rotates: bool,
    /// For how long a replaced refresh token gets the same successor again.
    pub grace: i64,
    /// Whether a refresh needs the access token too.
    pub requires_access: bool,
    /// How often a session can be refreshed; none if as often as its client likes.
    pub refresh_rate: Option<RefreshRate>,
    /// How many sessions a user has at most; none if as many as they like.
    pub max_sessions: Option<u32>,
    /// Which revoked tokens are refused.
    pub revocation: RevocationReach,
    /// What happens while the store does not respond.
    pub on_store_error: OnStoreError,
    /// How long the store may take to respond.
    pub store_timeout: Duration,
    /// How old the knowledge of revocations may be.
    pub staleness: Duration,
    /// For how long a revoked access token could still be presented, from now.
    pub longest: i64,
    /// By how much the clocks of two machines may differ.
    pub leeway: i64,
    /// How long an access token is good after it was issued; none if it never expires.
    pub max_lifetime: Option<i64>,
    /// What the digests of tokens are made with that are not random alone; none without a secret.
    pub digest_key: Option<hmac::Key>,
}

impl std::fmt::Debug for SessionOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SessionOptions").finish_non_exhaustive()
    }
}
