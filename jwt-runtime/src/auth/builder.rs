//! `AuthBuilder`: builds an [`Auth`] from a configuration.

use std::any::TypeId;
use std::fmt;
use std::sync::Arc;

use axum::http::header::USER_AGENT;
use axum::http::request::Parts;

use super::adoption::{adopting, end_of_adoption};
use super::{Auth, AuthParts, Client, RequestHook};
use crate::auth::throttle::{self, LoginAttempt, RateLimit, Throttle, ThrottleOptions};
use crate::claim::ClaimSet;
use crate::clock::{Clock, SystemClock};
use crate::config::{
    AuthConfig, ConfigError, RefreshFormat, RequestSettings, Resolved, Types, has_users,
};
use crate::response::Responses;
use crate::scope::Vocabulary;
use crate::session::{
    AnyStore, RefreshTokenGenerator, RefreshTokens, SessionOptions, SessionService, StoreClock,
    TokenStore,
};
use crate::user::{Credentials, NoUsers, UserBackend};

impl<C: AuthConfig> Auth<C> {
    /// Starts to build an `Auth` from a configuration.
    pub fn builder(config: C) -> AuthBuilder<C> {
        AuthBuilder {
            config,
            users: UsersMissing,
            hook: None,
            rate_limit: None,
            clock: Arc::new(SystemClock::default()),
            store: None,
            generator: None,
            adopt_until: None,
            responses: None,
            client: user_agent,
        }
    }
}

/// Builds an [`Auth`]. `U` is the user backend, once it is set.
#[must_use = "nothing runs before `.build()`"]
pub struct AuthBuilder<C, U = UsersMissing> {
    config: C,
    users: U,
    hook: Option<RequestHook>,
    rate_limit: Option<throttle::RateLimitHook>,
    clock: Arc<dyn Clock>,
    store: Option<Arc<dyn AnyStore>>,
    generator: Option<RefreshTokenGenerator>,
    adopt_until: Option<String>,
    responses: Option<Arc<dyn Responses>>,
    client: Client,
}

/// The state of a builder without a user backend.
#[derive(Debug, Clone, Copy)]
pub struct UsersMissing;

/// The user backend of a builder: the one that was set, or none for a configuration without `users = ..`.
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

/// The state of a builder with a user backend.
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
            rate_limit: self.rate_limit,
            clock: self.clock,
            store: self.store,
            generator: self.generator,
            adopt_until: self.adopt_until,
            responses: self.responses,
            client: self.client,
        }
    }

    /// Keeps sessions in a store: logins issue refresh tokens, and tokens can be revoked.
    ///
    /// The configuration must name the owner of the sessions, by `issuer` or `session_owner`. Several services may share a
    /// store: they see each other's sessions only if issuer, session owner, audience, client and instance are all the same.
    ///
    /// ```
    /// # use jwt_guard::prelude::*;
    /// # use jwt_guard::session::MemoryStore;
    /// #[derive(AuthConfig)]
    /// #[auth(session_owner = "shop")] // or an `issuer`
    /// struct Api {
    ///     secret: Secret,
    /// }
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

    /// Generates refresh tokens instead of the library. The function is given the subject.
    ///
    /// Refresh tokens must be unguessable and unique, with at least 128 random bits, and contain only characters that are valid
    /// in a cookie, such as letters, digits, `-` and `_`. Their length must be 22 to 8192 bytes. A login for which the function
    /// returns another token gets a 500, and nothing is stored. The store keeps only a keyed digest of a refresh token, for
    /// which the configuration needs a `secret` or a `session_secret`.
    pub fn refresh_generator(
        mut self,
        generator: impl Fn(&str) -> String + Send + Sync + 'static,
    ) -> Self {
        self.generator = Some(Arc::new(generator));
        self
    }

    /// Adopts refresh tokens of the library that this service used before, until this time ([RFC 3339]): users who are logged in
    /// stay so. A session begins whose refresh token is the old one. [`UserBackend::adopt`] says whose it is.
    ///
    /// It is for the time of a move, in which old tokens are still in use, and is logged at start-up. A token that is a JWT must be
    /// signed with the usual key, and be of the type `refresh_token_type`. Any other token must come with its access token
    /// (`refresh_requires_access`). The store must be able to record the use of a token, as all stores of the library are.
    ///
    /// ```
    /// use jwt_guard::prelude::*;
    /// use jwt_guard::session::MemoryStore;
    ///
    /// #[derive(AuthConfig)]
    /// #[auth(preset = "flask-jwt-extended", session_owner = "shop")]
    /// struct Api {
    ///     secret: Secret,
    /// }
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let auth = Auth::builder(Api { secret: Secret::random()? })
    ///     .store(MemoryStore::new())
    ///     .adopt_until("2027-03-01T00:00:00Z")
    ///     .build()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [RFC 3339]: https://www.rfc-editor.org/rfc/rfc3339
    /// [`UserBackend::adopt`]: crate::user::UserBackend::adopt
    pub fn adopt_until(mut self, time: impl Into<String>) -> Self {
        self.adopt_until = Some(time.into());
        self
    }

    /// Renders responses with this value instead of the type that the configuration names in `responses = ..`.
    ///
    /// ```
    /// # use jwt_guard::prelude::*;
    /// use jwt_guard::response::ProblemDetails;
    ///
    /// # #[derive(AuthConfig)]
    /// # struct Api { secret: Secret }
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let auth = Auth::builder(Api { secret: Secret::random()? }).responses(ProblemDetails).build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn responses(mut self, responses: impl Responses) -> Self {
        self.responses = Some(Arc::new(responses));
        self
    }

    /// Sets how the name of a client is found at login, for [`Session::client`](crate::session::Session::client). The default
    /// is the header `User-Agent`.
    pub fn client_name(mut self, name: fn(&Parts) -> Option<String>) -> Self {
        self.client = name;
        self
    }

    /// Computes settings for each request, at most once per request. They take precedence over the configuration, and the
    /// settings of a handler over them.
    pub fn request_settings(
        mut self,
        hook: impl Fn(&Parts) -> RequestSettings + Send + Sync + 'static,
    ) -> Self {
        self.hook = Some(Arc::new(hook));
        self
    }

    /// Chooses which limits of failed attempts apply to a login or a re-authentication, before it is counted and checked. By
    /// default, those of the configuration do.
    ///
    /// ```
    /// use std::net::{IpAddr, Ipv4Addr};
    ///
    /// use jwt_guard::prelude::*;
    /// use jwt_guard::throttle::{LoginAttempt, RateLimit};
    ///
    /// /// The address that all clients in our office share.
    /// const OFFICE: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7));
    ///
    /// # #[derive(AuthConfig)]
    /// # struct Api { secret: Secret }
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let api = Api { secret: Secret::random()? };
    /// let auth = Auth::builder(api)
    ///     .rate_limit(|attempt: &LoginAttempt<'_>| match attempt.address() {
    ///         Some(OFFICE) => RateLimit::NotByAddress,
    ///         _ => RateLimit::Configured,
    ///     })
    ///     .build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn rate_limit(
        mut self,
        hook: impl Fn(&LoginAttempt<'_>) -> RateLimit + Send + Sync + 'static,
    ) -> Self {
        self.rate_limit = Some(Box::new(hook));
        self
    }

    /// Replaces the system clock, for tests.
    ///
    /// Access tokens use this clock. Sessions use it only if the store has no clock of its own, as `MemoryStore`; see
    /// [`TokenStore::time`]. `testing::WithoutClock` hides the clock of another store.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Validates the configuration and prepares its keys.
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
    /// If the configuration is invalid: reports all of its problems.
    pub fn build(self) -> Result<Auth<C>, ConfigError>
    where
        U: UsersOf<C>,
    {
        let types = Types {
            has_store: Some(self.store.is_some()),
            has_generator: self.generator.is_some(),
            ..types_of::<C>()
        };
        let settings = self.config.settings();
        let mut resolved = settings.resolve(&types)?;
        let adopt_until = self.adopt_until.as_deref();
        let adopts_until = adopt_until
            .map(|text| end_of_adoption(text, resolved.session_rules()))
            .transpose()
            .map_err(|problem| ConfigError::new(C::NAME, vec![problem]))?;
        resolved.warn(C::NAME);
        let web = Arc::clone(resolved.http_settings());
        let responses = self.responses.or_else(C::responses);
        let responses = Arc::new(resolved.responses(responses));
        let keys = resolved.keys().clone();
        let key_per_user = resolved.key_per_user();
        let minter = resolved.minter(Arc::clone(&self.clock), false, C::Scopes::SCOPES);
        let throttle = ThrottleOptions::resolve(&settings, &resolved);
        let throttle = throttle.ok_or_else(|| settings.problems())?;
        let throttle = Throttle::new(C::NAME, throttle, self.rate_limit);
        let rules = resolved.take_sessions();
        let rules = rules.map(|rules| match adopts_until {
            Some(until) => adopting(rules, until, C::NAME, self.clock.now()),
            None => rules,
        });
        let session_service = self.store.zip(rules).map(|(store, rules)| {
            let clock = Arc::new(StoreClock::new(Arc::clone(&self.clock), rules.leeway));
            let tokens = refresh_tokens(&resolved, &rules, self.generator, &clock);
            SessionService::new(C::NAME, store, rules, tokens, clock)
        });
        let (verifier, endpoints) = resolved.verifier(C::EXTRA, Arc::clone(&self.clock));
        Ok(Auth(Arc::new(AuthParts {
            is_plain: web.is_plain() && self.hook.is_none() && !key_per_user,
            key_per_user,
            web,
            responses,
            hook: self.hook,
            keys,
            minter,
            verifier,
            endpoints,
            users: self.users.into_users(),
            session_service,
            throttle,
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

fn types_of<C: AuthConfig>() -> Types {
    type CredentialsOf<C> =
        <<C as AuthConfig>::Users as UserBackend<<C as AuthConfig>::Claims>>::Credentials;
    Types {
        claims: C::Claims::NAMES,
        has_usual_credentials: TypeId::of::<CredentialsOf<C>>() == TypeId::of::<Credentials>(),
        has_users: has_users::<C>(),
        ..Types::UNKNOWN
    }
}

/// The kind of refresh tokens that these rules require. The rules were validated.
fn refresh_tokens(
    resolved: &Resolved,
    rules: &SessionOptions,
    generator: Option<RefreshTokenGenerator>,
    clock: &Arc<StoreClock>,
) -> RefreshTokens {
    let clock = || Arc::clone(clock) as Arc<dyn Clock>;
    match (&rules.digest_key, generator, rules.format) {
        (Some(key), Some(generator), _) => RefreshTokens::Generated {
            generator,
            digest_key: key.clone(),
        },
        (Some(key), None, RefreshFormat::Jwt) => RefreshTokens::Jwt {
            csrf: resolved.csrf_in_refresh_tokens().map(Box::new),
            minter: resolved.own_minter(clock()),
            verifier: resolved.own_verifier(clock()),
            digest_key: key.clone(),
        },
        (key, ..) => RefreshTokens::Opaque {
            adopted: key.clone().filter(|_| rules.adopts_until.is_some()),
        },
    }
}

/// The longest name of a client that is stored, in bytes.
const MAX_CLIENT_BYTES: usize = 256;

fn user_agent(parts: &Parts) -> Option<String> {
    let name = parts.headers.get(USER_AGENT)?.to_str().ok()?;
    let name = name.get(..MAX_CLIENT_BYTES.min(name.len()))?;
    Some(name.to_owned()).filter(|name| !name.is_empty())
}
