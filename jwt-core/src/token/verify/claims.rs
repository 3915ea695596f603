//! Whether the claims of a token whose signature is right are accepted: the order of the checks.

use std::sync::Arc;

use jwt_syntax::choice::ScopeMatching;

use super::missing_claim::missing_claim;
use super::request::Asked;
use crate::claim::ClaimSet;
use crate::token::TokenError;
use crate::token::issuer::{Clients, Issuer};
use crate::token::jws::TokenType;
use crate::token::registered::{Registered, Times, parse};
use crate::token::verified::{Provenance, Verified};

/// Judges the claims of a token that one of the keys has signed. The first check that fails is the answer.
pub(crate) fn judge<T: ClaimSet>(
    issuer: &Issuer,
    payload: &str,
    typ: Option<&str>,
    says_access: Option<bool>,
    asked: &Asked<'_>,
) -> Result<Arc<Verified<T>>, TokenError> {
    let is_access = *asked.token_type == TokenType::ACCESS;
    let mut claims = Registered::new(&issuer.profile, asked.demands.required_claims);
    let custom: T = parse(payload, &mut claims)?;
    let takes_expired = asked.demands.takes_expired && issuer.foreign.is_none();
    let must_expire = !is_access || issuer.profile.verify_exp && !takes_expired;
    let times = Times::of(&claims, must_expire)?;
    if asked.demands.for_its_end {
        times.check_end(asked.now, asked.leeway)?;
    } else {
        times.check(asked.now, asked.leeway)?;
    }
    if is_access && must_expire && !asked.demands.for_its_end {
        times.check_lifetime(claims.issued_at, asked.now, issuer.profile.max_lifetime)?;
    }
    issuer.check_name(&claims, asked.demands.issuer)?;
    let clients = issuer
        .has_foreign_clients()
        .then(|| Box::new(Clients::of(payload)));
    issuer.check_client(&claims, clients.as_deref())?;
    issuer.check_audience(&claims, asked.demands.audience)?;
    let is_of_type = match says_access {
        Some(says_access) if is_access => says_access,
        _ => issuer.gives(asked.token_type, typ, claims.token_type.as_deref()),
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
            return Err(missing_claim(payload, claims.required(), claims.ignored()));
        }
        issuer.carries.check(&claims)?;
    }
    custom.verify().map_err(TokenError::Claim)?;
    let provenance = Provenance {
        verifier: asked.verifier,
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
