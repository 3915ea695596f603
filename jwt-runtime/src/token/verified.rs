//! Claims that can be trusted.

use std::fmt;

use jwt_syntax::scope::{Requirement, grants, grants_by_position};

use super::registered::Registered;
use super::session::Session;
use super::times::Times;
use crate::scope::ScopeSet;

/// The claims of a token that was verified; there is no other way to get one.
///
/// Handlers see it through [`Claims`](crate::guard::Claims), which shares it. The last field may be unsized, so that
/// claims of any type can be shared as `Verified<dyn AnyClaims>` without another allocation.
pub struct Verified<T: ?Sized> {
    names: Names,
    times: Times,
    scopes: ScopeSet,
    /// Whether the scopes are those of another issuer, whose words have no hierarchy here.
    exact_scopes: bool,
    session: Option<Box<Session>>,
    custom: T,
}

/// `sub`, `iss` and `jti`, one after the other in one allocation.
struct Names {
    text: Box<str>,
    issuer: Option<usize>,
    id: Option<usize>,
}

impl<T> Verified<T> {
    /// Only verification calls this.
    pub(super) fn new(
        subject: &str,
        claims: &mut Registered<'_, '_>,
        times: Times,
        exact_scopes: bool,
        custom: T,
    ) -> Self {
        Self {
            names: Names::new(subject, claims.issuer.as_deref(), claims.id.as_deref()),
            times,
            scopes: claims.take_scopes(),
            exact_scopes,
            session: Session::of(claims.session.as_deref(), claims.csrf.as_deref()),
            custom,
        }
    }
}

impl<T: ?Sized> Verified<T> {
    /// Who the token is about: the claim `sub` ([RFC 7519 §4.1.2]). Never empty.
    ///
    /// [RFC 7519 §4.1.2]: https://www.rfc-editor.org/rfc/rfc7519#section-4.1.2
    #[must_use]
    pub fn subject(&self) -> &str {
        self.names.subject()
    }

    /// Who issued the token: the claim `iss`. Always there when the configuration names an issuer.
    ///
    /// A service with several issuers must not take a subject of one for that of another: only the pair of both is
    /// one person.
    #[must_use]
    pub fn issuer(&self) -> Option<&str> {
        self.names.issuer()
    }

    /// The identifier of this one token: the claim `jti`.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.names.id()
    }

    /// When the token expires: the claim `exp`, in seconds since the Unix epoch, a fraction rounded down.
    ///
    /// `i64::MAX` if it has none, which is accepted only with `verify_exp = "dangerously-off"`.
    #[must_use]
    pub fn expires_at(&self) -> i64 {
        self.times.expires_at()
    }

    /// When the token was issued: the claim `iat`, in seconds since the Unix epoch, a fraction rounded up.
    #[must_use]
    pub fn issued_at(&self) -> Option<i64> {
        self.times.issued_at()
    }

    /// What the token grants: the claim `scope`.
    #[must_use]
    pub fn scopes(&self) -> &ScopeSet {
        &self.scopes
    }

    /// The login that the token came from: the claim `sid`.
    #[must_use]
    pub fn session_id(&self) -> Option<&str> {
        self.session.as_ref().map(|session| &*session.id)
    }

    pub(crate) fn session(&self) -> Option<&Session> {
        self.session.as_deref()
    }

    /// The application's own claims.
    #[must_use]
    pub fn custom(&self) -> &T {
        &self.custom
    }

    /// Whether the token grants what a handler asks for.
    pub(crate) fn meets(&self, requirement: &Requirement<'_>) -> bool {
        if self.exact_scopes {
            requirement.is_met_exactly_by(self.scopes.iter())
        } else {
            requirement.is_met_by(self.scopes.iter())
        }
    }

    /// Whether the token grants one scope; each segment in its place, if the scope had parameters.
    pub(crate) fn grants(
        &self,
        required: &str,
        require_all_actions: bool,
        by_position: bool,
    ) -> bool {
        self.scopes.iter().any(|granted| {
            if self.exact_scopes {
                granted == required
            } else if by_position {
                grants_by_position(granted, required)
            } else {
                grants(granted, required, require_all_actions)
            }
        })
    }

    pub(super) fn times(&self) -> &Times {
        &self.times
    }
}

impl Names {
    fn new(subject: &str, issuer: Option<&str>, id: Option<&str>) -> Self {
        let parts = [subject, issuer.unwrap_or_default(), id.unwrap_or_default()];
        Self {
            text: parts.concat().into(),
            issuer: issuer.map(str::len),
            id: id.map(str::len),
        }
    }

    fn subject(&self) -> &str {
        let others = self
            .issuer
            .unwrap_or(0)
            .saturating_add(self.id.unwrap_or(0));
        self.part(0, self.text.len().saturating_sub(others))
    }

    fn issuer(&self) -> Option<&str> {
        self.issuer
            .map(|length| self.part(self.subject().len(), length))
    }

    fn id(&self) -> Option<&str> {
        self.id
            .map(|length| self.part(self.text.len().saturating_sub(length), length))
    }

    fn part(&self, start: usize, length: usize) -> &str {
        self.text
            .get(start..start.saturating_add(length))
            .unwrap_or_default()
    }
}

/// Shows nothing: claims can hold personal data, and handlers are often traced with their arguments.
impl<T: ?Sized> fmt::Debug for Verified<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[verified claims]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_share_one_text_and_stay_apart() {
        for issuer in [None, Some(""), Some("https://é.example")] {
            for id in [None, Some(""), Some("x")] {
                let names = Names::new("ü-1", issuer, id);
                assert_eq!(names.subject(), "ü-1");
                assert_eq!(names.issuer(), issuer);
                assert_eq!(names.id(), id);
            }
        }
    }
}
