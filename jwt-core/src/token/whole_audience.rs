//! Whether a token is for every service that its issuer would name in a new one.

use std::marker::PhantomData;

use serde::de::{IgnoredAny, MapAccess};

use super::Verifier;
use super::compact::{Compact, buffer, decode_text};
use super::limits::MAX_PAYLOAD_BYTES;
use super::registered::Audience;
use crate::claim::ClaimSet;
use crate::json::{Bounds, Members, once, read_object};

impl<T: ClaimSet> Verifier<T> {
    /// Whether a token of ours, which was verified, names all services that a new one would name. One of another program
    /// with the same key need not.
    #[doc(hidden)]
    #[must_use]
    pub fn is_for_all(&self, token: &[u8]) -> bool {
        let inner = &*self.0;
        let Some(ourselves) = inner.ourselves() else {
            return false;
        };
        if ourselves.audience.is_empty() {
            return true;
        }
        let mut room = buffer::<MAX_PAYLOAD_BYTES>();
        let mut claims = AudienceAlone(None);
        let is_read = Compact::split(token, inner.max_token_bytes)
            .and_then(|compact| decode_text(compact.payload, &mut room))
            .is_ok_and(|payload| {
                let rest = PhantomData::<IgnoredAny>;
                read_object(payload, Bounds::CLAIMS, &mut claims, rest).is_ok()
            });
        let named = claims.0.filter(|_| is_read);
        named.is_some_and(|named| ourselves.audience.iter().all(|ours| named.names(ours)))
    }
}

/// The audience, of all claims.
struct AudienceAlone<'de>(Option<Audience<'de>>);

impl<'de> Members<'de> for AudienceAlone<'de> {
    fn take<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<bool, A::Error> {
        if name != "aud" {
            return Ok(false);
        }
        once(&mut self.0, map)?;
        Ok(true)
    }
}
