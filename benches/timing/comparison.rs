//! The operations that compare a guess with a secret.

use crate::guess::Guesser;
use crate::places::Place;
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

/// A secret, and the operation that checks a guess.
pub(crate) struct Comparison {
    pub(crate) expected: Expected,
    pub(crate) guesser: Guesser,
    /// Prepares a guess; the returned operation is then timed.
    pub(crate) asks: Box<dyn FnMut(&str) -> Question>,
}

/// Whether the guess is right.
pub(crate) type Question = Box<dyn FnOnce() -> bool>;

/// A row of the table.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    /// One of how many guesses is made: fewer where each takes longer.
    pub(crate) one_of: usize,
    /// Nothing, if it needs a server that is not installed.
    pub(crate) make: fn() -> Option<Comparison>,
}

const fn row(name: &'static str, make: fn() -> Option<Comparison>) -> Row {
    Row {
        name,
        one_of: 1,
        make,
    }
}

/// A row of guesses that a server counts, or a database.
const fn row_of_store(name: &'static str, make: fn() -> Option<Comparison>) -> Row {
    Row {
        one_of: 5,
        ..row(name, make)
    }
}

pub(crate) const ROWS: [Row; 14] = [
    row("400 bytes, by `==`", || Some(memory::by_equality())),
    row("400 bytes, as remembered tokens are compared", || {
        Some(memory::of_remembered_tokens())
    }),
    row("a signature, HS256", || Some(token::signature())),
    row("a signature, HS512, beside a remembered token", || {
        Some(token::signature_of_a_remembered_token())
    }),
    row("a refresh token", || Some(request::refresh_token())),
    row(
        "the CSRF value of a session",
        || Some(request::csrf_value()),
    ),
    row("which names exist, by wrong logins", || {
        names::wrong(Place::Memory)
    }),
    row("which names exist, by throttled logins", || {
        names::throttled(Place::Memory)
    }),
    row_of_store("which names exist, by wrong logins, SQLite", || {
        names::wrong(Place::Sqlite)
    }),
    row_of_store("which names exist, by throttled logins, SQLite", || {
        names::throttled(Place::Sqlite)
    }),
    row_of_store("which names exist, by wrong logins, PostgreSQL", || {
        names::wrong(Place::Postgres)
    }),
    row_of_store("which names exist, by throttled logins, PostgreSQL", || {
        names::throttled(Place::Postgres)
    }),
    row_of_store("which names exist, by wrong logins, Redis", || {
        names::wrong(Place::Redis)
    }),
    row_of_store("which names exist, by throttled logins, Redis", || {
        names::throttled(Place::Redis)
    }),
];
