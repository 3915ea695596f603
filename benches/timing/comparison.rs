//! What is compared with a guess.

use crate::guess::Guesser;
use crate::{memory, names, request, token};

/// Whether the times of the two kinds of guesses may differ.
#[derive(Clone, Copy)]
pub(crate) enum Expected {
    NoDifference,
    /// In a comparison that stops early, to see that such a one would be found.
    Difference,
}

impl Expected {
    pub(crate) fn is_telling(self) -> bool {
        matches!(self, Self::Difference)
    }
}

/// A secret, and what says whether a guess is right.
pub(crate) struct Comparison {
    pub(crate) name: &'static str,
    pub(crate) expected: Expected,
    pub(crate) guesser: Guesser,
    /// Takes a guess, and makes of it the question that is then answered while a clock runs.
    pub(crate) asks: Box<dyn FnMut(&str) -> Question>,
}

/// Whether the guess is right.
pub(crate) type Question = Box<dyn FnOnce() -> bool>;

pub(crate) fn all() -> Vec<Comparison> {
    vec![
        memory::by_equality(),
        memory::of_remembered_tokens(),
        token::signature("a signature, HS256"),
        token::signature_of_a_remembered_token("a signature, HS512, beside a remembered token"),
        request::refresh_token("a refresh token"),
        request::csrf_value("the CSRF value of a session"),
        names::wrong("which names exist, by wrong logins"),
        names::throttled("which names exist, by throttled logins"),
    ]
}
