//! A whole token, as a client sends it: whatever is accepted is a token of this service, in its one spelling.

#![no_main]

use base64_simd::URL_SAFE_NO_PAD;
use fuzz::oracle::{accepts_claims, accepts_header};
use fuzz::service::{AUTH, Key};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|token: &str| {
    if AUTH.verify(token).is_err() {
        return;
    }
    let parts: Vec<_> = token.split('.').collect();
    let [header, payload, _] = parts[..] else {
        panic!("accepted, but not of three parts");
    };
    let [header, payload] =
        [header, payload].map(|part| URL_SAFE_NO_PAD.decode_to_vec(part).unwrap());
    assert_eq!(Key::Secret.sign(&header, &payload), token);
    assert!(accepts_header(&header, Key::Secret) && accepts_claims(&payload));
});
