//! The three segments of a compact JWS (RFC 7515 §7.1).

use std::mem::MaybeUninit;

use base64_simd::{Out, URL_SAFE_NO_PAD};
use jwt_syntax::setting::MAX_TOKEN_BYTES;
use memchr::{memchr, memrchr};

use crate::token::TokenError;

/// The longest payload that a token can have, in bytes: three for four characters of base64.
pub(crate) const MAX_PAYLOAD_BYTES: usize = MAX_TOKEN_BYTES / 4 * 3;

/// The segments of a token. Nothing in it is trusted yet; that a segment is text is checked when it is decoded.
#[derive(Clone, Copy)]
pub(crate) struct Compact<'t> {
    pub(crate) header: &'t [u8],
    pub(crate) payload: &'t [u8],
    pub(crate) signature: &'t [u8],
    /// Header and payload with the dot between them: what was signed.
    pub(crate) signed: &'t [u8],
}

impl<'t> Compact<'t> {
    /// Splits a token of at most `max_bytes` at its first and its last dot. The length is checked first.
    ///
    /// A token with more dots fails when its payload is decoded: a dot is no character of base64.
    #[inline]
    pub(crate) fn split(token: &'t [u8], max_bytes: usize) -> Result<Self, TokenError> {
        if token.len() > max_bytes {
            return Err(TokenError::TooLong);
        }
        // Both dots are near an end of the token, so that the payload between them is not searched; it is read once, when it
        // is decoded.
        let (Some(first), Some(second)) = (memchr(b'.', token), memrchr(b'.', token)) else {
            return Err(TokenError::Malformed);
        };
        Self::with_dots_at(token, first, second).ok_or(TokenError::Malformed)
    }

    /// The error for a token that was split here: malformed if it has more than two dots, whatever else is wrong.
    #[cold]
    pub(crate) fn refusal(&self, error: TokenError) -> TokenError {
        match self.payload.contains(&b'.') {
            true => TokenError::Malformed,
            false => error,
        }
    }

    #[inline]
    fn with_dots_at(token: &'t [u8], first: usize, second: usize) -> Option<Self> {
        let signed = token.get(..second)?;
        Some(Self {
            header: signed.get(..first)?,
            payload: signed.get(first.checked_add(1)?..)?,
            signature: token.get(second.checked_add(1)?..)?,
            signed,
        })
    }
}

/// A buffer on the stack for a decoded segment; it is not zeroed before it is written.
pub(crate) type Buffer<const BYTES: usize> = [MaybeUninit<u8>; BYTES];

pub(crate) const fn buffer<const BYTES: usize>() -> Buffer<BYTES> {
    [const { MaybeUninit::uninit() }; BYTES]
}

/// Decodes a segment: unpadded URL-safe base64, in its canonical form only.
///
/// `None` if it is not, or if it has more bytes than fit into the buffer.
#[inline]
pub(crate) fn decode<'b>(segment: &[u8], buffer: &'b mut [MaybeUninit<u8>]) -> Option<&'b [u8]> {
    let bytes = URL_SAFE_NO_PAD.decoded_length(segment).ok()?;
    let room = Out::from_uninit_slice(buffer.get_mut(..bytes)?);
    URL_SAFE_NO_PAD
        .decode(segment, room)
        .ok()
        .map(|decoded| &*decoded)
}

/// Decodes a segment that holds text.
#[inline]
pub(crate) fn decode_text<'b>(
    segment: &[u8],
    buffer: &'b mut [MaybeUninit<u8>],
) -> Result<&'b str, TokenError> {
    decode(segment, buffer)
        .and_then(|text| str::from_utf8(text).ok())
        .ok_or(TokenError::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_three_segments_are_a_token() {
        let split = |text: &'static str| Compact::split(text.as_bytes(), 100).ok();
        for text in ["", "a", ".", "a.b"] {
            assert!(split(text).is_none(), "{text}");
        }
        for text in ["a.AAEC.c.d", "a.AAEC.AAEC.d.e", "....", "..."] {
            let compact = split(text).unwrap();
            assert!(decode(compact.payload, &mut buffer::<100>()).is_none());
            let refusal = compact.refusal(TokenError::Signature);
            assert!(matches!(refusal, TokenError::Malformed), "{text}");
        }
        let compact = split("a.AAEC.c").unwrap();
        assert_eq!(compact.signed, b"a.AAEC");
        let refusal = compact.refusal(TokenError::Signature);
        assert!(matches!(refusal, TokenError::Signature));
    }

    #[test]
    fn a_token_over_the_limit_is_refused_before_it_is_looked_at() {
        assert!(matches!(
            Compact::split(".".repeat(101).as_bytes(), 100),
            Err(TokenError::TooLong)
        ));
    }

    #[test]
    fn base64_has_one_spelling() {
        let read =
            |segment: &str| decode(segment.as_bytes(), &mut buffer::<4>()).map(<[u8]>::to_vec);
        assert_eq!(read("AAE"), Some(vec![0, 1]));
        assert_eq!(read(""), Some(vec![]));
        for other in ["AAF", "AAE=", "AA E", "AAE\n", "AA+/", "A", "AAEA=", "AA\0"] {
            assert_eq!(read(other), None, "{other:?}");
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let read = |segment: &str| decode(segment.as_bytes(), &mut buffer::<4>()).is_some();
        assert!(read("AAAAAA"));
        assert!(!read("AAAAAAA"));
        assert!(!read(&"A".repeat(1 << 20)));
    }
}
