//! The throw-away keys: their numbers, and every way to write the public half.

use std::sync::LazyLock;

use base64_simd::{STANDARD, URL_SAFE_NO_PAD};
use jwt_guard::Algorithm;
use num_bigint::BigUint;
use serde_json::Value;

static KEYS: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("../data/keys.json")).unwrap());
static FORMS: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("../data/pem.json")).unwrap());

/// The name of the key that fits an algorithm.
pub(crate) fn name_of(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::HS256 => "hs256",
        Algorithm::HS384 => "hs384",
        Algorithm::HS512 => "hs512",
        Algorithm::ES256 => "p256",
        Algorithm::ES384 => "p384",
        Algorithm::ES512 => "p521",
        Algorithm::EdDSA | Algorithm::Ed25519 => "ed25519",
        _ => "rsa",
    }
}

/// A text of a key: `secret`, `private_pem` or `public_pem`.
pub(crate) fn text(key: &str, form: &str) -> Option<&'static str> {
    KEYS[key][form].as_str()
}

pub(crate) fn private_der(key: &str) -> Vec<u8> {
    der_of(text(key, "private_pem").expect("the key is a pair"))
}

/// The `SubjectPublicKeyInfo`.
fn spki(key: &str) -> Vec<u8> {
    der_of(text(key, "public_pem").expect("the key is a pair"))
}

fn der_of(pem: &str) -> Vec<u8> {
    STANDARD.decode_to_vec(body_of(pem)).unwrap()
}

/// The base64 text between the lines of a PEM.
fn body_of(pem: &str) -> String {
    pem.lines().filter(|line| !line.starts_with('-')).collect()
}

/// The numbers of the key `rsa`.
pub(crate) struct Rsa {
    pub(crate) n: BigUint,
    pub(crate) d: BigUint,
}

pub(crate) static RSA: LazyLock<Rsa> = LazyLock::new(|| {
    let numbers = integers(&der_of(FORMS["rsa_pkcs1"].as_str().unwrap()));
    Rsa {
        n: numbers[1].clone(),
        d: numbers[3].clone(),
    }
});

/// The integers of a DER sequence that holds nothing else.
fn integers(der: &[u8]) -> Vec<BigUint> {
    let (mut rest, _) = contents(der);
    let mut numbers = Vec::new();
    while !rest.is_empty() {
        let (number, after) = contents(rest);
        numbers.push(BigUint::from_bytes_be(number));
        rest = after;
    }
    numbers
}

/// The contents of the first element, and what follows it.
fn contents(der: &[u8]) -> (&[u8], &[u8]) {
    let (length, start) = match der[1] {
        short @ 0..=0x7f => (usize::from(short), 2),
        long => {
            let start = 2 + usize::from(long & 0x7f);
            let length = der[2..start]
                .iter()
                .fold(0, |length, byte| length << 8 | usize::from(*byte));
            (length, start)
        }
    };
    der[start..].split_at(length)
}

/// The public key as a JWK, its members in the order of a thumbprint.
pub(crate) fn jwk(key: &str) -> String {
    let spki = spki(key);
    let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode_to_string(bytes);
    let last = |bytes: usize| &spki[spki.len() - bytes..];
    let ec = |crv: &str, bytes: usize| {
        let (x, y) = last(2 * bytes).split_at(bytes);
        format!(
            r#"{{"crv":"{crv}","kty":"EC","x":"{}","y":"{}"}}"#,
            text(x),
            text(y)
        )
    };
    match key {
        "p256" => ec("P-256", 32),
        "p384" => ec("P-384", 48),
        "p521" => ec("P-521", 66),
        "ed25519" => format!(
            r#"{{"crv":"Ed25519","kty":"OKP","x":"{}"}}"#,
            text(last(32))
        ),
        _ => {
            let numbers = integers(&pkcs1(&spki));
            let [n, e] = [0, 1].map(|at| text(&numbers[at].to_bytes_be()));
            format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#)
        }
    }
}

/// The `RSAPublicKey` in a `SubjectPublicKeyInfo`.
fn pkcs1(spki: &[u8]) -> Vec<u8> {
    let (algorithm_and_key, _) = contents(spki);
    let (_, key) = contents(algorithm_and_key);
    // The first byte of a bit string counts unused bits.
    contents(key).0[1..].to_vec()
}

/// `ssh-..`, as in `authorized_keys`, or as close to it as the kind of key allows.
pub(crate) fn ssh(key: &str) -> String {
    let spki = spki(key);
    let (name, fields) = match key {
        "rsa" => {
            let numbers = integers(&pkcs1(&spki));
            let positive = |number: &BigUint| [&[0], &number.to_bytes_be()[..]].concat();
            (
                "ssh-rsa",
                vec![numbers[1].to_bytes_be(), positive(&numbers[0])],
            )
        }
        "ed25519" => ("ssh-ed25519", vec![spki[spki.len() - 32..].to_vec()]),
        _ => ("ecdsa-sha2-nistp", vec![spki[spki.len() - 64..].to_vec()]),
    };
    let mut blob = Vec::new();
    for field in [name.as_bytes().to_vec()].into_iter().chain(fields) {
        blob.extend(u32::try_from(field.len()).unwrap().to_be_bytes());
        blob.extend(field);
    }
    format!("{name} {}", STANDARD.encode_to_string(blob))
}

/// Every encoding of a public key that somebody has used, or could use, as the secret of an HMAC.
pub(crate) fn public_encodings(key: &str) -> Vec<(&'static str, Vec<u8>)> {
    let pem = text(key, "public_pem").expect("the key is a pair");
    let (spki, jwk) = (spki(key), jwk(key));
    let member = |name: &str| -> String {
        let jwk: Value = serde_json::from_str(&jwk).unwrap();
        jwk[name].as_str().unwrap_or_default().to_owned()
    };
    let number = if key == "rsa" { "n" } else { "x" };
    let mut encodings: Vec<(&'static str, Vec<u8>)> = vec![
        ("pem", pem.into()),
        ("pem-without-last-newline", pem.trim_end().into()),
        ("pem-crlf", pem.replace('\n', "\r\n").into()),
        ("pem-leading-blank", format!(" {pem}").into()),
        ("pem-leading-newline", format!("\n{pem}").into()),
        ("pem-leading-tab-and-blanks", format!("\t  {pem}").into()),
        ("pem-leading-bom", format!("\u{feff}{pem}").into()),
        ("pem-in-one-line", pem.replace('\n', "").into()),
        ("pem-escaped-newlines", pem.replace('\n', "\\n").into()),
        ("pem-body", body_of(pem).into()),
        ("pem-body-in-lines", {
            let lines: Vec<_> = pem.lines().filter(|line| !line.starts_with('-')).collect();
            lines.join("\n").into()
        }),
        ("der", spki.clone()),
        ("der-hex", hex(&spki).into()),
        (
            "der-base64url",
            URL_SAFE_NO_PAD.encode_to_string(&spki).into(),
        ),
        ("jwk", jwk.clone().into()),
        ("jwk-leading-blank", format!(" {jwk}").into()),
        (
            "jwk-spaced",
            jwk.replace(':', ": ").replace(',', ", ").into(),
        ),
        ("jwks", format!(r#"{{"keys":[{jwk}]}}"#).into()),
        ("jwk-member", member(number).into()),
        (
            "jwk-member-bytes",
            URL_SAFE_NO_PAD.decode_to_vec(member(number)).unwrap(),
        ),
        ("ssh", ssh(key).into()),
    ];
    match key {
        "rsa" => {
            let pkcs1 = pkcs1(&spki);
            encodings.push((
                "pkcs1-pem",
                FORMS["rsa_pkcs1_public"].as_str().unwrap().into(),
            ));
            encodings.push(("pkcs1-der", pkcs1));
        }
        "p256" => {
            let certificate = FORMS["p256_certificate"].as_str().unwrap();
            let body = body_of(certificate);
            encodings.push(("certificate", certificate.into()));
            encodings.push(("certificate-der", STANDARD.decode_to_vec(&body).unwrap()));
            // A member of `x5c`.
            encodings.push(("certificate-body", body.into()));
        }
        _ => {}
    }
    encodings
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
