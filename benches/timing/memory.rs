//! Comparisons of bytes alone.

use std::hint::black_box;
use std::rc::Rc;

use jwt_guard::testing::CachedToken;

use crate::comparison::{Comparison, Expected};
use crate::guess::{Guesser, random_text};

/// The length of a token.
const LENGTH: usize = 400;

pub(crate) fn by_equality() -> Comparison {
    of_texts(Expected::Difference, |secret| {
        let secret = secret.to_owned().into_bytes();
        Box::new(move |guess| black_box(&secret[..]) == guess)
    })
}

/// What compares remembered tokens. A guess of one reaches it only with the same hash, which is seeded anew in each process:
/// so it is not seen in the times of tokens.
pub(crate) fn of_remembered_tokens() -> Comparison {
    of_texts(Expected::NoDifference, |secret| {
        let remembered = CachedToken::new(secret.as_bytes());
        Box::new(move |guess| remembered.is(guess))
    })
}

/// Whether a guess is the text that it was made for.
type Compares = dyn Fn(&[u8]) -> bool;

fn of_texts(expected: Expected, compares_with: fn(&str) -> Box<Compares>) -> Comparison {
    let secret = random_text(LENGTH);
    let is_the_same: Rc<Compares> = compares_with(&secret).into();
    Comparison {
        expected,
        guesser: Guesser::of(&secret),
        asks: Box::new(move |guess| {
            let (is_the_same, guess) = (Rc::clone(&is_the_same), guess.to_owned());
            Box::new(move || is_the_same(black_box(guess.as_bytes())))
        }),
    }
}
