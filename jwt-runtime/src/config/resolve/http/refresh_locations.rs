//! Resolving the settings of the locations of refresh tokens.

use jwt_syntax::http::token_location::LocationKind;

use crate::config::{HttpSettings, Settings};

/// The names of refresh tokens in their locations. Those of cookies are in `Cookies`.
pub(crate) struct RefreshTokenLocations {
    /// The query parameter; `None` if tokens are not accepted in the query.
    pub(crate) query: Option<QueryParameter>,
    /// The member of a JSON body.
    pub(crate) json_key: Box<str>,
    /// The field of a form.
    pub(crate) form_key: Box<str>,
}

/// A query parameter, and the prefix of the token in it.
pub(crate) struct QueryParameter {
    pub(crate) name: Box<str>,
    pub(crate) prefix: Box<str>,
}

impl Settings {
    /// `web` has the locations of access tokens; `key` is the default name, that of the member in responses.
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
