//! The candidates: the same work done by this library, at the LIMIT, by `jsonwebtoken`, and the primitive alone.

use std::hint::black_box;

use jwt_guard::Algorithm;

use crate::limit::{Issuer, Verifier};
use crate::operation::Operation;
use crate::peer::Peer;
use crate::primitive::{MAX_SIGNATURE, SigningKey, VerifyingKey};
use crate::service::{Key, SCOPES, forged, token};

/// `EdDSA` has another name besides. ES512 is an algorithm that `jsonwebtoken` does not have.
pub(crate) const ALGORITHMS: [Algorithm; 13] = [
    Algorithm::HS256,
    Algorithm::HS384,
    Algorithm::HS512,
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::PS512,
    Algorithm::ES256,
    Algorithm::ES384,
    Algorithm::ES512,
    Algorithm::EdDSA,
];

/// Where each candidate is in the lists.
pub(crate) const OURS: usize = 0;
pub(crate) const LIMIT: usize = 1;
pub(crate) const PRIMITIVE: usize = 2;
/// Absent from the list of an algorithm that it does not have.
pub(crate) const PEER: usize = 3;

/// What a function does.
pub(crate) fn operation<R>(
    name: String,
    mut function: impl FnMut() -> R + 'static,
) -> Operation<'static> {
    Operation::new(name, move |times| {
        for _ in 0..times {
            black_box(function());
        }
    })
}

/// Those that verify one token; each was seen to accept it, and to refuse it with another signature.
pub(crate) fn verification(algorithm: Algorithm) -> Vec<Operation<'static>> {
    let key = Key::of(algorithm);
    let auth = key.auth();
    let token = token(&auth);
    let forged = forged(&token);
    let judge = |name: &str, accepts: &dyn Fn(&str) -> bool| {
        assert!(accepts(&token), "{algorithm}: {name} accepts the token");
        assert!(!accepts(&forged), "{algorithm}: {name} refuses a forgery");
    };

    let limit = Verifier::new(&key, &token);
    let primitive = VerifyingKey::new(&key);
    let peer = Peer::new(&key, &token);
    judge("jwt-guard", &|token| auth.verify(token).is_ok());
    judge("the LIMIT", &|token| limit.verify(token).is_some());
    if let Some(peer) = &peer {
        judge("jsonwebtoken", &|token| peer.verify(token).is_some());
    }

    let (signed, signature) = token.rsplit_once('.').expect("a token has three segments");
    let (signed, signature) = (signed.to_owned(), signature.to_owned());
    let [ours_token, limit_token, peer_token] = [(); 3].map(|()| token.clone());
    let mut candidates = vec![
        operation(format!("verify {algorithm} jwt-guard"), move || {
            auth.verify(black_box(&ours_token))
        }),
        operation(format!("verify {algorithm} LIMIT"), move || {
            limit.verify(black_box(&limit_token))
        }),
        operation(format!("verify {algorithm} primitive"), move || {
            primitive.verify(
                black_box(signed.as_bytes()),
                black_box(signature.as_bytes()),
            )
        }),
    ];
    candidates.extend(peer.map(|peer| {
        operation(format!("verify {algorithm} jsonwebtoken"), move || {
            peer.verify(black_box(&peer_token))
        })
    }));
    candidates
}

/// Those that issue one token; each was seen to issue one that verifies.
pub(crate) fn issuing(algorithm: Algorithm) -> Vec<Operation<'static>> {
    let key = Key::of(algorithm);
    let auth = key.auth();
    let example = token(&auth);
    let scope = SCOPES.join(" ");
    let judge = |name: &str, token: Option<String>| {
        let token = token.expect("the token can be issued");
        let verified = auth.verify(&token).is_ok();
        assert!(verified, "{algorithm}: the token of {name} verifies");
        assert!(
            token.len() == example.len(),
            "{algorithm}: {name} issues the same"
        );
    };

    let limit = Issuer::new(&key, &example);
    let primitive = SigningKey::new(&key);
    let peer = Peer::new(&key, &example);
    judge("the LIMIT", limit.issue(&scope));
    if let Some(peer) = &peer {
        judge("jsonwebtoken", peer.issue(&scope));
    }

    let (signed, _) = example
        .rsplit_once('.')
        .expect("a token has three segments");
    let (signed, limit_scope) = (signed.to_owned(), scope.clone());
    let mut candidates = vec![
        operation(format!("issue {algorithm} jwt-guard"), move || token(&auth)),
        operation(format!("issue {algorithm} LIMIT"), move || {
            limit.issue(black_box(&limit_scope))
        }),
        operation(format!("issue {algorithm} primitive"), move || {
            let mut buffer = [0; MAX_SIGNATURE];
            let signature = primitive.sign(black_box(signed.as_bytes()), &mut buffer);
            signature.map(<[u8]>::len)
        }),
    ];
    candidates.extend(peer.map(|peer| {
        operation(format!("issue {algorithm} jsonwebtoken"), move || {
            peer.issue(black_box(&scope))
        })
    }));
    candidates
}
