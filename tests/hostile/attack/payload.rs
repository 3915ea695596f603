//! Payloads that are not one JSON object of a bounded size, correctly signed (RFC 7519 §7.2).

use super::json::broken;
use crate::case::{Case, Cases};
use crate::forge::{Forge, usual_claims};

pub(super) fn cases(forge: &Forge) -> Vec<Case> {
    let mut cases = Cases::of("payload");
    for (name, text, why) in broken(&usual_claims().text()) {
        cases.refuse(name, forge.of_payload(text), why);
    }
    let zipped = forge.header().and("zip", "\"DEF\"").text();
    cases.refuse(
        "deflated-with-zip",
        forge.token(
            zipped,
            b"\xab\x56\x2a\x2e\x4d\x52\xb2\x52\x4a\x4c\xc9\xcd\xcc\x53\xaa\x05\x00",
        ),
        "nothing is decompressed",
    );
    cases.into_vec()
}
