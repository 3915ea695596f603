//! `EncodingKey`: the private keys and secrets of `jsonwebtoken`.

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::signature::RsaKeyPair;
use jsonwebtoken::{AlgorithmFamily, EncodingKey};
use jwt_syntax::algorithm::Algorithm;
use x509_cert::der::asn1::{AnyRef, OctetStringRef};
use x509_cert::der::{Decode, Reader, SliceReader};

use super::algorithm::export_algorithm;
use super::secret::{bytes_not_kept, import_secret};
use crate::key::bound::Key;
use crate::key::error::KeyError;
use crate::key::private::{PrivateDer, PrivateKey};
use crate::key::text::KeyText;

/// A key that signs and verifies, for one algorithm of the family of the `EncodingKey`.
///
/// The identifier of a key pair is its thumbprint; a secret has none. Both can be replaced by [`with_id`](Key::with_id).
///
/// ```
/// use jsonwebtoken::EncodingKey;
/// use jwt_guard::Algorithm;
/// use jwt_guard::key::Key;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let theirs = EncodingKey::from_secret(b"wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e")?;
/// let key = Key::try_from((Algorithm::HS256, &theirs))?;
/// assert!(key.signs());
///
/// let weak = EncodingKey::from_secret(b"secret")?;
/// assert!(Key::try_from((Algorithm::HS256, &weak)).is_err());
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// If the key is too weak, not valid, or of another family than the algorithm.
impl TryFrom<(Algorithm, &EncodingKey)> for Key {
    type Error = KeyError;

    fn try_from((algorithm, key): (Algorithm, &EncodingKey)) -> Result<Self, KeyError> {
        let bytes = key.as_bytes();
        let der = match key.family() {
            AlgorithmFamily::Hmac => return import_secret(algorithm, bytes),
            AlgorithmFamily::Rsa => PrivateDer::Pkcs1(bytes),
            AlgorithmFamily::Ec | AlgorithmFamily::Ed => PrivateDer::Pkcs8(bytes),
        };
        let (private, public) = PrivateKey::prepare(der, algorithm)?;
        let text = KeyText {
            id: None,
            private: Some(private),
            public,
        };
        Self::of_text(text, algorithm)
    }
}

/// The private key of a key pair.
///
/// An `EncodingKey` is for a family of algorithms. The `Header` of the same [`Key`] names the algorithm that it signs with.
///
/// # Errors
///
/// If the key only verifies, has an [end](Key::until), is for an algorithm that `jsonwebtoken` does not have, or is a secret,
/// whose bytes a [`Key`] does not keep:
/// [`export_encoding_key`](crate::key::conversion::export_encoding_key) converts the secret itself.
impl TryFrom<&Key> for EncodingKey {
    type Error = KeyError;

    fn try_from(key: &Key) -> Result<Self, KeyError> {
        export_algorithm(key.algorithm())?;
        if key.is_retired() {
            // `jsonwebtoken` knows no end, and the last tokens of such a key would be refused.
            return Err(KeyError::new(
                "a key that verifies only until some time",
                "a key without an end",
            ));
        }
        let unreadable = |_| KeyError::new("a private key that cannot be written", "another key");
        match key.signing() {
            None => Err(KeyError::new(
                "a key that only verifies",
                "a key that signs",
            )),
            Some(PrivateKey::Hmac(_)) => Err(bytes_not_kept("export_encoding_key")),
            Some(PrivateKey::Rsa { pair, .. }) => rsa(pair),
            Some(PrivateKey::Ecdsa(pair)) => {
                let der = pair.to_pkcs8v1().map_err(unreadable)?;
                Ok(Self::from_ec_der(der.as_ref()))
            }
            Some(PrivateKey::Ed25519(pair)) => {
                let der = pair.to_pkcs8v1().map_err(unreadable)?;
                Ok(Self::from_ed_der(der.as_ref()))
            }
        }
    }
}

/// `jsonwebtoken` signs with an `RSAPrivateKey` (RFC 8017 §A.1.2), which is the last member of a `PrivateKeyInfo` (RFC 5958 §2).
fn rsa(pair: &RsaKeyPair) -> Result<EncodingKey, KeyError> {
    let unreadable = || KeyError::new("a private key that cannot be written", "another key");
    let pkcs8: Pkcs8V1Der<'_> = pair.as_der().map_err(|_| unreadable())?;
    let der: &[u8] = pkcs8.as_ref();
    let mut reader = SliceReader::new(der).map_err(|_| unreadable())?;
    reader
        .sequence(|members| {
            let _version = u8::decode(members)?;
            let _algorithm = AnyRef::decode(members)?;
            let key = OctetStringRef::decode(members)?;
            Ok(EncodingKey::from_rsa_der(key.as_bytes()))
        })
        .map_err(|_| unreadable())
}
