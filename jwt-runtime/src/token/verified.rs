//! Claims that can be trusted.

use std::fmt;

use crate::scope::ScopeSet;

/// The claims of a token that was verified; there is no other way to get one.
///
/// Handlers see it through [`Claims`](crate::guard::Claims), which shares it. The last field may be unsized, so that
/// claims of any type can be shared as `Verified<dyn AnyClaims>` without another allocation.
pub struct Verified<T: ?Sized> {
    pub(crate) subject: Box<str>,
    pub(crate) issuer: Option<Box<str>>,
    pub(crate) id: Option<Box<str>>,
    pub(crate) expires_at: i64,
    pub(crate) issued_at: Option<i64>,
    pub(crate) scopes: ScopeSet,
    pub(crate) custom: T,
}

impl<T: ?Sized> Verified<T> {
    /// Who the token is about: the claim `sub` ([RFC 7519 §4.1.2]). Never empty.
    ///
    /// [RFC 7519 §4.1.2]: https://www.rfc-editor.org/rfc/rfc7519#section-4.1.2
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// Who issued the token: the claim `iss`. Always there when the configuration names an issuer.
    #[must_use]
    pub fn issuer(&self) -> Option<&str> {
        self.issuer.as_deref()
    }

    /// The identifier of this one token: the claim `jti`.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// When the token expires: the claim `exp`, in seconds since the Unix epoch, a fraction rounded down.
    #[must_use]
    pub fn expires_at(&self) -> i64 {
        self.expires_at
    }

    /// When the token was issued: the claim `iat`, in seconds since the Unix epoch, a fraction rounded up.
    #[must_use]
    pub fn issued_at(&self) -> Option<i64> {
        self.issued_at
    }

    /// What the token grants: the claim `scope`.
    #[must_use]
    pub fn scopes(&self) -> &ScopeSet {
        &self.scopes
    }

    /// The application's own claims.
    #[must_use]
    pub fn custom(&self) -> &T {
        &self.custom
    }
}

/// Shows nothing: claims can hold personal data, and handlers are often traced with their arguments.
impl<T: ?Sized> fmt::Debug for Verified<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[verified claims]")
    }
}
