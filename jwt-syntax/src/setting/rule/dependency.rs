//! Settings that depend on a switch, and have no effect while it is off.

use crate::setting::findings::Findings;
use crate::setting::{SettingKey, SettingsView, key};

/// A switch, and the names of the settings that have no effect while it is off.
const DEPENDENT: [(SettingKey<bool>, &[&str]); 6] = [
    (
        key::endpoints,
        &[
            key::path_authenticate.name(),
            key::path_verify.name(),
            key::path_me.name(),
            key::path_keys.name(),
            key::path_logout.name(),
            key::path_logout_all.name(),
            key::path_refresh.name(),
            key::path_revoke.name(),
            key::path_reauthenticate.name(),
            key::username_key.name(),
            key::password_key.name(),
            key::access_token_key.name(),
            key::refresh_token_key.name(),
            key::query_refresh_name.name(),
            key::query_refresh_prefix.name(),
            key::json_refresh_key.name(),
            key::form_refresh_key.name(),
        ],
    ),
    (key::cache, &[key::cache_capacity.name()]),
    (
        key::rate_limit,
        &[
            key::rate_limit_account.name(),
            key::rate_limit_account_and_address.name(),
            key::rate_limit_address.name(),
        ],
    ),
    (
        key::refresh,
        &[
            key::refresh_ttl.name(),
            key::refresh_idle_ttl.name(),
            key::refresh_format.name(),
            key::refresh_rotation.name(),
            key::refresh_grace.name(),
            key::refresh_requires_access.name(),
            key::refreshes_per_minute.name(),
            key::refresh_token_key.name(),
            key::query_refresh_name.name(),
            key::query_refresh_prefix.name(),
            key::json_refresh_key.name(),
            key::form_refresh_key.name(),
            key::path_refresh.name(),
            key::cookie_refresh_name.name(),
            key::csrf_refresh_header.name(),
            key::csrf_refresh_cookie.name(),
            key::csrf_refresh_field.name(),
        ],
    ),
    (key::refresh_rotation, &[key::refresh_grace.name()]),
    (
        key::cookie_split,
        &[key::cookie_split_signature_name.name()],
    ),
];

pub(super) fn check(found: &mut Findings<'_, impl SettingsView>) {
    for (switch, silenced) in DEPENDENT {
        if found.view.get(switch) != Some(false) {
            continue;
        }
        let switch = switch.name();
        let said = format!("a value, while `{switch}` is off");
        for setting in silenced
            .iter()
            .filter(|name| !is_also_needed(name, found.view))
        {
            let expected = format!("`{switch}` on, or no `{setting}`");
            found.refuse_given(&[setting], &said, &expected);
        }
    }
}

/// Whether another setting needs this one too, or may need it, even if the switch is off.
fn is_also_needed(name: &str, view: &impl SettingsView) -> bool {
    name == key::refresh_ttl.name() && view.is_given(key::implicit_refresh.name()) != Some(false)
}
