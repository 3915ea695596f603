//! From settings to how tokens are written and read.

use std::time::Duration;

use jwt_syntax::claim::is_reserved;
use jwt_syntax::token_type::{REFRESH, is_same};

use super::lifetime::Lifetime;
use super::{NotBefore, Problem, Setting, Settings};
use crate::token::{ClaimNames, Profile, ScopesClaim};

impl Setting<String> {
    /// The name that was given, if any was.
    fn given_name(&self) -> Vec<&str> {
        self.value().map(String::as_str).into_iter().collect()
    }
}

impl Settings {
    pub(super) fn profile(
        &self,
        custom: &[&str],
        lifetime: Option<Lifetime>,
        problems: &mut Vec<Problem>,
    ) -> Profile {
        let defaults = Profile::default();
        let own = |name: &str| [ClaimNames::SUBJECT, ClaimNames::SCOPES].contains(&name);
        let scopes = self.scopes_claim.text(ClaimNames::SCOPES, problems);
        // A text that is none was reported.
        let scopes = ScopesClaim::read(&scopes)
            .ok()
            .filter(|_| !scopes.is_empty());
        let members = scopes.iter().flat_map(ScopesClaim::members).collect();
        for (setting, members) in [
            (&self.subject_claim, self.subject_claim.given_name()),
            (&self.scopes_claim, members),
            (&self.token_type_claim, self.token_type_claim.given_name()),
        ] {
            let Some(text) = setting.value() else {
                continue;
            };
            if members.contains(&"") {
                problems.push(setting.problem("an empty name", "the name of a claim"));
            } else if members.iter().any(|name| is_reserved(name) && !own(name)) {
                problems.push(setting.problem(
                    format!("`{text}`, which means something else"),
                    "the name of another claim",
                ));
            } else if members.iter().any(|name| custom.contains(name)) {
                problems.push(setting.problem(
                    format!("`{text}`, which is one of the custom claims too"),
                    "a claim of its own",
                ));
            }
        }
        let name = |setting: &Setting<String>, default: &str| -> Box<str> {
            setting.value().map_or(default, String::as_str).into()
        };
        let profile = Profile {
            names: ClaimNames::new(
                &name(&self.subject_claim, ClaimNames::SUBJECT),
                scopes.into_iter().collect(),
            ),
            subject_format: self.subject_format.value().copied().unwrap_or_default(),
            scopes_format: self.scopes_format.value().copied().unwrap_or_default(),
            scope_matching: self.scope_matching.value().copied().unwrap_or_default(),
            access_type: name(&self.token_type, &defaults.access_type),
            type_claim: self
                .token_type_claim
                .value()
                .map(|name| name.as_str().into()),
            required: self.required(problems),
            not_before: self.not_before_offset(lifetime, problems),
            issued_at: self
                .issued_at
                .value()
                .copied()
                .unwrap_or(defaults.issued_at),
            id: self.jti.value().copied().unwrap_or(defaults.id),
            verify_exp: lifetime.is_none_or(|lifetime| lifetime.verify_exp),
            max_lifetime: lifetime.map_or(defaults.max_lifetime, |lifetime| lifetime.most),
            max_token_bytes: self
                .max_token_bytes
                .count(defaults.max_token_bytes, problems),
        };
        if profile.access_type.is_empty() {
            problems.push(self.token_type.problem("an empty text", "a token type"));
        } else if is_same(&profile.access_type, REFRESH) {
            problems.push(self.token_type.problem(
                format!("`{}`, the type of refresh tokens", profile.access_type),
                "another type, such as `at+jwt`: else a refresh token would be taken for an access token",
            ));
        }
        let mut names: Vec<_> = profile.named_claims().collect();
        names.sort_unstable();
        if let Some(twice) = names.windows(2).find_map(|pair| match pair {
            [one, other] if one == other => Some(*one),
            _ => None,
        }) {
            problems.push(self.subject_claim.problem(
                format!("`{twice}` as the name of two claims"),
                "another name for each of `subject_claim`, `scopes_claim` and `token_type_claim`",
            ));
        }
        profile
    }

    /// `exp` and the subject are required in any case.
    fn required(&self, problems: &mut Vec<Problem>) -> Box<[Box<str>]> {
        let setting = &self.required_claims;
        let names = setting.value().map_or(&[][..], Vec::as_slice);
        let mut required: Vec<Box<str>> = Vec::new();
        for name in names {
            if name.is_empty() || required.iter().any(|known| **known == **name) {
                problems.push(setting.problem(
                    format!("`{name}`, empty or twice"),
                    "the names of claims, each once",
                ));
            }
            required.push(name.as_str().into());
        }
        required.into()
    }

    fn not_before_offset(
        &self,
        lifetime: Option<Lifetime>,
        problems: &mut Vec<Problem>,
    ) -> Option<i64> {
        let setting = &self.not_before;
        let offset = match setting.value() {
            Some(NotBefore::Off) => return None,
            Some(NotBefore::After(offset)) => *offset,
            None => Duration::ZERO,
        };
        let (_, most) = setting.limits();
        if offset.subsec_nanos() != 0 || offset.as_secs() > most {
            problems.push(setting.problem(
                format!("{offset:?}"),
                format!("whole seconds, {most} at most, or `off`"),
            ));
            return None;
        }
        let offset = i64::try_from(offset.as_secs()).ok()?;
        if let Some(access_ttl) = lifetime.map(|lifetime| lifetime.access_ttl)
            && offset >= access_ttl
        {
            problems.push(setting.problem(
                format!("{offset}s, while `access_ttl` is {access_ttl}s"),
                "a shorter time than `access_ttl`, so that a token is valid at all, or `off`",
            ));
        }
        Some(offset)
    }
}
