//! Checks the claims of a token whose signature was verified, in a fixed order.

use std::sync::Arc;

use jwt_syntax::choice::ScopeMatching;

use super::missing_claim::missing_claim;
use super::request::VerificationRequest;
use crate::claim::ClaimSet;
use crate::token::TokenError;
use crate::token::issuer::{Clients, Issuer};
use crate::token::jws::TokenType;
use crate::token::registered::{RegisteredClaims, Times, parse_claims};
use crate::token::verified::{Provenance, Verified};

/// Checks the claims of a token that a key of the issuer has signed. Returns the error of the first check that fails.
pub(crate) fn check_claims<T: ClaimSet>(
    issuer: &Issuer,
    payload: &str,
    typ: Option<&str>,
    says_access: Option<bool>,
    request: &VerificationRequest<'_>,
) -> Result<Arc<Verified<T>>, TokenError> {
    let is_access = *request.token_type == TokenType::ACCESS;
    let mut claims = RegisteredClaims::new(&issuer.profile, request.overrides.required_claims);
    let custom: T = parse_claims(payload, &mut claims)?;
    let accepts_expired = request.overrides.accepts_expired && issuer.foreign.is_none();
    let must_expire = !is_access || issuer.profile.verify_exp && !accepts_expired;
    let is_without_end = claims.expires_at.is_none() && is_access && issuer.profile.never_expires;
    let must_expire = must_expire && !is_without_end;
    let times = Times::of(&claims, must_expire)?;
    if request.overrides.for_revocation {
        times.check_end(request.now, request.leeway)?;
    } else {
        times.check(request.now, request.leeway)?;
    }
    issuer.check_name(&claims, request.overrides.issuer)?;
    let clients = issuer
        .has_foreign_clients()
        .then(|| Box::new(Clients::of(payload)));
    issuer.check_client(&claims, clients.as_deref())?;
    issuer.check_audience(&claims, request.overrides.audience)?;
    let is_of_type = match says_access {
        Some(says_access) if is_access => says_access,
        _ => issuer.has_type(request.token_type, typ, claims.token_type.as_deref()),
    };
    if !is_of_type {
        return Err(TokenError::Type);
    }
    if is_access && must_expire && !request.overrides.for_revocation {
        times.check_lifetime(claims.issued_at, request.now, issuer.profile.max_lifetime)?;
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
            return Err(missing_claim(payload, claims.required(), claims.ignored()));
        }
        issuer.minted_claims.check(&claims)?;
    }
    custom.verify().map_err(TokenError::Claim)?;
    let provenance = Provenance {
        verifier: request.verifier,
        is_foreign: issuer.foreign.is_some(),
        exact_scopes: issuer.profile.scope_matching == ScopeMatching::Exact,
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
