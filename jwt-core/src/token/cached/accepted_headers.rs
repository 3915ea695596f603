//! Headers of tokens that were verified: a header with the same bytes is not parsed again.

use std::iter;
use std::sync::Arc;

use arc_swap::{ArcSwap, Guard};

use crate::key::{Key, Secret};

/// The most headers that are remembered; others are parsed each time. An issuer signs with a few.
const MAX_HEADERS: usize = 16;

/// The headers of tokens that passed verification, so that only the holder of a key can add one.
#[derive(Default)]
pub(crate) struct AcceptedHeaders(ArcSwap<Vec<Arc<AcceptedHeader>>>);

/// A header, and the keys that may have signed a token with it.
pub(crate) struct AcceptedHeader {
    encoded: Box<[u8]>,
    /// The number of changes of the key rings when this was found; it is valid until the next change.
    changes: u64,
    token_type: Option<Box<str>>,
    signers: Vec<CandidateKey>,
}

/// A key that may have signed a token, and the issuers that have it.
pub(crate) struct CandidateKey {
    pub(crate) first: IssuerKey,
    /// Other issuers with the same key: the claim `iss` says which of them issued the token.
    pub(crate) others: Vec<IssuerKey>,
}

/// A key in the ring of one issuer, and the position of that issuer.
pub(crate) struct IssuerKey {
    pub(crate) issuer: usize,
    pub(crate) key: Arc<Key>,
    /// Whether the header names the issuer's type of access tokens; `None` if a claim names the type.
    pub(crate) says_access: Option<bool>,
}

impl CandidateKey {
    pub(crate) fn new(first: IssuerKey) -> Self {
        let others = Vec::new();
        Self { first, others }
    }

    pub(crate) fn holders(&self) -> impl Iterator<Item = &IssuerKey> {
        iter::once(&self.first).chain(&self.others)
    }

    /// Whether at least one of the issuers still verifies with the key.
    #[inline]
    pub(crate) fn is_live(&self, now: i64) -> bool {
        self.first.key.is_live(now) || self.others.iter().any(|other| other.key.is_live(now))
    }

    /// The same issuers, with the keys of a user that are derived from theirs.
    fn with_user_keys(&self, secret: &Secret) -> Option<Self> {
        let holder = |of: &IssuerKey| {
            Some(IssuerKey {
                issuer: of.issuer,
                key: Arc::new(of.key.derive_user_key(secret)?),
                says_access: of.says_access,
            })
        };
        Some(Self {
            first: holder(&self.first)?,
            others: self.others.iter().filter_map(holder).collect(),
        })
    }
}

impl AcceptedHeader {
    pub(crate) fn new(
        encoded: &[u8],
        changes: u64,
        token_type: Option<&str>,
        signers: Vec<CandidateKey>,
    ) -> Self {
        Self {
            encoded: encoded.into(),
            changes,
            token_type: token_type.map(Into::into),
            signers,
        }
    }

    /// The value of `typ`.
    #[inline]
    pub(crate) fn token_type(&self) -> Option<&str> {
        self.token_type.as_deref()
    }

    #[inline]
    pub(crate) fn signers(&self) -> &[CandidateKey] {
        &self.signers
    }

    /// The same header, with the keys of a user that are derived from its keys.
    pub(crate) fn with_user_keys(mut self, secret: &Secret) -> Self {
        self.signers = self
            .signers
            .iter()
            .filter_map(|signer| signer.with_user_keys(secret))
            .collect();
        self
    }

    #[inline]
    fn is(&self, encoded: &[u8], changes: u64) -> bool {
        *self.encoded == *encoded && self.changes == changes
    }
}

impl AcceptedHeaders {
    #[inline]
    pub(crate) fn load(&self) -> Guard<Arc<Vec<Arc<AcceptedHeader>>>> {
        self.0.load()
    }

    #[inline]
    pub(crate) fn find<'a>(
        accepted: &'a [Arc<AcceptedHeader>],
        encoded: &[u8],
        changes: u64,
    ) -> Option<&'a AcceptedHeader> {
        accepted
            .iter()
            .find(|header| header.is(encoded, changes))
            .map(|header| &**header)
    }

    /// Remembers the header of a token that passed verification.
    pub(crate) fn remember(&self, header: AcceptedHeader) {
        let header = Arc::new(header);
        self.0.rcu(|headers| {
            let mut headers: Vec<_> = headers
                .iter()
                .filter(|known| known.changes == header.changes && known.encoded != header.encoded)
                .cloned()
                .collect();
            if headers.len() < MAX_HEADERS {
                headers.push(Arc::clone(&header));
            }
            headers
        });
    }

    pub(crate) fn clear(&self) {
        self.0.store(Arc::default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remember(headers: &AcceptedHeaders, encoded: &str, changes: u64) {
        headers.remember(AcceptedHeader::new(
            encoded.as_bytes(),
            changes,
            None,
            Vec::new(),
        ));
    }

    fn knows(headers: &AcceptedHeaders, encoded: &str, changes: u64) -> bool {
        AcceptedHeaders::find(&headers.load(), encoded.as_bytes(), changes).is_some()
    }

    #[test]
    fn there_are_never_more_than_a_few() {
        let headers = AcceptedHeaders::default();
        for number in 0..100 {
            remember(&headers, &number.to_string(), 0);
            remember(&headers, &number.to_string(), 0);
        }
        assert_eq!(headers.load().len(), MAX_HEADERS);
        assert!(knows(&headers, "0", 0));
        assert!(!knows(&headers, "99", 0));
    }

    #[test]
    fn what_was_found_out_before_a_change_of_keys_counts_no_more_and_makes_room() {
        let headers = AcceptedHeaders::default();
        for number in 0..MAX_HEADERS {
            remember(&headers, &number.to_string(), 0);
        }
        assert!(knows(&headers, "0", 0));
        assert!(!knows(&headers, "0", 1));
        remember(&headers, "new", 1);
        assert!(knows(&headers, "new", 1));
        assert_eq!(headers.load().len(), 1);
    }
}
