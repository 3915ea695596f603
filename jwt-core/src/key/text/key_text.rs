//! `KeyText`: a key as text, in a setting or in a file that it names.

use std::fs;

use jwt_syntax::algorithm::Algorithm;
use zeroize::Zeroizing;

use super::pem::{self, Pem};
use crate::key::error::KeyError;
use crate::key::jwk::{Jwk, KeyMaterial};
use crate::key::private::PrivateKey;
use crate::key::public::{PublicKey, expectation};
use crate::key::secret::Secret;

/// A key that was read from text: PEM, a JWK, or `file:` and the path of a file with either.
pub struct KeyText {
    /// `kid` of a JWK.
    pub(crate) id: Option<Box<str>>,
    pub(crate) private: Option<PrivateKey>,
    pub(crate) public: PublicKey,
}

impl KeyText {
    /// Reads a key that fits `algorithm`.
    #[doc(hidden)]
    pub fn read(text: &Secret, algorithm: Algorithm) -> Result<Self, KeyError> {
        let text = key_text(text.expose())?;
        let text = text.trim();
        if text.starts_with('{') {
            return Self::of_jwk(Jwk::read(text)?, algorithm);
        }
        if !text.starts_with("-----BEGIN") {
            return Err(KeyError::new(
                "text that is neither PEM nor a JSON Web Key",
                "a key in PEM, a JSON Web Key, or `file:` and the path of a file with either",
            ));
        }
        let (private, public) = match pem::read(text)? {
            Pem::Public(public) => {
                public.prepare(algorithm)?;
                (None, public)
            }
            Pem::Private { label, der } => {
                let (private, public) = PrivateKey::prepare(label.der(&der), algorithm)?;
                (Some(private), public)
            }
        };
        Ok(Self {
            id: None,
            private,
            public,
        })
    }

    pub(crate) fn of_jwk(jwk: Jwk, algorithm: Algorithm) -> Result<Self, KeyError> {
        if let Some(other) = jwk
            .algorithm
            .as_deref()
            .filter(|name| *name != algorithm.name())
        {
            return Err(KeyError::new(
                format!("a key with `\"alg\":\"{other}\"`"),
                expectation(algorithm),
            ));
        }
        let (private, public) = match jwk.material {
            KeyMaterial::Secret => {
                return Err(KeyError::new(
                    "a secret as a JSON Web Key",
                    expectation(algorithm),
                ));
            }
            KeyMaterial::Public(public) => {
                public.prepare(algorithm)?;
                (None, public)
            }
            KeyMaterial::Private(public, private) => {
                let private = PrivateKey::prepare_jwk(&private, &public, algorithm)?;
                (Some(private), public)
            }
        };
        Ok(Self {
            id: jwk.id,
            private,
            public,
        })
    }
}

/// The text of a key, which is read from a file if the text is `file:` and a path.
///
/// # Errors
///
/// If the file cannot be read, or the text is a URL.
pub fn key_text(text: &str) -> Result<Zeroizing<String>, KeyError> {
    let Some(path) = text.strip_prefix("file:") else {
        let is_url = |scheme: &str| {
            let start = text.trim_start().get(..scheme.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        };
        if is_url("https://") || is_url("http://") {
            return Err(KeyError::new(
                "a URL, and keys are not fetched",
                "what is found there: as text, or in a file of which this is the path, written `file:..`",
            ));
        }
        return Ok(Zeroizing::new(text.to_owned()));
    };
    fs::read_to_string(path)
        .map(Zeroizing::new)
        .map_err(|error| {
            KeyError::new(
                format!("`file:{path}`, which cannot be read: {error}"),
                "the path of a readable file",
            )
        })
}

impl std::fmt::Debug for KeyText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeyText").finish_non_exhaustive()
    }
}
