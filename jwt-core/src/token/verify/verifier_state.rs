//! `VerifierState`: the steps of verification, with what they need and remember.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};

use super::candidates::candidates;
use super::claims::check_claims;
use super::request::VerificationRequest;
use super::shared_key::issuer_key_for;
use crate::claim::ClaimSet;
use crate::clock::Clock;
use crate::key::{Key, MAX_SIGNATURE_BYTES};
use crate::token::TokenError;
use crate::token::cached::{AcceptedHeader, AcceptedHeaders, CandidateKey, TokenCache};
use crate::token::issuer::Issuer;
use crate::token::jws::{Compact, Header, MAX_PAYLOAD_BYTES, buffer, decode, decode_text};
use crate::token::verified::{Verified, VerifierId};

/// The `extra_verifications`, which run on every request; the error is the name of the one that refuses.
pub type ExtraVerifications<T> = fn(&Arc<Verified<T>>) -> Result<(), &'static str>;

/// The rules, keys and caches of a verifier, which its clones share.
pub(super) struct VerifierState<T> {
    pub(super) id: VerifierId,
    /// This service first, then the trusted issuers.
    pub(super) issuers: Box<[Issuer]>,
    pub(super) max_token_bytes: usize,
    /// In seconds.
    pub(super) leeway: i64,
    pub(super) headers: AcceptedHeaders,
    pub(super) cache: Option<TokenCache<T>>,
    /// The number of changes of the key rings that the caches have seen.
    pub(super) changes_followed: AtomicU64,
    /// When the next of the valid keys ends.
    pub(super) next_end: AtomicI64,
    /// Run for every access token that is otherwise accepted, cached or not.
    pub(super) extra: Option<ExtraVerifications<T>>,
    pub(super) clock: Arc<dyn Clock>,
    /// Whether tokens are verified with a key of their user, whose secret must be looked up first.
    pub(super) key_per_user: bool,
    /// Whether the hint about unknown key identifiers was logged.
    pub(super) has_hinted: AtomicBool,
}

impl<T: ClaimSet> VerifierState<T> {
    /// This service as an issuer: the first of the issuers.
    pub(super) fn own_issuer(&self) -> Option<&Issuer> {
        self.issuers.first()
    }

    /// Clears the caches of keys that are gone, once after each change of a key ring and when a key ends. Returns the number
    /// of changes so far.
    pub(super) fn follow_changes(&self, now: i64) -> u64 {
        let changes = self.issuers.iter().fold(0, |sum: u64, issuer| {
            sum.wrapping_add(issuer.keys.changes())
        });
        if self.changes_followed.load(Ordering::Relaxed) != changes
            || now >= self.next_end.load(Ordering::Relaxed)
        {
            self.next_end.store(self.next_end(now), Ordering::Relaxed);
            // Stored last: a thread that still writes the result of an earlier change is then recognised by its number.
            self.changes_followed.store(changes, Ordering::Release);
            self.headers.clear();
            if let Some(cache) = &self.cache {
                cache.forget_retired(now);
            }
        }
        changes
    }

    fn next_end(&self, now: i64) -> i64 {
        let mut next = i64::MAX;
        for issuer in &self.issuers {
            issuer.keys.for_each(|key| {
                if key.is_live(now) {
                    next = next.min(key.ends_at());
                }
            });
        }
        next
    }

    /// Verifies a token, and adds it to `cache`.
    pub(super) fn verify(
        &self,
        request: &VerificationRequest<'_>,
        token: &[u8],
        changes: u64,
        cache: Option<&TokenCache<T>>,
    ) -> Result<Arc<Verified<T>>, TokenError> {
        let compact = Compact::split(token, self.max_token_bytes)?;
        let verified = self.verify_split(request, token, &compact, changes, cache);
        verified.map_err(|error| compact.refusal(error))
    }

    fn verify_split(
        &self,
        request: &VerificationRequest<'_>,
        token: &[u8],
        compact: &Compact<'_>,
        changes: u64,
        cache: Option<&TokenCache<T>>,
    ) -> Result<Arc<Verified<T>>, TokenError> {
        let accepted = self.headers.load();
        let mut new = None;
        let header = match AcceptedHeaders::find(&accepted, compact.header, changes) {
            Some(known) => known,
            None => new.insert(self.read_header(compact.header, changes, request.now)?),
        };
        let (verified, key) = self.verify_with_header(header, request, compact)?;
        if let Some(cache) = cache {
            cache.remember(token, key, &verified);
        }
        if let Some(header) = new {
            self.headers.remember(header);
        }
        Ok(verified)
    }

    /// Parses a header: the type that it names, and the keys that may have signed the token.
    pub(super) fn read_header(
        &self,
        encoded: &[u8],
        changes: u64,
        now: i64,
    ) -> Result<AcceptedHeader, TokenError> {
        let mut room = buffer::<MAX_PAYLOAD_BYTES>();
        let header = Header::parse(decode_text(encoded, &mut room)?)?;
        let signers = candidates(&header, &self.issuers, now);
        let signers = signers.inspect_err(|error| self.hint(error))?;
        let token_type = header.token_type.as_deref();
        Ok(AcceptedHeader::new(encoded, changes, token_type, signers))
    }

    /// Logs once what may be wrong with the configuration, if tokens name an unknown key while a key is named by its
    /// thumbprint alone.
    #[cold]
    fn hint(&self, error: &TokenError) {
        let has_own_name = |issuer: &Issuer| {
            let keys = issuer.keys.keys();
            keys.iter().any(|key| key.is_named_by_thumbprint())
        };
        if *error == TokenError::UnknownKeyId
            && self.issuers.iter().any(has_own_name)
            && !self.has_hinted.swap(true, Ordering::Relaxed)
        {
            tracing::warn!(
                "a token was refused that names an unknown key (`kid`); a key in PEM has its thumbprint (RFC 7638) as \
                 identifier: if its issuer uses another one, set `key_id`"
            );
        }
    }

    /// Whether a token names one of the trusted issuers. Where this service has no `issuer` and shares a key with one of
    /// them, it would otherwise take such a token for its own once that key has ended in the other ring.
    fn is_of_another(&self, named: Option<&str>) -> bool {
        let others = self.issuers.get(1..).unwrap_or_default();
        others
            .iter()
            .any(|other| named.is_some() && other.name.as_deref() == named)
    }

    pub(super) fn verify_with_header<'h>(
        &self,
        header: &'h AcceptedHeader,
        request: &VerificationRequest<'_>,
        compact: &Compact<'_>,
    ) -> Result<(Arc<Verified<T>>, &'h Arc<Key>), TokenError> {
        let signer = signer(header, compact, request.now)?;
        let mut room = buffer::<MAX_PAYLOAD_BYTES>();
        let payload = decode_text(compact.payload, &mut room)?;
        let holder = match signer.others.is_empty() {
            true => &signer.first,
            false => issuer_key_for(signer, payload, &self.issuers, request.now),
        };
        let issuer = self
            .issuers
            .get(holder.issuer)
            .ok_or(TokenError::UnknownKey)?;
        let verified = check_claims(
            issuer,
            payload,
            header.token_type(),
            holder.says_access,
            request,
        )?;
        if issuer.name.is_none() && self.is_of_another(verified.issuer()) {
            return Err(TokenError::Issuer);
        }
        Ok((verified, &holder.key))
    }

    #[cfg(test)]
    pub(super) fn open(&self, token: &str) -> Result<Vec<u8>, TokenError> {
        let compact = Compact::split(token.as_bytes(), self.max_token_bytes)?;
        let opened = self.open_split(&compact);
        opened.map_err(|error| compact.refusal(error))
    }

    #[cfg(test)]
    fn open_split(&self, compact: &Compact<'_>) -> Result<Vec<u8>, TokenError> {
        let now = self.clock.now();
        let header = self.read_header(compact.header, 0, now)?;
        signer(&header, compact, now)?;
        let mut room = buffer::<MAX_PAYLOAD_BYTES>();
        decode(compact.payload, &mut room)
            .map(<[u8]>::to_vec)
            .ok_or(TokenError::Malformed)
    }
}

/// The key that signed a token, of the candidates of its header.
#[inline]
fn signer<'h>(
    header: &'h AcceptedHeader,
    compact: &Compact<'_>,
    now: i64,
) -> Result<&'h CandidateKey, TokenError> {
    let mut refusal = TokenError::UnknownKey;
    for signer in header.signers() {
        if !signer.is_live(now) {
            continue;
        }
        if has_signed(&signer.first.key, compact.signed, compact.signature) {
            return Ok(signer);
        }
        refusal = TokenError::Signature;
    }
    Err(refusal)
}

/// Whether an encoded signature is that of `signed` under the key.
#[inline]
pub(crate) fn has_signed(key: &Key, signed: &[u8], signature: &[u8]) -> bool {
    let mut room = buffer::<MAX_SIGNATURE_BYTES>();
    let key = key.verifying();
    decode(signature, &mut room).is_some_and(|signature| {
        signature.len() == key.signature_bytes() && key.verifies(signed, signature)
    })
}
