//! From settings to how long tokens are valid.

use std::time::Duration;

use jwt_syntax::setting::{DEFAULT_ACCESS_TTL, DEFAULT_MAX_LIFETIME};

use super::{Origin, Problem, Setting, Settings};

const DEFAULT_LEEWAY: u64 = 10;

/// How long tokens are valid, in seconds.
#[derive(Clone, Copy)]
pub(super) struct Lifetime {
    pub(super) access_ttl: i64,
    pub(super) most: i64,
    pub(super) leeway: i64,
    /// Whether access tokens expire.
    pub(super) verify_exp: bool,
}

impl Settings {
    pub(super) fn lifetime(&self, problems: &mut Vec<Problem>) -> Option<Lifetime> {
        let access_ttl = seconds(&self.access_ttl, DEFAULT_ACCESS_TTL, problems);
        let most = seconds(&self.max_lifetime, DEFAULT_MAX_LIFETIME, problems);
        let leeway = seconds(&self.leeway, DEFAULT_LEEWAY, problems);
        let verify_exp = self.verify_exp(problems);
        if let (Some(access_ttl), Some(most)) = (access_ttl, most)
            && access_ttl > most
        {
            let (blamed, found) = match self.access_ttl.is_absent() {
                true => (
                    &self.max_lifetime,
                    format!("{most}s, while `access_ttl` is {access_ttl}s"),
                ),
                false => (
                    &self.access_ttl,
                    format!("{access_ttl}s, while `max_lifetime` is {most}s"),
                ),
            };
            problems.push(blamed.problem(
                found,
                "an `access_ttl` that is no longer than `max_lifetime`",
            ));
        }
        Some(Lifetime {
            access_ttl: access_ttl?,
            most: most?,
            leeway: leeway?,
            verify_exp,
        })
    }

    /// Whether it was switched off where readers of the source see it.
    fn verify_exp(&self, problems: &mut Vec<Problem>) -> bool {
        let setting = &self.verify_exp;
        if setting.value().is_some() && setting.origin() != Origin::Literal {
            problems.push(setting.problem("a value", "a literal, or the setting left out"));
        }
        setting.value().is_none()
    }
}

/// A duration in whole seconds, if it lies within the limits of the setting.
pub(super) fn seconds(
    setting: &Setting<Duration>,
    default: u64,
    problems: &mut Vec<Problem>,
) -> Option<i64> {
    if setting.unreadable().is_some() {
        return None;
    }
    let (least, most) = setting.limits();
    let duration = setting
        .value()
        .copied()
        .unwrap_or(Duration::from_secs(default));
    if duration.subsec_nanos() == 0 && (least..=most).contains(&duration.as_secs()) {
        return i64::try_from(duration.as_secs()).ok();
    }
    let [least, most] = [least, most].map(|seconds| format!("{:?}", Duration::from_secs(seconds)));
    problems.push(setting.problem(
        format!("{duration:?}"),
        format!("whole seconds, from {least} to {most}"),
    ));
    None
}
