//! `CachedToken`: the text of a verified token, compared in constant time.

use std::fmt;

use aws_lc_rs::constant_time;
use zeroize::Zeroizing;

/// A verified token, kept to be compared, and wiped when it is dropped. It can only be compared with [`is`](Self::is): `==`
/// would stop at the first difference.
pub struct CachedToken(Zeroizing<Box<[u8]>>);

impl CachedToken {
    /// Keeps a copy of the token.
    #[must_use]
    pub fn new(token: &[u8]) -> Self {
        Self(Zeroizing::new(token.into()))
    }

    /// Whether it is this token. Takes the same time wherever the two differ; otherwise the time would tell how much of a
    /// token was guessed.
    #[must_use]
    #[inline]
    pub fn is(&self, token: &[u8]) -> bool {
        constant_time::verify_slices_are_equal(&self.0, token).is_ok()
    }
}

impl fmt::Debug for CachedToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Compiles only for a type without `==`.
    trait NoComparison<A> {
        fn is_there() -> bool {
            true
        }
    }

    impl<T> NoComparison<()> for T {}
    impl<T: PartialEq> NoComparison<u8> for T {}

    #[test]
    fn it_is_compared_whole_and_in_no_other_way() {
        let token = CachedToken::new(b"a.b.c");
        assert!(token.is(b"a.b.c"));
        for other in ["a.b.d", "x.b.c", "a.b", "a.b.cc", ""] {
            assert!(!token.is(other.as_bytes()), "{other}");
        }
        assert!(<CachedToken as NoComparison<_>>::is_there());
    }
}
