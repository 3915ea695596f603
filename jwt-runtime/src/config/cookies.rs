//! From settings to the cookies that carry tokens.

use jwt_syntax::cookie::Attributes;

use super::lifetime::seconds;
use super::{Delivery, Problem, SameSite, Setting, Settings};
use crate::cookie::{Cookies, are_read};
use crate::guard::Places;

const DEFAULT_SIGNATURE: &str = "__Host-access_token_signature";
const DEFAULT_CSRF: &str = "__Host-csrf_token";

impl Settings {
    pub(super) fn cookies(&self, places: &Places, problems: &mut Vec<Problem>) -> Cookies {
        let is_on = |setting: &Setting<bool>, default| setting.value().copied().unwrap_or(default);
        let split = is_on(&self.cookie_split, false);
        let signature = &self.cookie_split_signature_name;
        let csrf = self.csrf_cookie.text(DEFAULT_CSRF, problems);
        let cookies = Cookies {
            access: places.cookie_name.clone(),
            signature: split.then(|| signature.text(DEFAULT_SIGNATURE, problems)),
            login: format!("{csrf}_login").into(),
            csrf,
            domain: self
                .cookie_domain
                .value()
                .map(|_| self.cookie_domain.text("", problems)),
            path: self.cookie_path.text("/", problems),
            secure: is_on(&self.cookie_secure, true),
            http_only: is_on(&self.cookie_http_only, true),
            same_site: self.cookie_same_site.value().copied().unwrap_or_default(),
            max_age: self
                .cookie_max_age
                .value()
                .and_then(|max_age| seconds(&self.cookie_max_age, max_age.as_secs(), problems)),
            partitioned: is_on(&self.cookie_partitioned, false),
            dev_http: self.dev_http.value().is_some(),
        };
        if !split && signature.value().is_some() {
            problems.push(signature.problem(
                "a name, while `cookie_split` is off",
                "`cookie_split` on, or the setting left out",
            ));
        }
        self.check_cookies(&cookies, problems);
        cookies
    }

    fn check_cookies(&self, cookies: &Cookies, problems: &mut Vec<Problem>) {
        let attributes = Attributes {
            domain: cookies.domain.as_deref(),
            path: &cookies.path,
            secure: cookies.secure,
            cross_site: cookies.same_site == SameSite::Everywhere,
            partitioned: cookies.partitioned,
        };
        let names = [
            Some(&cookies.access),
            cookies.signature.as_ref(),
            Some(&cookies.csrf),
            Some(&cookies.login),
        ];
        let names: Vec<_> = names.into_iter().flatten().collect();
        if let Some(refused) = names.iter().find_map(|name| attributes.check(name).err()) {
            problems.push(self.blamed(refused.setting, refused.found, refused.expected));
        }
        let mut sorted: Vec<_> = names.iter().map(|name| name.to_ascii_lowercase()).collect();
        sorted.sort_unstable();
        if sorted
            .windows(2)
            .any(|pair| matches!(pair, [one, other] if one == other))
        {
            problems.push(self.cookie_access_name.problem(
                format!("two cookies called `{}`", cookies.access),
                "another name for each of `cookie_access_name`, `cookie_split_signature_name` and `csrf_cookie`",
            ));
        }
    }

    /// A problem of one of the attributes.
    fn blamed(&self, setting: &str, found: &str, expected: &str) -> Problem {
        match setting {
            "cookie_domain" => self.cookie_domain.problem(found, expected),
            "cookie_path" => self.cookie_path.problem(found, expected),
            "cookie_same_site" => self.cookie_same_site.problem(found, expected),
            "cookie_partitioned" => self.cookie_partitioned.problem(found, expected),
            _ => self.cookie_secure.problem(found, expected),
        }
    }

    /// Where login hands out tokens.
    pub(super) fn delivery(&self, places: &Places, problems: &mut Vec<Problem>) -> Delivery {
        let reads_cookies = are_read(&places.order);
        match self.token_delivery.value().copied() {
            None if reads_cookies => Delivery::Cookie,
            None => Delivery::Body,
            Some(delivery) => {
                if delivery != Delivery::Body && !reads_cookies {
                    problems.push(self.token_delivery.problem(
                        "delivery in a cookie, which `token_from` never looks at",
                        "`body`, or `cookie` among the places of `token_from`",
                    ));
                }
                delivery
            }
        }
    }
}
