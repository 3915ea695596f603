//! The registered claims (RFC 7519 §4.1), and how each is read.

mod audience;
mod authentication;
mod nested_scopes;
mod numeric_date;
mod subject;

use serde::de::{Error, IgnoredAny, MapAccess};

pub(crate) use self::audience::Audience;
use self::authentication::{Fresh, Methods};
use self::nested_scopes::AtPath;
pub(crate) use self::numeric_date::NumericDate;
pub(crate) use self::subject::Subject;
use super::demands::Texts;
use super::profile::{Profile, SCOPES, SUBJECT};
use crate::json::{Members, Text, once};
use crate::scope::ScopeSet;

/// The claims that the library itself understands, as a token carries them: read, not yet judged.
pub(crate) struct Registered<'de, 'p> {
    profile: &'p Profile,
    pub(crate) issuer: Option<Text<'de>>,
    pub(crate) subject: Option<Subject<'de>>,
    pub(crate) audience: Option<Audience<'de>>,
    pub(crate) expires_at: Option<NumericDate>,
    pub(crate) not_before: Option<NumericDate>,
    pub(crate) issued_at: Option<NumericDate>,
    pub(crate) id: Option<Text<'de>>,
    scopes: Option<ScopeSet>,
    /// What was at the path of the scopes, and whether anything was.
    nested_scopes: Option<Option<ScopeSet>>,
    pub(crate) client_id: Option<Text<'de>>,
    pub(crate) session: Option<Text<'de>>,
    /// What the CSRF value of the session must be.
    pub(crate) csrf: Option<Text<'de>>,
    pub(crate) auth_time: Option<NumericDate>,
    pub(crate) acr: Option<Text<'de>>,
    pub(crate) amr: Option<Methods>,
    pub(crate) fresh: Option<Fresh>,
    /// The type of the token, if a claim says it.
    pub(crate) token_type: Option<Text<'de>>,
    /// What binds the token to a key (`cnf`, RFC 7800): such a token is no bearer token.
    pub(crate) confirmation: Option<IgnoredAny>,
    /// How many of the required claims were there. No name comes twice.
    found: usize,
    required: Texts<'p>,
    /// Whether the subject and the scopes have the names that they have nearly everywhere, with which a name is compared
    /// without a call.
    has_usual_names: bool,
}

impl<'p> Registered<'_, 'p> {
    /// Reads what the profile says; instead of its required claims, others if there are some.
    #[inline]
    pub(crate) fn new(profile: &'p Profile, required: Option<Texts<'p>>) -> Self {
        let required = required.unwrap_or(Texts::Owned(&profile.required));
        Self {
            profile,
            issuer: None,
            subject: None,
            audience: None,
            expires_at: None,
            not_before: None,
            issued_at: None,
            id: None,
            scopes: None,
            nested_scopes: None,
            client_id: None,
            session: None,
            csrf: None,
            auth_time: None,
            acr: None,
            amr: None,
            fresh: None,
            token_type: None,
            confirmation: None,
            found: 0,
            required,
            has_usual_names: *profile.subject_claim == *SUBJECT && *profile.scopes_claim == *SCOPES,
        }
    }

    #[inline]
    fn is_subject(&self, name: &str) -> bool {
        match self.has_usual_names {
            true => name == SUBJECT,
            false => *name == *self.profile.subject_claim,
        }
    }

    #[inline]
    fn is_scopes(&self, name: &str) -> bool {
        match self.has_usual_names {
            true => name == SCOPES,
            false => *name == *self.profile.scopes_claim,
        }
    }

    /// The scopes that the token grants: those of the claim itself go before those at a path.
    #[inline]
    pub(crate) fn take_scopes(&mut self) -> ScopeSet {
        let nested = self.nested_scopes.take().flatten();
        self.scopes.take().or(nested).unwrap_or_default()
    }

    /// Whether every claim was there that is required.
    pub(crate) fn has_required(&self) -> bool {
        self.found == self.required.len()
    }
}

impl<'de> Members<'de> for Registered<'de, '_> {
    fn take<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<bool, A::Error> {
        if !self.required.is_empty() && self.required.iter().any(|required| required == name) {
            self.found = self.found.saturating_add(1);
        }
        match name {
            "iss" => once(&mut self.issuer, map)?,
            "aud" => once(&mut self.audience, map)?,
            "exp" => once(&mut self.expires_at, map)?,
            "nbf" => once(&mut self.not_before, map)?,
            "iat" => once(&mut self.issued_at, map)?,
            "jti" => once(&mut self.id, map)?,
            "cnf" => once(&mut self.confirmation, map)?,
            _ if self.is_subject(name) => once(&mut self.subject, map)?,
            _ if self.is_scopes(name) => once(&mut self.scopes, map)?,
            _ if Some(name) == self.profile.type_claim.as_deref() => {
                once(&mut self.token_type, map)?;
            }
            "sid" => once(&mut self.session, map)?,
            "csrf" => once(&mut self.csrf, map)?,
            "auth_time" => once(&mut self.auth_time, map)?,
            "acr" => once(&mut self.acr, map)?,
            "amr" => once(&mut self.amr, map)?,
            "fresh" => once(&mut self.fresh, map)?,
            "client_id" => once(&mut self.client_id, map)?,
            _ => match self.profile.scopes_path() {
                Some((first, path)) if first == name => {
                    if self.nested_scopes.is_some() {
                        return Err(A::Error::custom("duplicate name"));
                    }
                    self.nested_scopes = Some(map.next_value_seed(AtPath(path))?);
                }
                _ => return Ok(false),
            },
        }
        Ok(true)
    }
}
