//! `Settings`: all settings of a configuration, made from the table of settings.

use std::time::Duration;

use jwt_syntax::algorithm::Algorithm;
use jwt_syntax::choice::*;
use jwt_syntax::http::token_location::TokenLocation;
use jwt_syntax::setting::key;
use jwt_syntax::with_settings;
use serde_json::{Map, Value};

use super::setting::AnySetting;
use super::{Problem, RetiredKey, Setting, TrustedIssuer};
use crate::key::Secret;

/// The places where a setting of this kind can be given.
macro_rules! places {
    ($kind:ident $from:ident handler) => {
        concat!(places!($kind $from), ", handler")
    };
    (Value program) => {
        "field"
    };
    (Value environment) => {
        "field, environment"
    };
    ($kind:ident literal) => {
        "literal"
    };
    ($kind:ident program) => {
        "literal, field"
    };
    ($kind:ident environment) => {
        "literal, field, environment"
    };
}

/// The example of the table as it is written in a program.
macro_rules! example {
    (Value $name:ident $example:literal) => {
        $example
    };
    (TokenLocations $name:ident $example:literal) => {
        concat!("#[auth(", $example, ")]")
    };
    ($kind:ident $name:ident $example:literal) => {
        concat!("#[auth(", stringify!($name), " = ", $example, ")]")
    };
}

/// The default of a setting, in words.
macro_rules! default {
    (default $text:literal) => {
        concat!("`", $text, "`")
    };
    (otherwise $text:literal) => {
        $text
    };
}

/// The default of a preset, for a setting that has a text.
macro_rules! take_default {
    (Value $setting:expr, $preset:ident) => {};
    ($kind:ident $setting:expr, $preset:ident) => {
        $setting.take_default($preset)
    };
}

/// A setting without a value.
macro_rules! new {
    (Value $name:ident) => {
        Setting::without_text(key::$name.name(), key::$name.kind())
    };
    ($kind:ident $name:ident) => {
        Setting::new(key::$name)
    };
}

macro_rules! settings {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $kind:ident $({ $($limits:tt)* })?, $example:literal,
        $from:ident $($handler:ident)?, $default:ident $text:literal;)*) => {
        /// All settings of a configuration. A setting has the same name in a field, a literal and a file.
        ///
        /// A setting can be given in these places, each of which replaces the one above it:
        ///
        /// - *literal*: in `#[auth(..)]` on the struct, checked by the compiler;
        /// - *field*: a field of the struct that has the setting's name, set by the program or by serde, checked when
        ///   the `Auth` is built; `None` replaces nothing;
        /// - *environment*: such a field with `#[auth(env = "NAME")]`, read by `from_env`;
        /// - *handler*: in the attribute of a handler, as in `#[protected(leeway = "0s")]`, for that handler alone, checked
        ///   by the compiler.
        ///
        /// The other arguments of `#[auth(..)]`, such as `claims` and `users`, are documented with `#[derive(AuthConfig)]`.
        ///
        /// | setting | default | given as |
        /// |---|---|---|
        $(#[doc = concat!("| [`", stringify!($name), "`](field@Self::", stringify!($name), ") | ", default!($default $text), " | ",
            places!($kind $from $($handler)?), " |")])*
        ///
        /// ```
        /// use std::time::Duration;
        ///
        /// use jwt_guard::prelude::*;
        ///
        /// #[derive(AuthConfig)]
        /// #[auth(issuer = "https://api.example.com", access_ttl = "5m")]
        /// struct Api {
        ///     #[auth(env = "JWT_SECRET")]
        ///     secret: Secret,
        ///     #[auth(env = "JWT_ACCESS_TTL")]
        ///     access_ttl: Option<Duration>,
        /// }
        ///
        /// # let variables = |name: &str| match name {
        /// #     "JWT_SECRET" => Some("wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e".to_owned()),
        /// #     _ => None,
        /// # };
        /// # let api = Api::from_vars(variables)?;
        /// # #[cfg(any())]
        /// let api = Api::from_env()?;
        /// let auth = Auth::builder(api).build()?;
        /// assert_eq!(auth.minter().access_ttl(), Some(5 * 60), "no variable replaced the literal");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        #[derive(Debug)]
        #[non_exhaustive]
        pub struct Settings {
            pub(crate) config: &'static str,
            $(
                $(#[$doc])*
                #[doc = concat!("\n\nDefault: ", default!($default $text), ". Given as: ", places!($kind $from $($handler)?), ".")]
                #[doc = concat!("\n\n```text\n", example!($kind $name $example), "\n```")]
                pub $name: Setting<$type>,
            )*
        }

        impl Settings {
            /// Settings without values, for the configuration called `config`.
            #[must_use]
            pub fn new(config: &'static str) -> Self {
                Self {
                    config,
                    $($name: new!($kind $name),)*
                }
            }

            /// Replaces defaults by those of the preset, once all values are supplied.
            pub fn use_preset(&mut self) {
                if let Some(preset) = self.preset.get().copied() {
                    $(take_default!($kind self.$name, preset);)*
                }
            }

            /// The problems of invalid values, and of values that must be literals and are not, in the order of the table.
            pub(crate) fn given_wrongly(&self) -> Vec<Problem> {
                [$(self.$name.given_wrongly(),)*].into_iter().flatten().collect()
            }

            /// The setting of this name.
            pub(super) fn any(&self, name: &str) -> Option<&dyn AnySetting> {
                match name {
                    $(stringify!($name) => Some(&self.$name),)*
                    _ => None,
                }
            }
        }
    };
}

with_settings!(settings);

/// For the unit tests of this crate.
#[cfg(test)]
impl Settings {
    /// The settings of a service that has a secret, and the defaults otherwise.
    pub(crate) fn with_secret() -> Self {
        let mut settings = Self::new("Api");
        let secret = Secret::from("wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e");
        settings
            .secret
            .supply(super::Origin::Field("secret"), &secret);
        settings
    }

    /// What is wrong with them.
    pub(crate) fn problem_texts(&self) -> Vec<String> {
        let error = self.check().err();
        let problems = error.iter().flat_map(|error| error.problems());
        problems.map(ToString::to_string).collect()
    }
}
