//! `Auth`: a configuration that runs.

use std::any::TypeId;
use std::fmt;
use std::sync::Arc;

use axum::http::header::USER_AGENT;
use axum::http::request::Parts;

use crate::claim::{ClaimSet, ClaimsOf};
use crate::clock::{Clock, SystemClock};
use crate::config::{
    AuthConfig, ConfigError, Endpoints, RefreshFormat, Resolved, SessionRules, Types,
};
use crate::guard::{RequestSettings, Web};
use crate::key::KeyRing;
use crate::scope::Vocabulary;
use crate::session::{AnyStore, Generator, Keeper, RefreshTokens, Sessions, TokenStore};
use crate::token::{Mint, Minter, TokenError, TokenType, Verified, Verifier};
use crate::user::{Credentials, NoUsers, UserBackend};

/// A configuration that runs: mints and verifies tokens, and knows the users. Cheap to clone.
///
/// It goes into the router's state, where guards find it; see [`AuthState`](crate::guard::AuthState).
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
    web: Arc<Web>,
    is_plain: bool,
    /// Whether the key of a token must be asked for.
    key_per_user: bool,
    hook: Option<Hook>,
    clock: Arc<dyn Clock>,
    endpoints: Endpoints,
    keeper: Option<Keeper>,
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
    /// Starts to build an `Auth` from a configuration.
    pub fn builder(config: C) -> AuthBuilder<C> {
        AuthBuilder {
            config,
            users: UsersMissing,
            hook: None,
            clock: Arc::new(SystemClock::default()),
            store: None,
            generator: None,
            client: user_agent,
        }
    }

    /// Begins an access token about `subject`; [`Mint::token`] signs it.
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
    /// /// Signs with another secret; the old one verifies for one more hour.
    /// fn rotate(auth: &Auth<Api>, secret: &Secret, now: i64) -> Result<(), KeyError> {
    ///     auth.keys().rotate(Key::secret(Algorithm::HS256, secret)?, now + 60 * 60)
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
    pub fn sessions(&self) -> Sessions<'_> {
        Sessions::of(self.keeper())
    }

    pub(crate) fn keeper(&self) -> Option<&Keeper> {
        self.0.inner().keeper.as_ref()
    }

    /// What the client of a login calls itself.
    pub(crate) fn client_of(&self, parts: &Parts) -> Option<String> {
        (self.0.inner().client)(parts)
    }

    pub(crate) fn users(&self) -> &C::Users {
        &self.0.inner().users
    }

    pub(crate) fn web(&self) -> &Web {
        &self.0.inner().web
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

fn types_of<C: AuthConfig>() -> Types {
    type CredentialsOf<C> =
        <<C as AuthConfig>::Users as UserBackend<<C as AuthConfig>::Claims>>::Credentials;
    Types {
        claims: C::Claims::NAMES,
        has_usual_credentials: TypeId::of::<CredentialsOf<C>>() == TypeId::of::<Credentials>(),
        has_users: TypeId::of::<C::Users>() != TypeId::of::<NoUsers>(),
        ..Types::UNKNOWN
    }
}

/// What refresh tokens are, by rules that were checked.
fn refresh_tokens(
    resolved: &Resolved,
    rules: &SessionRules,
    generator: Option<Generator>,
    clock: &Arc<dyn Clock>,
) -> RefreshTokens {
    match (&rules.digest_key, generator, rules.format) {
        (Some(key), Some(generator), _) => RefreshTokens::Generated {
            generator,
            digest_key: key.clone(),
        },
        (Some(key), None, RefreshFormat::Jwt) => RefreshTokens::Jwt {
            minter: resolved.own_minter(Arc::clone(clock)),
            verifier: resolved.own_verifier(Arc::clone(clock)),
            digest_key: key.clone(),
        },
        _ => RefreshTokens::Opaque,
    }
}

/// The longest name of a client that is kept, in bytes.
const MAX_CLIENT_BYTES: usize = 256;

fn user_agent(parts: &Parts) -> Option<String> {
    let name = parts.headers.get(USER_AGENT)?.to_str().ok()?;
    let name = name.get(..MAX_CLIENT_BYTES.min(name.len()))?;
    Some(name.to_owned()).filter(|name| !name.is_empty())
}

/// An [`Auth`] in the making. `U` is the user backend, once it was given.
#[must_use = "nothing runs before `.build()`"]
pub struct AuthBuilder<C, U = UsersMissing> {
    config: C,
    users: U,
    hook: Option<Hook>,
    clock: Arc<dyn Clock>,
    store: Option<Arc<dyn AnyStore>>,
    generator: Option<Generator>,
    client: Client,
}

/// The state of a builder that was given no user backend.
#[derive(Debug, Clone, Copy)]
pub struct UsersMissing;

/// The user backend of a builder: the one that was given, or none for a configuration without `users = ..`.
#[diagnostic::on_unimplemented(
    message = "this `Auth` was given no user backend, or one of another type",
    label = "the configuration `{C}` names another backend in `users = ..`",
    note = "call `.users(..)` with a value of that type before `.build()`"
)]
pub trait UsersOf<C: AuthConfig> {
    /// The backend.
    fn into_users(self) -> C::Users;
}

#[diagnostic::do_not_recommend]
impl<C: AuthConfig<Users = NoUsers>> UsersOf<C> for UsersMissing {
    fn into_users(self) -> NoUsers {
        NoUsers
    }
}

/// The state of a builder that was given a user backend.
#[derive(Debug)]
pub struct Users<U>(U);

#[diagnostic::do_not_recommend]
impl<C: AuthConfig> UsersOf<C> for Users<C::Users> {
    fn into_users(self) -> C::Users {
        self.0
    }
}

impl<C: AuthConfig, U> AuthBuilder<C, U> {
    /// Sets the user backend: a value of the type named by `users = ..`.
    pub fn users<B>(self, users: B) -> AuthBuilder<C, Users<B>> {
        AuthBuilder {
            config: self.config,
            users: Users(users),
            hook: self.hook,
            clock: self.clock,
            store: self.store,
            generator: self.generator,
            client: self.client,
        }
    }

    /// Keeps sessions in a store: login hands out refresh tokens, and tokens can be revoked.
    ///
    /// ```
    /// # use jwt_guard::prelude::*;
    /// # #[derive(AuthConfig)]
    /// # struct Api { secret: Secret }
    /// use jwt_guard::session::MemoryStore;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let auth = Auth::builder(Api { secret: Secret::random()? }).store(MemoryStore::new()).build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn store(mut self, store: impl TokenStore) -> Self {
        self.store = Some(Arc::new(store));
        self
    }

    /// Makes refresh tokens in place of the library, each for a subject.
    ///
    /// They must be such that nobody can guess them, and no two the same: at least 128 random bits. What is kept of
    /// one is a digest under a key, for which the configuration needs a `secret` or a `session_secret`.
    pub fn refresh_generator(
        mut self,
        generator: impl Fn(&str) -> String + Send + Sync + 'static,
    ) -> Self {
        self.generator = Some(Arc::new(generator));
        self
    }

    /// Says what the client of a login is called in [`Session::client`](crate::session::Session::client); unless this is
    /// called, it is what it says in `User-Agent`.
    pub fn client_name(mut self, name: fn(&Parts) -> Option<String>) -> Self {
        self.client = name;
        self
    }

    /// Computes settings for each request, at most once; what it says is stronger than the configuration, and weaker
    /// than a handler's own settings.
    pub fn request_settings(
        mut self,
        hook: impl Fn(&Parts) -> RequestSettings + Send + Sync + 'static,
    ) -> Self {
        self.hook = Some(Arc::new(hook));
        self
    }

    /// Replaces the machine's clock, for tests.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Checks the configuration and prepares its keys.
    ///
    /// ```
    /// # use jwt_guard::prelude::*;
    /// # #[derive(AuthConfig)]
    /// # struct Api { secret: Secret }
    /// let error = Auth::builder(Api { secret: Secret::from("too short") }).build().unwrap_err();
    /// assert!(error.to_string().contains("`secret` (field `secret`): found 9 bytes"));
    /// ```
    ///
    /// # Errors
    ///
    /// All problems of the configuration at once.
    pub fn build(self) -> Result<Auth<C>, ConfigError>
    where
        U: UsersOf<C>,
    {
        let types = Types {
            has_store: Some(self.store.is_some()),
            has_generator: self.generator.is_some(),
            ..types_of::<C>()
        };
        let mut resolved = self.config.settings().resolve(&types)?;
        resolved.warn(C::NAME);
        let web = Arc::clone(resolved.web());
        let keys = resolved.keys().clone();
        let key_per_user = resolved.key_per_user();
        let minter = resolved.minter(Arc::clone(&self.clock), false, C::Scopes::SCOPES);
        let rules = resolved.take_sessions();
        let keeper = self.store.zip(rules).map(|(store, rules)| {
            let tokens = refresh_tokens(&resolved, &rules, self.generator, &self.clock);
            Keeper::new(C::NAME, store, rules, tokens, Arc::clone(&self.clock))
        });
        let (verifier, endpoints) = resolved.verifier(C::EXTRA, Arc::clone(&self.clock));
        Ok(Auth(Arc::new(Inner {
            is_plain: web.is_plain() && self.hook.is_none() && !key_per_user,
            key_per_user,
            web,
            hook: self.hook,
            keys,
            minter,
            verifier,
            endpoints,
            users: self.users.into_users(),
            keeper,
            client: self.client,
            clock: self.clock,
        })))
    }
}

impl<C: AuthConfig, U> fmt::Debug for AuthBuilder<C, U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AuthBuilder")
            .field("config", &C::NAME)
            .finish_non_exhaustive()
    }
}
