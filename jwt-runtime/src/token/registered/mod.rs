//! The registered claims (RFC 7519 §4.1), and how each is read.

mod audience;
mod authentication;
mod login;
mod nested_scopes;
mod numeric_date;
mod subject;

use serde::de::{Error, IgnoredAny, MapAccess};

pub(crate) use self::audience::Audience;
pub(crate) use self::login::Login;
use self::login::LoginClaim;
use self::nested_scopes::AtPath;
pub(crate) use self::numeric_date::NumericDate;
pub(crate) use self::subject::subject_once;
use super::demands::Texts;
use super::profile::Profile;
use crate::json::{Members, Text, once};
use crate::scope::ScopeClaim;

/// The claims that the library itself understands, as a token carries them: read, not yet judged.
pub(crate) struct Registered<'de, 'p> {
    profile: &'p Profile,
    pub(crate) issuer: Option<Text<'de>>,
    pub(crate) subject: Option<Text<'de>>,
    pub(crate) audience: Option<Audience<'de>>,
    pub(crate) expires_at: Option<NumericDate>,
    pub(crate) not_before: Option<NumericDate>,
    pub(crate) issued_at: Option<NumericDate>,
    pub(crate) id: Option<Text<'de>>,
    scopes: Option<ScopeClaim<'de>>,
    /// What was at the path of the scopes, and whether anything was.
    nested_scopes: Option<Option<ScopeClaim<'de>>>,
    pub(crate) client_id: Option<Text<'de>>,
    pub(crate) session: Option<Text<'de>>,
    pub(crate) login: Option<Box<Login>>,
    /// The type of the token, if a claim says it.
    pub(crate) token_type: Option<Text<'de>>,
    /// What binds the token to a key (`cnf`, RFC 7800): such a token is no bearer token.
    pub(crate) confirmation: Option<IgnoredAny>,
    /// How many of the required claims were there. No name comes twice.
    found: usize,
    required: Texts<'p>,
}

/// A claim that has its name from the configuration.
enum Named {
    Subject,
    Scopes,
    TokenType,
}

impl<'de, 'p> Registered<'de, 'p> {
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
            login: None,
            token_type: None,
            confirmation: None,
            found: 0,
            required,
        }
    }

    /// What the configuration calls by this name.
    fn named(&self, name: &str) -> Option<Named> {
        let profile = self.profile;
        if name == &*profile.names.subject {
            Some(Named::Subject)
        } else if name == &*profile.names.scopes {
            Some(Named::Scopes)
        } else if Some(name) == profile.type_claim.as_deref() {
            Some(Named::TokenType)
        } else {
            None
        }
    }

    /// The scopes that the token grants: those of the claim itself go before those at a path.
    #[inline]
    pub(crate) fn take_scopes(&mut self) -> ScopeClaim<'de> {
        let nested = self.nested_scopes.take().flatten();
        self.scopes.take().or(nested).unwrap_or_default()
    }

    /// Whether every claim was there that is required.
    pub(crate) fn has_required(&self) -> bool {
        self.found == self.required.len()
    }

    pub(crate) fn required(&self) -> Texts<'p> {
        self.required
    }
}

impl<'de> Members<'de> for Registered<'de, '_> {
    fn take<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<bool, A::Error> {
        if !self.required.is_empty() && self.required.iter().any(|required| required == name) {
            self.found = self.found.saturating_add(1);
        }
        // By bytes: texts are compared one after the other, bytes all at once.
        match name.as_bytes() {
            b"iss" => once(&mut self.issuer, map)?,
            b"aud" => once(&mut self.audience, map)?,
            b"exp" => once(&mut self.expires_at, map)?,
            b"nbf" => once(&mut self.not_before, map)?,
            b"iat" => once(&mut self.issued_at, map)?,
            b"jti" => once(&mut self.id, map)?,
            b"cnf" => once(&mut self.confirmation, map)?,
            b"sub" if self.profile.names.are_usual => self.take_subject(map)?,
            b"scope" if self.profile.names.are_usual => once(&mut self.scopes, map)?,
            _ => return self.take_other(name, map),
        }
        Ok(true)
    }
}

impl<'de> Registered<'de, '_> {
    #[inline]
    fn take_subject<A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<(), A::Error> {
        subject_once(&mut self.subject, self.profile.subject_format, map)
    }

    /// Reads what the configuration has a name for, or only some tokens have.
    fn take_other<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<bool, A::Error> {
        let named = self.named(name);
        if named.is_none()
            && let Some(claim) = LoginClaim::of(name.as_bytes())
        {
            let login = self.login.get_or_insert_default();
            login.read(&claim, map)?;
            return Ok(true);
        }
        match (named, name.as_bytes()) {
            (Some(Named::Subject), _) => self.take_subject(map)?,
            (Some(Named::Scopes), _) => once(&mut self.scopes, map)?,
            (Some(Named::TokenType), _) => once(&mut self.token_type, map)?,
            (None, b"sid") => once(&mut self.session, map)?,
            (None, b"client_id") => once(&mut self.client_id, map)?,
            // The usual name is no path.
            (None, _) if self.profile.names.are_usual => return Ok(false),
            (None, _) => match self.profile.scopes_path() {
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
