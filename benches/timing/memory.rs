//! Bytes beside bytes, without anything around.

use std::hint::black_box;

use aws_lc_rs::constant_time::verify_slices_are_equal;

use crate::comparison::{Comparison, Expected};
use crate::guess::{Guesser, random_text};

/// The length of a token.
const LENGTH: usize = 400;

pub(crate) fn by_equality() -> Comparison {
    of_texts(
        "400 bytes, by `==`",
        Expected::Difference,
        |secret, guess| secret == guess,
    )
}

/// What compares remembered tokens and the values of forms and sessions. A guess of a remembered token reaches it only
/// with the same hash, which is seeded anew in each process: so it is not seen in the times of tokens.
pub(crate) fn in_constant_time() -> Comparison {
    of_texts(
        "400 bytes, as remembered tokens are compared",
        Expected::NoDifference,
        |secret, guess| verify_slices_are_equal(secret, guess).is_ok(),
    )
}

fn of_texts(
    name: &'static str,
    expected: Expected,
    are_equal: fn(&[u8], &[u8]) -> bool,
) -> Comparison {
    let secret = random_text(LENGTH);
    Comparison {
        name,
        expected,
        guesser: Guesser::of(&secret),
        asks: Box::new(move |guess| {
            let (secret, guess) = (secret.clone(), guess.to_owned());
            Box::new(move || are_equal(black_box(secret.as_bytes()), black_box(guess.as_bytes())))
        }),
    }
}
