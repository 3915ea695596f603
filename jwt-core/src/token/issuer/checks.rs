//! Checks of `iss`, `client_id`, `aud` and the type of a token, by the rules of its issuer.

use super::accepted::{Issuer, MintedClaims};
use super::clients::Clients;
use crate::token::TokenError;
use crate::token::jws::{TokenType, is_media_type};
use crate::token::registered::{Audience, RegisteredClaims, StringList};

impl MintedClaims {
    #[inline]
    pub(crate) fn check(self, claims: &RegisteredClaims<'_, '_>) -> Result<(), TokenError> {
        if self.issued_at && claims.issued_at.is_none() {
            return Err(TokenError::RequiredClaim("iat".into()));
        }
        if self.id && claims.id().is_none() {
            return Err(TokenError::RequiredClaim("jti".into()));
        }
        Ok(())
    }
}

impl Issuer {
    /// The token must name the issuer whose key signed it, and the one that a handler requires. A handler may require
    /// another name of this service than the configured one, but not of a trusted issuer.
    #[inline]
    pub(crate) fn check_name(
        &self,
        claims: &RegisteredClaims<'_, '_>,
        demanded: Option<&str>,
    ) -> Result<(), TokenError> {
        let names = claims.issuer.as_deref();
        let is_ours = self.foreign.is_none();
        let own_name_stands = self.name.is_none() || self.name.as_deref() == names;
        let is_right = match demanded {
            Some(_) => demanded == names && (is_ours || own_name_stands),
            None => own_name_stands,
        };
        is_right.then_some(()).ok_or(TokenError::Issuer)
    }

    /// Whether the clients are those of a trusted issuer, which may name them in several claims.
    #[inline]
    pub(crate) fn has_foreign_clients(&self) -> bool {
        self.foreign.is_some() && !self.clients.is_empty()
    }

    /// The token must be issued to one of the configured clients, if there are any.
    #[inline]
    pub(crate) fn check_client(
        &self,
        claims: &RegisteredClaims<'_, '_>,
        named: Option<&Clients<'_>>,
    ) -> Result<(), TokenError> {
        let is_known = |client: &str| self.clients.iter().any(|known| **known == *client);
        let is_right = match named {
            Some(named) => named.are_among(&self.clients),
            None => self.clients.is_empty() || claims.client_id().is_some_and(is_known),
        };
        is_right.then_some(()).ok_or(TokenError::Audience)
    }

    #[inline]
    pub(crate) fn check_audience(
        &self,
        claims: &RegisteredClaims<'_, '_>,
        demanded: Option<StringList<'_>>,
    ) -> Result<(), TokenError> {
        if let Some(demanded) = demanded {
            let names_one = |audience: &Audience<'_>| audience.names_one_of(&demanded);
            let is_right = claims.audience.as_ref().is_some_and(names_one);
            return is_right.then_some(()).ok_or(TokenError::Audience);
        }
        match &claims.audience {
            _ if self.has_foreign_clients() && self.audience.is_empty() => Ok(()),
            None if self.audience.is_empty() => Ok(()),
            Some(audience) if audience.names_one_of(&StringList::Owned(&self.audience)) => Ok(()),
            _ => Err(TokenError::Audience),
        }
    }

    /// Whether a header with this `typ` is that of an access token; `None` if a claim names the type instead.
    pub(crate) fn is_access_header(&self, typ: Option<&str>) -> Option<bool> {
        let by_claim = self.foreign.is_none() && self.profile.type_claim.is_some();
        (!by_claim).then(|| self.has_type(&TokenType::ACCESS, typ, None))
    }

    /// Whether a token with this `typ`, or with this value of the claim that names the type, is of the expected type.
    pub(crate) fn has_type(
        &self,
        expected: &TokenType,
        typ: Option<&str>,
        claimed: Option<&str>,
    ) -> bool {
        let Some(name) = self.profile.type_name(expected) else {
            return false;
        };
        match (&self.foreign, typ) {
            (None, _) if self.profile.type_claim.is_some() => claimed == Some(name),
            (None, typ) => typ.is_some_and(|typ| is_media_type(typ, name)),
            // A trusted issuer issues access tokens alone; tokens of other types are this service's own.
            (Some(_), _) if *expected != TokenType::ACCESS => false,
            (Some(foreign), None) => foreign.untyped,
            (Some(foreign), Some(typ)) => foreign
                .token_types
                .iter()
                .any(|accepted| is_media_type(typ, accepted)),
        }
    }
}
