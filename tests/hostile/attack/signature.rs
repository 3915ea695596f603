//! Signatures that are none, or are those of something else (RFC 7515 §5.2).

use aws_lc_rs::digest;

use crate::app::NOW;
use crate::case::{Case, Cases};
use crate::forge::{Forge, decode, encode, signed_by, usual_claims};
use crate::object::string;
use crate::signer::hash_of;

pub(super) fn cases(forge: &Forge) -> Vec<Case> {
    let mut cases = Cases::of("signature");
    lengths(forge, &mut cases);
    changes(forge, &mut cases);
    of_something_else(forge, &mut cases);
    cases.into_vec()
}

fn lengths(forge: &Forge, cases: &mut Cases) {
    let right = decode(&forge.usual().signature);
    let bytes = right.len();
    cases.refuse("empty", forge.with_signature([]), "no signature");
    for (name, byte) in [("zero", 0), ("ff", 0xff), ("one", 1), ("80", 0x80)] {
        let why = "bytes that are no signature";
        cases.refuse(
            format!("all-{name}"),
            forge.with_signature(vec![byte; bytes]),
            why,
        );
        for length in [
            1, 2, 3, 16, 20, 32, 48, 64, 96, 132, 256, 512, 1024, 1025, 2048,
        ] {
            if length != bytes {
                cases.refuse(
                    format!("all-{name}-{length}"),
                    forge.with_signature(vec![byte; length]),
                    why,
                );
            }
        }
    }
    let why = "a signature has exactly one length";
    for kept in [1, 2, 4, 8, 16, 20, bytes / 2 + 1, bytes - 2, bytes - 1] {
        cases.refuse(
            format!("cut-to-{kept}-of-{bytes}"),
            forge.with_signature(&right[..kept]),
            why,
        );
        cases.refuse(
            format!("last-{kept}-of-{bytes}"),
            forge.with_signature(&right[bytes - kept..]),
            why,
        );
    }
    for (name, signature) in [
        ("longer-by-zero", [&right[..], &[0]].concat()),
        ("longer-by-one", [&right[..], &[1]].concat()),
        ("longer-in-front", [&[0], &right[..]].concat()),
        ("longer-by-three", [&right[..], &[0; 3]].concat()),
        ("twice", [&right[..], &right].concat()),
        ("longer-than-any", [&right[..], &vec![0; 2_000]].concat()),
    ] {
        cases.refuse(name, forge.with_signature(signature), why);
    }
}

fn changes(forge: &Forge, cases: &mut Cases) {
    let right = decode(&forge.usual().signature);
    let why = "no bit of a signature may change";
    for at in 0..32 {
        let byte = at * (right.len() - 1) / 31;
        let mut changed = right.clone();
        changed[byte] ^= 1 << (at % 8);
        cases.refuse(format!("flipped-{at}"), forge.with_signature(changed), why);
    }
    let reversed: Vec<u8> = right.iter().rev().copied().collect();
    let inverted: Vec<u8> = right.iter().map(|byte| !byte).collect();
    let (front, back) = right.split_at(right.len() / 2);
    for (name, signature) in [
        ("reversed", reversed),
        ("inverted", inverted),
        ("halves-swapped", [back, front].concat()),
        ("front-half-twice", [front, front].concat()),
        ("back-half-twice", [back, back].concat()),
        (
            "front-half-zero",
            [&vec![0; front.len()][..], back].concat(),
        ),
        ("back-half-zero", [front, &vec![0; back.len()][..]].concat()),
    ] {
        cases.refuse(name, forge.with_signature(signature), why);
    }
}

fn of_something_else(forge: &Forge, cases: &mut Cases) {
    let usual = forge.usual();
    let (h, p) = (&*usual.header, &*usual.payload);
    let why = "the signature is of another text";
    let decoded = [&decode(h)[..], b".", &decode(p)].concat();
    let digest = digest::digest(hash_of(forge.algorithm), usual.input().as_bytes());
    for (name, text) in [
        ("of-nothing", Vec::new()),
        ("of-the-header", h.into()),
        ("of-the-payload", p.into()),
        (
            "of-header-and-payload-without-a-dot",
            format!("{h}{p}").into(),
        ),
        ("of-the-payload-first", format!("{p}.{h}").into()),
        ("of-a-trailing-dot", format!("{h}.{p}.").into()),
        ("of-the-whole-token", usual.token().into()),
        ("of-the-decoded-texts", decoded),
        ("of-the-digest", digest.as_ref().to_vec()),
        ("of-a-newline-more", format!("{}\n", usual.input()).into()),
    ] {
        cases.refuse(name, forge.with_signature(forge.own.sign(&text)), why);
    }
    let (claims, header) = (usual_claims(), forge.header());
    for (name, payload) in [
        (
            "of-another-subject",
            claims.clone().with("sub", string("admin")),
        ),
        (
            "of-more-scopes",
            claims.clone().with("scope", string("user:read admin")),
        ),
        (
            "of-a-later-exp",
            claims.clone().with("exp", (NOW + 3_000).to_string()),
        ),
        ("of-fewer-claims", claims.without("jti")),
    ] {
        let token = format!("{h}.{}.{}", encode(payload.text()), usual.signature);
        cases.refuse(name, token, why);
    }
    for (name, header) in [
        ("of-another-header", header.clone().without("kid")),
        ("of-another-order-of-members", header.reversed()),
    ] {
        let token = format!("{}.{p}.{}", encode(header.text()), usual.signature);
        cases.refuse(name, token, why);
    }
    let why = "the key is nobody's whom this service knows";
    cases.refuse("by-another-key", signed_by(&forge.other_signer, h, p), why);
    cases.refuse(
        "by-another-key-without-kid",
        signed_by(
            &forge.other_signer,
            &encode(forge.header().without("kid").text()),
            p,
        ),
        why,
    );
}
