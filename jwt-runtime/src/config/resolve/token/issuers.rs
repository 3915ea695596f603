//! Resolving `trusted_issuers`.

use crate::config::resolve::keys::Unused;
use crate::config::{Problem, Settings};
use crate::token::{Issuer, Profile, resolve_issuers};

impl Settings {
    /// The trusted issuers. `custom` are the names of the custom claims, which their tokens may have too. Keys of a set that
    /// are not used are added to `left_out`.
    pub(in crate::config) fn others(
        &self,
        own_profile: &Profile,
        custom: &[&str],
        left_out: &mut Vec<Unused>,
        problems: &mut Vec<Problem>,
    ) -> Vec<Issuer> {
        let setting = &self.trusted_issuers;
        let resolved = resolve_issuers(
            setting.value().map_or(&[][..], Vec::as_slice),
            self.issuer.value().map(String::as_str),
            own_profile,
            custom,
        );
        problems.extend(setting.problems(resolved.wrong));
        let unused = resolved.skipped_keys.into_iter();
        left_out.extend(unused.map(|(set, key)| Unused::of(&set, key)));
        resolved.issuers
    }
}
