//! Each token is refused for the defect that it was made for, and not for a signature that is wrong by accident.

use jwt_guard::Algorithm;
use jwt_guard::token::TokenError::{self, *};

use crate::app::NOW;
use crate::attack;
use crate::case::Expect;
use crate::service::auth_at;

/// Which reasons the cases of a class may be refused for; the first pattern that fits decides.
const REASONS: &[(&str, &[TokenError])] = &[
    ("structure/huge-*", &[TooLong]),
    ("structure/json-as-a-header", &[Expired]),
    ("structure/jwe-*", &[Malformed, UnknownKey, Extension]),
    ("structure/*", &[Malformed, TooLong, UnknownKey, Signature]),
    ("alg-none/*-no-segment", &[Malformed]),
    ("alg-none/null-*", &[Malformed]),
    ("alg-none/array-*", &[Malformed]),
    ("alg-none/*", &[UnknownKey]),
    ("alg-type/*", &[UnknownKey, Malformed, Extension]),
    ("alg-confusion/*-signed-by-*", &[Signature]),
    ("alg-confusion/*-own-label", &[Signature]),
    ("alg-confusion/*", &[UnknownKey]),
    ("weak-secret/*", &[Signature, UnknownKey]),
    ("signature/*header*", &[Malformed, Signature]),
    ("signature/*payload*", &[Malformed, Signature]),
    ("signature/*", &[Signature]),
    ("header/json-empty-object", &[UnknownKey]),
    ("header/json-*", &[Malformed]),
    ("header/dup-crit", &[Extension, Malformed]),
    ("header/dup-*", &[Malformed]),
    ("header/crit-twice-in-the-header", &[Extension, Malformed]),
    ("header/crit-*", &[Extension]),
    ("header/b64-*", &[Extension]),
    ("header/nested-*", &[Malformed]),
    ("header/*", &[Signature]),
    ("kid/type-*", &[Malformed]),
    ("kid/*", &[UnknownKey, UnknownKeyId]),
    ("typ/type-*", &[Malformed]),
    ("typ/*", &[Type]),
    ("kind/client-assertion", &[Issuer]),
    ("kind/*", &[Type]),
    ("cnf/*", &[SenderConstrained]),
    ("payload/empty-object", &[Expired]),
    ("payload/*", &[Malformed]),
    ("claims/dup-exp-bad-first", &[UnreadableClaim("exp")]),
    ("claims/dup-nbf-bad-first", &[UnreadableClaim("nbf")]),
    ("claims/dup-iat-bad-first", &[UnreadableClaim("iat")]),
    ("claims/dup-*", &[Malformed]),
    ("claims/exp-past-*", &[Expired]),
    ("claims/exp-missing*", &[Expired]),
    (
        "claims/exp-*",
        &[Malformed, UnreadableClaim("exp"), Lifetime],
    ),
    ("claims/nbf-future-*", &[NotYetValid]),
    ("claims/iat-future-*", &[IssuedInFuture]),
    ("claims/iat-*lifetime-*", &[Lifetime]),
    ("claims/nbf-*", &[Malformed, UnreadableClaim("nbf")]),
    ("claims/iat-missing", &[RequiredClaim("iat")]),
    ("claims/iat-*", &[Malformed, UnreadableClaim("iat")]),
    ("claims/jti-*", &[RequiredClaim("jti")]),
    ("claims/sub-*", &[UnreadableClaim("sub"), Subject]),
    ("claims/iss-*", &[UnreadableClaim("iss"), Issuer]),
    ("claims/aud-*", &[UnreadableClaim("aud"), Audience]),
    ("scope/*", &[Malformed, UnreadableClaim("scope")]),
    ("session/*", &[Malformed]),
];

#[test]
fn every_token_is_refused_for_its_own_defect() {
    for algorithm in Algorithm::ALL {
        let auth = auth_at(algorithm, NOW);
        let mut others = Vec::new();
        for case in attack::cases(algorithm) {
            let Some(reason) = auth.verify(&case.token).err() else {
                continue;
            };
            let expected = REASONS
                .iter()
                .find(|(pattern, _)| case.is_named(pattern))
                .map_or(&[][..], |(_, reasons)| reasons);
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
