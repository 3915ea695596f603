//! The settings of this version, with their names.

use std::time::Duration;

use jwt_syntax::algorithm::Algorithm;
use jwt_syntax::place::Place;
use jwt_syntax::with_settings;
use serde_json::{Map, Value};

use super::{
    ConfigError, CsrfProtection, DangerouslyOff, DangerouslyOn, Delivery, ErrorDetail, NotBefore,
    Problem, RetiredKey, SameSite, ScopeMatching, ScopesFormat, Setting, SubjectFormat,
    TrustedIssuer, Types,
};
use crate::key::Secret;

macro_rules! settings {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $kind:ident $({ $($limits:tt)* })?, $example:literal, $from:ident,
        $default:literal;)*) => {
        /// What was given of each setting. A field has the name that the setting has everywhere else.
        ///
        /// This page lists all settings. Each can be a field of the configuration; those that have a text can be a
        /// literal in `#[auth(..)]`, or come from the environment by `#[auth(env = "NAME")]` on the field. A field
        /// replaces a literal, unless it is `None`.
        #[derive(Debug)]
        #[non_exhaustive]
        pub struct Settings {
            pub(crate) config: &'static str,
            $(
                $(#[$doc])*
                #[doc = concat!("\n\nDefault: ", $default, ".")]
                pub $name: Setting<$type>,
            )*
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

with_settings!(settings);

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
        self.resolve(&Types::UNKNOWN).map(drop)
    }

    /// The report of a configuration that is known to have problems.
    #[must_use]
    pub fn problems(&self) -> ConfigError {
        self.resolve(&Types::UNKNOWN)
            .err()
            .unwrap_or_else(|| ConfigError::new(self.config, Vec::new()))
    }
}
