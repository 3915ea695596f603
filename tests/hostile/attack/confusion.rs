//! The right key with another algorithm, and other keys with the right name (RFC 8725 §3.1, CVE-2016-10555 and its many
//! successors).

use aws_lc_rs::signature::{EcdsaKeyPair, Ed25519KeyPair};
use jwt_guard::Algorithm;

use crate::case::{Case, Cases};
use crate::forge::{Forge, encode, signed_by};
use crate::key;
use crate::object::string;
use crate::service::{AUDIENCE, ISSUER, KEY_ID};
use crate::signer::Signer;

pub(super) fn cases(forge: &Forge) -> Vec<Case> {
    let mut cases = Cases::of("alg-confusion");
    for other in Algorithm::ALL {
        if other != forge.algorithm {
            with(other, forge, &mut cases);
        }
    }
    if key::text(key::name_of(forge.algorithm), "public_pem").is_some() {
        public_key_as_secret(forge, &mut cases);
    } else {
        secret_as_anything(forge, &mut cases);
    }
    if let Some(alias) = alias_of(forge.algorithm) {
        let why = "the other name (RFC 9864) was not asked for";
        for name in [alias.name().into(), alias.name().to_lowercase()] {
            cases.refuse(
                format!("alias-{name}"),
                labelled(forge, &name, &forge.own),
                why,
            );
        }
        cases.refuse(
            "alias-another-key",
            labelled(forge, alias.name(), &forge.other_signer),
            why,
        );
    }
    cases.into_vec()
}

/// The algorithm that makes the same signatures under another name.
fn alias_of(algorithm: Algorithm) -> Option<Algorithm> {
    match algorithm {
        Algorithm::EdDSA => Some(Algorithm::Ed25519),
        Algorithm::Ed25519 => Some(Algorithm::EdDSA),
        _ => None,
    }
}

/// The usual token with the header's `alg` changed, and correctly signed by a key.
fn labelled(forge: &Forge, alg: &str, signer: &Signer) -> String {
    let header = forge.header().with("alg", string(alg));
    signed_by(signer, &encode(header.text()), &forge.usual().payload)
}

fn with(other: Algorithm, forge: &Forge, cases: &mut Cases) {
    cases.refuse(
        format!("same-key-labelled-{other}"),
        labelled(forge, other.name(), &forge.own),
        "the header names another algorithm than the key has",
    );
    cases.refuse(
        format!("fitting-key-labelled-{other}"),
        labelled(forge, other.name(), &Signer::own(other)),
        "a key of another service, and another algorithm",
    );
    cases.refuse(
        format!("fitting-key-without-kid-labelled-{other}"),
        signed_by(
            &Signer::own(other),
            &encode(
                forge
                    .header()
                    .with("alg", string(other.name()))
                    .without("kid")
                    .text(),
            ),
            &forge.usual().payload,
        ),
        "a key of another service, and another algorithm",
    );
    let usual = forge.usual();
    if forge.own.sign_as(other, b"").is_some() {
        let header = encode(forge.header().with("alg", string(other.name())).text());
        let input = format!("{header}.{}", usual.payload);
        let signature = forge.own.sign_as(other, input.as_bytes()).unwrap();
        cases.refuse(
            format!("same-key-as-{other}"),
            format!("{input}.{}", encode(signature)),
            "a key has exactly one algorithm",
        );
        // Under the right header, what the alias signs is the right signature.
        if alias_of(forge.algorithm) != Some(other) {
            let signature = forge.own.sign_as(other, usual.input().as_bytes()).unwrap();
            cases.refuse(
                format!("same-key-signed-by-{other}"),
                forge.with_signature(signature),
                "the header is right, but the signature is of another algorithm",
            );
        }
    } else {
        let signature = Signer::own(other).sign(usual.input().as_bytes());
        cases.refuse(
            format!("fitting-key-signed-by-{other}"),
            forge.with_signature(signature),
            "the header is right, but the signature is of another algorithm",
        );
    }
}

fn public_key_as_secret(forge: &Forge, cases: &mut Cases) {
    let mut secrets = key::public_encodings(key::name_of(forge.algorithm));
    secrets.extend([
        ("nothing", Vec::new()),
        ("zeros", vec![0; 64]),
        ("kid", KEY_ID.into()),
        ("issuer", ISSUER.into()),
        ("audience", AUDIENCE.into()),
        ("alg", forge.algorithm.name().into()),
    ]);
    for hmac in [Algorithm::HS256, Algorithm::HS384, Algorithm::HS512] {
        for (encoding, secret) in &secrets {
            let why = "what everybody can read is no secret";
            let signer = Signer::hmac(hmac, secret);
            cases.refuse(
                format!("{hmac}-key={encoding}"),
                labelled(forge, hmac.name(), &signer),
                why,
            );
            if *encoding == "pem" {
                cases.refuse(
                    format!("{hmac}-key={encoding}-own-label"),
                    labelled(forge, forge.algorithm.name(), &signer),
                    why,
                );
            }
        }
    }
}

/// A service with a secret never reads it as another kind of key.
fn secret_as_anything(forge: &Forge, cases: &mut Cases) {
    let secret = key::text(key::name_of(forge.algorithm), "secret")
        .expect("it is an HMAC")
        .as_bytes();
    let why = "a secret is no seed of a key pair";
    let seed = Ed25519KeyPair::from_seed_unchecked(&secret[..32]).unwrap();
    let header = forge.header().with("alg", string("EdDSA")).text();
    let input = format!("{}.{}", encode(header), forge.usual().payload);
    let signature = encode(seed.sign(input.as_bytes()).as_ref());
    cases.refuse(
        "secret-as-an-ed25519-seed",
        format!("{input}.{signature}"),
        why,
    );
    let generated =
        EcdsaKeyPair::generate(&aws_lc_rs::signature::ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
    let header = forge.header().with("alg", string("ES256")).text();
    let input = format!("{}.{}", encode(header), forge.usual().payload);
    let random = aws_lc_rs::rand::SystemRandom::new();
    let signature = encode(generated.sign(&random, input.as_bytes()).unwrap().as_ref());
    cases.refuse(
        "new-p256-key",
        format!("{input}.{signature}"),
        "a key that nobody configured",
    );
}
