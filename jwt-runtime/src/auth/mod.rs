//! `Auth`: a configuration that runs.

mod builder;
mod csrf_token;
mod judgement;
mod local_claims;
mod per_user_key;
mod ready;
mod sessions;
mod state;

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

use axum::http::request::Parts;

pub use builder::{AuthBuilder, Users, UsersMissing, UsersOf};
pub(crate) use judgement::Judgement;
pub(crate) use per_user_key::{claimed_subject_secret, subject_secret, verify_with_overrides};
pub use sessions::Sessions;
pub use state::AuthState;

use crate::browser::cookie::RequestCookies;
use crate::clock::Clock;
use crate::config::ClaimsOf;
use crate::config::{AuthConfig, Endpoints};
use crate::config::{HttpSettings, RequestSettings};
use crate::key::KeyRing;
use crate::session::SessionService;
use crate::throttle::Throttle;
use crate::token::{Mint, Minter, TokenError, TokenType, Verified, Verifier};

/// A configuration that runs: mints and verifies tokens, and knows the users. Cheap to clone.
///
/// It goes into the router's state, where guards find it; see [`AuthState`].
///
/// ```
/// use jwt_guard::prelude::*;
///
/// #[derive(AuthConfig)]
/// #[auth(issuer = "https://api.example.com", access_ttl = "5m")]
/// struct Api {
///     secret: Secret,
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let auth = Auth::builder(Api { secret: Secret::random()? }).build()?;
/// let token = auth.mint("1").scopes(["user:read"]).token()?;
/// assert_eq!(auth.verify(&token)?.subject(), "1");
/// # Ok(())
/// # }
/// ```
pub struct Auth<C: AuthConfig>(Arc<dyn Shared<C>>);

struct Inner<C: AuthConfig> {
    keys: KeyRing,
    minter: Minter<C::Claims>,
    verifier: Verifier<ClaimsOf<C>>,
    users: C::Users,
    web: Arc<HttpSettings>,
    is_plain: bool,
    /// Whether the key of a token must be asked for.
    key_per_user: bool,
    hook: Option<Hook>,
    clock: Arc<dyn Clock>,
    endpoints: Endpoints,
    session_service: Option<SessionService>,
    throttle: Throttle,
    client: Client,
}

/// Computes settings for each request.
type Hook = Arc<dyn Fn(&Parts) -> RequestSettings + Send + Sync>;

/// What the client of a login calls itself.
type Client = fn(&Parts) -> Option<String>;

/// What all clones of an `Auth` share.
///
/// A trait object, so that whoever has an `Auth` in the state of a router is not asked for each route whether threads
/// can share what is inside: the compiler looked through all of it for each handler, and keeps no such answer that
/// depends on a lifetime, as that of `dyn Clock` does.
trait Shared<C: AuthConfig>: Send + Sync {
    fn inner(&self) -> &Inner<C>;
}

impl<C: AuthConfig> Shared<C> for Inner<C> {
    fn inner(&self) -> &Self {
        self
    }
}

impl<C: AuthConfig> Auth<C> {
    /// Begins an access token about `subject`; [`Mint::token`] signs it.
    ///
    /// The subject is what the user backend calls a user. That of claims is one only if they are not
    /// [foreign](Verified::is_foreign): minted anew, the subject of another issuer would be a user of this service.
    ///
    /// It carries `iss`, `aud` and `client_id` if they are configured, `sub`, `exp`, `nbf`, `iat`, a random `jti`, and what
    /// the methods of [`Mint`] add: with the three configured, all claims that [RFC 9068 §2.2] asks for.
    ///
    /// ```
    /// # use jwt_guard::prelude::*;
    /// # #[derive(AuthConfig)]
    /// # struct Api { secret: Secret }
    /// fn token_of_a_worker(auth: &Auth<Api>) -> Result<String, jwt_guard::token::MintError> {
    ///     auth.mint("worker-7").scopes(["report:write"]).token()
    /// }
    /// ```
    ///
    /// [RFC 9068 §2.2]: https://www.rfc-editor.org/rfc/rfc9068#section-2.2
    pub fn mint<'a>(&'a self, subject: &'a str) -> Mint<'a, C::Claims> {
        self.0.inner().minter.mint(subject)
    }

    /// Verifies an access token: all that a guard can say of the token of a request without asking anybody.
    ///
    /// Whether it was revoked, [`Sessions::is_revoked`] knows.
    ///
    /// # Errors
    ///
    /// The first check that failed; see [`Verifier::verify`].
    pub fn verify(&self, token: &str) -> Result<Arc<Verified<ClaimsOf<C>>>, TokenError> {
        self.0.inner().verifier.verify(token)
    }

    /// Verifies a token of another type, which [`mint`](Self::mint) made with [`Mint::token_type`].
    ///
    /// # Errors
    ///
    /// The first check that failed; see [`Verifier::verify_as`].
    pub fn verify_as(
        &self,
        token_type: &TokenType,
        token: &str,
    ) -> Result<Arc<Verified<ClaimsOf<C>>>, TokenError> {
        self.0.inner().verifier.verify_as(token_type, token)
    }

    /// The keys that sign and verify; they may be changed while requests are served.
    ///
    /// ```
    /// # use jwt_guard::prelude::*;
    /// # #[derive(AuthConfig)]
    /// # struct Api { secret: Secret }
    /// use jwt_guard::Algorithm;
    /// use jwt_guard::key::{Key, KeyError};
    ///
    /// /// Signs with another secret; the old one verifies for one more hour. Secrets have no name of their own, and no
    /// /// more than three in a ring may be without one.
    /// fn rotate(auth: &Auth<Api>, id: &str, secret: &Secret, now: i64) -> Result<(), KeyError> {
    ///     auth.keys().rotate(Key::secret(Algorithm::HS256, secret)?.with_id(id), now + 60 * 60)
    /// }
    /// ```
    #[must_use]
    pub fn keys(&self) -> &KeyRing {
        &self.0.inner().keys
    }

    /// What mints: for a part of the program that needs nothing else.
    #[must_use]
    pub fn minter(&self) -> &Minter<C::Claims> {
        &self.0.inner().minter
    }

    /// What verifies: for a part of the program that needs nothing else.
    #[must_use]
    pub fn verifier(&self) -> &Verifier<ClaimsOf<C>> {
        &self.0.inner().verifier
    }

    /// The sessions of the users.
    #[must_use]
    pub fn sessions(&self) -> Sessions<'_, C> {
        Sessions::of(self)
    }

    pub(crate) fn session_service(&self) -> Option<&SessionService> {
        self.0.inner().session_service.as_ref()
    }

    pub(crate) fn throttle(&self) -> &Throttle {
        &self.0.inner().throttle
    }

    /// What the client of a login calls itself.
    pub(crate) fn client_of(&self, parts: &Parts) -> Option<String> {
        (self.0.inner().client)(parts)
    }

    pub(crate) fn users(&self) -> &C::Users {
        &self.0.inner().users
    }

    pub(crate) fn http_settings(&self) -> &HttpSettings {
        &self.0.inner().web
    }

    /// The names that cookies have on a request.
    pub(crate) fn cookies(&self, parts: &Parts) -> RequestCookies<'_> {
        self.http_settings().cookies.for_request(parts)
    }

    /// What tells this `Auth` from every other one.
    pub(crate) fn id(&self) -> usize {
        Arc::as_ptr(&self.0).addr()
    }

    /// Whether nothing is to be looked up for a request, unless a handler has settings of its own.
    pub(crate) fn is_plain(&self) -> bool {
        self.0.inner().is_plain
    }

    /// Whether tokens are signed with keys of their users. Such an `Auth` is never [plain](Self::is_plain).
    pub(crate) fn has_keys_of_users(&self) -> bool {
        self.0.inner().key_per_user
    }

    pub(crate) fn request_settings(&self, parts: &Parts) -> Option<RequestSettings> {
        self.0.inner().hook.as_ref().map(|hook| hook(parts))
    }

    pub(crate) fn endpoint_settings(&self) -> &Endpoints {
        &self.0.inner().endpoints
    }

    /// The address of the client of a request, where `client_address` says that it is found. An IPv4 address in the form of
    /// IPv6 is given as IPv4.
    ///
    /// `None` if it is not there: with `peer`, if the router is not served with
    /// `into_make_service_with_connect_info::<SocketAddr>()`; with `proxies:N`, if `X-Forwarded-For` has fewer entries, or no
    /// address in that place.
    #[must_use]
    pub fn client_address(&self, parts: &Parts) -> Option<IpAddr> {
        self.throttle().client_address(parts)
    }

    pub(crate) fn now(&self) -> i64 {
        self.0.inner().clock.now()
    }
}

impl<C: AuthConfig> Clone for Auth<C> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<C: AuthConfig> fmt::Debug for Auth<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Auth")
            .field("config", &C::NAME)
            .finish_non_exhaustive()
    }
}
