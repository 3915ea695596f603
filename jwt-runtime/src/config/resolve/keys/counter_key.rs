//! The key of the digests under which login attempts are counted.

use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use zeroize::Zeroizing;

use crate::config::Settings;
use crate::key::{self, derive_key};

const COUNTER_LABEL: &[u8] = b"jwt-guard attempt counter";

impl Settings {
    /// The key of the digests. Without a secret, the service signs no tokens, and a random key is enough.
    pub(in crate::config) fn counter_key(&self, secret: Option<&[u8]>) -> Option<hmac::Key> {
        match self.counter_secret(secret) {
            Some(secret) => derive_key(&secret, COUNTER_LABEL),
            None => hmac::Key::generate(hmac::HMAC_SHA256, &SystemRandom::new()).ok(),
        }
    }

    /// The secret from which the key is derived: `secret` or, without one, the text of the private key.
    fn counter_secret(&self, secret: Option<&[u8]>) -> Option<Zeroizing<Vec<u8>>> {
        if let Some(secret) = secret {
            return Some(Zeroizing::new(secret.to_vec()));
        }
        let text = key::key_text(self.private_key.value()?.expose()).ok()?;
        Some(Zeroizing::new(text.trim().as_bytes().to_vec()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Origin;
    use crate::key::Secret;

    #[test]
    fn the_key_of_counters_follows_the_secret_or_the_private_key() {
        let tag = |key: &hmac::Key| hmac::sign(key, b"ada").as_ref().to_vec();
        let of = |settings: &Settings| {
            let secret = settings.session_secret(&mut Vec::new());
            let secret = secret.as_ref().map(|secret| secret.as_slice());
            tag(&settings.counter_key(secret).unwrap())
        };
        assert_eq!(of(&Settings::with_secret()), of(&Settings::with_secret()));
        let signing = key::Ed25519Jwk::generate().private;
        let private = |key: &str| {
            let mut settings = Settings::new("Api");
            let key = Secret::from(key);
            settings
                .private_key
                .supply(Origin::Field("private_key"), &key);
            settings
        };
        assert_eq!(of(&private(&signing)), of(&private(&signing)));
        let other = key::Ed25519Jwk::generate().private;
        assert_ne!(of(&private(&signing)), of(&private(&other)));
        // A service that signs nothing: a key that no client knows.
        let none = Settings::new("Api");
        assert_ne!(of(&none), of(&none));
    }
}
