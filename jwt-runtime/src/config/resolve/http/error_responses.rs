//! Resolving the settings of responses to refused requests.

use crate::browser::cookie::Cookies;
use crate::config::Settings;
use crate::error::ErrorResponses;
use crate::token_location::TokenLocations;

impl Settings {
    pub(in crate::config) fn error_responses(
        &self,
        places: &TokenLocations,
        cookies: &Cookies,
    ) -> Option<ErrorResponses> {
        Some(ErrorResponses {
            realm: self.realm.text()?,
            detail: *self.error_detail.get()?,
            how: places.lookup(cookies).in_words().into(),
        })
    }
}
