//! Resolving the settings of the format of tokens.

use std::time::Duration;

use crate::config::resolve::token::lifetime::Lifetime;
use crate::config::{NotBefore, Settings};
use crate::token::{ClaimNames, Profile, ScopesClaim};

impl Settings {
    /// The format of tokens; `None` if a setting is invalid.
    pub(in crate::config) fn profile(&self, lifetime: Option<Lifetime>) -> Option<Profile> {
        let lifetime = lifetime?;
        let scopes = ScopesClaim::read(self.scopes_claim.get()?).ok()?;
        Some(Profile {
            names: ClaimNames::new(self.subject_claim.get()?, [scopes].into()),
            subject_format: *self.subject_format.get()?,
            scopes_format: *self.scopes_format.get()?,
            scope_matching: *self.scope_matching.get()?,
            access_type: self.token_type.text()?,
            refresh_type: self.refresh_token_type.text()?,
            type_claim: self.token_type_claim.text(),
            required: self.required_claims.texts(),
            not_before: match self.not_before.get()? {
                NotBefore::Off => None,
                NotBefore::After(offset) => Some(seconds(*offset)?),
            },
            issued_at: self.issued_at.is_on()?,
            id: self.jti.is_on()?,
            session_claims: *self.session_claims.get()?,
            csrf_claim: *self.csrf_claim.get()?,
            verify_exp: lifetime.verify_exp,
            never_expires: lifetime.access_ttl.is_none(),
            max_lifetime: lifetime.most,
            max_token_bytes: *self.max_token_bytes.get()?,
        })
    }
}

fn seconds(time: Duration) -> Option<i64> {
    i64::try_from(time.as_secs()).ok()
}
