//! The defaults of presets: what a setting is beside `preset`, where that differs from the table.

use crate::choice::Preset;
use crate::value::SettingText::{self, List, Text};

/// The name of a setting, and its default.
type Default = (&'static str, SettingText<'static>);

/// sanic-jwt 1.8: <https://sanic-jwt.readthedocs.io/en/latest/pages/configuration.html>.
const SANIC_JWT: &[Default] = &[
    ("access_ttl", Text("30m")),
    ("leeway", Text("3m")),
    ("subject_claim", Text("user_id")),
    ("subject_format", Text("integer")),
    ("token_type", Text("JWT")),
    ("scopes_claim", Text("scopes")),
    ("scopes_format", Text("list-always")),
    ("issued_at", Text("off")),
    ("not_before", Text("off")),
    ("jti", Text("off")),
    ("session_claims", Text("off")),
    ("refresh_rotation", Text("off")),
    ("refresh_requires_access", Text("on")),
    ("token_delivery", Text("both")),
    ("cookie_access_name", Text("access_token")),
    ("cookie_refresh_name", Text("refresh_token")),
    (
        "cookie_split_signature_name",
        Text("access_token_signature"),
    ),
    ("csrf_cookie", Text("csrf_token")),
    ("cookie_secure", Text("off")),
    ("cookie_max_age", Text("session")),
    ("clear_cookies", Text("off")),
    ("csrf", Text("origin")),
    ("exempt_methods", List(&["OPTIONS"])),
    ("login_content_type", Text("off")),
    // Its tokens say neither when they were issued nor in which session: those of a later login would be refused too.
    ("path_logout_all", Text("off")),
    ("challenge", Text("off")),
];

/// Flask-JWT-Extended 4.7: <https://flask-jwt-extended.readthedocs.io/en/stable/options.html>.
const FLASK_JWT_EXTENDED: &[Default] = &[
    ("leeway", Text("0s")),
    ("token_type_claim", Text("type")),
    ("token_type", Text("access")),
    ("refresh_token_type", Text("refresh")),
    ("session_claims", Text("fresh")),
    ("refresh_format", Text("jwt")),
    ("refresh_rotation", Text("off")),
    ("query_name", Text("jwt")),
    ("query_refresh_name", Text("jwt")),
    ("cookie_access_name", Text("access_token_cookie")),
    ("cookie_refresh_name", Text("refresh_token_cookie")),
    ("cookie_secure", Text("off")),
    ("cookie_same_site", Text("dangerously-unset")),
    ("cookie_max_age", Text("session")),
    ("clear_cookies", Text("off")),
    ("csrf_claim", Text("value")),
    ("csrf_cookie", Text("csrf_access_token")),
    ("csrf_refresh_cookie", Text("csrf_refresh_token")),
    ("csrf_methods", List(&["POST", "PUT", "PATCH", "DELETE"])),
    ("path_authenticate", Text("/login")),
    ("challenge", Text("off")),
    ("error_message_key", Text("msg")),
];

/// Flask-JWT 0.3: <https://pythonhosted.org/Flask-JWT/>.
const FLASK_JWT: &[Default] = &[
    ("access_ttl", Text("5m")),
    ("subject_claim", Text("identity")),
    ("subject_format", Text("integer")),
    ("token_type", Text("JWT")),
    ("jti", Text("off")),
    ("session_claims", Text("off")),
    ("required_claims", List(&["iat", "nbf"])),
    ("header_prefixes", Text("JWT")),
    ("refresh", Text("off")),
    ("exact_credentials", Text("on")),
    ("user_lookup", Text("always")),
    ("realm", Text("Login Required")),
    ("challenge", Text("absent-token JWT")),
];

/// The `JWTConfig` of Esmerald 3.5: <https://esmerald.dev/configurations/jwt/>.
const ESMERALD: &[Default] = &[
    ("access_ttl", Text("5m")),
    ("refresh_ttl", Text("1d")),
    ("leeway", Text("0s")),
    ("token_type_claim", Text("token_type")),
    ("token_type", Text("access_token")),
    ("refresh_token_type", Text("refresh_token")),
    ("not_before", Text("off")),
    ("session_claims", Text("off")),
    ("refresh_format", Text("jwt")),
    ("refresh_rotation", Text("off")),
    ("path_authenticate", Text("/signin")),
    ("path_refresh", Text("/refresh-access")),
    ("username_key", Text("email")),
    ("user_lookup", Text("always")),
    ("challenge", Text("off")),
];

const PRESETS: [&[Default]; 4] = [SANIC_JWT, FLASK_JWT_EXTENDED, FLASK_JWT, ESMERALD];

/// The settings whose default a preset changes, and their defaults.
#[must_use]
pub const fn settings_of_preset(preset: Preset) -> &'static [(&'static str, SettingText<'static>)] {
    match preset {
        Preset::Off => &[],
        Preset::SanicJwt => SANIC_JWT,
        Preset::FlaskJwtExtended => FLASK_JWT_EXTENDED,
        Preset::FlaskJwt => FLASK_JWT,
        Preset::Esmerald => ESMERALD,
    }
}

/// The default of a setting, if the preset changes it.
pub(super) fn default_of_preset(preset: Preset, setting: &str) -> Option<SettingText<'static>> {
    let mut changed = settings_of_preset(preset).iter();
    let (_, default) = changed.find(|(name, _)| *name == setting)?;
    Some(*default)
}

/// Whether any preset changes the default of a setting.
///
/// ```
/// use jwt_syntax::setting::is_of_a_preset;
///
/// assert!(is_of_a_preset("exempt_methods"));
/// assert!(!is_of_a_preset("trusted_origins"));
/// ```
#[must_use]
pub fn is_of_a_preset(setting: &str) -> bool {
    let mut changed = PRESETS.into_iter().flatten();
    changed.any(|(name, _)| *name == setting)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setting::setting;

    #[test]
    fn each_default_is_a_value_of_its_setting_and_stands_once() {
        for defaults in PRESETS {
            for (at, (name, value)) in defaults.iter().enumerate() {
                let row = setting(name).unwrap_or_else(|| panic!("{name} is no setting"));
                assert!((row.check)(*value).is_ok(), "{name}");
                let earlier = defaults.iter().take(at);
                assert!(earlier.clone().all(|(other, _)| other != name), "{name}");
            }
        }
    }
}
