//! Where in a request a token is read from: `header`, `cookie strict`.

use crate::suggestion::nearest;

/// A part of a request that can carry a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocationKind {
    /// A header, by default `Authorization` (RFC 6750 §2.1).
    Header,
    /// A cookie, which browsers send by themselves.
    Cookie,
    /// A parameter of the query (RFC 6750 §2.3, which advises against it).
    Query,
    /// A member of a JSON body.
    Json,
    /// A field of a form in the body (RFC 6750 §2.2).
    Form,
    /// The subprotocols of a WebSocket: browsers let scripts set no other header of it.
    WebSocket,
}

impl LocationKind {
    /// All kinds.
    pub const ALL: [Self; 6] = [
        Self::Header,
        Self::Cookie,
        Self::Query,
        Self::Json,
        Self::Form,
        Self::WebSocket,
    ];

    /// The word for it in settings.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::Query => "query",
            Self::Json => "json",
            Self::Form => "form",
            Self::WebSocket => "websocket",
        }
    }

    /// Whether it is a part of the body.
    #[must_use]
    pub const fn is_body(self) -> bool {
        matches!(self, Self::Json | Self::Form)
    }
}

impl std::fmt::Display for LocationKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// A part of a request that is searched for a token, and whether the search goes on if it has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenLocation {
    /// The part of the request.
    pub kind: LocationKind,
    /// Whether the search ends here: if this location has no token, those after it are not searched.
    pub strict: bool,
}

impl TokenLocation {
    /// A location after which the next one is searched.
    #[must_use]
    pub const fn new(kind: LocationKind) -> Self {
        Self {
            kind,
            strict: false,
        }
    }

    /// The same location, after which no other is searched.
    #[must_use]
    pub const fn strict(mut self) -> Self {
        self.strict = true;
        self
    }
}

impl From<LocationKind> for TokenLocation {
    fn from(kind: LocationKind) -> Self {
        Self::new(kind)
    }
}

impl std::fmt::Display for TokenLocation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let strict = if self.strict { " strict" } else { "" };
        write!(f, "{}{strict}", self.kind)
    }
}

impl std::str::FromStr for TokenLocation {
    type Err = TokenLocationError;

    /// Reads the name of a kind and, behind it, `strict` or `fallback`.
    ///
    /// ```
    /// use jwt_syntax::http::token_location::{TokenLocation, LocationKind};
    ///
    /// assert_eq!("cookie strict".parse(), Ok(TokenLocation::new(LocationKind::Cookie).strict()));
    /// assert_eq!("header".parse(), "header fallback".parse::<TokenLocation>());
    /// ```
    fn from_str(text: &str) -> Result<Self, TokenLocationError> {
        let (name, rule) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
        let kind = LocationKind::ALL
            .into_iter()
            .find(|kind| kind.name() == name)
            .ok_or_else(|| TokenLocationError::Unknown {
                found: name.to_owned(),
                suggestion: nearest(name, LocationKind::ALL.iter().map(|kind| kind.name())),
            })?;
        match rule.trim() {
            "" | "fallback" => Ok(Self::new(kind)),
            "strict" => Ok(Self::new(kind).strict()),
            rule => Err(TokenLocationError::Rule(rule.to_owned())),
        }
    }
}

/// Text that is no token location.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TokenLocationError {
    /// A word that names no kind.
    #[error(
        "`{}` is no token location; there are `header`, `cookie`, `query`, `json`, `form`, `websocket`{}",
        .found.escape_debug(),
        .suggestion.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default()
    )]
    Unknown {
        /// The word.
        found: String,
        /// A name that looks like it.
        suggestion: Option<&'static str>,
    },
    /// A word behind a kind that is neither `strict` nor `fallback`.
    #[error("`{}` behind a token location is neither `strict` nor `fallback`", .0.escape_debug())]
    Rule(String),
}

/// Checks a list of token locations.
///
/// # Errors
///
/// If it is empty, or has a kind twice.
pub fn check(locations: &[TokenLocation]) -> Result<(), String> {
    if locations.is_empty() {
        return Err("no token location".into());
    }
    let mut earlier = Vec::new();
    for location in locations {
        if earlier.contains(&location.kind) {
            return Err(format!("the token location `{}` twice", location.kind));
        }
        earlier.push(location.kind);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_read_as_the_same_location() {
        for kind in LocationKind::ALL {
            for location in [TokenLocation::new(kind), TokenLocation::new(kind).strict()] {
                assert_eq!(location.to_string().parse(), Ok(location));
            }
        }
    }

    #[test]
    fn an_unknown_word_is_named_with_the_nearest_location() {
        let error = "heder".parse::<TokenLocation>().unwrap_err().to_string();
        assert!(error.contains("did you mean `header`?"), "{error}");
        let error = "cookie only".parse::<TokenLocation>().unwrap_err();
        assert_eq!(error, TokenLocationError::Rule("only".into()));
    }

    #[test]
    fn every_kind_stands_once_in_a_list() {
        let header = TokenLocation::new(LocationKind::Header);
        assert!(check(&[header, TokenLocation::new(LocationKind::Cookie)]).is_ok());
        assert!(check(&[]).is_err());
        assert_eq!(
            check(&[header, header.strict()]),
            Err("the token location `header` twice".into())
        );
    }
}
