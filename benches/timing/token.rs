//! Tokens with a guessed signature.

use jwt_guard::Algorithm;
use jwt_guard::key::{Key, KeyRing, Secret};
use jwt_guard::token::{Minter, TokenError, Verifier};

use crate::comparison::{Comparison, Expected};
use crate::guess::Guesser;

pub(crate) fn signature() -> Comparison {
    guessed(Algorithm::HS256, false)
}

/// The token with the right signature was verified before.
pub(crate) fn signature_of_a_remembered_token() -> Comparison {
    guessed(Algorithm::HS512, true)
}

fn guessed(algorithm: Algorithm, remembers: bool) -> Comparison {
    let secret = Secret::random().expect("random bytes");
    let keys = KeyRing::new(Key::secret(algorithm, &secret).expect("a long secret"));
    let minter: Minter = Minter::builder(keys.clone()).build().expect("no settings");
    let verifier: Verifier = Verifier::builder(keys)
        .cache(remembers)
        .build()
        .expect("no settings");
    let token = minter.mint("1").token().expect("a token");
    verifier.verify(&token).expect("it is right");
    let (signed, signature) = token.rsplit_once('.').expect("three segments");
    let (signed, guesser) = (signed.to_owned(), Guesser::of(signature));
    Comparison {
        expected: Expected::NoDifference,
        guesser,
        asks: Box::new(move |guess| {
            let (verifier, token) = (verifier.clone(), format!("{signed}.{guess}"));
            Box::new(move || {
                let refused = verifier.verify(&token).err();
                assert!(
                    refused
                        .as_ref()
                        .is_none_or(|why| *why == TokenError::Signature)
                );
                refused.is_none()
            })
        }),
    }
}
