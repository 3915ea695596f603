//! Several algorithms with the keys of one service.

use std::slice;

use jwt_guard::Algorithm;
use jwt_guard::clock::FrozenClock;
use jwt_guard::config::RetiredKey;
use jwt_guard::key::{Key, KeyRing};
use jwt_guard::prelude::*;
use jwt_guard::token::{Minter, TokenError};

use crate::fixtures::app::{NOW, OTHER_SECRET, SECRET};
use crate::keys::algorithms::pem;

#[derive(AuthConfig, Default)]
struct Api {
    algorithm: Option<Algorithm>,
    verify_algorithms: Option<Vec<Algorithm>>,
    secret: Option<Secret>,
    private_key: Option<Secret>,
    public_key: Option<String>,
    key_id: Option<String>,
    retired_keys: Vec<RetiredKey>,
}

impl Api {
    fn with_secret(algorithms: &[Algorithm]) -> Self {
        Self {
            secret: Some(SECRET.repeat(2).as_str().into()),
            verify_algorithms: Some(algorithms.to_vec()),
            ..Self::default()
        }
    }

    fn with_rsa(algorithms: &[Algorithm]) -> Self {
        Self {
            algorithm: Some(Algorithm::RS256),
            private_key: Some(pem("rsa", "private_pem").into()),
            verify_algorithms: Some(algorithms.to_vec()),
            ..Self::default()
        }
    }

    fn build(self) -> Result<Auth<Self>, ConfigError> {
        Auth::builder(self).clock(FrozenClock::at(NOW)).build()
    }

    fn problems(self) -> Vec<String> {
        let error = self.build().expect_err("something is wrong");
        let shown = |problem: &jwt_guard::config::Problem| {
            let text = problem.to_string();
            text.split_once("; expected")
                .map_or(text.clone(), |(found, _)| found.to_owned())
        };
        error.problems().iter().map(shown).collect()
    }
}

fn token(key: Key) -> String {
    let minter: Minter = Minter::builder(KeyRing::new(key))
        .clock(FrozenClock::at(NOW))
        .build()
        .unwrap();
    minter.mint("1").token().unwrap()
}

fn of_secret(algorithm: Algorithm, secret: &str) -> Key {
    Key::secret(algorithm, &secret.into()).unwrap()
}

fn of_rsa(algorithm: Algorithm) -> Key {
    Key::private(algorithm, &pem("rsa", "private_pem").into()).unwrap()
}

const HMAC: [Algorithm; 3] = [Algorithm::HS256, Algorithm::HS384, Algorithm::HS512];
const RSA: [Algorithm; 6] = [
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::PS512,
];

#[test]
fn one_secret_verifies_each_algorithm_of_the_list_and_no_other() {
    let listed = [Algorithm::HS512, Algorithm::HS256];
    let auth = Api::with_secret(&listed).build().unwrap();
    for algorithm in HMAC {
        let verified = auth.verify(&token(of_secret(algorithm, &SECRET.repeat(2))));
        assert_eq!(verified.is_ok(), listed.contains(&algorithm), "{algorithm}");
    }
    let signing = auth.keys().signing_key().unwrap();
    assert_eq!(
        signing.algorithm(),
        Algorithm::HS256,
        "`algorithm` alone signs"
    );
}

#[test]
fn one_key_pair_verifies_each_algorithm_of_the_list_and_no_other() {
    let listed = [Algorithm::RS256, Algorithm::PS512, Algorithm::RS384];
    let signing = Api::with_rsa(&listed);
    let verifying = Api {
        public_key: Some(pem("rsa", "public_pem")),
        private_key: None,
        ..Api::with_rsa(&listed)
    };
    for auth in [signing.build().unwrap(), verifying.build().unwrap()] {
        for algorithm in RSA {
            let verified = auth.verify(&token(of_rsa(algorithm)));
            assert_eq!(verified.is_ok(), listed.contains(&algorithm), "{algorithm}");
        }
        let published = auth.keys().public_set(NOW);
        assert_eq!(
            serde_json::to_value(published).unwrap()["keys"]
                .as_array()
                .unwrap()
                .len(),
            1
        );
    }
}

#[test]
fn without_a_list_a_key_verifies_one_algorithm() {
    let alone = Api {
        verify_algorithms: None,
        ..Api::with_secret(&[])
    };
    let auth = alone.build().unwrap();
    for algorithm in HMAC {
        let verified = auth.verify(&token(of_secret(algorithm, &SECRET.repeat(2))));
        assert_eq!(
            verified.is_ok(),
            algorithm == Algorithm::HS256,
            "{algorithm}"
        );
    }
}

#[test]
fn the_key_has_one_name_in_every_algorithm() {
    let named = Api {
        key_id: Some("first".into()),
        ..Api::with_secret(&HMAC)
    };
    let auth = named.build().unwrap();
    for algorithm in HMAC {
        for (id, expected) in [("first", None), ("second", Some(TokenError::UnknownKeyId))] {
            let key = of_secret(algorithm, &SECRET.repeat(2)).with_id(id);
            assert_eq!(auth.verify(&token(key)).err(), expected, "{algorithm} {id}");
        }
    }
}

#[test]
fn a_key_goes_in_all_its_algorithms() {
    let auth = Api::with_secret(&HMAC).build().unwrap();
    let tokens = HMAC.map(|algorithm| token(of_secret(algorithm, &SECRET.repeat(2))));
    let accepted = || tokens.each_ref().map(|token| auth.verify(token).is_ok());
    assert_eq!(accepted(), [true; 3]);
    let new = of_secret(Algorithm::HS256, OTHER_SECRET).with_id("new");
    auth.keys().rotate(new, NOW).unwrap();
    assert_eq!(accepted(), [false; 3], "remembered or not");
}

#[test]
fn a_key_that_comes_later_is_for_its_own_algorithm_and_for_a_listed_one() {
    let auth = Api::with_secret(&[Algorithm::HS256, Algorithm::HS384])
        .build()
        .unwrap();
    let new = |algorithm| of_secret(algorithm, &OTHER_SECRET.repeat(2)).with_id("new");
    let refused = auth.keys().rotate(new(Algorithm::HS512), NOW + 60);
    assert!(
        refused
            .unwrap_err()
            .to_string()
            .contains("found a key for HS512, which `verify_algorithms` does not list")
    );
    assert!(auth.verify(&token(new(Algorithm::HS512))).is_err());
    auth.keys().rotate(new(Algorithm::HS384), NOW + 60).unwrap();
    let accepted = HMAC.map(|algorithm| auth.verify(&token(new(algorithm))).is_ok());
    assert_eq!(accepted, [false, true, false], "its own alone");
    let old = HMAC.map(|algorithm| {
        let old = of_secret(algorithm, &SECRET.repeat(2));
        auth.verify(&token(old)).is_ok()
    });
    assert_eq!(old, [true, true, false], "as before");
}

#[test]
fn a_list_may_name_what_a_retired_key_signed_with() {
    let retired = RetiredKey::new(pem("p256", "public_pem")).algorithm(Algorithm::ES256);
    let with = |algorithms: &[Algorithm]| Api {
        retired_keys: vec![retired.clone()],
        ..Api::with_rsa(algorithms)
    };
    let auth = with(&[Algorithm::RS256, Algorithm::ES256]).build().unwrap();
    let old = Key::private(Algorithm::ES256, &pem("p256", "private_pem").into()).unwrap();
    assert!(auth.verify(&token(old)).is_ok());
    assert_eq!(
        with(&[Algorithm::RS256]).problems(),
        [
            "`retired_keys` (field `retired_keys`): found a key for ES256, which `verify_algorithms` does not list"
        ]
    );
}

#[test]
fn a_set_may_have_keys_for_each_algorithm_of_the_list() {
    let ring = KeyRing::new(of_rsa(Algorithm::RS256));
    ring.add(Key::private(Algorithm::EdDSA, &pem("ed25519", "private_pem").into()).unwrap())
        .unwrap();
    let set = serde_json::to_string(&ring.public_set(NOW)).unwrap();
    let with = |algorithms: &[Algorithm]| Api {
        private_key: None,
        public_key: Some(set.clone()),
        ..Api::with_rsa(algorithms)
    };
    let auth = with(&[Algorithm::RS256, Algorithm::EdDSA]).build().unwrap();
    let ed25519 = Key::private(Algorithm::EdDSA, &pem("ed25519", "private_pem").into()).unwrap();
    for key in [of_rsa(Algorithm::RS256), ed25519] {
        assert!(auth.verify(&token(key)).is_ok());
    }
    let of_one = with(&[Algorithm::RS256]).build().unwrap();
    assert_eq!(of_one.keys().keys().len(), 1, "the other is left out");
    assert_eq!(
        with(&[Algorithm::RS256, Algorithm::EdDSA, Algorithm::RS512]).problems(),
        [
            "`verify_algorithms` (field `verify_algorithms`): found `RS512`, for which there is no key"
        ]
    );
}

#[test]
fn a_list_that_no_key_can_serve_is_a_start_up_error() {
    let field = "`verify_algorithms` (field `verify_algorithms`): found";
    for (algorithms, found) in [
        (
            &[Algorithm::HS384][..],
            "no `HS256`, which is the `algorithm`",
        ),
        (&[], "an empty list"),
        (
            &[Algorithm::HS256, Algorithm::RS256],
            "`RS256`, for which there is no key",
        ),
        (
            &[Algorithm::HS256, Algorithm::HS512, Algorithm::HS256],
            "`HS256` twice",
        ),
    ] {
        assert_eq!(
            Api::with_secret(algorithms).problems(),
            [format!("{field} {found}")]
        );
    }
    let short = Api {
        secret: Some(SECRET.into()),
        ..Api::with_secret(&HMAC)
    };
    assert_eq!(
        short.problems(),
        [format!("{field} 32 bytes"), format!("{field} 32 bytes")]
    );
    let jwk = Api {
        private_key: None,
        public_key: Some(rsa_jwk("RS256")),
        ..Api::with_rsa(&[Algorithm::RS256, Algorithm::RS512])
    };
    assert_eq!(
        jwk.problems(),
        [format!("{field} a key with `\"alg\":\"RS256\"`")]
    );
    assert!(
        Api::with_secret(slice::from_ref(&Algorithm::HS256))
            .build()
            .is_ok()
    );
}

/// The public key as a JWK that names its algorithm.
fn rsa_jwk(algorithm: &str) -> String {
    let set = serde_json::to_value(KeyRing::new(of_rsa(Algorithm::RS256)).public_set(NOW)).unwrap();
    let mut jwk = set["keys"][0].clone();
    jwk["alg"] = algorithm.into();
    jwk.to_string()
}
