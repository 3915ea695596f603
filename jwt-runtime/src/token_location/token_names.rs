//! `TokenNames`: what the locations of tokens are called.

use jwt_syntax::http::token_location::LocationKind;

/// What the locations are called in which a service, or one of its handlers, takes tokens: for the texts of a renderer.
#[derive(Debug, Clone)]
pub struct TokenNames {
    pub(super) header: Box<str>,
    pub(super) scheme: Option<Box<str>>,
    pub(super) cookie: Box<str>,
    pub(super) query: Box<str>,
    pub(super) query_prefix: Box<str>,
    pub(super) json: Box<str>,
    pub(super) form: Box<str>,
    /// How a client sends a token: the end of a sentence.
    pub(super) in_words: Box<str>,
}

impl TokenNames {
    /// The header.
    #[must_use]
    pub fn header(&self) -> &str {
        &self.header
    }

    /// The first scheme that stands before a token in the header; `None` if the header is the token.
    #[must_use]
    pub fn scheme(&self) -> Option<&str> {
        self.scheme.as_deref()
    }

    /// The cookie, query parameter, JSON member or form field of an access token; the header for any other location.
    #[must_use]
    pub fn of(&self, location: LocationKind) -> &str {
        match location {
            LocationKind::Header | LocationKind::WebSocket => &self.header,
            LocationKind::Cookie => &self.cookie,
            LocationKind::Query => &self.query,
            LocationKind::Json => &self.json,
            LocationKind::Form => &self.form,
        }
    }

    /// The text before a token in the query; empty if there is none.
    #[must_use]
    pub fn query_prefix(&self) -> &str {
        &self.query_prefix
    }

    pub(crate) fn in_words(&self) -> &str {
        &self.in_words
    }
}

impl Default for TokenNames {
    fn default() -> Self {
        Self {
            header: "Authorization".into(),
            scheme: Some("Bearer".into()),
            cookie: "__Host-access_token".into(),
            query: "access_token".into(),
            query_prefix: Box::default(),
            json: "access_token".into(),
            form: "access_token".into(),
            in_words: "send it as `Authorization: Bearer <token>`".into(),
        }
    }
}
