//! Whether a token names every audience of this service.

use super::verifier::Verifier;
use crate::claim::ClaimSet;
use crate::json::{Bounds, read_member};
use crate::token::jws::{Compact, MAX_PAYLOAD_BYTES, buffer, decode_text};
use crate::token::registered::Audience;

impl<T: ClaimSet> Verifier<T> {
    /// Whether a verified token of this service names all audiences that a new one would. A token that another program
    /// minted with the same key may name fewer.
    #[doc(hidden)]
    #[must_use]
    pub fn covers_audience(&self, token: &[u8]) -> bool {
        let inner = &*self.0;
        let Some(ourselves) = inner.own_issuer() else {
            return false;
        };
        if ourselves.audience.is_empty() {
            return true;
        }
        let mut room = buffer::<MAX_PAYLOAD_BYTES>();
        let payload = Compact::split(token, inner.max_token_bytes)
            .and_then(|compact| decode_text(compact.payload, &mut room));
        let named: Option<Audience<'_>> = payload
            .ok()
            .and_then(|payload| read_member(payload, Bounds::CLAIMS, "aud").ok().flatten());
        named.is_some_and(|named| ourselves.audience.iter().all(|ours| named.names(ours)))
    }
}
