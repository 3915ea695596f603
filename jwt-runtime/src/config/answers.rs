//! From settings to what refusals say.

use super::{Problem, Settings};
use crate::cookie::Cookies;
use crate::error::Answers;
use crate::token_location::Places;

impl Settings {
    pub(super) fn answers(
        &self,
        places: &Places,
        cookies: &Cookies,
        problems: &mut Vec<Problem>,
    ) -> Answers {
        let defaults = Answers::default();
        Answers {
            realm: self.realm.text(&defaults.realm, problems),
            detail: self.error_detail.value().copied().unwrap_or_default(),
            how: places.lookup(cookies).in_words().into(),
        }
    }
}
