//! Times that must not exceed others: access tokens end within `max_lifetime`, and within their session.

use std::time::Duration;

use super::{Comparison, Findings, SettingValue};
use crate::choice::NotBefore;
use crate::duration::in_words;
use crate::setting::{SettingKey, SettingsView, key};

/// Two times of which the first is no longer than the second.
const ORDERED: [[SettingKey<Duration>; 2]; 4] = [
    [key::access_ttl, key::max_lifetime],
    [key::access_ttl, key::refresh_ttl],
    [key::access_ttl, key::refresh_idle_ttl],
    [key::refresh_idle_ttl, key::refresh_ttl],
];

pub(super) fn check(found: &mut Findings<'_, impl SettingsView>) {
    for [shorter, longer] in ORDERED {
        if let (Some(short), Some(long)) = (found.view.get(shorter), found.view.get(longer))
            && short > long
        {
            let expected = format!(
                "a shorter `{}` or a longer `{}`",
                shorter.name(),
                longer.name()
            );
            let [short, long] = [(shorter, short), (longer, long)].map(valued);
            found.refuse_pair(&short, &long, Comparison::While, &expected);
        }
    }
    if let Some(NotBefore::After(offset)) = found.view.get(key::not_before)
        && let Some(access_ttl) = found.view.get(key::access_ttl)
        && offset >= access_ttl
    {
        let not_before = SettingValue {
            setting: key::not_before.name(),
            value: in_words(offset),
        };
        found.refuse_pair(
            &not_before,
            &valued((key::access_ttl, access_ttl)),
            Comparison::While,
            "a shorter `not_before` or a longer `access_ttl`, so that a token is valid at all",
        );
    }
}

fn valued((setting, time): (SettingKey<Duration>, Duration)) -> SettingValue {
    SettingValue {
        setting: setting.name(),
        value: in_words(time),
    }
}
