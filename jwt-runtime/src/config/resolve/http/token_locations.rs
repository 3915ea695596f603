//! Resolving the settings of token locations.

use axum::http::HeaderName;
use jwt_syntax::setting::key;

use crate::config::Settings;
use crate::token_location::TokenLocations;

impl Settings {
    pub(in crate::config) fn token_locations(&self) -> Option<TokenLocations> {
        // An empty text means no prefix, like an empty list.
        let prefixes = self.header_prefixes.texts();
        let prefixes = prefixes.into_iter().filter(|prefix| !prefix.is_empty());
        Some(TokenLocations {
            order: self.token_from.get()?.as_slice().into(),
            header_name: HeaderName::try_from(&**self.header_name.get()?).ok()?,
            header_prefixes: prefixes.collect(),
            cookie_name: self.cookie_name(&self.cookie_access_name, key::cookie_access_name)?,
            query_name: self.query_name.text()?,
            query_prefix: self.query_prefix.text_or(""),
            json_key: self.json_key.text()?,
            form_key: self.form_key.text()?,
        })
    }
}
