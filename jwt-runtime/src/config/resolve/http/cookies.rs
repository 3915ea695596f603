//! Resolving the settings of cookies that carry tokens.

use jwt_syntax::http::token_location::{LocationKind, TokenLocation};
use jwt_syntax::setting::{SettingKey, key, named_by_instance};

use crate::browser::cookie::{CookieLifetime, Cookies};
use crate::config::{CookieMaxAge, Delivery, Setting, Settings};
use crate::token_location::TokenLocations;

impl Settings {
    /// The name of a cookie. Its default depends on the instance.
    pub(in crate::config) fn cookie_name(
        &self,
        setting: &Setting<String>,
        key: SettingKey<String>,
    ) -> Option<Box<str>> {
        let instance = self.instance.value().map(String::as_str);
        match setting.value() {
            Some(name) => Some(name.as_str().into()),
            None => named_by_instance(key, *self.preset.get()?, instance).map(Into::into),
        }
    }

    /// The settings of cookies. `refreshes` tells whether there are refresh tokens.
    pub(in crate::config) fn cookies(
        &self,
        places: &TokenLocations,
        refreshes: bool,
    ) -> Option<Cookies> {
        let csrf = self.cookie_name(&self.csrf_cookie, key::csrf_cookie)?;
        let signature = &self.cookie_split_signature_name;
        let signature = self.cookie_name(signature, key::cookie_split_signature_name)?;
        let refresh = self.cookie_name(&self.cookie_refresh_name, key::cookie_refresh_name)?;
        let is_split = self.cookie_split.is_on()?;
        Some(Cookies {
            instance: self.instance.text(),
            preset: *self.preset.get()?,
            are_cleared: self.clear_cookies.is_on()?,
            access: places.cookie_name.clone(),
            signature: is_split.then_some(signature),
            login: format!("{csrf}_login").into(),
            csrf,
            refresh_csrf: self.csrf_refresh_cookie.text().filter(|_| refreshes),
            refresh: refreshes.then_some(refresh),
            domain: self.cookie_domain.text(),
            path: self.cookie_path.text()?,
            secure: self.cookie_secure.is_on()?,
            http_only: self.cookie_http_only.is_on()?,
            same_site: *self.cookie_same_site.get()?,
            lifetime: match self.cookie_max_age.get() {
                None => CookieLifetime::OfToken,
                Some(CookieMaxAge::Session) => CookieLifetime::Session,
                Some(CookieMaxAge::AtMost(time)) => {
                    CookieLifetime::AtMost(i64::try_from(time.as_secs()).ok()?)
                }
            },
            partitioned: self.cookie_partitioned.is_on()?,
            dev_http: self.dev_http.value().is_some(),
        })
    }

    /// How login delivers tokens.
    pub(in crate::config) fn delivery(&self, places: &TokenLocations) -> Delivery {
        let usual = by_places(&places.order);
        match (self.token_delivery.value(), usual) {
            (Some(given), _) => *given,
            (None, Delivery::Body) => usual,
            (None, _) => self.token_delivery.get().copied().unwrap_or(usual),
        }
    }
}

/// The default delivery of tokens: in the location from which requests are read.
fn by_places(places: &[TokenLocation]) -> Delivery {
    let in_cookies = places
        .iter()
        .filter(|place| place.kind == LocationKind::Cookie)
        .count();
    match in_cookies {
        0 => Delivery::Body,
        all if all == places.len() => Delivery::Cookie,
        _ => Delivery::ByRequest,
    }
}
