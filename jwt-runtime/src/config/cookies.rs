//! From settings to the cookies that carry tokens.

use jwt_syntax::cookie::{
    Attributes, DEFAULT_CSRF, DEFAULT_REFRESH, DEFAULT_SIGNATURE, NAMED_BY_INSTANCE, is_same,
    of_instance,
};
use jwt_syntax::place::{Place, Source};
use jwt_syntax::switch::OF_COOKIES_HANDED_OUT;

use super::lifetime::seconds;
use super::{Delivery, Problem, SameSite, Setting, Settings};
use crate::cookie::{Cookies, are_read};
use crate::token_location::Places;

impl Settings {
    /// The name that stands in those of cookies.
    pub(super) fn instance(&self, problems: &mut Vec<Problem>) -> Option<Box<str>> {
        let is_given = self.instance.value().is_some();
        is_given.then(|| self.instance.text("admin", problems))
    }

    /// `refreshes` says whether there are refresh tokens.
    pub(super) fn cookies(
        &self,
        places: &Places,
        instance: Option<&str>,
        refreshes: bool,
        problems: &mut Vec<Problem>,
    ) -> Cookies {
        let is_on = |setting: &Setting<bool>, default| setting.value().copied().unwrap_or(default);
        let split = is_on(&self.cookie_split, false);
        let name = |setting: &Setting<String>, default, problems: &mut Vec<Problem>| {
            setting.text(&of_instance(default, instance), problems)
        };
        let signature = &self.cookie_split_signature_name;
        let csrf = name(&self.csrf_cookie, DEFAULT_CSRF, problems);
        let cookies = Cookies {
            instance: instance.map(Into::into),
            access: places.cookie_name.clone(),
            signature: split.then(|| name(signature, DEFAULT_SIGNATURE, problems)),
            login: format!("{csrf}_login").into(),
            csrf,
            refresh_csrf: self
                .csrf_refresh_cookie
                .value()
                .filter(|_| refreshes)
                .map(|_| self.csrf_refresh_cookie.text("", problems)),
            refresh: refreshes.then(|| name(&self.cookie_refresh_name, DEFAULT_REFRESH, problems)),
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
        self.check_cookies(&cookies, problems);
        self.check_instance(split, problems);
        cookies
    }

    /// A name that stands in those of no cookies.
    fn check_instance(&self, split: bool, problems: &mut Vec<Problem>) {
        let settings = NAMED_BY_INSTANCE.iter().map(|(setting, _)| *setting);
        let is_given = |name: &str| !self.given_among(&[name], "", "").is_empty();
        let refreshes = self.refresh.value() != Some(&false);
        let mut used = settings.filter(|name| match *name {
            "cookie_split_signature_name" => split,
            "cookie_refresh_name" => refreshes,
            _ => true,
        });
        if self.instance.value().is_some() && used.all(is_given) {
            problems.push(self.instance.problem(
                "a name, while every cookie has one of its own",
                "the setting left out, or one of those that name cookies",
            ));
        }
    }

    fn check_cookies(&self, cookies: &Cookies, problems: &mut Vec<Problem>) {
        let attributes = Attributes {
            domain: cookies.domain.as_deref(),
            path: &cookies.path,
            secure: cookies.secure,
            cross_site: cookies.same_site == SameSite::Everywhere,
            partitioned: cookies.partitioned,
        };
        let names: Vec<_> = cookies.names().collect();
        if let Some(refused) = names.iter().find_map(|name| attributes.check(name).err()) {
            problems.push(self.blamed(refused.setting, refused.found, refused.expected));
        }
        let mut twice = names.iter().enumerate().filter(|(at, name)| {
            let mut earlier = names.iter().take(*at);
            earlier.any(|other| {
                is_same(other, name) || is_same(cookies.locally(other), cookies.locally(name))
            })
        });
        if let Some((_, name)) = twice.next() {
            problems.push(self.cookie_access_name.problem(
                format!("two cookies called `{name}`"),
                "another name for each of `cookie_access_name`, `cookie_refresh_name`, \
                 `cookie_split_signature_name`, `csrf_cookie` and `csrf_refresh_cookie`",
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
        let delivery = match self.token_delivery.value().copied() {
            None => by_places(&places.order),
            Some(delivery) => {
                if delivery != Delivery::Body && !reads_cookies {
                    problems.push(self.token_delivery.problem(
                        "delivery in a cookie, which `token_from` never looks at",
                        "`body`, or `cookie` among the places of `token_from`",
                    ));
                }
                delivery
            }
        };
        if delivery == Delivery::Body {
            problems.extend(self.given_among(
                OF_COOKIES_HANDED_OUT,
                "a value, while login hands out no cookies",
                "`token_delivery` as `cookie`, `both` or `by_request` with `cookie` among the places of `token_from`, or the setting left out",
            ));
        }
        delivery
    }
}

/// Where login hands out tokens unless a setting says so: where requests bring them back.
fn by_places(places: &[Place]) -> Delivery {
    let in_cookies = places
        .iter()
        .filter(|place| place.source == Source::Cookie)
        .count();
    match in_cookies {
        0 => Delivery::Body,
        all if all == places.len() => Delivery::Cookie,
        _ => Delivery::ByRequest,
    }
}
