//! Keys as text: PEM, JSON Web Keys and sets of them, secrets. Whatever is accepted works; whatever is not gives an error without the key.

#![no_main]

use fuzz::service::{Api, Key, Membership, NOW, build};
use jwt_guard::Algorithm;
use jwt_guard::key::KeyRing;
use jwt_guard::prelude::*;
use libfuzzer_sys::{Corpus, fuzz_target};

#[derive(Clone, Copy, PartialEq)]
enum Place {
    Secret,
    PrivateKey,
    PublicKey,
    PublicSet,
}

/// The first line selects the algorithm and the place, in two letters; the rest is the key.
fn read(input: &str) -> Option<(Algorithm, Place, &str)> {
    let (choice, key) = input.split_once('\n')?;
    let [algorithm, place] = choice.as_bytes() else {
        return None;
    };
    let algorithm = Algorithm::ALL.get(usize::from(algorithm.checked_sub(b'a')?))?;
    let place = match place {
        b's' => Place::Secret,
        b'r' => Place::PrivateKey,
        b'u' => Place::PublicKey,
        b't' => Place::PublicSet,
        _ => return None,
    };
    Some((*algorithm, place, key))
}

fuzz_target!(|input: &str| -> Corpus {
    let Some((algorithm, place, key)) = read(input) else {
        return Corpus::Reject;
    };
    // Files are not part of the game, some of which have no end.
    if key.starts_with("file:") {
        return Corpus::Reject;
    }
    if place == Place::PublicSet {
        public_set(key, algorithm);
        return Corpus::Keep;
    }
    let given = |here: Place| (place == here).then(|| Secret::from(key));
    let configuration = Api {
        algorithm,
        secret: given(Place::Secret),
        private_key: given(Place::PrivateKey),
        public_key: (place == Place::PublicKey).then(|| key.to_owned()),
        ..Key::Secret.configuration()
    };
    let claims = || Membership {
        plan: "pro".into(),
        team: None,
        seats: None,
    };
    match build(configuration, NOW) {
        Ok(auth) => match auth.mint("1").claims(claims()).token() {
            Ok(token) => {
                assert!(place != Place::PublicKey);
                assert_eq!(auth.verify(&token).unwrap().subject(), "1");
            }
            Err(error) => assert!(place == Place::PublicKey, "{error}"),
        },
        Err(error) => {
            let shown = error.to_string();
            for line in key.lines().filter(|line| line.len() >= 64) {
                assert!(!shown.contains(line), "{shown}");
            }
            let jwk = serde_json::from_str::<serde_json::Value>(key).unwrap_or_default();
            for member in ["d", "p", "q", "dp", "dq", "qi", "k"] {
                let private = jwk[member].as_str().filter(|value| value.len() >= 16);
                assert!(
                    private.is_none_or(|value| !shown.contains(value)),
                    "{shown}"
                );
            }
        }
    }
    Corpus::Keep
});

/// A set of public keys that is accepted can be published, and read again as the same.
fn public_set(text: &str, rsa: Algorithm) {
    let Ok(ring) = KeyRing::of_public_set(text, Some(rsa)) else {
        return;
    };
    let published = serde_json::to_string(&ring.public_set(NOW)).unwrap();
    let again = KeyRing::of_public_set(&published, None).unwrap();
    let named = |ring: &KeyRing| {
        let keys = ring.keys();
        let named = keys
            .iter()
            .map(|key| (key.id().map(str::to_owned), key.algorithm(), key.signs()));
        named.collect::<Vec<_>>()
    };
    assert_eq!(named(&ring), named(&again));
    assert!(named(&ring).iter().all(|(_, _, signs)| !signs));
}
