//! What is checked of a token by its issuer: who issued it, to whom, for whom, and its type.

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
    /// The token must be from the issuer whose key has signed it, and from the one that is demanded. We may go by
    /// another name than our own if that is demanded; others may not.
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

    /// Whether the clients are those of another issuer, who may name them in several claims.
    #[inline]
    pub(crate) fn has_foreign_clients(&self) -> bool {
        self.foreign.is_some() && !self.clients.is_empty()
    }

    /// The token must be issued to one of the clients, if there are some.
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

    /// Whether a header with this `typ` is that of an access token; `None` if a claim says it.
    pub(crate) fn says_access(&self, typ: Option<&str>) -> Option<bool> {
        let by_claim = self.foreign.is_none() && self.profile.type_claim.is_some();
        (!by_claim).then(|| self.gives(&TokenType::ACCESS, typ, None))
    }

    /// Whether a token of which the header, or a claim, says this is of the type that is asked for.
    pub(crate) fn gives(
        &self,
        request: &TokenType,
        typ: Option<&str>,
        claimed: Option<&str>,
    ) -> bool {
        let Some(says) = self.profile.says(request) else {
            return false;
        };
        match (&self.foreign, typ) {
            (None, _) if self.profile.type_claim.is_some() => claimed == Some(says),
            (None, typ) => typ.is_some_and(|typ| is_media_type(typ, says)),
            // Another issuer's word is good for access, not for what we ourselves hand out.
            (Some(_), _) if *request != TokenType::ACCESS => false,
            (Some(foreign), None) => foreign.untyped,
            (Some(foreign), Some(typ)) => foreign
                .token_types
                .iter()
                .any(|expected| is_media_type(typ, expected)),
        }
    }
}
