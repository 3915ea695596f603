//! Each token is refused for the defect that it was made for, and not for a signature that is wrong by accident.

use jwt_guard::Algorithm;
use jwt_guard::token::TokenError::{self, *};

use crate::app::NOW;
use crate::attack;
use crate::case::Expect;
use crate::service::auth_at;

/// Which reasons the cases of a class may be refused for; the first pattern that fits decides.
fn reasons() -> Vec<(&'static str, Vec<TokenError>)> {
    vec![
        ("structure/huge-*", vec![TooLong]),
        ("structure/json-as-a-header", vec![Expired]),
        ("structure/jwe-*", vec![Malformed, Algorithm, Extension]),
        (
            "structure/*",
            vec![Malformed, TooLong, Algorithm, Signature],
        ),
        ("alg-none/*-no-segment", vec![Malformed]),
        ("alg-none/null-*", vec![Malformed]),
        ("alg-none/array-*", vec![Malformed]),
        ("alg-none/*", vec![Algorithm]),
        ("alg-type/*", vec![Algorithm, Malformed, Extension]),
        ("alg-confusion/*-signed-by-*", vec![Signature]),
        ("alg-confusion/*-own-label", vec![Signature]),
        ("alg-confusion/*", vec![Algorithm]),
        ("weak-secret/*", vec![Signature, Algorithm]),
        ("signature/*header*", vec![Malformed, Signature]),
        ("signature/*payload*", vec![Malformed, Signature]),
        ("signature/*", vec![Signature]),
        ("header/json-empty-object", vec![Algorithm]),
        ("header/json-*", vec![Malformed]),
        ("header/dup-crit", vec![Extension, Malformed]),
        ("header/dup-*", vec![Malformed]),
        (
            "header/crit-twice-in-the-header",
            vec![Extension, Malformed],
        ),
        ("header/crit-*", vec![Extension]),
        ("header/b64-*", vec![Extension]),
        ("header/nested-*", vec![Malformed]),
        ("header/*", vec![Signature]),
        ("kid/type-*", vec![Malformed]),
        ("kid/*", vec![Algorithm, UnknownKey, UnknownKeyId]),
        ("typ/type-*", vec![Malformed]),
        ("typ/*", vec![Type]),
        ("kind/client-assertion", vec![Issuer]),
        ("kind/*", vec![Type]),
        ("cnf/*", vec![SenderConstrained]),
        ("payload/empty-object", vec![Expired]),
        ("payload/*", vec![Malformed]),
        (
            "claims/dup-exp-bad-first",
            vec![UnreadableClaim("exp".into())],
        ),
        (
            "claims/dup-nbf-bad-first",
            vec![UnreadableClaim("nbf".into())],
        ),
        (
            "claims/dup-iat-bad-first",
            vec![UnreadableClaim("iat".into())],
        ),
        ("claims/dup-*", vec![Malformed]),
        ("claims/exp-past-*", vec![Expired]),
        ("claims/exp-missing*", vec![Expired]),
        (
            "claims/exp-*",
            vec![Malformed, UnreadableClaim("exp".into()), Lifetime],
        ),
        ("claims/nbf-future-*", vec![NotYetValid]),
        ("claims/iat-future-*", vec![IssuedInFuture]),
        ("claims/iat-*lifetime-*", vec![Lifetime]),
        (
            "claims/nbf-*",
            vec![Malformed, UnreadableClaim("nbf".into())],
        ),
        ("claims/iat-missing", vec![RequiredClaim("iat".into())]),
        (
            "claims/iat-*",
            vec![Malformed, UnreadableClaim("iat".into())],
        ),
        ("claims/jti-*", vec![RequiredClaim("jti".into())]),
        ("claims/sub-*", vec![UnreadableClaim("sub".into()), Subject]),
        ("claims/iss-*", vec![UnreadableClaim("iss".into()), Issuer]),
        (
            "claims/aud-*",
            vec![UnreadableClaim("aud".into()), Audience],
        ),
        ("scope/*", vec![Malformed, UnreadableClaim("scope".into())]),
        ("session/*", vec![Malformed]),
    ]
}

#[test]
fn every_token_is_refused_for_its_own_defect() {
    let reasons = reasons();
    for algorithm in Algorithm::ALL {
        let auth = auth_at(algorithm, NOW);
        let mut others = Vec::new();
        for case in attack::cases(algorithm) {
            let Some(reason) = auth.verify(&case.token).err() else {
                continue;
            };
            let expected = reasons
                .iter()
                .find(|(pattern, _)| case.is_named(pattern))
                .map_or(&[][..], |(_, reasons)| &**reasons);
            if case.expect == Expect::Refuse && !expected.contains(&reason) {
                others.push(format!(
                    "{}: {reason:?}, not one of {expected:?}",
                    case.path()
                ));
            }
        }
        assert!(others.is_empty(), "{algorithm}:\n{}", others.join("\n"));
    }
}
