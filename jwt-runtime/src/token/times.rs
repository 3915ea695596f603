//! When a token is valid (RFC 7519 §4.1.4 to §4.1.6).

use super::TokenError;
use super::limits::MAX_LIFETIME;
use super::registered::{NumericDate, Registered};

/// The dates of a token. All arithmetic on them saturates: they are the sender's.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Times {
    expires_at: NumericDate,
    not_before: Option<NumericDate>,
    issued_at: Option<NumericDate>,
}

impl Times {
    /// A token without `exp` has expired.
    pub(crate) fn of(claims: &Registered<'_, '_>) -> Result<Self, TokenError> {
        Ok(Self {
            expires_at: claims.expires_at.ok_or(TokenError::Expired)?,
            not_before: claims.not_before,
            issued_at: claims.issued_at,
        })
    }

    /// Compares `exp`, `nbf` and `iat` with the time, each in its stricter rounding.
    pub(crate) fn check(&self, now: i64, leeway: i64) -> Result<(), TokenError> {
        if now >= self.expires_at().saturating_add(leeway) {
            return Err(TokenError::Expired);
        }
        let is_ahead = |date: Option<NumericDate>| {
            date.is_some_and(|date| now < date.ceil.saturating_sub(leeway))
        };
        if is_ahead(self.not_before) {
            return Err(TokenError::NotYetValid);
        }
        if is_ahead(self.issued_at) {
            return Err(TokenError::IssuedInFuture);
        }
        Ok(())
    }

    /// Refuses a token that is valid for longer than an access token may be.
    pub(crate) fn check_lifetime(&self, now: i64) -> Result<(), TokenError> {
        let issued_at = self.issued_at.map_or(now, |at| at.floor);
        if self.expires_at().saturating_sub(issued_at) > MAX_LIFETIME {
            return Err(TokenError::Lifetime);
        }
        Ok(())
    }

    pub(crate) fn expires_at(&self) -> i64 {
        self.expires_at.floor
    }

    pub(crate) fn issued_at(&self) -> Option<i64> {
        self.issued_at.map(|at| at.ceil)
    }
}
