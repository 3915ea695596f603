//! Numbers that are no ECDSA signature, and one that is another signature of the same text (RFC 7518 §3.4).

use jwt_guard::Algorithm;
use num_bigint::BigUint;

use crate::case::{Case, Cases};
use crate::forge::{Forge, decode};

/// 2^521 - 1.
const P521_PRIME: &str = concat!(
    "1ff",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
);

/// The length of a coordinate, the order of the group, and the prime of the field (FIPS 186-5, SP 800-186 §3.2.1).
fn curve(algorithm: Algorithm) -> Option<(usize, BigUint, BigUint)> {
    let (bytes, order, prime) = match algorithm {
        Algorithm::ES256 => (
            32,
            "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
            "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
        ),
        Algorithm::ES384 => (
            48,
            "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973",
            "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff",
        ),
        Algorithm::ES512 => (
            66,
            "1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409",
            P521_PRIME,
        ),
        _ => return None,
    };
    let number = |hex: &str| BigUint::parse_bytes(hex.as_bytes(), 16).expect("it is hexadecimal");
    Some((bytes, number(order), number(prime)))
}

pub(super) fn cases(forge: &Forge) -> Vec<Case> {
    let Some((bytes, n, p)) = curve(forge.algorithm) else {
        return Vec::new();
    };
    let right = decode(&forge.usual().signature);
    let [r, s] = [&right[..bytes], &right[bytes..]].map(BigUint::from_bytes_be);
    let [zero, one, two] = [0_u8, 1, 2].map(BigUint::from);
    let most = (&one << (8 * bytes)) - &one;
    let mut cases = Cases::of("signature");
    let why =
        "both numbers lie between 1 and the order of the group, and both are those of the text";
    for (name, r, s) in [
        ("zero-zero", &zero, &zero),
        ("zero-s", &zero, &s),
        ("r-zero", &r, &zero),
        ("one-one", &one, &one),
        ("one-two", &one, &two),
        ("zero-one", &zero, &one),
        ("one-zero", &one, &zero),
        ("one-s", &one, &s),
        ("r-one", &r, &one),
        ("n-n", &n, &n),
        ("n-s", &n, &s),
        ("r-n", &r, &n),
        ("n-zero", &n, &zero),
        ("zero-n", &zero, &n),
        ("n-one", &n, &one),
        ("one-n", &one, &n),
        ("n-less-one-twice", &(&n - &one), &(&n - &one)),
        ("n-less-one-s", &(&n - &one), &s),
        ("n-more-one-s", &(&n + &one), &s),
        ("p-s", &p, &s),
        ("r-p", &r, &p),
        ("p-p", &p, &p),
        ("p-more-one", &(&p + &one), &(&p + &one)),
        ("most-most", &most, &most),
        ("r-most", &r, &most),
        ("r-r", &r, &r),
        ("s-s", &s, &s),
        ("s-r-swapped", &s, &r),
        ("r-negated", &(&n - &r), &s),
        ("both-negated", &(&n - &r), &(&n - &s)),
        ("r-more-one", &((&r + &one) % &n), &s),
        ("s-more-one", &r, &((&s + &one) % &n)),
        ("s-doubled", &r, &((&s * &two) % &n)),
    ] {
        let signature = [fixed(r, bytes), fixed(s, bytes)].concat();
        cases.refuse(
            format!("ecdsa-{name}"),
            forge.with_signature(signature),
            why,
        );
    }
    // Only P-521 leaves room for it: its numbers do not fill their bytes.
    for (name, r, s) in [
        ("r-plus-n", &r + &n, s.clone()),
        ("s-plus-n", r.clone(), &s + &n),
        ("both-plus-n", &r + &n, &s + &n),
    ] {
        if r <= most && s <= most {
            let signature = [fixed(&r, bytes), fixed(&s, bytes)].concat();
            cases.refuse(
                format!("ecdsa-{name}"),
                forge.with_signature(signature),
                why,
            );
        }
    }
    let why = "a signature is two numbers of a fixed length, and nothing else";
    for (name, signature) in [
        ("der", der(&r, &s)),
        ("der-swapped", der(&s, &r)),
        ("der-zero", der(&zero, &zero)),
        ("der-negated", der(&r, &(&n - &s))),
        (
            "der-filled-up",
            [der(&r, &s), vec![0; 2 * bytes]].concat()[..2 * bytes].to_vec(),
        ),
        (
            "each-longer",
            [fixed(&r, bytes + 1), fixed(&s, bytes + 1)].concat(),
        ),
        (
            "each-shorter",
            [
                fixed(&r, bytes)[1..].to_vec(),
                fixed(&s, bytes)[1..].to_vec(),
            ]
            .concat(),
        ),
        ("recovery-id-behind", [&right[..], &[27]].concat()),
        ("recovery-id-in-front", [&[27], &right[..]].concat()),
        ("r-alone", fixed(&r, bytes)),
        ("s-alone", fixed(&s, bytes)),
        ("point-uncompressed", [&[4], &right[..]].concat()),
        (
            "little-endian",
            [reversed(&r, bytes), reversed(&s, bytes)].concat(),
        ),
    ] {
        cases.refuse(
            format!("ecdsa-{name}"),
            forge.with_signature(signature),
            why,
        );
    }
    let mut cases = cases.into_vec();
    let mut valid = Cases::of("valid");
    let negated = [fixed(&r, bytes), fixed(&(&n - &s), bytes)].concat();
    valid.accept(
        "ecdsa-s-negated",
        forge.with_signature(negated),
        "n - s makes a signature as good as s: what is revoked is revoked by its id, not by its text",
    );
    cases.extend(valid.into_vec());
    cases
}

/// A number in exactly so many bytes.
fn fixed(number: &BigUint, bytes: usize) -> Vec<u8> {
    let digits = number.to_bytes_be();
    [vec![0; bytes - digits.len()], digits].concat()
}

fn reversed(number: &BigUint, bytes: usize) -> Vec<u8> {
    fixed(number, bytes).into_iter().rev().collect()
}

/// `ECDSA-Sig-Value` (RFC 3279 §2.2.3).
fn der(r: &BigUint, s: &BigUint) -> Vec<u8> {
    let element = |tag: u8, content: Vec<u8>| {
        let length = u8::try_from(content.len()).expect("it is a short one");
        let length = if length < 0x80 {
            vec![length]
        } else {
            vec![0x81, length]
        };
        [vec![tag], length, content].concat()
    };
    let integer = |number: &BigUint| {
        let mut digits = number.to_bytes_be();
        if digits[0] >= 0x80 {
            digits.insert(0, 0);
        }
        element(2, digits)
    };
    element(0x30, [integer(r), integer(s)].concat())
}
