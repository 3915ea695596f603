//! Names of claims, each of which has one meaning, and the type of access tokens, which differs from that of refresh tokens.

use crate::claim::is_reserved;
use crate::claim::path as claim_path;
use crate::claim::token_type::is_same;
use crate::setting::findings::{Comparison, Findings, SettingValue};
use crate::setting::{KnownValue, SettingKey, SettingsView, key};

pub(super) fn check(found: &mut Findings<'_, impl SettingsView>) {
    check_names(found);
    check_token_type(found);
}

fn check_names(found: &mut Findings<'_, impl SettingsView>) {
    let mut earlier: Vec<(&'static str, Vec<String>)> = Vec::new();
    for setting in [key::subject_claim, key::scopes_claim, key::token_type_claim] {
        let Some(text) = found.view.get(setting) else {
            continue;
        };
        let members = members(setting, &text);
        if let KnownValue::Given(_) = found.view.value(setting) {
            check_name(setting, &text, &members, found);
        }
        let twice = earlier.iter().find_map(|(other, names)| {
            let name = members.iter().find(|name| names.contains(*name))?;
            Some((*other, name))
        });
        if let Some((other, name)) = twice {
            let value = format!("`{name}`");
            let [one, other] = [setting.name(), other].map(|setting| SettingValue {
                setting,
                value: value.clone(),
            });
            found.refuse_pair(
                &one,
                &other,
                Comparison::AsIn,
                "a claim for each of the two",
            );
        }
        earlier.push((setting.name(), members));
    }
}

/// The members of a token that are read for a setting: of a path, the first; and of a text that is a name and a path, both.
fn members(setting: SettingKey<String>, text: &str) -> Vec<String> {
    if setting.name() != key::scopes_claim.name() {
        return vec![text.to_owned()];
    }
    let first = claim_path::parse(text).ok();
    let first = first.and_then(|names| names.into_iter().next());
    let name = (!claim_path::is_quoted(text)).then(|| text.to_owned());
    let mut members: Vec<_> = name.into_iter().chain(first).collect();
    members.dedup();
    members
}

/// A claim that already has another meaning.
fn check_name(
    setting: SettingKey<String>,
    text: &str,
    members: &[String],
    found: &mut Findings<'_, impl SettingsView>,
) {
    let usual = [key::subject_claim, key::scopes_claim].map(SettingKey::default_text);
    let is_taken = |name: &String| is_reserved(name) && !usual.contains(&Some(name));
    let custom = found.view.custom_claims().unwrap_or_default();
    let is_custom = |name: &String| custom.contains(&name.as_str());
    let (said, expected) = if members.iter().any(is_taken) {
        ("has another meaning", "the name of another claim")
    } else if members.iter().any(is_custom) {
        ("is one of the custom claims too", "a claim of its own")
    } else {
        return;
    };
    found.refuse(setting.name(), format!("`{text}`, which {said}"), expected);
}

/// Access tokens with the type of refresh tokens.
fn check_token_type(found: &mut Findings<'_, impl SettingsView>) {
    let (Some(access), Some(refresh)) = (
        found.view.get(key::token_type),
        found.view.get(key::refresh_token_type),
    ) else {
        return;
    };
    if is_same(&access, &refresh) {
        let [access, refresh] = [
            (key::token_type, access),
            (key::refresh_token_type, refresh),
        ]
        .map(|(setting, name)| SettingValue {
            setting: setting.name(),
            value: format!("`{name}`"),
        });
        found.refuse_pair(
            &access,
            &refresh,
            Comparison::AsIn,
            "another type: else a refresh token would be taken for an access token",
        );
    }
}
