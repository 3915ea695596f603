//! Claims that can be trusted.

use std::fmt;
use std::sync::OnceLock;

use jwt_syntax::scope::{Requirement, grants, grants_by_position};

use super::login::Login;
use super::registered::Registered;
use super::times::Times;
use crate::scope::ScopeSet;
use crate::session::{RevocationKey, RevocationKeys};

/// The claims of a token that was verified; there is no other way to get one.
///
/// Handlers see it through [`Claims`](crate::guard::Claims), which shares it. The last field may be unsized, so that
/// claims of any type can be shared as `Verified<dyn AnyClaims>` without another allocation.
pub struct Verified<T: ?Sized> {
    names: Names,
    times: Times,
    scopes: ScopeSet,
    /// Whether another issuer signed it.
    is_foreign: bool,
    /// What a revocation of it would be about; made when something is revoked.
    revocation_keys: OnceLock<Box<RevocationKeys>>,
    /// Whether the scopes are those of another issuer, whose words have no hierarchy here.
    exact_scopes: bool,
    login: Login,
    custom: T,
}

/// `sub`, `iss`, `jti`, `sid` and `client_id`, one after the other in one allocation; of all but the first, where they
/// end.
struct Names {
    text: Box<str>,
    subject: usize,
    issuer: Option<usize>,
    id: Option<usize>,
    session: Option<usize>,
    client: Option<usize>,
}

impl<T> Verified<T> {
    /// Only verification calls this.
    #[inline]
    pub(super) fn new(
        subject: &str,
        claims: &mut Registered<'_, '_>,
        times: Times,
        is_foreign: bool,
        exact_scopes: bool,
        custom: T,
    ) -> Self {
        Self {
            names: Names::new(
                subject,
                claims.issuer.as_deref(),
                claims.id.as_deref(),
                claims.session.as_deref().filter(|id| !id.is_empty()),
                claims.client_id.as_deref(),
            ),
            times,
            scopes: claims.take_scopes(),
            is_foreign,
            revocation_keys: OnceLock::new(),
            exact_scopes,
            login: Login::of(claims),
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

    /// The client that the token was issued to: the claim `client_id` ([RFC 9068 §2.2]).
    ///
    /// [RFC 9068 §2.2]: https://www.rfc-editor.org/rfc/rfc9068#section-2.2
    #[must_use]
    pub fn client_id(&self) -> Option<&str> {
        self.names.client()
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
        self.names.session()
    }

    /// When the user authenticated: the claim `auth_time` ([OpenID Connect Core §2]), in seconds since the Unix epoch.
    ///
    /// [OpenID Connect Core §2]: https://openid.net/specs/openid-connect-core-1_0.html#IDToken
    #[must_use]
    pub fn auth_time(&self) -> Option<i64> {
        self.login.time
    }

    /// How well the user authenticated, in the words of the issuer: the claim `acr`.
    #[must_use]
    pub fn acr(&self) -> Option<&str> {
        self.login.class.as_deref()
    }

    /// By what means the user authenticated: the claim `amr` ([RFC 8176]).
    ///
    /// [RFC 8176]: https://www.rfc-editor.org/rfc/rfc8176
    pub fn amr(&self) -> impl Iterator<Item = &str> {
        self.login.methods.iter().map(|method| &**method)
    }

    /// Whether the token came from an authentication, not from a refresh.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        self.login.is_fresh
    }

    pub(crate) fn revocation_keys(&self) -> &RevocationKeys {
        self.revocation_keys.get_or_init(|| {
            let issuer = self.issuer().filter(|_| self.is_foreign);
            // A session was there when one of its tokens was issued, and when it began, whichever clock says so.
            let since = match self.session_id() {
                Some(_) => self.issued_at().max(self.auth_time()),
                None => self.issued_at(),
            };
            Box::new(RevocationKeys::new(
                self.id().map(|id| RevocationKey::of_token(issuer, id)),
                self.session_id()
                    .map(|id| RevocationKey::of_session(issuer, id)),
                RevocationKey::of_subject(issuer, self.subject()),
                since,
            ))
        })
    }

    /// Whether it is of another issuer than this service.
    pub(crate) fn is_foreign(&self) -> bool {
        self.is_foreign
    }

    /// The session, if it is one of this service.
    pub(crate) fn own_session(&self) -> Option<&str> {
        self.session_id().filter(|_| !self.is_foreign)
    }

    pub(crate) fn login(&self) -> &Login {
        &self.login
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
    #[inline]
    fn new(
        subject: &str,
        issuer: Option<&str>,
        id: Option<&str>,
        session: Option<&str>,
        client: Option<&str>,
    ) -> Self {
        let others = [issuer, id, session, client];
        let length_of_others: usize = others.iter().flatten().map(|part| part.len()).sum();
        let mut text = String::with_capacity(subject.len().saturating_add(length_of_others));
        text.push_str(subject);
        let [issuer, id, session, client] = others.map(|part| {
            text.push_str(part?);
            Some(text.len())
        });
        Self {
            issuer,
            id,
            session,
            client,
            subject: subject.len(),
            text: text.into(),
        }
    }

    fn subject(&self) -> &str {
        self.part(0, self.subject)
    }

    fn issuer(&self) -> Option<&str> {
        self.issuer.map(|end| self.part(self.subject, end))
    }

    fn id(&self) -> Option<&str> {
        let start = self.issuer.unwrap_or(self.subject);
        self.id.map(|end| self.part(start, end))
    }

    fn session(&self) -> Option<&str> {
        let start = self.id.or(self.issuer).unwrap_or(self.subject);
        self.session.map(|end| self.part(start, end))
    }

    fn client(&self) -> Option<&str> {
        let before = self.session.or(self.id).or(self.issuer);
        let start = before.unwrap_or(self.subject);
        self.client.map(|end| self.part(start, end))
    }

    fn part(&self, start: usize, end: usize) -> &str {
        self.text.get(start..end).unwrap_or_default()
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
                for session in [None, Some("ß")] {
                    for client in [None, Some("wéb")] {
                        let names = Names::new("ü-1", issuer, id, session, client);
                        assert_eq!(names.subject(), "ü-1");
                        assert_eq!(names.issuer(), issuer);
                        assert_eq!(names.id(), id);
                        assert_eq!(names.session(), session);
                        assert_eq!(names.client(), client);
                    }
                }
            }
        }
    }
}
