//! Cookies that browsers would refuse, or that take each other's place.

use crate::choice::{CsrfProtection, Preset, SameSite};
use crate::http::cookie::{CookieAttributes, CookieProblem, is_same, of_instance, without_prefix};
use crate::setting::findings::{Comparison, Findings, SettingValue};
use crate::setting::{Fact, KnownValue, SettingKey, SettingsView, key};

/// A name without a prefix: attributes that browsers refuse with it, they refuse with any name.
const ANY_NAME: &str = "";

/// The settings whose default an instance changes.
const NAMED_BY_INSTANCE: [SettingKey<String>; 4] = [
    key::cookie_access_name,
    key::cookie_refresh_name,
    key::cookie_split_signature_name,
    key::csrf_cookie,
];

pub(super) fn check(found: &mut Findings<'_, impl SettingsView>) {
    let cookies = names(found.view);
    check_attributes(&cookies, found);
    check_distinct(&cookies, found);
    check_instance(found);
    check_same_site(found);
}

/// Cookies that some browsers send with requests of every site, and nothing that tells these requests apart.
fn check_same_site(found: &mut Findings<'_, impl SettingsView>) {
    if found.view.get(key::cookie_same_site) == Some(SameSite::Unset)
        && found.view.get(key::csrf) == Some(CsrfProtection::Off)
    {
        found.refuse(
            key::csrf.name(),
            format!(
                "`off`, while `cookie_same_site` is `{}`",
                SameSite::Unset.text()
            ),
            "`on` or `origin`, so that pages of other sites cannot send requests for the user",
        );
    }
}

/// The name of a cookie whose setting is not given, with a preset and in an instance of this name; `None` if it has no default.
///
/// ```
/// use jwt_syntax::choice::Preset;
/// use jwt_syntax::setting::{key, named_by_instance};
///
/// let name = named_by_instance(key::csrf_cookie, Preset::Off, Some("admin"));
/// assert_eq!(name.as_deref(), Some("__Host-admin_csrf_token"));
/// ```
#[must_use]
pub fn named_by_instance(
    setting: SettingKey<String>,
    preset: Preset,
    instance: Option<&str>,
) -> Option<String> {
    let default = setting.default_value_in(preset)?;
    Some(of_instance(&default, instance))
}

/// Whether a cookie has the name that `instance` gives one whose setting is not given.
///
/// ```
/// use jwt_syntax::choice::Preset;
/// use jwt_syntax::setting::is_named_by_instance;
///
/// let is_default = |name| is_named_by_instance(name, Preset::Off, Some("admin"));
/// assert!(is_default("__Host-admin_access_token"));
/// assert!(!is_default("__Host-access_token"));
/// ```
#[must_use]
pub fn is_named_by_instance(name: &str, preset: Preset, instance: Option<&str>) -> bool {
    let mut defaults = NAMED_BY_INSTANCE.into_iter();
    defaults.any(|setting| named_by_instance(setting, preset, instance).as_deref() == Some(name))
}

/// A cookie: its name, and the setting that gives it.
struct Cookie {
    setting: &'static str,
    name: String,
    is_of_login: bool,
}

/// The cookies that are known to be used, and what they are called.
fn names(view: &impl SettingsView) -> Vec<Cookie> {
    let instance = match view.value(key::instance) {
        KnownValue::Default => Some(None),
        KnownValue::Given(instance) => Some(Some(instance)),
        KnownValue::Unknown => None,
    };
    let preset = view.get(key::preset);
    let name = |setting: SettingKey<String>| match view.value(setting) {
        KnownValue::Given(name) => Some(name),
        KnownValue::Default => named_by_instance(setting, preset?, instance.as_ref()?.as_deref()),
        KnownValue::Unknown => None,
    };
    let is_split = view.get(key::cookie_split) == Some(true);
    // Whether there are refresh tokens is known at start-up; an application that names their cookie will have some.
    let has_refresh = view.holds(Fact::RefreshTokens) == Some(true)
        || view.is_given(key::cookie_refresh_name.name()) == Some(true);
    let used = [
        Some(key::cookie_access_name),
        is_split.then_some(key::cookie_split_signature_name),
        has_refresh.then_some(key::cookie_refresh_name),
        Some(key::csrf_cookie),
        Some(key::csrf_refresh_cookie),
    ];
    let cookie = |setting: SettingKey<String>| {
        Some(Cookie {
            setting: setting.name(),
            name: name(setting)?,
            is_of_login: false,
        })
    };
    let mut cookies: Vec<_> = used.into_iter().flatten().filter_map(cookie).collect();
    // The cookie of a login form has no setting.
    cookies.extend(name(key::csrf_cookie).map(|csrf| Cookie {
        setting: key::csrf_cookie.name(),
        name: format!("{csrf}_login"),
        is_of_login: true,
    }));
    cookies
}

/// Attributes and names that browsers refuse together. Unknown values count as harmless, so that a cookie is reported only if
/// it is refused whatever they are.
fn check_attributes(cookies: &[Cookie], found: &mut Findings<'_, impl SettingsView>) {
    let domain = found.view.get(key::cookie_domain);
    let path = found.view.get(key::cookie_path);
    let attributes = CookieAttributes {
        domain: domain.as_deref(),
        path: path.as_deref().unwrap_or("/"),
        secure: found.view.get(key::cookie_secure).unwrap_or(true),
        cross_site: found.view.get(key::cookie_same_site) == Some(SameSite::Everywhere),
        partitioned: found.view.get(key::cookie_partitioned).unwrap_or(false),
    };
    let mut names = cookies.iter().map(|cookie| &*cookie.name).chain([ANY_NAME]);
    if let Some(CookieProblem {
        setting,
        found: said,
        expected,
    }) = names.find_map(|name| attributes.check(name).err())
    {
        found.refuse(setting, said, expected);
    }
}

fn check_distinct(cookies: &[Cookie], found: &mut Findings<'_, impl SettingsView>) {
    // Over plain HTTP on this machine, names have no prefixes.
    let is_local = matches!(found.view.value(key::dev_http), KnownValue::Given(_));
    let collide = |one: &Cookie, other: &Cookie| {
        is_same(&one.name, &other.name)
            || is_local && is_same(without_prefix(&one.name), without_prefix(&other.name))
    };
    for (at, cookie) in cookies.iter().enumerate() {
        let Some(other) = cookies.iter().take(at).find(|other| collide(cookie, other)) else {
            continue;
        };
        if cookie.is_of_login {
            let reported = match found.is_given(other.setting) {
                true => other.setting,
                false => cookie.setting,
            };
            found.refuse(
                reported,
                format!(
                    "`{}`, while the cookie of login forms is called like that of `csrf_cookie`, with `_login` behind it",
                    other.name
                ),
                "another name for each cookie",
            );
        } else {
            let [one, other] = [cookie, other].map(|cookie| SettingValue {
                setting: cookie.setting,
                value: format!("`{}`", cookie.name),
            });
            found.refuse_pair(
                &one,
                &other,
                Comparison::AsIn,
                "another name for each cookie",
            );
        }
    }
}

/// A name that stands in those of no cookies.
fn check_instance(found: &mut Findings<'_, impl SettingsView>) {
    let is_off = |switch| found.view.get(switch) == Some(false);
    let (no_split, no_refresh) = (is_off(key::cookie_split), is_off(key::refresh));
    let mut used = NAMED_BY_INSTANCE
        .into_iter()
        .map(SettingKey::name)
        .filter(|name| {
            !(no_split && *name == key::cookie_split_signature_name.name()
                || no_refresh && *name == key::cookie_refresh_name.name())
        });
    if found.is_given(key::instance.name()) && used.all(|name| found.is_given(name)) {
        found.refuse(
            key::instance.name(),
            "a name, while every cookie has one of its own",
            "the setting left out, or one of those that name cookies",
        );
    }
}
