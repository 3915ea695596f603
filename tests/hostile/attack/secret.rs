//! Guessable secrets: none of them signs for a service with a good one.

use jwt_guard::Algorithm;

use crate::case::{Case, Cases};
use crate::forge::{Forge, encode, signed_by};
use crate::object::string;
use crate::signer::Signer;

/// What applications have really used, the defaults of other libraries among it.
pub(crate) const GUESSABLE: &[&str] = &[
    "",
    " ",
    "0",
    "a",
    "secret",
    "Secret",
    "SECRET",
    "password",
    "changeme",
    "change-me",
    "key",
    "private",
    "jwt",
    "token",
    "test",
    "dev",
    "admin",
    "qwerty",
    "123456",
    "12345678901234567890123456789012",
    "null",
    "undefined",
    "None",
    "key-1",
    "your-256-bit-secret",
    "your-384-bit-secret",
    "your-512-bit-secret",
    "super-secret",
    "mysecretkey",
    "secretkey",
    "jwt_secret",
    "s3cr3t",
    "This is a big secret. Shhhhh",
    "AllYourBase",
];

pub(super) fn cases(forge: &Forge) -> Vec<Case> {
    let mut cases = Cases::of("weak-secret");
    for hmac in [Algorithm::HS256, Algorithm::HS384, Algorithm::HS512] {
        // For another kind of key, one hash is as good as another.
        if hmac != forge.algorithm
            && !(hmac == Algorithm::HS256 && forge.algorithm.min_secret_bytes().is_none())
        {
            continue;
        }
        let header = encode(forge.header().with("alg", string(hmac.name())).text());
        for (at, secret) in GUESSABLE.iter().enumerate() {
            let signer = Signer::hmac(hmac, secret.as_bytes());
            cases.refuse(
                format!("{hmac}-guess-{at}"),
                signed_by(&signer, &header, &forge.usual().payload),
                "a secret that is in every list, but not this service's",
            );
        }
    }
    cases.into_vec()
}
