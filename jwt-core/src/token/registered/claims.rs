//! The registered claims of one token (RFC 7519 §4.1), as they are read.

use serde::de::{IgnoredAny, MapAccess};

use super::audience::Audience;
use super::login::{LoginClaim, LoginClaims};
use super::numeric_date::NumericDate;
use super::scopes::CollectedScopes;
use super::subject::subject_once;
use super::texts::StringList;
use crate::json::{KnownMembers, Lenient, Text, once};
use crate::scope::ScopeClaim;
use crate::token::profile::Profile;

/// The claims that the library itself understands, as they were read from a token, before any check.
///
/// Claims that decide whether a token is accepted have strict types. A claim that only informs (`jti`, `sid`, `client_id`,
/// and [`LoginClaims`]) counts as absent if it is of another type, since issuers differ in them.
pub(crate) struct RegisteredClaims<'de, 'p> {
    profile: &'p Profile,
    pub(crate) issuer: Option<Text<'de>>,
    pub(crate) subject: Option<Text<'de>>,
    pub(crate) audience: Option<Audience<'de>>,
    pub(crate) expires_at: Option<NumericDate>,
    pub(crate) not_before: Option<NumericDate>,
    pub(crate) issued_at: Option<NumericDate>,
    id: Option<Lenient<Text<'de>>>,
    /// The scopes of the usual profile: one claim, found by its name.
    scopes: Option<ScopeClaim<'de>>,
    other_scopes: Option<Box<CollectedScopes<'de>>>,
    client_id: Option<Lenient<Text<'de>>>,
    session: Option<Lenient<Text<'de>>>,
    pub(crate) login: Option<Box<LoginClaims>>,
    /// The type of the token, if a claim names it.
    pub(crate) token_type: Option<Text<'de>>,
    /// Binds the token to a key (`cnf`, RFC 7800): such a token is not a bearer token.
    pub(crate) confirmation: Option<IgnoredAny>,
    /// How many of the required claims were found. No name occurs twice.
    found: usize,
    required: StringList<'p>,
    /// The claims that count as absent since they are of another type.
    ignored: Vec<&'static str>,
    /// The claim whose value could not be read, which ended the reading.
    blamed: Option<Box<str>>,
}

/// A claim whose name comes from the configuration.
enum ConfiguredClaim {
    Subject,
    TokenType,
}

impl<'de, 'p> RegisteredClaims<'de, 'p> {
    /// Reads claims by a profile; `required` replaces the required claims of the profile.
    #[inline]
    pub(crate) fn new(profile: &'p Profile, required: Option<StringList<'p>>) -> Self {
        let required = required.unwrap_or(StringList::Owned(&profile.required));
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
            other_scopes: None,
            client_id: None,
            session: None,
            login: None,
            token_type: None,
            confirmation: None,
            found: 0,
            required,
            ignored: Vec::new(),
            blamed: None,
        }
    }

    /// The claim that the configuration calls by this name.
    fn named(&self, name: &str) -> Option<ConfiguredClaim> {
        let profile = self.profile;
        if name == &*profile.names.subject {
            Some(ConfiguredClaim::Subject)
        } else if Some(name) == profile.type_claim.as_deref() {
            Some(ConfiguredClaim::TokenType)
        } else {
            None
        }
    }

    /// The scopes that the token grants.
    #[inline]
    pub(crate) fn take_scopes(&mut self) -> ScopeClaim<'de> {
        let others = || self.other_scopes.take().map(|others| others.granted());
        self.scopes.take().or_else(others).unwrap_or_default()
    }

    /// The identifier of the token. An empty one counts as absent: it identifies nothing.
    #[inline]
    pub(crate) fn id(&self) -> Option<&str> {
        text(&self.id).filter(|id| !id.is_empty())
    }

    #[inline]
    pub(crate) fn client_id(&self) -> Option<&str> {
        text(&self.client_id)
    }

    #[inline]
    pub(crate) fn session(&self) -> Option<&str> {
        text(&self.session).filter(|id| !id.is_empty())
    }

    /// The claim whose value made the token unreadable.
    pub(crate) fn take_blamed(&mut self) -> Option<Box<str>> {
        self.blamed.take()
    }

    /// The claims that count as absent since they are of another type.
    pub(crate) fn ignored(&self) -> &[&'static str] {
        &self.ignored
    }

    /// Whether every required claim was found.
    #[inline]
    pub(crate) fn has_required(&self) -> bool {
        self.found == self.required.len()
    }

    pub(crate) fn required(&self) -> StringList<'p> {
        self.required
    }
}

impl<'de> KnownMembers<'de> for RegisteredClaims<'de, '_> {
    fn take<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<bool, A::Error> {
        if !self.required.is_empty() && self.required.iter().any(|required| required == name) {
            self.found = self.found.saturating_add(1);
        }
        let taken = self.take_known(name, map);
        taken.inspect_err(|_| self.blamed = Some(name.into()))
    }
}

impl<'de> RegisteredClaims<'de, '_> {
    #[inline]
    fn take_known<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<bool, A::Error> {
        // As bytes: the compiler makes one decision tree of them, but compares strings one after the other.
        match name.as_bytes() {
            b"iss" => once(&mut self.issuer, map)?,
            b"aud" => once(&mut self.audience, map)?,
            b"exp" => once(&mut self.expires_at, map)?,
            b"nbf" => once(&mut self.not_before, map)?,
            b"iat" => once(&mut self.issued_at, map)?,
            b"jti" => {
                once(&mut self.id, map)?;
                if self.id().is_none() {
                    self.ignore("jti");
                }
            }
            b"cnf" => once(&mut self.confirmation, map)?,
            b"sub" if self.profile.names.are_usual => self.take_subject(map)?,
            b"scope" if self.profile.names.are_usual => once(&mut self.scopes, map)?,
            _ => return self.take_other(name, map),
        }
        Ok(true)
    }

    /// Counts a claim as absent that only informs and is of another type, also where it is required.
    #[cold]
    fn ignore(&mut self, name: &'static str) {
        if self.required.iter().any(|required| required == name) {
            self.found = self.found.saturating_sub(1);
        }
        self.ignored.push(name);
    }

    #[inline]
    fn take_subject<A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<(), A::Error> {
        subject_once(&mut self.subject, self.profile.subject_format, map)
    }

    /// Reads a claim that the configuration renames, or that only some tokens have.
    fn take_other<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<bool, A::Error> {
        let named = self.named(name);
        if named.is_none()
            && let Some(claim) = LoginClaim::of(name.as_bytes())
        {
            let login = self.login.get_or_insert_default();
            if !login.read(&claim, self.profile.csrf_claim, map)? {
                self.ignore(claim.name());
            }
            return Ok(true);
        }
        match (named, name.as_bytes()) {
            (Some(ConfiguredClaim::Subject), _) => self.take_subject(map)?,
            (Some(ConfiguredClaim::TokenType), _) => once(&mut self.token_type, map)?,
            // With the usual names, scopes are never found by a path.
            (None, _) if !self.profile.names.are_usual && self.take_scope(name, map)? => {}
            (None, b"sid") => {
                once(&mut self.session, map)?;
                if self.session().is_none() {
                    self.ignore("sid");
                }
            }
            (None, b"client_id") => {
                once(&mut self.client_id, map)?;
                if self.client_id().is_none() {
                    self.ignore("client_id");
                }
            }
            (None, _) => return Ok(false),
        }
        Ok(true)
    }

    /// Reads scopes, if this member has some.
    fn take_scope<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<bool, A::Error> {
        match &*self.profile.names.scopes {
            [claim] if claim.name() == Some(name) => once(&mut self.scopes, map).map(|()| true),
            claims => CollectedScopes::read(&mut self.other_scopes, claims, name, map),
        }
    }
}

#[inline]
fn text<'t>(claim: &'t Option<Lenient<Text<'_>>>) -> Option<&'t str> {
    claim.as_ref()?.0.as_deref()
}
