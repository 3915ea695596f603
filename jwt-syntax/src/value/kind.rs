//! The values that a setting can have within its type: its limits, or the rules of a text.

use super::WrongValue;
use super::wrong_value::{EMPTY, text_and_reason};
use crate::claim::path as claim_path;
use crate::http::{endpoint_path, name, text};

/// The longest name of a key, in bytes: `kid`.
pub const MAX_KEY_ID_BYTES: usize = 256;

/// The values that a setting can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingKind {
    /// The name of an algorithm.
    Algorithm,
    /// The name of an algorithm or several, each once.
    Algorithms,
    /// A text that is not empty.
    Text,
    /// The identifier of a key: `kid`.
    KeyId,
    /// The name of a claim, or the path to one.
    ClaimPath,
    /// One text or several, none of them empty, each once.
    Texts {
        /// The least number of them.
        least: usize,
        /// The greatest number of them.
        most: usize,
    },
    /// A duration in whole seconds.
    Duration {
        /// The least number of seconds.
        least: u64,
        /// The greatest number of seconds.
        most: u64,
    },
    /// A duration in whole seconds, or `off`.
    Offset {
        /// The greatest number of seconds.
        most: u64,
    },
    /// A number of attempts in a time, or `off`.
    Rate {
        /// The greatest number of attempts.
        most: u16,
        /// The longest time, in seconds.
        longest: u64,
    },
    /// Where the address of a client is found.
    ClientAddress,
    /// Which refusals have a challenge, or its scheme.
    Challenges,
    /// `on` or `off`.
    Switch,
    /// One of a few words.
    Word,
    /// Text for a quoted string of a header.
    Quotable,
    /// The name of a header.
    HeaderName,
    /// The name of a cookie.
    CookieName,
    /// The name of an instance in the names of its cookies.
    InstanceName,
    /// The path of a cookie.
    CookiePath,
    /// The domain of a cookie.
    CookieDomain,
    /// One text or several, or none at all.
    Prefixes,
    /// Token locations, each once.
    TokenLocations,
    /// One origin or several.
    Origins,
    /// One method or several.
    Methods,
    /// One method or several, of which one at least can change something.
    UnsafeMethods,
    /// A target on the same host.
    Target,
    /// One word, which can stand only in `#[auth(..)]`.
    Dangerous,
    /// A whole number.
    Count {
        /// The least.
        least: u64,
        /// The greatest.
        most: u64,
    },
    /// A whole number from 1 on, or `off`.
    Limit {
        /// The greatest.
        most: u64,
    },
    /// The path of an endpoint, which no other endpoint has, or `off`.
    Path,
    /// A value that is made at start-up and has no text in an attribute.
    Value {
        /// Why it takes no literal.
        because: &'static str,
    },
}

impl SettingKind {
    /// Checks one text of a setting of this kind, by itself.
    ///
    /// ```
    /// use jwt_syntax::setting::SettingKind;
    ///
    /// assert!(SettingKind::HeaderName.check_text("X-Access-Token").is_ok());
    /// assert_eq!(SettingKind::HeaderName.check_text("").unwrap_err().found, "an empty text");
    /// ```
    ///
    /// # Errors
    ///
    /// What was found, and what is allowed.
    pub fn check_text(self, text: &str) -> Result<(), WrongValue> {
        let checked = match self {
            _ if text.trim().is_empty() => Err(EMPTY.to_owned()),
            Self::Quotable => text::quotable(text),
            Self::HeaderName => name::own_header_name(text),
            Self::Prefixes => name::header_name(text).map_err(|error| error.to_string()),
            Self::CookieName => name::cookie_name(text).map_err(|error| error.to_string()),
            Self::InstanceName => name::instance_name(text),
            Self::CookiePath => text::cookie_path(text),
            Self::CookieDomain => text::cookie_domain(text),
            Self::Origins => text::origin(text),
            Self::Methods | Self::UnsafeMethods => text::method(text),
            Self::Target => text::relative_target(text),
            Self::KeyId if text.len() > MAX_KEY_ID_BYTES => {
                Err(format!("a `kid` of {} bytes", text.len()))
            }
            Self::Path if text == endpoint_path::OFF => Ok(()),
            Self::Path => endpoint_path::parse(text)
                .map(drop)
                .map_err(|error| text_and_reason(text, error)),
            Self::ClaimPath if claim_path::is_quoted(text) => claim_path::parse(text)
                .map(drop)
                .map_err(|error| error.to_string()),
            _ => Ok(()),
        };
        checked.map_err(|found| WrongValue::new(found, self.expected()))
    }

    /// Checks a list of texts: each of them, that none is there twice, and all of them together.
    ///
    /// ```
    /// use jwt_syntax::setting::SettingKind;
    ///
    /// assert!(SettingKind::UnsafeMethods.check_texts(&["GET", "POST"]).is_ok());
    /// assert!(SettingKind::UnsafeMethods.check_texts(&["GET"]).is_err());
    /// assert_eq!(SettingKind::Origins.check_texts(&["https://a.example", "a"]).unwrap_err().at, Some(1));
    /// ```
    ///
    /// # Errors
    ///
    /// The first mistake.
    pub fn check_texts<S: AsRef<str>>(self, texts: &[S]) -> Result<(), WrongValue> {
        // An empty text stands for no prefix, as an empty list does.
        if self == Self::Prefixes && matches!(texts, [only] if only.as_ref().is_empty()) {
            return Ok(());
        }
        let (least, most) = match self {
            Self::Texts { least, most } => (least, most),
            _ => (0, usize::MAX),
        };
        if texts.len() < least {
            return Err(WrongValue::new("an empty list", self.expected()));
        }
        if texts.len() > most {
            let found = format!("{} names", texts.len());
            return Err(WrongValue::new(found, format!("{most} at most")));
        }
        for (at, text) in texts.iter().enumerate() {
            let text = text.as_ref();
            self.check_text(text).map_err(|wrong| wrong.at(at))?;
            if texts.iter().take(at).any(|other| other.as_ref() == text) {
                return Err(WrongValue::twice(text).at(at));
            }
        }
        match self {
            Self::UnsafeMethods => text::methods_that_change(texts.iter().map(AsRef::as_ref))
                .map_err(|found| WrongValue::new(found, self.expected())),
            _ => Ok(()),
        }
    }

    /// What is allowed, in words.
    const fn expected(self) -> &'static str {
        match self {
            Self::Texts { .. } => "a name, or several",
            Self::KeyId => "a name of at most 256 bytes",
            Self::ClaimPath => "the name of a claim, or the path to one",
            Self::Quotable => "visible ASCII without `\"` and `\\`",
            Self::HeaderName => "the name of a header, such as `X-Access-Token`",
            Self::CookieName => "the name of a cookie, such as `__Host-token`",
            Self::InstanceName => "letters, digits, `-` and `_`",
            Self::CookiePath => "a path such as `/app`",
            Self::CookieDomain => "a domain such as `example.com`",
            Self::Prefixes => "schemes such as `Bearer`, or none for a bare token",
            Self::Origins => "origins such as `https://app.example.com`",
            Self::Methods => "methods such as `POST`",
            Self::UnsafeMethods => {
                "methods, of which one can change something, such as `POST`; or `csrf` as `off`"
            }
            Self::Target => "a path on this host, such as `/login`",
            Self::Path => "a path such as `/login`, or `off`",
            _ => "a text, or the setting left out",
        }
    }

    /// Whether a list of texts can stand for one.
    #[must_use]
    pub const fn is_list(self) -> bool {
        matches!(
            self,
            Self::Algorithms
                | Self::Texts { .. }
                | Self::Prefixes
                | Self::TokenLocations
                | Self::Origins
                | Self::Methods
                | Self::UnsafeMethods
        )
    }
}
