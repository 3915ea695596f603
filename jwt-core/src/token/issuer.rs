//! One issuer whose tokens are accepted: its keys, and what its tokens must say.

use std::sync::Arc;

use super::TokenError;
use super::clients::Clients;
use super::demands::{Demands, Texts};
use super::payload;
use super::profile::Profile;
use super::registered::{Audience, Registered};
use super::required;
use super::times::Times;
use super::token_type::{TokenType, is_media_type};
use super::verified::{Provenance, Verified};
use super::verifier_id::VerifierId;
use crate::claim::ClaimSet;
use crate::key::KeyRing;
use jwt_syntax::choice::ScopeMatching;

/// An issuer, ourselves or another.
#[derive(Debug)]
pub struct Issuer {
    /// The keys that sign its tokens.
    pub keys: KeyRing,
    /// The value of `iss`; `None` if we do not name ourselves.
    pub name: Option<Box<str>>,
    /// The names of this service, one of which `aud` must have.
    pub audience: Box<[Box<str>]>,
    /// The values of `client_id` that are accepted; any, if empty. If another issuer has some, and there is no audience,
    /// `aud` is not looked at.
    pub clients: Box<[Box<str>]>,
    /// What its tokens look like.
    pub profile: Profile,
    /// Another issuer's rules; `None` for ourselves.
    pub foreign: Option<Foreign>,
    /// What each of its access tokens carries, besides what the profile requires.
    pub carries: Carries,
}

/// The claims of RFC 9068 §2.2 that every access token of ours has where we mint them: one without is none of ours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Carries {
    /// `iat`
    pub issued_at: bool,
    /// `jti`
    pub id: bool,
}

/// What differs in the access tokens of others.
#[derive(Debug)]
pub struct Foreign {
    /// The values of `typ` that its access tokens have.
    pub(crate) token_types: Box<[Box<str>]>,
    /// Whether an access token without `typ` is one too.
    pub(crate) untyped: bool,
}

/// What a token is verified for, and when.
pub(crate) struct Asked<'a> {
    /// Who asks.
    pub(crate) verifier: VerifierId,
    pub(crate) token_type: &'a TokenType,
    pub(crate) now: i64,
    /// In seconds.
    pub(crate) leeway: i64,
    pub(crate) demands: &'a Demands<'a>,
}

impl Carries {
    #[inline]
    fn check(self, claims: &Registered<'_, '_>) -> Result<(), TokenError> {
        if self.issued_at && claims.issued_at.is_none() {
            return Err(TokenError::RequiredClaim("iat"));
        }
        if self.id && claims.id().is_none() {
            return Err(TokenError::RequiredClaim("jti"));
        }
        Ok(())
    }
}

impl Issuer {
    /// Judges the claims of a token that one of the keys has signed. The first check that fails is the answer.
    pub(crate) fn judge<T: ClaimSet>(
        &self,
        payload: &str,
        typ: Option<&str>,
        says_access: Option<bool>,
        asked: &Asked<'_>,
    ) -> Result<Arc<Verified<T>>, TokenError> {
        let is_access = *asked.token_type == TokenType::ACCESS;
        let mut claims = Registered::new(&self.profile, asked.demands.required_claims);
        let custom: T = payload::parse(payload, &mut claims)?;
        let takes_expired = asked.demands.takes_expired && self.foreign.is_none();
        let must_expire = !is_access || self.profile.verify_exp && !takes_expired;
        let times = Times::of(&claims, must_expire)?;
        if asked.demands.for_its_end {
            times.check_end(asked.now, asked.leeway)?;
        } else {
            times.check(asked.now, asked.leeway)?;
        }
        if is_access && must_expire && !asked.demands.for_its_end {
            times.check_lifetime(claims.issued_at, asked.now, self.profile.max_lifetime)?;
        }
        self.check_name(&claims, asked.demands.issuer)?;
        let clients = self
            .has_foreign_clients()
            .then(|| Box::new(Clients::of(payload)));
        self.check_client(&claims, clients.as_deref())?;
        self.check_audience(&claims, asked.demands.audience)?;
        let is_of_type = match says_access {
            Some(says_access) if is_access => says_access,
            _ => self.gives(asked.token_type, typ, claims.token_type.as_deref()),
        };
        if !is_of_type {
            return Err(TokenError::Type);
        }
        if claims.confirmation.is_some() {
            return Err(TokenError::SenderConstrained);
        }
        let subject = claims.subject.take();
        let subject = match &subject {
            Some(subject) if !subject.is_empty() => &**subject,
            _ => return Err(TokenError::Subject),
        };
        if is_access {
            if !claims.has_required() {
                return Err(required::absent(
                    payload,
                    claims.required(),
                    claims.ignored(),
                ));
            }
            self.carries.check(&claims)?;
        }
        custom.verify().map_err(TokenError::Claim)?;
        let provenance = Provenance {
            verifier: asked.verifier,
            is_foreign: self.foreign.is_some(),
            exact_scopes: self.profile.scope_matching == ScopeMatching::Exact,
        };
        Ok(Verified::new(
            subject,
            clients.as_deref().and_then(Clients::first),
            &mut claims,
            times,
            provenance,
            custom,
        ))
    }

    /// The token must be from the issuer whose key has signed it, and from the one that is demanded. We may go by
    /// another name than our own if that is demanded; others may not.
    #[inline]
    fn check_name(
        &self,
        claims: &Registered<'_, '_>,
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
    fn has_foreign_clients(&self) -> bool {
        self.foreign.is_some() && !self.clients.is_empty()
    }

    /// The token must be issued to one of the clients, if there are some.
    #[inline]
    fn check_client(
        &self,
        claims: &Registered<'_, '_>,
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
    fn check_audience(
        &self,
        claims: &Registered<'_, '_>,
        demanded: Option<Texts<'_>>,
    ) -> Result<(), TokenError> {
        if let Some(demanded) = demanded {
            let names_one = |audience: &Audience<'_>| audience.names_one_of(&demanded);
            let is_right = claims.audience.as_ref().is_some_and(names_one);
            return is_right.then_some(()).ok_or(TokenError::Audience);
        }
        match &claims.audience {
            _ if self.has_foreign_clients() && self.audience.is_empty() => Ok(()),
            None if self.audience.is_empty() => Ok(()),
            Some(audience) if audience.names_one_of(&Texts::Owned(&self.audience)) => Ok(()),
            _ => Err(TokenError::Audience),
        }
    }

    /// Whether a header with this `typ` is that of an access token; `None` if a claim says it.
    pub(super) fn says_access(&self, typ: Option<&str>) -> Option<bool> {
        let by_claim = self.foreign.is_none() && self.profile.type_claim.is_some();
        (!by_claim).then(|| self.gives(&TokenType::ACCESS, typ, None))
    }

    /// Whether a token of which the header, or a claim, says this is of the type that is asked for.
    fn gives(&self, asked: &TokenType, typ: Option<&str>, claimed: Option<&str>) -> bool {
        let Some(says) = self.profile.says(asked) else {
            return false;
        };
        match (&self.foreign, typ) {
            (None, _) if self.profile.type_claim.is_some() => claimed == Some(says),
            (None, typ) => typ.is_some_and(|typ| is_media_type(typ, says)),
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
