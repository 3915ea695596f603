//! Any header of a token that is otherwise right, signed by either key: accepted exactly when it should be.

#![no_main]

use std::sync::LazyLock;

use fuzz::oracle::accepts_header;
use fuzz::service::{Api, Key, NOW, build};
use jwt_guard::prelude::*;
use libfuzzer_sys::fuzz_target;

static AUTHS: LazyLock<[(Key, Auth<Api>); 2]> = LazyLock::new(|| {
    [Key::Secret, Key::Ed25519].map(|key| (key, build(key.configuration(), NOW).unwrap()))
});

fuzz_target!(|header: &[u8]| {
    // With every claim that RFC 9068 §2.2 requires of an access token of our own, so that only the header decides.
    let payload = format!(
        r#"{{"sub":"1","exp":{},"iat":{NOW},"jti":"1","plan":"pro"}}"#,
        NOW + 60
    );
    for (key, auth) in AUTHS.iter() {
        let token = key.sign(header, payload.as_bytes());
        // Longer tokens are refused unread.
        let expected = accepts_header(header, *key) && token.len() <= 8192;
        assert_eq!(auth.verify(&token).is_ok(), expected, "{key:?}");
    }
});
