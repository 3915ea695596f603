//! The settings of this version, with their names.

use std::time::Duration;

use jwt_syntax::algorithm::Algorithm;

use super::{ConfigError, Problem, RetiredKey, Setting, TrustedIssuer};
use crate::key::Secret;

macro_rules! settings {
    ($($(#[$doc:meta])* $name:ident: $type:ty,)*) => {
        /// What was given of each setting. A field has the name that the setting has everywhere else.
        #[derive(Debug)]
        #[non_exhaustive]
        pub struct Settings {
            pub(crate) config: &'static str,
            $($(#[$doc])* pub $name: Setting<$type>,)*
        }

        impl Settings {
            /// Nothing given yet, for the configuration called `config`.
            #[must_use]
            pub fn new(config: &'static str) -> Self {
                Self {
                    config,
                    $($name: Setting::new(stringify!($name)),)*
                }
            }

            /// The problems of values that could not be read, in the order of the settings.
            pub(crate) fn unreadable(&self) -> Vec<Problem> {
                [$(self.$name.unreadable(),)*].into_iter().flatten().cloned().collect()
            }
        }
    };
}

settings! {
    /// The algorithm that signs and verifies: `HS256` unless given; any of RFC 7518 §3.1, and `EdDSA` (RFC 8037).
    algorithm: Algorithm,
    /// The secret that signs and verifies; required with `HS256`, `HS384` and `HS512`.
    secret: Secret,
    /// The key that signs with an asymmetric algorithm: PEM, a JWK, or `file:` and a path.
    private_key: Secret,
    /// The key that verifies, for a service that does not sign; written like `private_key`, or a JWK Set.
    public_key: String,
    /// The claim `kid` of the header: the thumbprint of an asymmetric key (RFC 7638) unless given, none for a secret.
    key_id: String,
    /// Keys that signed before the present one, and verify until a time of their own.
    retired_keys: Vec<RetiredKey>,
    /// The claim `iss`: minted and required when given.
    issuer: String,
    /// The claim `aud`: minted when given, and a token must name one of these; when not, a token must name nobody.
    audience: Vec<String>,
    /// How long an access token is valid: 15 minutes unless given, one day at most.
    access_ttl: Duration,
    /// By how much the clocks of two machines may differ: 10 seconds unless given, five minutes at most.
    leeway: Duration,
    /// Other issuers whose access tokens are accepted, each with its own keys and rules; none unless given.
    trusted_issuers: Vec<TrustedIssuer>,
    /// Whether tokens that were verified are remembered, so that the next request with one costs no signature check:
    /// on unless `off`.
    cache: bool,
    /// How many tokens are remembered: 8,192 unless given, rounded up to a power of two.
    cache_capacity: usize,
}

impl Settings {
    /// Checks everything that was given.
    ///
    /// ```
    /// use jwt_guard::prelude::*;
    ///
    /// #[derive(AuthConfig)]
    /// struct Api {
    ///     secret: Secret,
    /// }
    ///
    /// let api = Api { secret: Secret::random().unwrap() };
    /// assert!(api.settings().check().is_ok());
    /// ```
    ///
    /// # Errors
    ///
    /// All problems at once.
    pub fn check(&self) -> Result<(), ConfigError> {
        self.resolve().map(drop)
    }

    /// The report of a configuration that is known to have problems.
    #[must_use]
    pub fn problems(&self) -> ConfigError {
        self.resolve()
            .err()
            .unwrap_or_else(|| ConfigError::new(self.config, Vec::new()))
    }
}
