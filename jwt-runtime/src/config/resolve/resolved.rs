//! `Resolved`: a valid configuration, and the minters and verifiers that are built from it.

use std::sync::Arc;

use aws_lc_rs::hmac;
use jwt_syntax::choice::{CsrfClaim, CsrfProtection, SameSite};
use jwt_syntax::claim::token_type::is_same;
use serde_json::{Map, Value};

use crate::claim::ClaimSet;
use crate::clock::Clock;
use crate::config::resolve::keys::Unused;
use crate::config::resolve::token::lifetime::Lifetime;
use crate::config::{Endpoints, HttpSettings};
use crate::key::{CsrfKey, KeyRing};
use crate::response::{ResponseSettings, SharedResponses};
use crate::session::{SessionOptions, SessionOwner};
use crate::token::{
    ExtraVerifications, Issuer, MintedClaims, Minter, MinterOptions, Profile, TokenType, Verifier,
    VerifierOptions,
};

/// A configuration without problems.
pub(crate) struct Resolved {
    pub(in crate::config) keys: KeyRing,
    pub(in crate::config) key_per_user: bool,
    /// Whether the secret could be guessed.
    pub(in crate::config) has_short_secret: bool,
    /// Whether the verifier belongs to a service that also mints.
    pub(in crate::config) mints: bool,
    pub(in crate::config) issuer: Option<Box<str>>,
    pub(in crate::config) audience: Box<[Box<str>]>,
    pub(in crate::config) clients: Box<[Box<str>]>,
    pub(in crate::config) profile: Profile,
    pub(in crate::config) headers: Map<String, Value>,
    pub(in crate::config) lifetime: Lifetime,
    pub(in crate::config) others: Vec<Issuer>,
    /// Keys of published sets that are not used.
    pub(in crate::config) left_out: Vec<Unused>,
    /// `None` if the cache is off.
    pub(in crate::config) cache_capacity: Option<usize>,
    pub(in crate::config) web: Arc<HttpSettings>,
    pub(in crate::config) responses: ResponseSettings,
    pub(in crate::config) endpoints: Endpoints,
    pub(in crate::config) sessions: Option<SessionOptions>,
    /// The owner of the sessions, if they are kept.
    pub(in crate::config) session_owner: Option<SessionOwner>,
    /// The key of the digests under which login attempts are counted.
    pub(in crate::config) counter_key: hmac::Key,
}

impl Resolved {
    pub(crate) fn keys(&self) -> &KeyRing {
        &self.keys
    }

    pub(crate) fn key_per_user(&self) -> bool {
        self.key_per_user
    }

    pub(crate) fn http_settings(&self) -> &Arc<HttpSettings> {
        &self.web
    }

    /// The key of the CSRF values that refresh tokens hold, if they hold the value itself.
    pub(crate) fn csrf_in_refresh_tokens(&self) -> Option<CsrfKey> {
        let csrf = &self.web.csrf;
        let holds = csrf.claim == CsrfClaim::Value && csrf.protection == CsrfProtection::On;
        csrf.key.clone().filter(|_| holds)
    }

    /// The settings of responses, with the renderer of the application.
    pub(crate) fn responses(&self, responses: Option<SharedResponses>) -> ResponseSettings {
        ResponseSettings {
            responses,
            ..self.responses.clone()
        }
    }

    /// Logs a warning for each protection that is switched off, and for each key that is not used.
    pub(crate) fn warn(&self, config: &str) {
        for key in &self.left_out {
            key.log(config);
        }
        if !self.web.enforce {
            tracing::warn!(
                config,
                "`enforce` is dangerously off: protected routes accept requests without a token"
            );
        }
        if self.has_short_secret {
            tracing::warn!(
                config,
                "`short_secret` is dangerously on, and the secret is short or guessable: anyone may find it with one token, and \
                 sign others"
            );
        }
        if self.web.cookies.dev_http {
            tracing::warn!(
                config,
                "`dev_http` is dangerously on: cookies work over plain HTTP on the loopback interface"
            );
        }
        if self.web.cookies.same_site == SameSite::Unset {
            tracing::warn!(
                config,
                "`cookie_same_site` is dangerously unset: some browsers send the cookies with requests of every site"
            );
        }
        if self.lifetime.access_ttl.is_none() {
            tracing::warn!(
                config,
                "`access_ttl` is dangerously never: access tokens have no `exp`, and a stolen one stays valid until it is revoked"
            );
        }
        if !self.lifetime.verify_exp {
            tracing::warn!(
                config,
                "`verify_exp` is dangerously off: access tokens never expire, and a stolen one stays valid for ever"
            );
        }
    }

    /// A minter of access tokens. With a vocabulary, its tokens grant only scopes of the vocabulary.
    pub(crate) fn minter<T: ClaimSet>(
        &self,
        clock: Arc<dyn Clock>,
        for_others: bool,
        scopes: Option<&'static [&'static str]>,
    ) -> Minter<T> {
        Minter::new(self.common(clock, for_others, scopes))
    }

    /// A minter of tokens for this service alone, which are no access tokens. It signs with the key of the service, even if
    /// each user has a key.
    pub(crate) fn own_minter<T: ClaimSet>(&self, clock: Arc<dyn Clock>) -> Minter<T> {
        let mut common = self.common(clock, false, None);
        common.key_per_user = false;
        // Without an identifier, a refresh token and its successor could be identical.
        common.profile.id = true;
        Minter::new(common)
    }

    fn common(
        &self,
        clock: Arc<dyn Clock>,
        for_others: bool,
        scopes: Option<&'static [&'static str]>,
    ) -> MinterOptions {
        MinterOptions {
            keys: self.keys.clone(),
            key_per_user: self.key_per_user,
            issuer: self.issuer.clone(),
            audience: self.audience.clone(),
            clients: self.clients.clone(),
            for_others,
            scopes,
            profile: self.profile.clone(),
            headers: self.headers.clone(),
            access_ttl: self.lifetime.access_ttl,
            clock,
        }
    }

    pub(crate) fn session_rules(&self) -> Option<&SessionOptions> {
        self.sessions.as_ref()
    }

    /// The options of sessions, if they are kept.
    pub(crate) fn take_sessions(&mut self) -> Option<SessionOptions> {
        self.sessions.take()
    }

    pub(crate) fn session_owner(&self) -> Option<SessionOwner> {
        self.session_owner
    }

    pub(crate) fn counter_key(&self) -> &hmac::Key {
        &self.counter_key
    }

    /// The verifier of access tokens, and the settings of the endpoints.
    pub(crate) fn verifier<T: ClaimSet>(
        self,
        extra: Option<ExtraVerifications<T>>,
        clock: Arc<dyn Clock>,
    ) -> (Verifier<T>, Endpoints) {
        let issuers = std::iter::once(self.ourselves())
            .chain(self.others)
            .collect();
        let verifier = Verifier::new(VerifierOptions {
            issuers,
            max_token_bytes: self.profile.max_token_bytes,
            leeway: self.lifetime.leeway,
            cache_capacity: self.cache_capacity,
            extra,
            clock,
            key_per_user: self.key_per_user,
        });
        (verifier, self.endpoints)
    }

    /// A verifier of tokens for this service alone, which are no access tokens.
    pub(crate) fn own_verifier<T: ClaimSet>(&self, clock: Arc<dyn Clock>) -> Verifier<T> {
        Verifier::new(VerifierOptions {
            issuers: [self.ourselves()].into(),
            max_token_bytes: self.profile.max_token_bytes,
            leeway: self.lifetime.leeway,
            cache_capacity: None,
            extra: None,
            clock,
            key_per_user: false,
        })
    }

    /// The claims that every access token of this service has in the profile of RFC 9068. Tokens that another issuer mints for
    /// this service need only what `required_claims` lists.
    fn minted_claims(&self) -> MintedClaims {
        let profile = &self.profile;
        let mints = self.mints && self.keys.signing_key().is_some();
        let follows_rfc = profile.type_claim.is_none()
            && is_same(&profile.access_type, TokenType::ACCESS.as_str());
        MintedClaims {
            issued_at: mints && follows_rfc && profile.issued_at,
            id: mints && follows_rfc && profile.id,
        }
    }

    fn ourselves(&self) -> Issuer {
        Issuer {
            keys: self.keys.clone(),
            name: self.issuer.clone(),
            audience: self.audience.clone(),
            clients: self.clients.clone(),
            profile: self.profile.clone(),
            foreign: None,
            minted_claims: self.minted_claims(),
        }
    }
}
