//! `TrustedIssuer`: another issuer whose access tokens are accepted, as an application configures it.

use jwt_syntax::algorithm::Algorithm;
use jwt_syntax::choice::SubjectFormat;
use jwt_syntax::setting::FromText;
use serde::Deserialize;

use crate::key::KeyRing;

/// Another issuer whose access tokens are accepted, with keys and rules of its own.
///
/// Its keys verify only tokens that name it in `iss`, and only access tokens. Two issuers may have the same key, as realms
/// of one provider do: the claim `iss` then says which of them issued a token. Its scopes are compared with those of a
/// handler as whole texts, without the hierarchy of this service.
///
/// Access tokens of other issuers often differ from [RFC 9068]: the methods say how. A token must be bound to this service,
/// so that [`audience`](Self::audience) or [`client_id`](Self::client_id) must be called.
///
/// A token is verified with the keys of its algorithm that have its `kid` or, if an issuer has no such key, with those that
/// have no `kid`. A token without `kid` is tried with up to three keys of each issuer, so that the keys of one issuer never
/// crowd out those of another. A forged token costs as many signature checks.
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
    pub(super) name: String,
    pub(super) keys: Keys,
    pub(super) rsa: Option<Algorithm>,
    pub(super) audience: Vec<String>,
    pub(super) clients: Vec<String>,
    pub(super) token_types: Vec<String>,
    pub(super) untyped: bool,
    pub(super) scopes_claims: Vec<String>,
    pub(super) subject_format: SubjectFormat,
    pub(super) required_claims: Vec<String>,
}

#[derive(Debug, Clone)]
pub(super) enum Keys {
    PublicSet(String),
    Ring(KeyRing),
}

/// An issuer in a file of settings.
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
    scopes_claim: Option<FromText<Vec<String>>>,
    subject_format: Option<SubjectFormat>,
    required_claims: Option<FromText<Vec<String>>>,
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
            scopes_claims: of(file.scopes_claim).unwrap_or(read.scopes_claims),
            subject_format: file.subject_format.unwrap_or(read.subject_format),
            required_claims: of(file.required_claims).unwrap_or(read.required_claims),
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
            scopes_claims: vec!["scope".into()],
            subject_format: SubjectFormat::Text,
            required_claims: Vec::new(),
        }
    }

    /// The algorithm of RSA keys without a member `alg`.
    #[must_use]
    pub fn rsa_algorithm(mut self, algorithm: Algorithm) -> Self {
        self.rsa = Some(algorithm);
        self
    }

    /// The names of this service, one of which must be in `aud`.
    #[must_use]
    pub fn audience<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.audience = names.into_iter().map(Into::into).collect();
        self
    }

    /// Accepts tokens that were issued to this client ([RFC 9068 §2.2]); may be called for several. If there is no
    /// [`audience`](Self::audience), `aud` is then not checked.
    ///
    /// The client is what a token says in `client_id`, `azp` (Auth0, Keycloak, Google, Entra), `appid` (older tokens of Entra)
    /// or `cid` (Okta); if it has several of these claims, each must name a client that is accepted.
    ///
    /// [RFC 9068 §2.2]: https://www.rfc-editor.org/rfc/rfc9068#section-2.2
    #[must_use]
    pub fn client_id(mut self, id: impl Into<String>) -> Self {
        self.clients.push(id.into());
        self
    }

    /// The values of `typ` that its access tokens have, instead of `at+jwt`.
    ///
    /// `JWT` does not say what a token is for. Accept it only if the issuer's other tokens, such as ID tokens, have another
    /// audience.
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

    /// The claim that grants scopes; `scope` by default.
    ///
    /// It is the name of a claim or, if a token has no claim of that name, the path to one, such as `realm_access.roles`. A
    /// name in a path that has dots stands in quotes; a text with quotes is a path and nothing else:
    /// `resource_access."com.acme.api".roles`.
    #[must_use]
    pub fn scopes_claim(self, name: impl Into<String>) -> Self {
        self.scopes_claims([name])
    }

    /// The claims that grant scopes, 16 at most, each as for [`scopes_claim`](Self::scopes_claim): a token grants what any of
    /// them does.
    ///
    /// ```
    /// use jwt_guard::config::TrustedIssuer;
    ///
    /// // Entra has the scopes of users in `scp`, and the roles of programs in `roles`.
    /// let entra = TrustedIssuer::new("https://login.microsoftonline.com/6f2d/v2.0", "file:/etc/api/entra.jwks.json")
    ///     .audience(["api://orders"])
    ///     .token_types(["JWT"])
    ///     .scopes_claims(["scp", "roles"]);
    /// ```
    #[must_use]
    pub fn scopes_claims<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.scopes_claims = names.into_iter().map(Into::into).collect();
        self
    }

    /// Whether `sub` is a string in its tokens, as [RFC 7519 §4.1.2] has it, or an integer. To the application it is a string.
    ///
    /// A token without `sub` is refused in any case.
    ///
    /// [RFC 7519 §4.1.2]: https://www.rfc-editor.org/rfc/rfc7519#section-4.1.2
    #[must_use]
    pub fn subject_format(mut self, format: SubjectFormat) -> Self {
        self.subject_format = format;
        self
    }

    /// Claims that each of its access tokens must carry, besides those of the configuration's `required_claims`: for an
    /// issuer that follows [RFC 9068 §2.2], `iat`, `jti` and `client_id`.
    ///
    /// [RFC 9068 §2.2]: https://www.rfc-editor.org/rfc/rfc9068#section-2.2
    #[must_use]
    pub fn required_claims<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.required_claims = names.into_iter().map(Into::into).collect();
        self
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }
}
