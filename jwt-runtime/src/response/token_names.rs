//! `TokenNames`: what the locations of tokens are called.

use jwt_syntax::http::token_location::LocationKind;

/// What the locations are called in which a service, or one of its handlers, takes tokens: for the texts of a renderer.
#[derive(Debug, Clone)]
pub struct TokenNames {
    pub(crate) locations: Box<[LocationKind]>,
    pub(crate) header: Box<str>,
    pub(crate) scheme: Option<Box<str>>,
    pub(crate) cookie: Box<str>,
    pub(crate) query: Box<str>,
    pub(crate) query_prefix: Box<str>,
    pub(crate) json: Box<str>,
    pub(crate) form: Box<str>,
    pub(crate) refresh: RefreshTokenNames,
    /// How a client sends a token: the end of a sentence.
    pub(crate) in_words: Box<str>,
}

/// What the locations of refresh tokens are called, where that is another name.
#[derive(Debug, Clone)]
pub(crate) struct RefreshTokenNames {
    pub(crate) cookie: Option<Box<str>>,
    pub(crate) query: Option<Box<str>>,
    pub(crate) json: Box<str>,
    pub(crate) form: Box<str>,
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

    /// The cookie, query parameter, JSON member or form field of a refresh token; the header for any other location.
    #[must_use]
    pub fn of_refresh_token(&self, location: LocationKind) -> &str {
        let names = &self.refresh;
        match location {
            LocationKind::Header | LocationKind::WebSocket => &self.header,
            LocationKind::Cookie => names.cookie.as_deref().unwrap_or(&self.cookie),
            LocationKind::Query => names.query.as_deref().unwrap_or(&self.query),
            LocationKind::Json => &names.json,
            LocationKind::Form => &names.form,
        }
    }

    /// The locations in which a token is searched, in their order.
    #[must_use]
    pub fn locations(&self) -> &[LocationKind] {
        &self.locations
    }

    /// The same, with the names of refresh tokens.
    pub(crate) fn with_refresh(mut self, refresh: RefreshTokenNames) -> Self {
        self.refresh = refresh;
        self
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
            locations: [LocationKind::Header].into(),
            header: "Authorization".into(),
            scheme: Some("Bearer".into()),
            cookie: "__Host-access_token".into(),
            query: "access_token".into(),
            query_prefix: Box::default(),
            json: "access_token".into(),
            form: "access_token".into(),
            refresh: RefreshTokenNames::default(),
            in_words: "send it as `Authorization: Bearer <token>`".into(),
        }
    }
}

impl Default for RefreshTokenNames {
    fn default() -> Self {
        Self {
            cookie: None,
            query: None,
            json: "refresh_token".into(),
            form: "refresh_token".into(),
        }
    }
}
