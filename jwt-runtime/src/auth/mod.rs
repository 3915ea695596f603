//! `Auth`: a resolved configuration, which mints and verifies tokens.

mod adoption;
mod builder;
mod csrf_token;
mod key_per_user;
mod local_claims;
mod ready;
mod redeem;
mod sessions;
mod state;
pub mod throttle;

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

use axum::http::request::Parts;

pub use builder::{AuthBuilder, Users, UsersMissing, UsersOf};
pub(crate) use key_per_user::{claimed_subject_secret, subject_secret, verify_with_overrides};
pub(crate) use sessions::RefreshTokenVerdict;
pub use sessions::Sessions;
pub use state::AuthState;

use crate::auth::throttle::Throttle;
use crate::browser::cookie::RequestCookies;
use crate::clock::Clock;
use crate::config::ClaimsOf;
use crate::config::{AuthConfig, Endpoints};
use crate::config::{HttpSettings, RequestSettings};
use crate::key::KeyRing;
use crate::response::ResponseSettings;
use crate::session::SessionService;
use crate::token::{Mint, Minter, TokenError, TokenType, Verified, Verifier};

/// Mints and verifies tokens by a configuration, with its users and sessions. Cheap to clone.
///
/// Put it into the state of the router, where guards find it; see [`AuthState`].
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
pub struct Auth<C: AuthConfig>(Arc<dyn SharedParts<C>>);

struct AuthParts<C: AuthConfig> {
    keys: KeyRing,
    minter: Minter<C::Claims>,
    verifier: Verifier<ClaimsOf<C>>,
    users: C::Users,
    web: Arc<HttpSettings>,
    responses: Arc<ResponseSettings>,
    is_plain: bool,
    /// Whether the user backend must supply the key of a token.
    key_per_user: bool,
    hook: Option<RequestHook>,
    clock: Arc<dyn Clock>,
    endpoints: Endpoints,
    session_service: Option<SessionService>,
    throttle: Throttle,
    client: Client,
}

/// Computes settings for each request.
type RequestHook = Arc<dyn Fn(&Parts) -> RequestSettings + Send + Sync>;

/// Finds the name of the client of a login.
type Client = fn(&Parts) -> Option<String>;

/// The part that all clones of an `Auth` share.
///
/// This is a trait object to keep compile times low. With a concrete type, the compiler would check for every route whether the
/// whole content of an `Auth` is `Send` and `Sync`, and it does not cache results that depend on a lifetime, such as that of
/// `dyn Clock`.
trait SharedParts<C: AuthConfig>: Send + Sync {
    fn inner(&self) -> &AuthParts<C>;
}

impl<C: AuthConfig> SharedParts<C> for AuthParts<C> {
    fn inner(&self) -> &Self {
        self
    }
}

impl<C: AuthConfig> Auth<C> {
    /// Begins an access token about `subject`; [`Mint::token`] signs it.
    ///
    /// The subject must be the name of a user in the user backend. Do not mint with the subject of
    /// [foreign](Verified::is_foreign) claims: it would name an unrelated user of this service.
    ///
    /// The token has `iss`, `aud` and `client_id` if they are configured, `sub`, `exp`, `nbf`, `iat`, a random `jti`, and what
    /// the methods of [`Mint`] add. With all three configured, it has all claims that [RFC 9068 §2.2] requires.
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

    /// Verifies an access token with every check of a guard that needs neither the store nor the user backend.
    ///
    /// Whether the token was revoked is not checked; [`Sessions::is_revoked`] does that.
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

    /// The keys that sign and verify. They may be changed while requests are served.
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

    /// The minter, for a part of the program that needs nothing else.
    #[must_use]
    pub fn minter(&self) -> &Minter<C::Claims> {
        &self.0.inner().minter
    }

    /// The verifier, for a part of the program that needs nothing else.
    #[must_use]
    pub fn verifier(&self) -> &Verifier<ClaimsOf<C>> {
        &self.0.inner().verifier
    }

    pub(crate) fn session_service(&self) -> Option<&SessionService> {
        self.0.inner().session_service.as_ref()
    }

    pub(crate) fn throttle(&self) -> &Throttle {
        &self.0.inner().throttle
    }

    /// The name of the client of a login.
    pub(crate) fn client_of(&self, parts: &Parts) -> Option<String> {
        (self.0.inner().client)(parts)
    }

    pub(crate) fn users(&self) -> &C::Users {
        &self.0.inner().users
    }

    pub(crate) fn http_settings(&self) -> &HttpSettings {
        &self.0.inner().web
    }

    pub(crate) fn response_settings(&self) -> &Arc<ResponseSettings> {
        &self.0.inner().responses
    }

    /// The cookie names for a request.
    pub(crate) fn cookies(&self, parts: &Parts) -> RequestCookies<'_> {
        self.http_settings().cookies.for_request(parts)
    }

    /// Identifies this `Auth` among all others.
    pub(crate) fn id(&self) -> usize {
        Arc::as_ptr(&self.0).addr()
    }

    /// Whether a request needs no lookups, unless its handler has settings of its own.
    pub(crate) fn is_plain(&self) -> bool {
        self.0.inner().is_plain
    }

    /// Whether each user has a key that signs their tokens. Such an `Auth` is never [plain](Self::is_plain).
    pub(crate) fn has_keys_of_users(&self) -> bool {
        self.0.inner().key_per_user
    }

    pub(crate) fn request_settings(&self, parts: &Parts) -> Option<RequestSettings> {
        self.0.inner().hook.as_ref().map(|hook| hook(parts))
    }

    pub(crate) fn endpoint_settings(&self) -> &Endpoints {
        &self.0.inner().endpoints
    }

    /// The address of the client of a request, found as `client_address` configures it. An IPv4-mapped IPv6 address is returned
    /// as IPv4.
    ///
    /// `None` if the address is unknown: with `peer`, if the router is served without
    /// `into_make_service_with_connect_info::<SocketAddr>()`; with `proxies:N`, if `X-Forwarded-For` has fewer entries or an
    /// invalid one in that position.
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
