//! From settings to issuers: ourselves, for whom our tokens are, and whom else we trust.

use std::collections::BTreeSet;

use super::keys::Unused;
use super::{Problem, Setting, Settings};
use crate::token::{Issuer, MAX_AUDIENCES, Profile};

impl Settings {
    /// `custom` are the names of the custom claims, which all tokens may have; keys that are left out of a set are added to
    /// `left_out`.
    pub(super) fn others(
        &self,
        own: &Profile,
        custom: &[&str],
        left_out: &mut Vec<Unused>,
        problems: &mut Vec<Problem>,
    ) -> Vec<Issuer> {
        let setting = &self.trusted_issuers;
        let trusted = setting.value().map_or(&[][..], Vec::as_slice);
        let mut seen: BTreeSet<&str> = self
            .issuer
            .value()
            .map(String::as_str)
            .into_iter()
            .collect();
        let mut others = Vec::new();
        for issuer in trusted {
            if !seen.insert(issuer.name()) {
                problems.push(setting.problem(
                    format!("the issuer `{}` twice", issuer.name()),
                    "each issuer once, and not the configuration's own",
                ));
            }
            match issuer.resolve(own, custom) {
                Ok((resolved, unused)) => {
                    let set = format!("the set of the issuer `{}`", issuer.name());
                    left_out.extend(Unused::of(&set, unused));
                    others.push(resolved);
                }
                Err(error) => problems.push(setting.problem(error.found, error.expected)),
            }
        }
        others
    }

    pub(super) fn issuer(&self, problems: &mut Vec<Problem>) -> Option<Box<str>> {
        let issuer = self.issuer.value()?;
        if issuer.is_empty() {
            problems.push(self.issuer.problem(
                "an empty name",
                "the name of the issuer, or the setting left out",
            ));
        }
        Some(issuer.as_str().into())
    }
}

/// Names that a claim may have: each once, and not too many, as verification looks for one of them in a list.
pub(super) fn names(
    setting: &Setting<Vec<String>>,
    each: &str,
    problems: &mut Vec<Problem>,
) -> Box<[Box<str>]> {
    let names: &[String] = setting.value().map_or(&[], Vec::as_slice);
    if setting.value().is_some() && names.is_empty() {
        problems.push(setting.problem(
            "an empty list",
            "at least one name, or the setting left out",
        ));
    }
    if names.len() > MAX_AUDIENCES {
        problems.push(setting.problem(
            format!("{} names", names.len()),
            format!("at most {MAX_AUDIENCES}"),
        ));
    }
    let mut seen = BTreeSet::new();
    for name in names {
        if name.is_empty() {
            problems.push(setting.problem("an empty name", each));
        } else if !seen.insert(name) {
            problems.push(setting.problem(format!("`{name}` twice"), "each name once"));
        }
    }
    names.iter().map(|name| name.as_str().into()).collect()
}
