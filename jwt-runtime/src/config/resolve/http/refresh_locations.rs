//! From settings to where refresh tokens may stand.

use jwt_syntax::http::token_location::LocationKind;

use crate::config::{HttpSettings, Settings};

/// What refresh tokens are called where they may stand. Cookies have names of their own.
pub(crate) struct RefreshTokenLocations {
    /// The query parameter; none where no token stands in the query.
    pub(crate) query: Option<QueryParameter>,
    /// The member of a JSON body.
    pub(crate) json_key: Box<str>,
    /// The field of a form.
    pub(crate) form_key: Box<str>,
}

/// A parameter of the query, and what stands before the token in it.
pub(crate) struct QueryParameter {
    pub(crate) name: Box<str>,
    pub(crate) prefix: Box<str>,
}

impl Settings {
    /// `web` says where access tokens stand; `key` is the member of responses.
    pub(in crate::config) fn refresh_locations(
        &self,
        web: &HttpSettings,
        key: &str,
    ) -> Option<RefreshTokenLocations> {
        let query = QueryParameter {
            name: self.query_refresh_name.text()?,
            prefix: self.query_refresh_prefix.text_or(""),
        };
        Some(RefreshTokenLocations {
            query: web
                .token_locations
                .has(LocationKind::Query)
                .then_some(query),
            json_key: self.json_refresh_key.text_or(key),
            form_key: self.form_refresh_key.text_or(key),
        })
    }
}
