//! Paddings that are EMSA-PSS (RFC 8017 §9.1) with other parameters than those of RFC 7518 §3.5.

use aws_lc_rs::digest::{self, Algorithm as Hash};

use super::{BYTES, power, valid_as_well};
use crate::case::{Case, Cases};
use crate::forge::Forge;
use crate::signer::hash_of;

pub(super) fn cases(forge: &Forge) -> Vec<Case> {
    let hash = hash_of(forge.algorithm);
    let input = forge.usual().input();
    let bytes = hash.output_len();
    let others: Vec<_> = [
        &digest::SHA1_FOR_LEGACY_USE_ONLY,
        &digest::SHA256,
        &digest::SHA384,
        &digest::SHA512,
    ]
    .into_iter()
    .filter(|other| *other != hash)
    .collect();
    let usual = Pss {
        hash,
        mask: hash,
        salt: bytes,
        trailer: 0xbc,
    };
    let mut cases = Cases::of("signature");
    let why = "the salt is as long as the hash, and the mask is made with the same hash";
    let most = BYTES - bytes - 2;
    for salt in [0, 1, 20, bytes - 1, bytes + 1, most - 1, most] {
        if salt != bytes {
            let message = Pss { salt, ..usual }.encode(&input);
            cases.refuse(
                format!("pss-salt-{salt}-of-{bytes}"),
                forge.with_signature(power(&message)),
                why,
            );
        }
    }
    for other in others {
        for (name, pss) in [
            (
                "mask",
                Pss {
                    mask: other,
                    ..usual
                },
            ),
            (
                "hash",
                Pss {
                    hash: other,
                    ..usual
                },
            ),
            (
                "hash-and-mask",
                Pss {
                    hash: other,
                    mask: other,
                    ..usual
                },
            ),
            (
                "hash-and-mask-and-salt",
                Pss {
                    hash: other,
                    mask: other,
                    salt: other.output_len(),
                    ..usual
                },
            ),
        ] {
            cases.refuse(
                format!("pss-{name}-{other:?}"),
                forge.with_signature(power(&pss.encode(&input))),
                why,
            );
        }
    }
    let right = usual.encode(&input);
    let changed = |at: usize, bit: u8| {
        let mut message = right.clone();
        message[at] ^= bit;
        message
    };
    for (name, message) in [
        (
            "trailer-cc",
            Pss {
                trailer: 0xcc,
                ..usual
            }
            .encode(&input),
        ),
        (
            "trailer-zero",
            Pss {
                trailer: 0,
                ..usual
            }
            .encode(&input),
        ),
        ("padding-not-zero", changed(1, 0x10)),
        ("no-separator", changed(BYTES - 2 - 2 * bytes, 1)),
        ("separator-2", changed(BYTES - 2 - 2 * bytes, 3)),
        ("salt-changed", changed(BYTES - 2 - bytes, 1)),
        ("hash-changed", changed(BYTES - 2, 1)),
        ("of-the-digest-alone", {
            let digest = digest::digest(hash, input.as_bytes());
            let mut message = vec![0; BYTES];
            message[BYTES - bytes..].copy_from_slice(digest.as_ref());
            message
        }),
    ] {
        cases.refuse(
            format!("pss-{name}"),
            forge.with_signature(power(&message)),
            why,
        );
    }
    valid_as_well(cases, forge, "pss-by-hand", &right)
}

#[derive(Clone, Copy)]
struct Pss {
    hash: &'static Hash,
    mask: &'static Hash,
    salt: usize,
    trailer: u8,
}

impl Pss {
    /// For a modulus of 2048 bits, so that one bit of the first byte stays unused.
    fn encode(self, input: &str) -> Vec<u8> {
        let hashed = digest::digest(self.hash, input.as_bytes());
        let salt = vec![0x5a; self.salt];
        let seed = digest::digest(self.hash, &[&[0; 8], hashed.as_ref(), &salt].concat());
        let length = BYTES - seed.as_ref().len() - 1;
        let mut block = vec![0; length - self.salt - 1];
        block.push(1);
        block.extend(salt);
        for (byte, mask) in block.iter_mut().zip(self.mask(seed.as_ref(), length)) {
            *byte ^= mask;
        }
        block[0] &= 0x7f;
        [&block[..], seed.as_ref(), &[self.trailer]].concat()
    }

    /// MGF1 (RFC 8017 §B.2.1).
    fn mask(self, seed: &[u8], length: usize) -> Vec<u8> {
        (0_u32..)
            .flat_map(|counter| {
                let block = digest::digest(self.mask, &[seed, &counter.to_be_bytes()].concat());
                block.as_ref().to_vec()
            })
            .take(length)
            .collect()
    }
}
