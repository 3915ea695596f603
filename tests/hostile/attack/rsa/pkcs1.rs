//! Paddings that are not EMSA-PKCS1-v1_5 (RFC 8017 §9.2).

use aws_lc_rs::digest;
use jwt_guard::Algorithm;

use super::{BYTES, power, valid_as_well};
use crate::case::{Case, Cases};
use crate::forge::Forge;
use crate::signer::hash_of;

pub(super) fn cases(forge: &Forge) -> Vec<Case> {
    let hash = hash_of(forge.algorithm);
    let digest = digest::digest(hash, forge.usual().input().as_bytes());
    let digest = digest.as_ref();
    // SHA-256, SHA-384 and SHA-512 are 2.16.840.1.101.3.4.2.1 to .3.
    let oid = |last: u8| [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, last];
    let number = match forge.algorithm {
        Algorithm::RS256 => 1,
        Algorithm::RS384 => 2,
        _ => 3,
    };
    let identifier = |last: u8, parameters: &[u8]| {
        element(0x30, &[&element(6, &oid(last)), parameters].concat())
    };
    let info = |identifier: &[u8], digest: &[u8]| {
        element(0x30, &[identifier, &element(4, digest)].concat())
    };
    let null = [5, 0];
    let right = info(&identifier(number, &null), digest);
    let filled = |block: [u8; 2], filling: u8, info: &[u8]| {
        let padding = vec![filling; BYTES - 3 - info.len()];
        [&block[..], &padding, &[0], info].concat()
    };
    let padded = |info: &[u8]| filled([0, 1], 0xff, info);
    let short = |padding: usize, tail: &[u8]| {
        let mut message = [&[0, 1][..], &vec![0xff; padding], &[0], tail].concat();
        message.resize(BYTES, 0xaa);
        message
    };
    let sha1 = element(6, &[0x2b, 0x0e, 0x03, 0x02, 0x1a]);
    let sha1 = info(
        &element(0x30, &[&sha1[..], &null].concat()),
        digest::digest(
            &digest::SHA1_FOR_LEGACY_USE_ONLY,
            forge.usual().input().as_bytes(),
        )
        .as_ref(),
    );
    let mut hole = padded(&right);
    hole[20] = 0xfe;
    let mut no_separator = padded(&right);
    no_separator[BYTES - right.len() - 1] = 0xff;
    let mut zero_early = padded(&right);
    zero_early[10] = 0;
    let indefinite = [
        &[0x30, 0x80][..],
        &identifier(number, &null),
        &element(4, digest),
        &[0, 0],
    ]
    .concat();
    let long_length = [
        &[0x30, 0x81, u8::try_from(right.len() - 2).unwrap()][..],
        &right[2..],
    ]
    .concat();
    let mut cases = Cases::of("signature");
    for (name, message) in [
        ("no-null", padded(&info(&identifier(number, &[]), digest))),
        (
            "null-with-garbage",
            padded(&info(&identifier(number, &[5, 4, 1, 2, 3, 4]), digest)),
        ),
        (
            "garbage-in-the-identifier",
            padded(&info(
                &identifier(number, &[5, 0, 4, 4, 1, 2, 3, 4]),
                digest,
            )),
        ),
        (
            "garbage-in-the-info",
            padded(&element(
                0x30,
                &[
                    &identifier(number, &null)[..],
                    &element(4, digest),
                    &[4, 1, 0],
                ]
                .concat(),
            )),
        ),
        (
            "garbage-behind-the-info",
            padded(&[&right[..], &[0xaa; 8]].concat()),
        ),
        ("short-padding-and-garbage", short(8, &right)),
        ("one-byte-of-padding-and-garbage", short(1, &right)),
        ("no-padding-and-garbage", short(0, &right)),
        ("short-padding-and-bare-digest", short(8, digest)),
        ("bare-digest", padded(digest)),
        ("octet-string-alone", padded(&element(4, digest))),
        ("block-type-0", filled([0, 0], 0, &right)),
        ("block-type-0-filled", filled([0, 0], 0xff, &right)),
        ("block-type-2", filled([0, 2], 0x5a, &right)),
        ("first-byte-1", filled([1, 1], 0xff, &right)),
        ("padding-of-zeros", filled([0, 1], 0, &right)),
        ("padding-of-others", filled([0, 1], 0xfe, &right)),
        ("padding-with-a-hole", hole),
        ("padding-with-a-zero", zero_early),
        ("no-separator", no_separator),
        ("indefinite-length", padded(&indefinite)),
        ("long-length", padded(&long_length)),
        (
            "cut-digest",
            padded(&info(
                &identifier(number, &null),
                &digest[..digest.len() - 1],
            )),
        ),
        (
            "longer-digest",
            padded(&info(&identifier(number, &null), &[digest, &[0]].concat())),
        ),
        (
            "empty-digest",
            padded(&info(&identifier(number, &null), &[])),
        ),
        (
            "name-of-another-hash",
            padded(&info(&identifier(number % 3 + 1, &null), digest)),
        ),
        (
            "unknown-hash",
            padded(&info(&identifier(0x7f, &null), digest)),
        ),
        ("sha-1", padded(&sha1)),
        ("nothing", padded(&[])),
    ] {
        cases.refuse(
            format!("pkcs1-{name}"),
            forge.with_signature(power(&message)),
            "a padding has one form, and the whole of it is compared",
        );
    }
    valid_as_well(cases, forge, "pkcs1-by-hand", &padded(&right))
}

/// An element of DER whose length fits in one byte.
fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    [
        &[tag, u8::try_from(content.len()).expect("it is short")],
        content,
    ]
    .concat()
}
