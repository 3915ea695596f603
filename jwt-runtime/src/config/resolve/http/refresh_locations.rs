//! Resolving the settings of the locations of refresh tokens.

use jwt_syntax::http::token_location::LocationKind;

use crate::config::{HttpSettings, Settings};
use crate::token_location::{QueryParameter, RefreshTokenLocations};

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
