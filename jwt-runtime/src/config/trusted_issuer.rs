//! Other issuers whose access tokens are accepted.

use jwt_syntax::algorithm::Algorithm;
use jwt_syntax::claim::is_reserved;
use jwt_syntax::token_type::{REFRESH, is_same};

use serde::Deserialize;

use super::{FromText, ScopeMatching};
use crate::key::{KeyError, KeyRing};
use crate::token::{ClaimNames, Foreign, Issuer, Profile};

/// Another issuer whose access tokens are accepted, with keys and rules of its own.
///
/// Its keys verify only tokens that name it in `iss`, and its tokens are good for access alone. Two issuers may have the same
/// key, as realms of one provider do: of those that have it, the one that a token names decides. A handler's scopes are
/// compared with theirs word for word: another issuer knows nothing of our hierarchy.
///
/// Access tokens of others rarely follow [RFC 9068] in all: say what they carry instead. A token must be bound to this
/// service by something, so that one of [`audience`](Self::audience) and [`client_id`](Self::client_id) must be
/// called.
///
/// A token without `kid` is tried with up to three keys of each issuer, so that a rotation of one takes no tokens of another
/// away: a forged one costs as many signature checks.
///
/// ```
/// use jwt_guard::Algorithm;
/// use jwt_guard::config::TrustedIssuer;
/// use jwt_guard::prelude::*;
///
/// #[derive(AuthConfig)]
/// #[auth(issuer = "https://api.example.com")]
/// struct Api {
///     secret: Secret,
///     trusted_issuers: Vec<TrustedIssuer>,
/// }
///
/// let staff = TrustedIssuer::new("https://login.example.com/realms/staff", "file:/etc/api/staff.jwks.json")
///     .rsa_algorithm(Algorithm::RS256)
///     .audience(["https://api.example.com"])
///     .token_types(["JWT"]);
/// ```
///
/// In a file of settings, the name is the member `issuer` and the set `public_set`; the others have the names of the
/// methods:
///
/// ```
/// use jwt_guard::config::TrustedIssuer;
///
/// let file = r#"{
///     "issuer": "https://login.example.com/realms/staff",
///     "public_set": "file:/etc/api/staff.jwks.json",
///     "rsa_algorithm": "RS256",
///     "audience": "https://api.example.com",
///     "token_types": "JWT"
/// }"#;
/// let staff: TrustedIssuer = serde_json::from_str(file)?;
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// [RFC 9068]: https://www.rfc-editor.org/rfc/rfc9068
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "InFile")]
pub struct TrustedIssuer {
    name: String,
    keys: Keys,
    rsa: Option<Algorithm>,
    audience: Vec<String>,
    clients: Vec<String>,
    token_types: Vec<String>,
    untyped: bool,
    scopes_claim: String,
}

#[derive(Debug, Clone)]
enum Keys {
    PublicSet(String),
    Ring(KeyRing),
}

/// An issuer as a file of settings has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InFile {
    issuer: String,
    public_set: String,
    rsa_algorithm: Option<Algorithm>,
    audience: Option<FromText<Vec<String>>>,
    client_id: Option<FromText<Vec<String>>>,
    token_types: Option<FromText<Vec<String>>>,
    untyped: Option<FromText<bool>>,
    scopes_claim: Option<String>,
}

impl From<InFile> for TrustedIssuer {
    fn from(file: InFile) -> Self {
        let of = |names: Option<FromText<Vec<String>>>| names.map(|FromText(names)| names);
        let read = Self::new(file.issuer, file.public_set);
        Self {
            rsa: file.rsa_algorithm,
            audience: of(file.audience).unwrap_or(read.audience),
            clients: of(file.client_id).unwrap_or(read.clients),
            token_types: of(file.token_types).unwrap_or(read.token_types),
            untyped: file.untyped.map_or(read.untyped, |FromText(on)| on),
            scopes_claim: file.scopes_claim.unwrap_or(read.scopes_claim),
            name: read.name,
            keys: read.keys,
        }
    }
}

impl TrustedIssuer {
    /// The issuer with this `iss`, whose tokens the keys of this JWK Set verify: its text, or `file:` and a path. See
    /// [`KeyRing::of_public_set`] for what is read of it.
    #[must_use]
    pub fn new(name: impl Into<String>, public_set: impl Into<String>) -> Self {
        Self::with(name.into(), Keys::PublicSet(public_set.into()))
    }

    /// The issuer with this `iss`, whose tokens the keys of a ring verify; they may change while requests are served.
    #[must_use]
    pub fn with_keys(name: impl Into<String>, keys: KeyRing) -> Self {
        Self::with(name.into(), Keys::Ring(keys))
    }

    fn with(name: String, keys: Keys) -> Self {
        Self {
            name,
            keys,
            rsa: None,
            audience: Vec::new(),
            clients: Vec::new(),
            token_types: vec!["at+jwt".into()],
            untyped: false,
            scopes_claim: "scope".into(),
        }
    }

    /// The algorithm of RSA keys that do not say theirs.
    #[must_use]
    pub fn rsa_algorithm(mut self, algorithm: Algorithm) -> Self {
        self.rsa = Some(algorithm);
        self
    }

    /// The names of this service, one of which `aud` must have.
    #[must_use]
    pub fn audience<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.audience = names.into_iter().map(Into::into).collect();
        self
    }

    /// Accepts tokens that were issued to this client ([RFC 9068 §2.2]); may be called for several. If there is no
    /// [`audience`](Self::audience), `aud` is then not looked at.
    ///
    /// [RFC 9068 §2.2]: https://www.rfc-editor.org/rfc/rfc9068#section-2.2
    #[must_use]
    pub fn client_id(mut self, id: impl Into<String>) -> Self {
        self.clients.push(id.into());
        self
    }

    /// The values of `typ` that its access tokens have, instead of `at+jwt`.
    ///
    /// `JWT` says nothing of what a token is for. Accept it only if the issuer's other tokens, such as ID tokens, are
    /// for another audience.
    #[must_use]
    pub fn token_types<S: Into<String>>(mut self, types: impl IntoIterator<Item = S>) -> Self {
        self.token_types = types.into_iter().map(Into::into).collect();
        self
    }

    /// Accepts access tokens without `typ` too.
    #[must_use]
    pub fn untyped(mut self) -> Self {
        self.untyped = true;
        self
    }

    /// The claim that grants scopes, or the path to it, such as `realm_access.roles`; `scope`, unless given.
    #[must_use]
    pub fn scopes_claim(mut self, name: impl Into<String>) -> Self {
        self.scopes_claim = name.into();
        self
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn resolve(&self, own: &Profile, custom: &[&str]) -> Result<Issuer, KeyError> {
        let problem = |found: &str, expected: &str| {
            Err(KeyError::new(
                format!("the issuer `{}` with {found}", self.name),
                expected,
            ))
        };
        let has_empty = |names: &[String]| names.iter().any(String::is_empty);
        if self.name.is_empty() {
            return Err(KeyError::new(
                "an issuer without a name",
                "the value of `iss`",
            ));
        }
        if self.audience.is_empty() && self.clients.is_empty() {
            return problem(
                "neither `.audience(..)` nor `.client_id(..)`",
                "one of the two: else every token that it hands out to anybody would be good here",
            );
        }
        let is_unnamed =
            has_empty(&self.audience) || has_empty(&self.clients) || has_empty(&self.token_types);
        if is_unnamed || self.scopes_claim.is_empty() {
            return problem(
                "an empty name",
                "the name of a service, a client, a type or a claim",
            );
        }
        let name = &*self.scopes_claim;
        let first = name.split('.').next().unwrap_or_default();
        let means_something_else =
            [name, first].into_iter().any(is_reserved) && name != ClaimNames::SCOPES;
        if means_something_else || custom.contains(&name) || custom.contains(&first) {
            return problem(
                &format!("scopes in `{name}`, which means something else or is a custom claim too"),
                "a claim of its own: a claim is read once",
            );
        }
        if self.token_types.is_empty() && !self.untyped {
            return problem("no token type", "at least one, or `.untyped()`");
        }
        if self.token_types.iter().any(|text| is_same(text, REFRESH)) {
            return problem(
                "the type of refresh tokens, `rt+jwt`",
                "what its access tokens say of their type",
            );
        }
        let keys = match &self.keys {
            Keys::Ring(ring) => ring.clone(),
            Keys::PublicSet(text) => match KeyRing::of_public_set(text, self.rsa) {
                Ok(ring) => ring,
                Err(error) => return problem(&error.found, &error.expected),
            },
        };
        if let Err(error) = keys.check_ids() {
            return problem(&error.found, &error.expected);
        }
        let boxed = |names: &[String]| names.iter().map(|name| name.as_str().into()).collect();
        Ok(Issuer {
            keys,
            name: Some(self.name.as_str().into()),
            audience: boxed(&self.audience),
            clients: boxed(&self.clients),
            // Whatever our own tokens look like, those of others are held to RFC 7519.
            profile: Profile {
                names: ClaimNames::new(ClaimNames::SUBJECT, &self.scopes_claim),
                scope_matching: ScopeMatching::Exact,
                required: own.required.clone(),
                max_lifetime: own.max_lifetime,
                ..Profile::default()
            },
            foreign: Some(Foreign {
                token_types: boxed(&self.token_types),
                untyped: self.untyped,
            }),
        })
    }
}
