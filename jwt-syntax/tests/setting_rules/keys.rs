//! Rules of keys and algorithms.

use jwt_syntax::algorithm::Algorithm;
use jwt_syntax::setting::Fact;

use crate::texts::{Texts, finds};

#[test]
fn a_key_is_one_that_the_algorithm_uses() {
    let a_key = "a key that `HS256` never uses; a field `secret: Secret`, or another `algorithm`";
    finds("private_key=x", &[&format!("private_key: {a_key}")]);
    finds("public_key=x", &[&format!("public_key: {a_key}")]);
    finds(
        "algorithm=EdDSA secret=x",
        &["secret: a key that `EdDSA` never uses; a field `private_key: Secret`"],
    );
    finds("algorithm=EdDSA private_key=x public_key=x", &[]);
    Texts::of("+algorithm=EdDSA +public_key=x private_key=x")
        .with(Fact::KeySet, true)
        .finds(&["private_key: a value, while `public_key` is a set of keys"]);
}

#[test]
fn accepted_algorithms_are_those_of_keys_that_there_can_be() {
    finds(
        "verify_algorithms=HS256,RS256",
        &[
            "verify_algorithms[1]: `RS256`, for which there is no key; algorithms that a key for `HS256` fits, which are \
           `HS256`, `HS384`, `HS512`, or one of `retired_keys`",
        ],
    );
    finds(
        "algorithm=ES256 verify_algorithms=ES256,ES384",
        &["verify_algorithms[1]: `ES384`, for which there is no key"],
    );
    finds(
        "algorithm=RS256 verify_algorithms=PS256",
        &["verify_algorithms: no `RS256`, which is the `algorithm`"],
    );
    for right in [
        "verify_algorithms=HS256",
        "algorithm=PS256 verify_algorithms=RS512,PS256",
        "algorithm=ES256 verify_algorithms=ES256,RS256 retired_keys=x",
    ] {
        finds(right, &[]);
    }
}

#[test]
fn accepted_algorithms_are_those_of_the_keys_once_they_are_known() {
    let with_set = |keys: &[Algorithm]| {
        Texts::of("algorithm=RS256 verify_algorithms=RS256,EdDSA,RS512 +public_key=x")
            .with(Fact::KeySet, true)
            .with_keys(keys)
    };
    with_set(&[Algorithm::RS256, Algorithm::EdDSA]).finds(&[
        "verify_algorithms[2]: `RS512`, for which there is no key; algorithms of the keys, which are `RS256`, `EdDSA`, or \
         one of `retired_keys`",
    ]);
    with_set(&[Algorithm::RS256, Algorithm::EdDSA, Algorithm::RS512]).finds(&[]);
    let with_retired = |keys: &[Algorithm]| {
        Texts::of("algorithm=ES256 verify_algorithms=ES256,RS256 +retired_keys=x").with_keys(keys)
    };
    with_retired(&[Algorithm::ES256])
        .finds(&["verify_algorithms[1]: `RS256`, for which there is no key"]);
    with_retired(&[Algorithm::ES256, Algorithm::RS256]).finds(&[]);
    // A secret that is too short for one of them is reported where it is read.
    Texts::of("verify_algorithms=HS256,HS512")
        .with_keys(&[Algorithm::HS256])
        .finds(&[]);
}

#[test]
fn keys_of_users_are_derived_from_a_secret_and_looked_up_each_time() {
    finds(
        "algorithm=ES256 key_per_user=on",
        &["key_per_user: `on`, while `algorithm` is `ES256`"],
    );
    finds(
        "key_per_user=on cache=on",
        &["cache: `on`, while `key_per_user` is on"],
    );
    finds(
        "key_per_user=on cache_capacity=8",
        &["cache_capacity: a value, while `key_per_user` is on"],
    );
    Texts::of("key_per_user=on")
        .with(Fact::Users, false)
        .finds(&["key_per_user: `on`, while there is no user backend"]);
    Texts::of("key_per_user=on")
        .with(Fact::OtherIssuers, true)
        .finds(&["trusted_issuers: other issuers, while `key_per_user` is on"]);
    Texts::of("key_per_user=on")
        .with_keys(&[Algorithm::HS256, Algorithm::RS256])
        .finds(&["key_per_user: `on`, while there is a key for `RS256`"]);
    let pair = Texts::of("key_per_user=on algorithm=ES256").with_keys(&[Algorithm::ES256]);
    assert_eq!(pair.found().len(), 1, "{:?}", pair.found());
    finds("key_per_user=on cache=off algorithm=HS512", &[]);
    finds("key_per_user=off cache_capacity=8 algorithm=ES256", &[]);
}
