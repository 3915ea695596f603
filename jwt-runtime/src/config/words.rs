//! Settings that are one of a few words, and what they stand for.

use std::fmt;
use std::time::Duration;

use jwt_syntax::setting::{
    CSRF_PROTECTIONS, DANGEROUSLY_OFF, DANGEROUSLY_ON, DELIVERIES, ERROR_DETAILS, ON_STORE_ERRORS,
    REFRESH_FORMATS, REVOCATIONS, SAME_SITES, SCOPE_MATCHINGS, SCOPES_FORMATS, SUBJECT_FORMATS,
};

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident of $words:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)* })*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
            pub enum $name {
                $($(#[$variant_doc])* $variant,)*
            }

            impl $name {
                pub(super) const WORDS: &[&str] = $words;

                pub(super) fn of_word(word: &str) -> Option<Self> {
                    match word {
                        $($word => Some(Self::$variant),)*
                        _ => None,
                    }
                }
            }
        )*

        #[cfg(test)]
        mod tests {
            use super::*;

            #[test]
            fn the_words_are_those_of_the_table() {
                $(assert_eq!($name::WORDS, [$($word),*]);)*
            }
        }
    };
}

words! {
    /// The setting `subject_format`.
    SubjectFormat of SUBJECT_FORMATS {
        /// Subjects are strings, as RFC 7519 §4.1.2 has them.
        #[default]
        Text = "string",
        /// Subjects are integers.
        Integer = "integer",
    }

    /// The setting `scopes_format`.
    ScopesFormat of SCOPES_FORMATS {
        /// Scopes are one string, with spaces between them.
        #[default]
        Delimited = "string",
        /// Scopes are a list of strings.
        List = "list",
    }

    /// The setting `scope_matching`.
    ScopeMatching of SCOPE_MATCHINGS {
        /// A scope grants what is below it.
        #[default]
        Hierarchical = "hierarchical",
        /// A scope grants itself.
        Exact = "exact",
    }

    /// The setting `token_delivery`.
    Delivery of DELIVERIES {
        /// In the body of the answer.
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
    SameSite of SAME_SITES {
        /// Sent with requests of other sites only when a user follows a link.
        #[default]
        Lax = "Lax",
        /// Never sent with requests of other sites.
        Strict = "Strict",
        /// Sent with all requests.
        Everywhere = "None",
    }

    /// The setting `csrf`.
    CsrfProtection of CSRF_PROTECTIONS {
        /// Requests carry a value that only pages of the service know, and come from one of its pages.
        #[default]
        On = "on",
        /// Requests come from a page of the service.
        Origin = "origin",
        /// Not at all.
        Off = "off",
    }

    /// The setting `refresh_format`.
    RefreshFormat of REFRESH_FORMATS {
        /// 256 random bits.
        #[default]
        Opaque = "opaque",
        /// A signed token of its own type, `rt+jwt`.
        Jwt = "jwt",
    }

    /// The setting `revocation`.
    RevocationReach of REVOCATIONS {
        /// Revoked access tokens are refused.
        #[default]
        All = "all",
        /// Revoked sessions get no new access tokens; those that are out live until they expire.
        Refresh = "refresh",
        /// Nothing is looked up.
        Off = "off",
    }

    /// The setting `on_store_error`.
    OnStoreError of ON_STORE_ERRORS {
        /// Whoever cannot be asked about is refused, with 503.
        #[default]
        Deny = "deny",
        /// An access token that is otherwise valid is let in.
        Allow = "allow",
    }

    /// The setting `error_detail`.
    ErrorDetail of ERROR_DETAILS {
        /// A refusal says only that the token is not valid here (RFC 6750 §3.1).
        #[default]
        Terse = "terse",
        /// A refusal says which check the token failed.
        Full = "full",
    }
}

/// The setting `not_before`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotBefore {
    /// No `nbf` is minted.
    Off,
    /// A token is valid from so long after it was minted, in whole seconds.
    After(Duration),
}

/// The settings `max_sessions` and `refreshes_per_minute`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountLimit {
    /// Any number.
    Off,
    /// No more than so many.
    AtMost(u32),
}

/// How many failed attempts there may be in a time: the settings `rate_limit_account`, `rate_limit_account_and_address` and
/// `rate_limit_address`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoginLimit {
    /// Any number.
    Off,
    /// No more than `attempts` in any time as long as `per`, in whole seconds.
    AtMost {
        /// How many.
        attempts: u16,
        /// In how long a time.
        per: Duration,
    },
}

/// Where the address of a client is found: the setting `client_address`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ClientAddress {
    /// It is the other end of the connection.
    #[default]
    Peer,
    /// So many proxies stand before the service, and each adds an entry to `X-Forwarded-For`.
    Proxies(u8),
}

impl fmt::Display for ClientAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Peer => f.write_str("peer"),
            Self::Proxies(proxies) => write!(f, "proxies:{proxies}"),
        }
    }
}

/// A check that is switched off, as only a literal can say: `dangerously-off`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DangerouslyOff(());

impl DangerouslyOff {
    pub(super) fn of_word(word: &str) -> Option<Self> {
        (word == DANGEROUSLY_OFF).then_some(Self(()))
    }
}

/// What only a literal can say, because it lets more in: `dangerously-on`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DangerouslyOn(());

impl DangerouslyOn {
    pub(super) fn of_word(word: &str) -> Option<Self> {
        (word == DANGEROUSLY_ON).then_some(Self(()))
    }
}
