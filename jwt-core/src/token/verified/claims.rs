//! Claims that can be trusted.

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use jwt_syntax::scope::{Requirement, grants, grants_by_position};

use super::packed_texts::{PackedTexts, TextClaim};
use super::provenance::{Provenance, VerifierId};
use crate::key::CsrfDigest;
use crate::scope::{Iter, ScopeClaim, ScopeSet};
use crate::token::registered::{LoginClaims, RegisteredClaims, Times};
use crate::token::revocation::{RevocationKey, RevocationKeys, SessionOwner};

/// The claims of a verified token. Only verification makes one.
///
/// Handlers see it through `Claims`, which shares it. The last field may be unsized, so that
/// claims of any type can be shared as `Verified<dyn AnyClaims>` without another allocation.
pub struct Verified<T: ?Sized> {
    texts: PackedTexts,
    times: Times,
    /// Made when it is first asked for: comparing scopes needs their text alone.
    scopes: OnceLock<ScopeSet>,
    provenance: Provenance,
    /// The keys under which it can be revoked; made once something is revoked.
    revocation_keys: OnceLock<Box<RevocationKeys>>,
    login: Option<Box<LoginClaims>>,
    custom: T,
}

impl<T> Verified<T> {
    /// Only verification calls this. Built inside its `Arc`: moving the 200 bytes there later costs a copy that waits for
    /// the writes before it.
    pub(crate) fn new(
        subject: &str,
        client: Option<&str>,
        claims: &mut RegisteredClaims<'_, '_>,
        times: Times,
        provenance: Provenance,
        custom: T,
    ) -> Arc<Self> {
        let (scopes, listed) = match claims.take_scopes() {
            ScopeClaim::Delimited(text) => (Some(text), OnceLock::new()),
            ScopeClaim::List(set) => (None, OnceLock::from(set)),
        };
        Arc::new(Self {
            texts: PackedTexts::new(&[
                Some(subject),
                claims.issuer.as_deref(),
                claims.id(),
                claims.session(),
                client.or(claims.client_id()),
                scopes.as_deref(),
            ]),
            times,
            scopes: listed,
            provenance,
            revocation_keys: OnceLock::new(),
            login: claims.login.take(),
            custom,
        })
    }
}

impl<T: Deref> Verified<T> {
    /// The custom claims, of the type that the configuration names in `claims = ..`.
    #[must_use]
    pub fn claims(&self) -> &T::Target {
        &self.custom
    }
}

impl<T: ?Sized> Verified<T> {
    /// The verifier that verified it.
    pub(crate) fn verifier(&self) -> VerifierId {
        self.provenance.verifier
    }

    /// Who the token is about: the claim `sub` ([RFC 7519 §4.1.2]). Never empty.
    ///
    /// [RFC 7519 §4.1.2]: https://www.rfc-editor.org/rfc/rfc7519#section-4.1.2
    #[must_use]
    pub fn subject(&self) -> &str {
        self.texts.get(TextClaim::Subject).unwrap_or_default()
    }

    /// Who issued the token: the claim `iss`. Always there when the configuration names an issuer.
    ///
    /// A service with several issuers must compare issuer and subject together: the same subject of another issuer is
    /// another user.
    #[must_use]
    pub fn issuer(&self) -> Option<&str> {
        self.texts.get(TextClaim::Issuer)
    }

    /// The identifier of this one token: the claim `jti`.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.texts.get(TextClaim::Id)
    }

    /// The client that the token was issued to: the claim `client_id` ([RFC 9068 §2.2]); of another issuer whose clients are
    /// configured, also `azp`, `appid` or `cid`.
    ///
    /// [RFC 9068 §2.2]: https://www.rfc-editor.org/rfc/rfc9068#section-2.2
    #[must_use]
    pub fn client_id(&self) -> Option<&str> {
        self.texts.get(TextClaim::Client)
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

    /// The scopes that the token grants: the claim `scope`.
    #[must_use]
    pub fn scopes(&self) -> &ScopeSet {
        self.scopes
            .get_or_init(|| ScopeSet::delimited(self.scopes_text()))
    }

    fn scopes_text(&self) -> &str {
        self.texts.get(TextClaim::Scopes).unwrap_or_default()
    }

    /// The scopes one after the other, without making a set of them.
    fn granted(&self) -> Iter<'_> {
        match self.scopes.get() {
            Some(set) => set.iter(),
            None => Iter::delimited(self.scopes_text()),
        }
    }

    /// The session that the token belongs to: the claim `sid`.
    #[must_use]
    pub fn session_id(&self) -> Option<&str> {
        self.texts.get(TextClaim::Session)
    }

    /// When the user authenticated: the claim `auth_time` ([OpenID Connect Core §2]), in seconds since the Unix epoch.
    ///
    /// [OpenID Connect Core §2]: https://openid.net/specs/openid-connect-core-1_0.html#IDToken
    #[must_use]
    pub fn auth_time(&self) -> Option<i64> {
        self.login.as_ref()?.time()
    }

    /// The authentication context class, in the issuer's terms: the claim `acr`.
    #[must_use]
    pub fn acr(&self) -> Option<&str> {
        self.login.as_ref()?.class()
    }

    /// The authentication methods: the claim `amr` ([RFC 8176]).
    ///
    /// [RFC 8176]: https://www.rfc-editor.org/rfc/rfc8176
    pub fn amr(&self) -> impl Iterator<Item = &str> {
        self.login.iter().flat_map(|login| login.methods())
    }

    /// Whether the token was issued by a login or a re-authentication, and not by a refresh.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        self.login.as_ref().is_some_and(|login| login.is_fresh())
    }

    /// The keys under which the token can be revoked. `owner` is that of the `Auth` that verified it, and always the same.
    pub(crate) fn revocation_keys(&self, owner: &SessionOwner) -> &RevocationKeys {
        self.revocation_keys.get_or_init(|| {
            let issuer = self.issuer().filter(|_| self.provenance.is_foreign);
            Box::new(RevocationKeys::new(
                self.id()
                    .map(|id| RevocationKey::of_token(owner, issuer, id)),
                self.session_id()
                    .map(|id| RevocationKey::of_session(owner, issuer, id)),
                RevocationKey::of_subject(owner, issuer, self.subject()),
                self.issued_at(),
            ))
        })
    }

    /// The key under which this one token can be revoked, if it has a `jti`.
    #[doc(hidden)]
    #[must_use]
    pub fn revocation_key(&self, owner: &SessionOwner) -> Option<RevocationKey> {
        self.revocation_keys(owner).token
    }

    /// Whether another issuer than this service issued the token. Its subject and session are then names of that issuer:
    /// they do not name a user or a session of this service.
    #[must_use]
    pub fn is_foreign(&self) -> bool {
        self.provenance.is_foreign
    }

    /// Whether the token is about the user of this service with this [subject](crate::user::UserBackend::subject): never, if
    /// another issuer issued it.
    ///
    /// ```
    /// # use jwt_guard::prelude::*;
    /// # #[derive(AuthConfig)]
    /// # struct Api { secret: Secret }
    /// # let auth = Auth::builder(Api { secret: Secret::random()? }).build()?;
    /// let token = auth.mint("7").token()?;
    /// let verified = auth.verify(&token)?;
    /// let owner_of_the_document: u32 = 7;
    /// assert!(verified.is_user(owner_of_the_document));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn is_user(&self, subject: impl fmt::Display) -> bool {
        !self.provenance.is_foreign && is_written_as(&subject, self.subject())
    }

    /// The session, if this service issued the token.
    #[doc(hidden)]
    pub fn own_session(&self) -> Option<&str> {
        self.session_id().filter(|_| !self.provenance.is_foreign)
    }

    /// The digest of the session's CSRF value.
    #[doc(hidden)]
    pub fn csrf(&self) -> Option<&CsrfDigest> {
        self.login.as_ref()?.csrf()
    }

    /// The application's own claims.
    #[must_use]
    pub fn custom(&self) -> &T {
        &self.custom
    }

    /// Whether the token grants what a handler requires.
    #[doc(hidden)]
    pub fn meets(&self, requirement: &Requirement<'_>) -> bool {
        if self.provenance.exact_scopes {
            requirement.is_met_exactly_by(self.granted())
        } else {
            requirement.is_met_by(self.granted())
        }
    }

    /// Whether the token grants one scope. `by_position` compares each segment in its place, for scopes with parameters.
    #[doc(hidden)]
    pub fn grants(&self, required: &str, require_all_actions: bool, by_position: bool) -> bool {
        self.granted().any(|granted| {
            if self.provenance.exact_scopes {
                granted == required
            } else if by_position {
                grants_by_position(granted, required)
            } else {
                grants(granted, required, require_all_actions)
            }
        })
    }

    pub(crate) fn times(&self) -> &Times {
        &self.times
    }
}

/// Whether the `Display` text of a value is this text, without an allocation.
fn is_written_as(value: &impl fmt::Display, text: &str) -> bool {
    /// The text that is still to be matched.
    struct Rest<'t>(&'t str);

    impl fmt::Write for Rest<'_> {
        fn write_str(&mut self, part: &str) -> fmt::Result {
            self.0 = self.0.strip_prefix(part).ok_or(fmt::Error)?;
            Ok(())
        }
    }

    let mut rest = Rest(text);
    fmt::write(&mut rest, format_args!("{value}")).is_ok() && rest.0.is_empty()
}

/// Shows no claim: claims can hold personal data, and handlers are often traced with their arguments.
impl<T: ?Sized> fmt::Debug for Verified<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[verified claims]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_compared_as_it_is_written() {
        for (value, text, is_same) in [
            ("7", "7", true),
            ("7", "77", false),
            ("77", "7", false),
            ("", "7", false),
            ("é", "é", true),
        ] {
            assert_eq!(is_written_as(&value, text), is_same, "{value} {text}");
        }
        assert!(is_written_as(&-7, "-7"));
        assert!(is_written_as(&format_args!("user-{}", 7), "user-7"));
        assert!(!is_written_as(&format_args!("user-{}", 7), "user-8"));
    }
}
