//! Signs a token that was built.

use base64_simd::URL_SAFE_NO_PAD;

use super::encode;
use super::error::MintError;
use super::payload::payload;
use super::token_builder::Mint;
use crate::claim::ClaimSet;
use crate::key::{Key, Secret};
use crate::token::jws::TokenType;

impl<T: ClaimSet> Mint<'_, T> {
    /// Signs the token.
    ///
    /// It has `iss`, `aud` and `client_id` if they are configured, `sub`, `exp`, `nbf`, `iat`, a random `jti` of 128 bits,
    /// and what the other methods added.
    ///
    /// # Errors
    ///
    /// See [`MintError`]. The configuration itself causes none: it was checked when the `Auth` was built.
    pub fn token(self) -> Result<String, MintError> {
        if self.common.key_per_user {
            return Err(MintError::UserSecretRequired);
        }
        let Some(key) = self.common.keys.signing_key() else {
            return Err(MintError::NoSigningKey);
        };
        self.signed(&key, &key)
    }

    /// Signs the token with a key of its user, for a configuration with `key_per_user = "on"`.
    ///
    /// The secret is that of [`UserBackend::user_secret`](crate::user::UserBackend::user_secret) for the subject; a token
    /// that was signed with another secret is refused.
    ///
    /// ```
    /// # use jwt_guard::user::{BackendError, Credentials};
    /// # use jwt_guard::prelude::*;
    /// # #[derive(AuthConfig)]
    /// # #[auth(key_per_user = "on", users = Users)]
    /// # struct Api { secret: Secret }
    /// # struct Users;
    /// # impl UserBackend for Users {
    /// #   type Credentials = Credentials;
    /// #   type User = ();
    /// #   async fn authenticate(&self, _: Credentials) -> Result<Option<()>, BackendError> { Ok(None) }
    /// #   async fn retrieve_user(&self, _: &str) -> Result<Option<()>, BackendError> { Ok(None) }
    /// #   fn subject(&self, _: &()) -> String { String::new() }
    /// #   async fn user_secret(&self, subject: &str) -> Result<Option<Secret>, BackendError> {
    /// #       Ok((subject == "1").then(|| "7".into()))
    /// #   }
    /// # }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// # let auth = Auth::builder(Api { secret: Secret::random().unwrap() }).users(Users).build().unwrap();
    /// let secret = auth.user_secret("1").await.unwrap().expect("user 1 has a secret");
    /// let token = auth.mint("1").token_with(&secret).unwrap();
    /// assert_eq!(auth.verify_with_user_key(&token).await.unwrap().subject(), "1");
    ///
    /// assert!(auth.mint("1").token().is_err(), "it does not know the key");
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// See [`MintError`].
    pub fn token_with(self, secret: &Secret) -> Result<String, MintError> {
        if !self.common.key_per_user {
            return Err(MintError::UserSecretUnexpected);
        }
        let key = self.common.keys.signing_key();
        let key = key.ok_or(MintError::NoSigningKey)?;
        let of_user = key.derive_user_key(secret).ok_or(MintError::Unsigned)?;
        self.signed(&key, &of_user)
    }

    /// The token with the header of `key`, signed by it or by a key that was derived from it.
    fn signed(&self, key: &Key, by: &Key) -> Result<String, MintError> {
        if self.subject.is_empty() {
            return Err(MintError::EmptySubject);
        }
        let Some(signing) = by.signing() else {
            return Err(MintError::NoSigningKey);
        };
        let profile = &self.common.profile;
        let Some(name) = profile.type_name(&self.token_type) else {
            return Err(MintError::TokenType(self.token_type.clone()));
        };
        let payload = payload(self, name)?;
        let other;
        let typ = match profile.type_claim {
            None => name,
            Some(_) => "JWT",
        };
        // Only this header is kept in the key: another configuration with the same ring may use another type.
        let header = if typ == TokenType::ACCESS.as_str() && self.headers.is_empty() {
            key.access_token_header(|| encode::header(key, typ, &self.headers))?
        } else {
            other = encode::header(key, typ, &self.headers)?;
            &other
        };
        // Header, payload, and the longest usual signature (256 bytes).
        let usual = payload.len().saturating_add(256);
        let mut token = String::with_capacity(
            header
                .len()
                .saturating_add(URL_SAFE_NO_PAD.encoded_length(usual)),
        );
        token.push_str(header);
        token.push('.');
        URL_SAFE_NO_PAD.encode_append(payload, &mut token);
        let Some(signature) = signing.sign(token.as_bytes()) else {
            return Err(MintError::Unsigned);
        };
        token.push('.');
        URL_SAFE_NO_PAD.encode_append(signature, &mut token);
        if token.len() > profile.max_token_bytes {
            return Err(MintError::TooLong(token.len()));
        }
        Ok(token)
    }
}
