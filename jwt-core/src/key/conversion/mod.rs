//! Conversions to and from the types of the crate `jsonwebtoken`, version 12.
//!
//! | from | to | by |
//! |---|---|---|
//! | `(Algorithm, &jsonwebtoken::EncodingKey)` | [`Key`](super::Key) that signs and verifies | `TryFrom` |
//! | `(Algorithm, &jsonwebtoken::DecodingKey)` | [`Key`](super::Key) that only verifies | `TryFrom` |
//! | `&jsonwebtoken::jwk::Jwk`, also with an `Algorithm` | [`Key`](super::Key) that only verifies | `TryFrom` |
//! | `&jsonwebtoken::jwk::JwkSet`, also with an `Algorithm` | [`KeyRing`](super::KeyRing) that only verifies | `TryFrom` |
//! | `&`[`Key`](super::Key), a key pair | `jsonwebtoken::EncodingKey` | `TryFrom` |
//! | `&`[`Key`](super::Key), a key pair or a public key | `jsonwebtoken::DecodingKey`, `jsonwebtoken::jwk::Jwk` | `TryFrom` |
//! | `&`[`Key`](super::Key) | `jsonwebtoken::Header` of its access tokens | `TryFrom` |
//! | `&`[`JwkSet`](super::JwkSet) | `jsonwebtoken::jwk::JwkSet` | `TryFrom` |
//! | [`Secret`](super::Secret) | `jsonwebtoken::EncodingKey`, `jsonwebtoken::DecodingKey` | [`export_encoding_key`], [`export_decoding_key`] |
//! | `jsonwebtoken::Algorithm` | `Algorithm` | [`import_algorithm`] |
//! | `Algorithm` | `jsonwebtoken::Algorithm` | [`export_algorithm`] |
//!
//! An `EncodingKey` or a `DecodingKey` is for a family of algorithms, so that its algorithm is stated beside it.
//!
//! A key that is too weak is refused in each direction, by the rules of [`Key`](super::Key). No conversion does any
//! cryptography of `jsonwebtoken`, and none needs one of its features. The features `aws_lc_rs` and `rust_crypto`, one of
//! which its `encode` and `decode` need, are the application's choice.
//!
//! A secret never becomes a `Jwk`: its `Debug` and its `Serialize` show the value. A `Key` made of a secret does not keep
//! the bytes, so that it cannot be converted back; convert the [`Secret`](super::Secret) instead.

mod algorithm;
mod decoding_key;
mod encoding_key;
mod jwk;
mod jwk_set;
mod secret;

pub use algorithm::{export_algorithm, import_algorithm};
pub use secret::{export_decoding_key, export_encoding_key};
