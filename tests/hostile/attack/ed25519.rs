//! Points and numbers that are no Ed25519 signature (RFC 8032 §5.1.7).

use jwt_guard::Algorithm;
use num_bigint::BigUint;

use crate::case::{Case, Cases};
use crate::forge::{Forge, decode};

/// The eight points of small order, and those of their encodings that are not canonical.
const SMALL_ORDER: [&str; 14] = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
];

pub(super) fn cases(forge: &Forge) -> Vec<Case> {
    if !matches!(forge.algorithm, Algorithm::EdDSA | Algorithm::Ed25519) {
        return Vec::new();
    }
    let right = decode(&forge.usual().signature);
    let (r, s) = right.split_at(32);
    let number = BigUint::from_bytes_le(s);
    let order = (BigUint::from(1_u8) << 252_u8)
        + BigUint::parse_bytes(b"27742317777372353535851937790883648493", 10)
            .expect("it is decimal");
    let mut cases = Cases::of("signature");
    let why = "S must be below the order of the group: one text has one signature by a key";
    for times in 1_u8..=15 {
        if let Some(s) = little_endian(&(&number + &order * times)) {
            cases.refuse(
                format!("ed25519-s-plus-{times}-orders"),
                forge.with_signature([r, &s].concat()),
                why,
            );
        }
    }
    for bit in [253, 254, 255] {
        let mut s = s.to_vec();
        s[31] |= 1 << (bit - 248);
        cases.refuse(
            format!("ed25519-s-bit-{bit}"),
            forge.with_signature([r, &s].concat()),
            why,
        );
    }
    for (name, s) in [
        ("zero", BigUint::ZERO),
        ("one", BigUint::from(1_u8)),
        ("order", order.clone()),
        ("order-less-one", &order - 1_u8),
        ("negated", &order - &number),
        ("doubled", (&number * 2_u8) % &order),
        ("all-ones", (BigUint::from(1_u8) << 256_u16) - 1_u8),
    ] {
        let s = little_endian(&s).expect("it has at most 32 bytes");
        cases.refuse(
            format!("ed25519-s-{name}"),
            forge.with_signature([r, &s].concat()),
            "the number is not that of the text",
        );
        for (at, point) in SMALL_ORDER.iter().enumerate() {
            cases.refuse(
                format!("ed25519-small-order-{at}-s-{name}"),
                forge.with_signature([&bytes(point)[..], &s].concat()),
                "a point of small order proves nothing",
            );
        }
    }
    for (at, point) in SMALL_ORDER.iter().enumerate() {
        cases.refuse(
            format!("ed25519-small-order-{at}"),
            forge.with_signature([&bytes(point)[..], s].concat()),
            "a point of small order proves nothing",
        );
    }
    let mut sign = r.to_vec();
    sign[31] ^= 0x80;
    for (name, signature) in [
        ("halves-swapped-again", [s, r].concat()),
        ("r-twice", [r, r].concat()),
        ("r-other-sign", [&sign, s].concat()),
        ("public-key-as-r", [&public_key(), s].concat()),
        ("with-the-public-key", [&right[..], &public_key()].concat()),
        (
            "with-the-text",
            [&right[..], forge.usual().input().as_bytes()].concat(),
        ),
    ] {
        cases.refuse(
            format!("ed25519-{name}"),
            forge.with_signature(signature),
            "a signature is R and S, and nothing else",
        );
    }
    cases.into_vec()
}

fn little_endian(number: &BigUint) -> Option<Vec<u8>> {
    let mut bytes = number.to_bytes_le();
    (bytes.len() <= 32).then(|| {
        bytes.resize(32, 0);
        bytes
    })
}

fn bytes(hex: &str) -> Vec<u8> {
    let number = BigUint::parse_bytes(hex.as_bytes(), 16).expect("it is hexadecimal");
    let digits = number.to_bytes_be();
    [vec![0; 32 - digits.len()], digits].concat()
}

fn public_key() -> Vec<u8> {
    let jwk: serde_json::Value = serde_json::from_str(&crate::key::jwk("ed25519")).unwrap();
    decode(jwk["x"].as_str().unwrap())
}
