//! The three segments of a compact JWS (RFC 7515 §7.1).

use base64_simd::{Out, URL_SAFE_NO_PAD};

use super::TokenError;

/// A token taken apart. Nothing in it is trusted yet.
#[derive(Clone, Copy)]
pub(crate) struct Compact<'t> {
    pub(crate) header: &'t str,
    pub(crate) payload: &'t str,
    pub(crate) signature: &'t str,
    /// Header and payload with the dot between them: what was signed.
    pub(crate) signed: &'t str,
}

impl<'t> Compact<'t> {
    /// Splits a token of at most `max_bytes`. The length is looked at before anything else.
    pub(crate) fn split(token: &'t str, max_bytes: usize) -> Result<Self, TokenError> {
        if token.len() > max_bytes {
            return Err(TokenError::TooLong);
        }
        let (signed, signature) = token.rsplit_once('.').ok_or(TokenError::Malformed)?;
        let (header, payload) = signed.split_once('.').ok_or(TokenError::Malformed)?;
        if payload.contains('.') {
            return Err(TokenError::Malformed);
        }
        Ok(Self {
            header,
            payload,
            signature,
            signed,
        })
    }
}

/// Decodes a segment that must hold exactly as many bytes as `buffer`.
pub(crate) fn decode_exact<'b>(segment: &str, buffer: &'b mut [u8]) -> Option<&'b [u8]> {
    if URL_SAFE_NO_PAD.encoded_length(buffer.len()) != segment.len() {
        return None;
    }
    URL_SAFE_NO_PAD
        .decode(segment.as_bytes(), Out::from_slice(buffer))
        .ok()
        .map(|decoded| &*decoded)
}

/// Decodes a segment of any length: unpadded URL-safe base64 in its one canonical spelling.
pub(crate) fn decode(segment: &str) -> Result<Vec<u8>, TokenError> {
    URL_SAFE_NO_PAD
        .decode_to_vec(segment)
        .map_err(|_| TokenError::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_three_segments_are_a_token() {
        for text in ["", "a", "a.b", "a.b.c.d", "a.b.c.d.e", "...."] {
            assert!(Compact::split(text, 100).is_err(), "{text}");
        }
        let compact = Compact::split("a.b.c", 100).ok();
        assert_eq!(compact.map(|c| c.signed), Some("a.b"));
    }

    #[test]
    fn a_token_over_the_limit_is_refused_before_it_is_looked_at() {
        assert!(matches!(
            Compact::split(&".".repeat(101), 100),
            Err(TokenError::TooLong)
        ));
    }

    #[test]
    fn base64_has_one_spelling() {
        assert_eq!(decode("AAE").ok(), Some(vec![0, 1]));
        for other in ["AAF", "AAE=", "AA E", "AAE\n", "AA+/", "A", "AAEA=", "AA\0"] {
            assert!(decode(other).is_err(), "{other:?}");
        }
        let mut two = [0; 2];
        assert_eq!(decode_exact("AAE", &mut two), Some(&[0, 1][..]));
        for other in ["AAF", "AAEA", "AA", "", "AAE="] {
            assert_eq!(decode_exact(other, &mut [0; 2]), None, "{other:?}");
        }
    }
}
