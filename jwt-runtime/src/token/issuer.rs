//! One issuer whose tokens are accepted: its keys, and what its tokens must say.

use super::TokenError;
use super::profile::Profile;
use super::registered::Registered;
use super::token_type::{TokenType, is_media_type};
use crate::key::KeyRing;

/// An issuer, ourselves or another.
#[derive(Debug)]
pub(crate) struct Issuer {
    pub(crate) keys: KeyRing,
    /// The value of `iss`; `None` if we do not name ourselves.
    pub(crate) name: Option<Box<str>>,
    /// The names of this service, one of which `aud` must have.
    pub(crate) audience: Box<[Box<str>]>,
    /// Another issuer's rules; `None` for ourselves.
    pub(crate) foreign: Option<Foreign>,
}

/// What differs in the access tokens of others.
#[derive(Debug)]
pub(crate) struct Foreign {
    /// The values of `client_id` that are accepted; any, if empty. If there are some, and no audience, `aud` is not
    /// looked at.
    pub(crate) clients: Box<[Box<str>]>,
    /// The values of `typ` that its access tokens have.
    pub(crate) token_types: Box<[Box<str>]>,
    /// Whether an access token without `typ` is one too.
    pub(crate) untyped: bool,
}

impl Issuer {
    pub(crate) fn check_name_and_audience(
        &self,
        claims: &Registered<'_, '_>,
    ) -> Result<(), TokenError> {
        if self.name.is_some() && self.name.as_deref() != claims.issuer.as_deref() {
            return Err(TokenError::Issuer);
        }
        let clients = self
            .foreign
            .as_ref()
            .map_or(&[][..], |foreign| &foreign.clients);
        let is_known = |client: &str| clients.iter().any(|known| **known == *client);
        if !clients.is_empty() && !claims.client_id.as_deref().is_some_and(is_known) {
            return Err(TokenError::Audience);
        }
        match &claims.audience {
            _ if self.audience.is_empty() && !clients.is_empty() => Ok(()),
            None if self.audience.is_empty() => Ok(()),
            Some(audience) if audience.names_one_of(&self.audience) => Ok(()),
            _ => Err(TokenError::Audience),
        }
    }

    /// Whether a token of which the header, or a claim, says this is of the type that is asked for.
    pub(crate) fn gives(
        &self,
        asked: &TokenType,
        profile: &Profile,
        typ: Option<&str>,
        claimed: Option<&str>,
    ) -> bool {
        match (&self.foreign, typ) {
            (None, _) if profile.type_claim.is_some() => claimed == Some(profile.says(asked)),
            (None, Some(typ)) => is_media_type(typ, profile.says(asked)),
            (None, None) => false,
            // Another issuer's word is good for access, not for what we ourselves hand out.
            (Some(_), _) if *asked != TokenType::ACCESS => false,
            (Some(foreign), None) => foreign.untyped,
            (Some(foreign), Some(typ)) => foreign
                .token_types
                .iter()
                .any(|expected| is_media_type(typ, expected)),
        }
    }
}
