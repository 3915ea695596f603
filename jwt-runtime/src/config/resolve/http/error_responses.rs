//! From settings to what refusals say.

use crate::browser::cookie::Cookies;
use crate::config::Settings;
use crate::error::Answers;
use crate::token_location::Places;

impl Settings {
    pub(in crate::config) fn error_responses(
        &self,
        places: &Places,
        cookies: &Cookies,
    ) -> Option<Answers> {
        Some(Answers {
            realm: self.realm.text()?,
            detail: *self.error_detail.get()?,
            how: places.lookup(cookies).in_words().into(),
        })
    }
}
