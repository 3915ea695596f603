//! A key that several issuers have, as realms of one provider may: it is tried once, and `iss` then says which of them
//! issued the token. The payload is not read before the signature was verified.

use crate::json::{Bounds, Text, read_member};
use crate::token::cached::{CandidateKey, IssuerKey};
use crate::token::issuer::Issuer;

/// Adds the key of an issuer: to the same key of other issuers, or as a new candidate.
pub(super) fn add_issuer_key(signers: &mut Vec<CandidateKey>, holder: IssuerKey) {
    let same = signers
        .iter_mut()
        .find(|signer| signer.first.key.is_same(&holder.key));
    match same {
        Some(signer) => signer.others.push(holder),
        None => signers.push(CandidateKey::new(holder)),
    }
}

/// The issuer that signed a token: of those that have the key and may still verify with it, the one that `iss` names. If it
/// names none of them, the first, whose checks then refuse the token.
#[cold]
pub(super) fn issuer_key_for<'s>(
    signer: &'s CandidateKey,
    payload: &str,
    issuers: &[Issuer],
    now: i64,
) -> &'s IssuerKey {
    // A payload that cannot be read is refused by each of them.
    let named: Option<Text<'_>> = read_member(payload, Bounds::CLAIMS, "iss").unwrap_or_default();
    let named = named.as_deref();
    let is_named = |holder: &&IssuerKey| {
        let issuer = issuers.get(holder.issuer);
        named.is_some() && issuer.is_some_and(|issuer| issuer.name.as_deref() == named)
    };
    let live = || {
        let holders = signer.holders();
        holders.filter(|holder| holder.key.is_live(now))
    };
    live()
        .find(is_named)
        .or_else(|| live().next())
        .unwrap_or(&signer.first)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jwt_syntax::algorithm::Algorithm;

    use super::*;
    use crate::key::Key;

    fn secret(algorithm: Algorithm, text: &str) -> Arc<Key> {
        Arc::new(Key::of_bytes(algorithm, text.as_bytes()).unwrap())
    }

    #[test]
    fn a_key_that_several_have_is_tried_once() {
        let public = |algorithm, name: &str| {
            let jwk = r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
            Arc::new(Key::public(algorithm, jwk).unwrap().with_id(name))
        };
        let long = "x".repeat(64);
        let same = secret(Algorithm::HS256, &long);
        let keys = [
            (Arc::clone(&same), 1),
            (same, 1),
            (secret(Algorithm::HS256, &long), 1),
            (secret(Algorithm::HS512, &long), 2),
            (secret(Algorithm::HS256, &"y".repeat(64)), 3),
            (public(Algorithm::EdDSA, "a"), 4),
            (public(Algorithm::EdDSA, "b"), 4),
            (public(Algorithm::Ed25519, "a"), 5),
        ];
        let mut signers = Vec::new();
        for (issuer, (key, tries)) in keys.into_iter().enumerate() {
            let holder = IssuerKey {
                issuer,
                key,
                says_access: None,
            };
            add_issuer_key(&mut signers, holder);
            assert_eq!(signers.len(), tries, "after the key of {issuer}");
        }
        assert_eq!(signers[0].holders().count(), 3);
    }
}
