//! Paths of endpoints, and the members of logins and of their responses: no two have one name.

use crate::http::endpoint_path;
use crate::setting::findings::{Comparison, Findings, SettingValue};
use crate::setting::{Fact, OTHER_LOGIN_MEMBERS, SettingKey, SettingKind, SettingsView, key};

const PATHS: [SettingKey<String>; 9] = [
    key::path_authenticate,
    key::path_verify,
    key::path_me,
    key::path_keys,
    key::path_logout,
    key::path_logout_all,
    key::path_refresh,
    key::path_revoke,
    key::path_reauthenticate,
];
const CREDENTIALS: [SettingKey<String>; 2] = [key::username_key, key::password_key];
const TOKENS: [SettingKey<String>; 2] = [key::access_token_key, key::refresh_token_key];

pub(super) fn check(found: &mut Findings<'_, impl SettingsView>) {
    check_distinct(&PATHS, "another path for each endpoint", found);
    check_distinct(&CREDENTIALS, "another member for each of the two", found);
    check_distinct(&TOKENS, "another member for each of the two", found);
    for setting in TOKENS {
        if let Some(name) = found.view.get(setting)
            && OTHER_LOGIN_MEMBERS.contains(&&*name)
        {
            found.refuse(
                setting.name(),
                format!("`{name}`, which is another member of the response"),
                "a name of its own",
            );
        }
    }
    if found.view.holds(Fact::UsualCredentials) == Some(false) {
        found.refuse_given(
            &CREDENTIALS.map(SettingKey::name),
            "a name, while the backend takes credentials of its own",
            "the names in that type, such as by `#[serde(rename = \"..\")]`",
        );
    }
}

/// Settings of which no two may be the same.
fn check_distinct(
    settings: &[SettingKey<String>],
    expected: &str,
    found: &mut Findings<'_, impl SettingsView>,
) {
    let mut earlier: Vec<SettingValue> = Vec::new();
    for setting in settings {
        let Some(text) = found.view.get(*setting) else {
            continue;
        };
        if text == endpoint_path::OFF && setting.kind() == SettingKind::Path {
            continue;
        }
        // A slash at the end of a path has no meaning.
        let text = endpoint_path::parse(&text).unwrap_or(&text);
        let one = SettingValue {
            setting: setting.name(),
            value: format!("`{text}`"),
        };
        if let Some(other) = earlier.iter().find(|other| other.value == one.value) {
            found.refuse_pair(&one, other, Comparison::AsIn, expected);
        }
        earlier.push(one);
    }
}
