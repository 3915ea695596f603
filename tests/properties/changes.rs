//! A token has one spelling: any change makes it invalid.

use jwt_guard::Algorithm;
use jwt_guard::auth::Auth;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::service::{ALL, Api, Profile, cases_of};

/// The characters that a token is made of, and some that other decoders pass over.
const BYTES: &[u8] = b"A.= \n";

/// A token that the service has seen before, and remembers.
fn token(auth: &Auth<Api>) -> String {
    let mint = auth.mint("1").scopes(["user:read"]);
    let token = mint.claims(Profile::plain()).token().unwrap();
    assert!(auth.verify(&token).is_ok());
    token
}

#[track_caller]
fn refused(algorithm: &Algorithm, auth: &Auth<Api>, changed: &str, how: &str) {
    assert!(
        auth.verify(changed).is_err(),
        "{algorithm}, {how}: {changed}"
    );
}

#[test]
fn no_single_bit_may_change() {
    for (algorithm, auth) in &*ALL {
        let token = token(auth);
        for at in 0..token.len() {
            // The highest bit would make it no text, which no header holds.
            for bit in 0..7 {
                let mut bytes = token.clone().into_bytes();
                bytes[at] ^= 1 << bit;
                let changed = String::from_utf8(bytes).unwrap();
                refused(algorithm, auth, &changed, "a bit");
            }
        }
    }
}

#[test]
fn nothing_may_be_cut_off() {
    for (algorithm, auth) in &*ALL {
        let token = token(auth);
        for at in 0..token.len() {
            refused(algorithm, auth, &token[..at], "the end");
            refused(algorithm, auth, &token[at + 1..], "the beginning");
            let without = format!("{}{}", &token[..at], &token[at + 1..]);
            refused(algorithm, auth, &without, "a byte");
        }
    }
}

#[test]
fn nothing_may_be_put_in() {
    for (algorithm, auth) in &*ALL {
        let token = token(auth);
        for at in 0..=token.len() {
            for byte in BYTES {
                let changed = format!("{}{}{}", &token[..at], char::from(*byte), &token[at..]);
                refused(algorithm, auth, &changed, "a byte more");
            }
        }
    }
}

proptest! {
    #![proptest_config(cases_of(64))]

    #[test]
    fn nothing_may_be_replaced(changes in vec((any::<prop::sample::Index>(), any::<char>()), 1..4)) {
        for (algorithm, auth) in ALL.iter().step_by(4) {
            let token = token(auth);
            let mut characters: Vec<_> = token.chars().collect();
            for (at, character) in &changes {
                *at.get_mut(&mut characters) = *character;
            }
            let changed = String::from_iter(characters);
            prop_assert_eq!(auth.verify(&changed).is_ok(), changed == token, "{}", algorithm);
        }
    }
}

#[test]
fn parts_of_two_tokens_make_no_third() {
    for (algorithm, auth) in &*ALL {
        let (one, other) = (token(auth), token(auth));
        let [one, other] = [&one, &other].map(|token| token.split('.').collect::<Vec<_>>());
        let mixed = [one[0], one[1], other[2]].join(".");
        refused(algorithm, auth, &mixed, "the other signature");
        let mixed = [one[0], other[1], one[2]].join(".");
        refused(algorithm, auth, &mixed, "the other payload");
    }
}
