//! Conversions to and from the types of the crate `jsonwebtoken`, version 12.
//!
//! | from | to | |
//! |---|---|---|
//! | `(Algorithm, &EncodingKey)` | [`Key`](super::Key) that signs and verifies | `TryFrom` |
//! | `(Algorithm, &DecodingKey)` | [`Key`](super::Key) that only verifies | `TryFrom` |
//! | `&Jwk`, `(Algorithm, &Jwk)` | [`Key`](super::Key) that only verifies | `TryFrom` |
//! | `&JwkSet`, `(Algorithm, &JwkSet)` | [`KeyRing`](super::KeyRing) that only verifies | `TryFrom` |
//! | `&`[`Key`](super::Key), a key pair | `EncodingKey` | `TryFrom` |
//! | `&`[`Key`](super::Key), a key pair or a public key | `DecodingKey`, `Jwk`, `Header` | `TryFrom` |
//! | `&`[`JwkSet`](super::JwkSet) | `JwkSet` | `TryFrom` |
//! | [`Secret`](super::Secret) | `EncodingKey`, `DecodingKey` | [`export_encoding_key`], [`export_decoding_key`] |
//! | `Algorithm` | `Algorithm` | [`import_algorithm`], [`export_algorithm`] |
//!
//! The types on the left of the first four rows, and on the right of all others, are those of `jsonwebtoken`. An
//! `EncodingKey` or a `DecodingKey` is for a family of algorithms, so that its algorithm is stated.
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
