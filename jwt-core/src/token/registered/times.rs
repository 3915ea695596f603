//! `Times`: when a token is valid (RFC 7519 §4.1.4 to §4.1.6).

use jwt_syntax::setting::MAX_LEEWAY;

use super::claims::RegisteredClaims;
use super::numeric_date::NumericDate;
use crate::token::TokenError;

/// The most leeway that a token may be given, in seconds.
pub const MAX_LEEWAY_SECONDS: i64 = MAX_LEEWAY.cast_signed();

/// The dates of a token, each rounded in the stricter direction. All arithmetic on them saturates, since they come from the
/// sender.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Times {
    /// `exp`, rounded down; `i64::MAX` if absent.
    expires_at: i64,
    /// Until when the token is valid: `expires_at`, or `i64::MAX` if expiry is not checked.
    good_until: i64,
    /// `nbf`, rounded up; `i64::MIN` if absent.
    not_before: i64,
    /// `iat`, rounded up.
    issued_at: Option<i64>,
}

impl Times {
    /// Takes the dates of a token. One without `exp` is refused as expired if it must expire.
    #[inline]
    pub(crate) fn of(
        claims: &RegisteredClaims<'_, '_>,
        must_expire: bool,
    ) -> Result<Self, TokenError> {
        let expires_at = claims.expires_at.map(|at| at.floor);
        if must_expire && expires_at.is_none() {
            return Err(TokenError::Expired);
        }
        let expires_at = expires_at.unwrap_or(i64::MAX);
        Ok(Self {
            expires_at,
            good_until: if must_expire { expires_at } else { i64::MAX },
            not_before: claims.not_before.map_or(i64::MIN, |at| at.ceil),
            issued_at: claims.issued_at.map(|at| at.ceil),
        })
    }

    /// Checks `exp`, `nbf` and `iat` at the time `now`.
    #[inline]
    pub(crate) fn check(&self, now: i64, leeway: i64) -> Result<(), TokenError> {
        self.check_end(now, leeway)?;
        let is_ahead = |date: i64| now < date.saturating_sub(leeway);
        if is_ahead(self.not_before) {
            return Err(TokenError::NotYetValid);
        }
        if self.issued_at.is_some_and(is_ahead) {
            return Err(TokenError::IssuedInFuture);
        }
        Ok(())
    }

    /// Checks `exp` at the time `now`.
    #[inline]
    pub(crate) fn check_end(&self, now: i64, leeway: i64) -> Result<(), TokenError> {
        if now >= self.good_until.saturating_add(leeway) {
            return Err(TokenError::Expired);
        }
        Ok(())
    }

    /// Refuses a token that is valid for more than `most` seconds after `iat` (rounded down), or after `now` if it has no
    /// `iat`.
    #[inline]
    pub(crate) fn check_lifetime(
        &self,
        issued_at: Option<NumericDate>,
        now: i64,
        most: i64,
    ) -> Result<(), TokenError> {
        let issued_at = issued_at.map_or(now, |at| at.floor);
        if self.expires_at.saturating_sub(issued_at) > most {
            return Err(TokenError::Lifetime);
        }
        Ok(())
    }

    pub(crate) fn expires_at(&self) -> i64 {
        self.expires_at
    }

    pub(crate) fn issued_at(&self) -> Option<i64> {
        self.issued_at
    }
}
