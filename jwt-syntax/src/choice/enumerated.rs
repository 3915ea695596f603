//! Settings that are one of a few words.

use crate::value::{Choice, SettingType, WrongValue};

macro_rules! choices {
    (@list ($dollar:tt) $($name:ident)*) => {
        /// Hands the paths of all types whose values are a few words to a macro.
        #[doc(hidden)]
        #[macro_export]
        macro_rules! with_choices {
            ($dollar then:ident) => {
                $dollar then! { $($dollar crate::choice::$name)* }
            };
        }
    };
    ($($(#[$doc:meta])* $name:ident, $expected:literal {
        $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)*
    })*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
            pub enum $name {
                $($(#[$variant_doc])* $variant,)*
            }

            impl $name {
                /// How it is written.
                #[must_use]
                pub const fn text(self) -> &'static str {
                    match self {
                        $(Self::$variant => $text,)*
                    }
                }
            }

            impl SettingType for $name {
                const EXPECTED: &'static str = $expected;
                const CHOICES: &'static [Choice] = &[$(Choice {
                    text: $text,
                    type_name: stringify!($name),
                    variant: stringify!($variant),
                }),*];

                fn from_text(text: &str) -> Result<Self, WrongValue> {
                    match text {
                        $($text => Ok(Self::$variant),)*
                        _ => Err(WrongValue::quoted(text, Self::EXPECTED)),
                    }
                }

                fn only_as_literal(&self) -> Option<&'static str> {
                    let text = self.text();
                    text.starts_with("dangerously-").then_some(text)
                }
            }

            crate::value::deserialize_as_text!($name);
        )*

        choices!(@list ($) $($name)*);

        #[cfg(test)]
        mod tests {
            use super::*;

            #[test]
            fn every_choice_is_read_as_it_is_written_and_is_offered() {
                $($(
                    let variant = $name::CHOICES.iter().find(|choice| choice.text == $text).map(|choice| choice.variant);
                    assert_eq!(variant, Some(&*format!("{:?}", $name::$variant)), $text);
                    assert_eq!($name::from_text($text).ok(), Some($name::$variant));
                    assert_eq!($name::$variant.text(), $text);
                    assert!($name::EXPECTED.contains(concat!("`", $text, "`")), $text);
                )*)*
            }
        }
    };
}

choices! {
    /// The setting `preset`: another library, whose clients and tokens a service keeps.
    Preset, "`off`, `sanic-jwt`, `flask-jwt-extended`, `flask-jwt` or `esmerald`" {
        /// The defaults of this library.
        #[default]
        Off = "off",
        /// sanic-jwt 1.8.
        SanicJwt = "sanic-jwt",
        /// Flask-JWT-Extended 4.7.
        FlaskJwtExtended = "flask-jwt-extended",
        /// Flask-JWT 0.3.
        FlaskJwt = "flask-jwt",
        /// The `JWTConfig` of Esmerald 3.5.
        Esmerald = "esmerald",
    }

    /// The setting `session_claims`.
    SessionClaims, "`all`, `fresh` or `off`" {
        /// Access tokens have `sid`, `auth_time` and, from an authentication, `fresh`.
        #[default]
        All = "all",
        /// Access tokens have `fresh` alone, as `true` or `false`.
        Fresh = "fresh",
        /// Access tokens have none of these claims.
        Off = "off",
    }

    /// The setting `subject_format`.
    SubjectFormat, "`string` or `integer`" {
        /// Subjects are strings, as RFC 7519 §4.1.2 has them.
        #[default]
        Text = "string",
        /// Subjects are integers.
        Integer = "integer",
    }

    /// The setting `scopes_format`.
    ScopesFormat, "`string`, `list` or `list-always`" {
        /// Scopes are one string, with spaces between them.
        #[default]
        Delimited = "string",
        /// Scopes are a list of strings.
        List = "list",
        /// Scopes are a list of strings, which is also minted if there are none.
        ListAlways = "list-always",
    }

    /// The setting `scope_matching`.
    ScopeMatching, "`hierarchical` or `exact`" {
        /// A scope grants what is below it.
        #[default]
        Hierarchical = "hierarchical",
        /// A scope grants itself.
        Exact = "exact",
    }

    /// The setting `token_delivery`.
    Delivery, "`body`, `cookie`, `both` or `by_request`" {
        /// In the body of the response.
        #[default]
        Body = "body",
        /// In a cookie.
        Cookie = "cookie",
        /// In both.
        Both = "both",
        /// In cookies for a form, and in the body for JSON.
        ByRequest = "by_request",
    }

    /// The setting `cookie_same_site`.
    SameSite, "`Lax`, `Strict` or `None`, or `dangerously-unset` in `#[auth(..)]`" {
        /// Sent with requests of other sites only when a user follows a link.
        #[default]
        Lax = "Lax",
        /// Never sent with requests of other sites.
        Strict = "Strict",
        /// Sent with all requests.
        Everywhere = "None",
        /// The attribute is left out, and each browser has its own default: one treats it as `Lax`, except for a `POST` within
        /// two minutes after the cookie was set; others treat it as `None`.
        Unset = "dangerously-unset",
    }

    /// The setting `csrf`.
    CsrfProtection, "`on`, `origin` or `off`" {
        /// Requests carry a value that only pages of the service know, and have an allowed origin.
        #[default]
        On = "on",
        /// Requests have an allowed origin.
        Origin = "origin",
        /// There is no protection.
        Off = "off",
    }

    /// The setting `csrf_claim`.
    CsrfClaim, "`digest` or `value`" {
        /// The claim `csrf` of a token is the digest of the value.
        #[default]
        Digest = "digest",
        /// The claim `csrf` is the value itself.
        Value = "value",
    }

    /// The setting `refresh_format`.
    RefreshFormat, "`opaque` or `jwt`" {
        /// 256 random bits.
        #[default]
        Opaque = "opaque",
        /// A signed token of its own type, `rt+jwt`.
        Jwt = "jwt",
    }

    /// The setting `revocation`.
    RevocationReach, "`all`, `refresh` or `off`" {
        /// Revoked access tokens are refused.
        #[default]
        All = "all",
        /// Revoked sessions get no new access tokens; those already issued are valid until they expire.
        Refresh = "refresh",
        /// Nothing is looked up.
        Off = "off",
    }

    /// The setting `on_store_error`.
    OnStoreError, "`deny` or `allow`" {
        /// While the store is unavailable, access tokens are refused with 503.
        #[default]
        Deny = "deny",
        /// An access token that is otherwise valid is let through.
        Allow = "allow",
    }

    /// The setting `user_lookup`.
    UserLookup, "`injected` or `always`" {
        /// The user is looked up for handlers that take the user.
        #[default]
        Injected = "injected",
        /// The user is looked up for every request with a token.
        Always = "always",
    }

    /// The setting `error_detail`.
    ErrorDetail, "`terse` or `full`" {
        /// A refusal tells only that the token is not valid here (RFC 6750 §3.1).
        #[default]
        Terse = "terse",
        /// A refusal tells which check the token failed.
        Full = "full",
    }
}
