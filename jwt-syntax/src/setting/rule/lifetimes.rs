//! Times that must not exceed others: access tokens end within `max_lifetime`, and within their session.

use std::time::Duration;

use crate::choice::{AccessTtl, NotBefore};
use crate::duration::in_words;
use crate::setting::findings::{Comparison, Findings, SettingValue};
use crate::setting::{SettingKey, SettingsView, key};

/// Two times of which the first is no longer than the second.
type Ordered = [(&'static str, Option<Duration>); 2];

pub(super) fn check(found: &mut Findings<'_, impl SettingsView>) {
    let time = |setting: SettingKey<Duration>| (setting.name(), found.view.get(setting));
    let access_ttl = found.view.get(key::access_ttl).and_then(AccessTtl::time);
    let [access, most] = [
        (key::access_ttl.name(), access_ttl),
        time(key::max_lifetime),
    ];
    let [session, idle] = [time(key::refresh_ttl), time(key::refresh_idle_ttl)];
    let ordered: [Ordered; 4] = [
        [access, most],
        [access, session],
        [access, idle],
        [idle, session],
    ];
    for [(shorter, short), (longer, long)] in ordered {
        if let (Some(short), Some(long)) = (short, long)
            && short > long
        {
            let expected = format!("a shorter `{shorter}` or a longer `{longer}`");
            let [short, long] = [(shorter, short), (longer, long)].map(valued);
            found.refuse_pair(&short, &long, Comparison::While, &expected);
        }
    }
    if let Some(NotBefore::After(offset)) = found.view.get(key::not_before)
        && let Some(access_ttl) = access_ttl
        && offset >= access_ttl
    {
        let not_before = SettingValue {
            setting: key::not_before.name(),
            value: in_words(offset),
        };
        found.refuse_pair(
            &not_before,
            &valued((key::access_ttl.name(), access_ttl)),
            Comparison::While,
            "a shorter `not_before` or a longer `access_ttl`, so that a token is valid at all",
        );
    }
}

fn valued((setting, time): (&'static str, Duration)) -> SettingValue {
    SettingValue {
        setting,
        value: in_words(time),
    }
}
