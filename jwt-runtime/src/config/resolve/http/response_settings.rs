//! Resolving the settings of responses.

use crate::config::{HttpSettings, Settings};
use crate::response::ResponseSettings;

impl Settings {
    pub(in crate::config) fn response_settings(
        &self,
        http: &HttpSettings,
    ) -> Option<ResponseSettings> {
        Some(ResponseSettings {
            realm: self.realm.text()?,
            challenge: self.challenge.get()?.clone(),
            detail: *self.error_detail.get()?,
            message_key: self.error_message_key.text()?,
            names: Box::new(http.token_locations.lookup(&http.cookies).names()),
            preset: *self.preset.get()?,
            ..ResponseSettings::default()
        })
    }
}
