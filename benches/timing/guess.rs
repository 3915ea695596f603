//! Guesses of a secret that is a text in base64.

use std::iter;

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// How many letters before the last one are wrong in a guess that is right up to there.
const WRONG_AT_THE_END: usize = 4;

/// How much of a guess is right. Of names, those that exist are right until the end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    WrongFromTheStart,
    RightUntilTheEnd,
}

/// Makes guesses, of which none is ever right.
pub(crate) struct Guesser {
    guesses: Guesses,
    random: Random,
}

enum Guesses {
    OfSecret {
        secret: String,
        /// What guesses begin with that are wrong from the start: a text like the secret, with upper case letters, lower case
        /// letters and digits in the same places. So what looks at a guess alone takes as long for either kind.
        other: String,
    },
    /// Names that exist, and as many that do not.
    OfNames {
        existing: Vec<String>,
        other: Vec<String>,
    },
}

impl Guesser {
    pub(crate) fn of(secret: &str) -> Self {
        Self::new(Guesses::OfSecret {
            secret: secret.to_owned(),
            other: secret
                .bytes()
                .map(of_the_same_kind)
                .map(char::from)
                .collect(),
        })
    }

    /// Guesses are these names, in random order.
    pub(crate) fn of_names(existing: Vec<String>, other: Vec<String>) -> Self {
        Self::new(Guesses::OfNames { existing, other })
    }

    fn new(guesses: Guesses) -> Self {
        Self {
            guesses,
            random: Random(0x9e37_79b9_7f4a_7c15),
        }
    }

    /// A guess, and of which kind it is.
    pub(crate) fn next(&mut self) -> (Kind, String) {
        let Self { guesses, random } = self;
        let (secret, other) = match guesses {
            Guesses::OfSecret { secret, other } => (secret, other),
            Guesses::OfNames { existing, other } => {
                let (kind, names) = match random.next() & 1 {
                    0 => (Kind::WrongFromTheStart, other),
                    _ => (Kind::RightUntilTheEnd, existing),
                };
                let at = random.next() as usize % names.len();
                return (kind, names[at].clone());
            }
        };
        let (kind, text) = if random.next() & 1 == 0 {
            (Kind::WrongFromTheStart, &*other)
        } else {
            (Kind::RightUntilTheEnd, &*secret)
        };
        // The last letter of 256 bits has bits of which not every value is one of base64.
        let last = text.len() - 1;
        let wrong_at = last - WRONG_AT_THE_END;
        let mut guess = text[..wrong_at].to_owned();
        guess.push(if secret[wrong_at..].starts_with('A') {
            'B'
        } else {
            'A'
        });
        guess.extend((wrong_at + 1..last).map(|_| char::from(random.letter())));
        guess.push_str(&secret[last..]);
        (kind, guess)
    }
}

/// Another letter, of the same kind; `-` and `_` have none, and few secrets begin with one.
fn of_the_same_kind(letter: u8) -> u8 {
    let after = |first: u8, count: u8| first + (letter - first + count / 2) % count;
    match letter {
        b'A'..=b'Z' => after(b'A', 26),
        b'a'..=b'z' => after(b'a', 26),
        b'0'..=b'9' => after(b'0', 10),
        symbol => symbol,
    }
}

/// A text of random letters.
pub(crate) fn random_text(length: usize) -> String {
    let mut random = Random(1);
    iter::repeat_with(|| char::from(random.letter()))
        .take(length)
        .collect()
}

/// `SplitMix64`: as good as needed, and as fast.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn letter(&mut self) -> u8 {
        LETTERS[(self.next() >> 58) as usize]
    }
}
