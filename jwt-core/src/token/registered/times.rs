//! When a token is valid (RFC 7519 §4.1.4 to §4.1.6).

use jwt_syntax::setting::MAX_LEEWAY;

use super::claims::RegisteredClaims;
use super::numeric_date::NumericDate;
use crate::token::TokenError;

/// The most leeway that a token may be given, in seconds.
pub const MAX_LEEWAY_SECONDS: i64 = MAX_LEEWAY.cast_signed();

/// The dates of a token, each in its stricter rounding. All arithmetic on them saturates: they are the sender's.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Times {
    /// `exp`, rounded down; the end of time if there is none.
    expires_at: i64,
    /// Until when the token is good: `expires_at`, if that is looked at.
    good_until: i64,
    /// `nbf`, rounded up; the beginning of time if there is none.
    not_before: i64,
    /// `iat`, rounded up.
    issued_at: Option<i64>,
}

impl Times {
    /// A token without `exp` has expired, if it must expire at all.
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

    /// Compares `exp`, `nbf` and `iat` with the time.
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

    /// Compares `exp` with the time.
    #[inline]
    pub(crate) fn check_end(&self, now: i64, leeway: i64) -> Result<(), TokenError> {
        if now >= self.good_until.saturating_add(leeway) {
            return Err(TokenError::Expired);
        }
        Ok(())
    }

    /// Refuses a token that is valid for longer than so many seconds, from `iat`, rounded down, or from now.
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
