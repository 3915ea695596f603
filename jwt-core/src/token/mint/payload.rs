//! The payload of a token. Nothing is minted that verification would refuse; only `extra_verifications` do not run, since
//! they depend on the request.

use std::any::TypeId;
use std::borrow::Cow;

use jwt_syntax::choice::{CsrfClaim, SessionClaims, SubjectFormat};
use jwt_syntax::claim::is_reserved;
use jwt_syntax::setting::MAX_AUDIENCES;

use super::encode::{ConfiguredClaims, PayloadClaims};
use super::error::MintError;
use super::id::{ID_LENGTH, fill_id};
use super::token_builder::Mint;
use crate::claim::{ClaimSet, ExtraClaims, NoClaims};
use crate::key::CsrfDigest;
use crate::scope::contains;
use crate::token::jws::TokenType;
use crate::token::registered::{RegisteredClaims, parse_claims};

/// The capacity for the payload of a usual token, so that it rarely grows.
const USUAL_PAYLOAD_BYTES: usize = 512;

/// A payload with fewer bytes has no more elements than verification reads: each takes three.
const LEAST_OF_TOO_MANY: usize = 3 * 256;

/// The payload of a token; `token_type` is the name of its type.
pub(super) fn payload<T: ClaimSet>(
    mint: &Mint<'_, T>,
    token_type: &str,
) -> Result<Vec<u8>, MintError> {
    let unset;
    let custom = match &mint.claims {
        Some(claims) => claims,
        None => {
            unset = T::unset().ok_or(MintError::MissingClaims(T::REQUIRED))?;
            &unset
        }
    };
    let now = mint.common.clock.now();
    let profile = &mint.common.profile;
    let configured = profile.not_before.map(|offset| now.saturating_add(offset));
    let not_before = mint.not_before.or(configured);
    if profile.subject_format == SubjectFormat::Integer && !is_integer(mint.subject) {
        return Err(MintError::SubjectNotInteger);
    }
    let mut jti = [0; ID_LENGTH];
    let jti = profile
        .id
        .then(|| fill_id(&mut jti).ok_or(MintError::NoRandomness))
        .transpose()?;
    let is_access = mint.token_type == TokenType::ACCESS;
    let stated = SessionStatements::of(mint);
    let csrf = mint.session.as_ref().and_then(|(_, csrf)| *csrf);
    let csrf = csrf.map(|value| match profile.csrf_claim {
        CsrfClaim::Digest => Cow::Owned(CsrfDigest::of(value)),
        CsrfClaim::Value => Cow::Borrowed(value),
    });
    let mut payload = Vec::with_capacity(USUAL_PAYLOAD_BYTES);
    let claims = PayloadClaims {
        named: ConfiguredClaims {
            profile,
            subject: mint.subject,
            scope: mint.scope_checked()?,
            token_type,
            is_access,
        },
        iss: mint.common.issuer.as_deref(),
        aud: mint.audience_checked()?,
        client_id: mint.client_checked()?,
        exp: mint.expires_at(now, not_before.unwrap_or(now))?,
        nbf: not_before,
        iat: profile.issued_at.then_some(now),
        jti,
        sid: stated.id,
        csrf: csrf.as_deref(),
        auth_time: stated.auth_time,
        acr: mint.authentication.and_then(|(_, how)| how.class()),
        amr: mint
            .authentication
            .map(|(_, how)| how.methods())
            .unwrap_or_default(),
        fresh: stated.fresh,
        custom,
        more: mint.more_checked()?,
    };
    serde_json::to_writer(&mut payload, &claims).map_err(MintError::Claims)?;
    // What verification could not read must not be signed: too many members, a NaN that became `null`, .. A short payload
    // without custom claims can only lack a required claim.
    let is_plain = TypeId::of::<T>() == TypeId::of::<NoClaims>()
        && mint.more.is_empty()
        && payload.len() < LEAST_OF_TOO_MANY;
    if !is_plain || !profile.required.is_empty() {
        let json = str::from_utf8(&payload).map_err(|_| MintError::Unverifiable)?;
        let mut read = RegisteredClaims::new(profile, None);
        let custom: T = parse_claims(json, &mut read).map_err(|_| MintError::Unverifiable)?;
        custom.verify().map_err(MintError::Claim)?;
        if is_access && !read.has_required() {
            return Err(MintError::RequiredClaim);
        }
        // A token grants the given scopes and no others, whatever custom claims say.
        let granted = mint.scope.as_deref().unwrap_or_default();
        if !read.take_scopes().iter().eq(granted.split_terminator(' ')) {
            return Err(MintError::Unverifiable);
        }
    }
    Ok(payload)
}

/// What a token states of its session, by the setting `session_claims`.
struct SessionStatements<'a> {
    id: Option<&'a str>,
    auth_time: Option<i64>,
    fresh: Option<bool>,
}

impl<'a> SessionStatements<'a> {
    fn of<T: ClaimSet>(mint: &'a Mint<'_, T>) -> Self {
        let claims = mint.common.profile.session_claims;
        let is_whole = claims == SessionClaims::All;
        // A refresh token always names its session: one that does not was made by another library.
        let names_session = is_whole || mint.token_type == TokenType::REFRESH;
        let session = mint.session.as_ref().filter(|_| names_session);
        let authentication = mint.authentication.filter(|_| is_whole);
        Self {
            id: session.map(|(id, _)| *id),
            auth_time: authentication.map(|(at, _)| at),
            fresh: match claims {
                SessionClaims::All => mint.is_fresh.then_some(true),
                SessionClaims::Fresh => {
                    let types = [TokenType::ACCESS, TokenType::REFRESH];
                    types.contains(&mint.token_type).then_some(mint.is_fresh)
                }
                SessionClaims::Off => None,
            },
        }
    }
}

impl<T: ClaimSet> Mint<'_, T> {
    /// The added members, if none has the name of another claim.
    fn more_checked(&self) -> Result<&ExtraClaims, MintError> {
        let profile = &self.common.profile;
        let is_taken = |name: &str| {
            is_reserved(name)
                || T::NAMES.contains(&name)
                || profile.named_claims().any(|claim| claim == name)
        };
        match self.more.iter().find(|(name, _)| is_taken(name)) {
            Some((name, _)) => Err(MintError::ClaimNameTaken(name.into())),
            None => Ok(&self.more),
        }
    }

    /// `None` for an access token that never expires.
    fn expires_at(&self, now: i64, not_before: i64) -> Result<Option<i64>, MintError> {
        let is_access = self.token_type == TokenType::ACCESS;
        let ttl = match (self.ttl, self.common.access_ttl) {
            (Some(ttl), _) => i64::try_from(ttl.as_secs()).unwrap_or(i64::MAX),
            (None, Some(ttl)) => ttl,
            (None, None) if is_access => return Ok(None),
            (None, None) => return Err(MintError::NoLifetime),
        };
        let is_too_long = is_access && ttl > self.common.profile.max_lifetime;
        let expires_at = now.saturating_add(ttl);
        if is_too_long || expires_at <= not_before.max(now) {
            let valid = expires_at.saturating_sub(not_before.max(now));
            return Err(MintError::Lifetime(valid));
        }
        Ok(Some(expires_at))
    }

    fn scope_checked(&self) -> Result<&str, MintError> {
        let scope = self.scope.as_deref();
        let scope = scope.map_err(|scope| MintError::Scope(scope.clone()))?;
        if self.common.scopes.is_some() {
            let mut scopes = scope.split(' ').filter(|scope| !scope.is_empty());
            if let Some(unknown) = scopes.find(|scope| !contains(self.common.scopes, scope)) {
                return Err(MintError::UnknownScope(unknown.into()));
            }
        }
        Ok(scope)
    }

    fn client_checked(&self) -> Result<Option<&str>, MintError> {
        let configured = &self.common.clients;
        let Some(client) = self.client else {
            return Ok(configured.first().map(|first| &**first));
        };
        let is_known = configured.is_empty() || configured.iter().any(|known| **known == *client);
        if client.is_empty() || !is_known {
            return Err(MintError::Client(client.into()));
        }
        Ok(Some(client))
    }

    fn audience_checked(&self) -> Result<&[Box<str>], MintError> {
        let configured = &self.common.audience;
        let Some(audience) = &self.audience else {
            return Ok(configured);
        };
        if audience.len() > MAX_AUDIENCES || audience.iter().any(|name| name.is_empty()) {
            return Err(MintError::Audiences);
        }
        if !self.common.for_others {
            if let Some(other) = audience.iter().find(|name| !configured.contains(name)) {
                return Err(MintError::Audience(other.clone()));
            }
            if audience.is_empty() && !configured.is_empty() {
                return Err(MintError::Audience(Box::default()));
            }
        }
        Ok(audience)
    }
}

/// Whether a text is the canonical form of an integer: `7` and `007` would both be 7 in a token, but two subjects in a
/// store.
fn is_integer(text: &str) -> bool {
    let number = text.parse::<i64>();
    number.is_ok_and(|number| number.to_string() == text)
}
