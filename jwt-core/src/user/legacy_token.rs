//! `LegacyToken`: a refresh token of the library that a service used before.

use std::fmt;

use aws_lc_rs::constant_time;

/// A refresh token that the library which a service used before has issued: see
/// [`UserBackend::adopt`](super::UserBackend::adopt).
pub struct LegacyToken<'a> {
    text: &'a str,
    subject: &'a str,
    id: Option<&'a str>,
    is_signed: bool,
}

impl<'a> LegacyToken<'a> {
    /// A token without a signature, beside an access token of this subject.
    #[doc(hidden)]
    #[must_use]
    pub const fn opaque(text: &'a str, subject: &'a str) -> Self {
        Self {
            text,
            subject,
            id: None,
            is_signed: false,
        }
    }

    /// A token whose signature was verified.
    #[doc(hidden)]
    #[must_use]
    pub const fn signed(text: &'a str, subject: &'a str, id: Option<&'a str>) -> Self {
        Self {
            text,
            subject,
            id,
            is_signed: true,
        }
    }

    /// The user: the subject of the token or, if it is not [signed](Self::is_signed), of the access token beside it.
    #[must_use]
    pub const fn subject(&self) -> &'a str {
        self.subject
    }

    /// The identifier (`jti`) of a signed token, by which a list of revoked tokens knows it.
    #[must_use]
    pub const fn id(&self) -> Option<&'a str> {
        self.id
    }

    /// Whether it is a JWT, whose signature and claims were verified. Any other text means something to the application alone.
    #[must_use]
    pub const fn is_signed(&self) -> bool {
        self.is_signed
    }

    /// Whether it is the token that was stored, in a time that does not depend on where they differ.
    ///
    /// ```
    /// use jwt_guard::user::LegacyToken;
    ///
    /// fn is_kept(old: &LegacyToken<'_>, stored: Option<&str>) -> bool {
    ///     stored.is_some_and(|stored| old.matches(stored))
    /// }
    /// ```
    #[must_use]
    pub fn matches(&self, stored: &str) -> bool {
        let texts = (self.text.as_bytes(), stored.as_bytes());
        constant_time::verify_slices_are_equal(texts.0, texts.1).is_ok()
    }
}

/// Shows neither the token nor its identifier.
impl fmt::Debug for LegacyToken<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LegacyToken")
            .field("is_signed", &self.is_signed)
            .finish_non_exhaustive()
    }
}
