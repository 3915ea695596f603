//! Resolving the settings of responses.

use crate::config::{Endpoints, HttpSettings, Settings};
use crate::response::{RefreshTokenNames, ResponseSettings};

impl Settings {
    pub(in crate::config) fn response_settings(
        &self,
        http: &HttpSettings,
        endpoints: &Endpoints,
    ) -> Option<ResponseSettings> {
        let names = http.token_locations.lookup(&http.cookies).names();
        let refresh = &endpoints.refresh_locations;
        let names = names.with_refresh(RefreshTokenNames {
            cookie: http.cookies.refresh.clone(),
            query: refresh.query.as_ref().map(|query| query.name.clone()),
            json: refresh.json_key.clone(),
            form: refresh.form_key.clone(),
        });
        Some(ResponseSettings {
            realm: self.realm.text()?,
            challenge: self.challenge.get()?.clone(),
            detail: *self.error_detail.get()?,
            message_key: self.error_message_key.text()?,
            names: Box::new(names),
            preset: *self.preset.get()?,
            ..ResponseSettings::default()
        })
    }
}
