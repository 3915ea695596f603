//! Refresh tokens: how they are made, their digests, and how a successor is sealed.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, RandomizedNonceKey};
use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::{hkdf, hmac, rand};
use base64_simd::URL_SAFE_NO_PAD;
use jwt_syntax::http::cookie::is_octet;
use zeroize::Zeroizing;

use crate::claim::NoClaims;
use crate::key::CsrfKey;
use crate::session::record::{Session, Successor, TokenDigest};
use crate::token::{Minter, SessionOwner, TokenError, TokenType, Verified, Verifier};

/// The length of an opaque token in bytes: 256 random bits in base64.
const OPAQUE_LENGTH: usize = 43;

/// The longest token that is accepted, in bytes.
const MAX_BYTES: usize = 8192;

/// The shortest token that a generator may make, in bytes: 128 bits in base64.
const MIN_GENERATED: usize = 22;

const TOO_SHORT: &str = "the generator of refresh tokens returned one of less than 22 bytes, which is guessable, or of more than 8192";

const ODD_CHARACTER: &str = "the generator of refresh tokens returned one with a character that is invalid in a cookie: use letters, digits, `-` and `_`";

const SEAL_LABEL: &[u8] = b"jwt-guard successor of a refresh token";

/// A function of the application that makes a refresh token for a subject.
pub type RefreshTokenGenerator = Arc<dyn Fn(&str) -> String + Send + Sync>;

/// How the refresh tokens of a service are made and recognised.
pub enum RefreshTokens {
    /// Opaque tokens of 256 random bits.
    Opaque {
        /// The key of the digests of adopted tokens, which may be less random; `None` if none are adopted.
        adopted: Option<hmac::Key>,
    },
    /// JWTs of the type `rt+jwt`.
    Jwt {
        /// Signs them.
        minter: Minter<NoClaims>,
        /// Verifies them.
        verifier: Verifier<NoClaims>,
        /// The key of their digests.
        digest_key: hmac::Key,
        /// The key of the CSRF values that they hold, if they hold any.
        csrf: Option<Box<CsrfKey>>,
    },
    /// Tokens that a function of the application makes.
    Generated {
        /// Makes them.
        generator: RefreshTokenGenerator,
        /// The key of their digests.
        digest_key: hmac::Key,
    },
}

/// A refresh token.
pub struct RefreshToken(Zeroizing<String>);

/// Why no refresh token was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum RefreshTokenError {
    #[error("the operating system gave no random bytes")]
    NoRandomness,
    #[error("no refresh token could be signed")]
    Unsigned,
    #[error("{TOO_SHORT}")]
    TooShort,
    #[error("{ODD_CHARACTER}")]
    OddCharacter,
}

impl RefreshTokenError {
    /// What is wrong with the application, if that is the reason.
    pub(crate) fn mistake(self) -> Option<&'static str> {
        match self {
            Self::NoRandomness | Self::Unsigned => None,
            Self::TooShort => Some(TOO_SHORT),
            Self::OddCharacter => Some(ODD_CHARACTER),
        }
    }
}

impl RefreshTokens {
    /// A new token for a session that lasts `left` seconds more.
    pub(crate) fn make(
        &self,
        session: &Session,
        left: i64,
    ) -> Result<RefreshToken, RefreshTokenError> {
        let text = match self {
            Self::Opaque { .. } => {
                let mut bytes = Zeroizing::new([0; 32]);
                rand::fill(&mut *bytes).map_err(|_| RefreshTokenError::NoRandomness)?;
                URL_SAFE_NO_PAD.encode_to_string(bytes.as_slice())
            }
            Self::Jwt { minter, csrf, .. } => {
                let csrf = csrf.as_ref().map(|key| key.refresh_value(&session.id));
                let token = minter
                    .mint(&session.subject)
                    .token_type(&TokenType::REFRESH);
                let left = Duration::from_secs(u64::try_from(left).unwrap_or_default());
                let token = token
                    .in_session(&session.id, csrf.as_deref())
                    .ttl(left)
                    .token();
                token.map_err(|error| {
                    tracing::error!(%error, "no refresh token was minted");
                    RefreshTokenError::Unsigned
                })?
            }
            Self::Generated { generator, .. } => {
                let text = generator(&session.subject);
                if text.len() < MIN_GENERATED || text.len() > MAX_BYTES {
                    return Err(RefreshTokenError::TooShort);
                }
                if !text.bytes().all(is_octet) {
                    return Err(RefreshTokenError::OddCharacter);
                }
                text
            }
        };
        Ok(RefreshToken(Zeroizing::new(text)))
    }

    /// The verified token, or the first check that it fails; `None` if tokens are not JWTs.
    pub(crate) fn verified(
        &self,
        token: &RefreshToken,
    ) -> Option<Result<Arc<Verified<NoClaims>>, TokenError>> {
        match self {
            Self::Jwt { verifier, .. } => {
                Some(verifier.verify_as(&TokenType::REFRESH, token.as_str()))
            }
            Self::Opaque { .. } | Self::Generated { .. } => None,
        }
    }

    /// Whether tokens hold CSRF values.
    pub(crate) fn hold_csrf_values(&self) -> bool {
        matches!(self, Self::Jwt { csrf: Some(_), .. })
    }

    /// The digest of a token; `None` if it is not a token of this service. The owner is a part of it, so that the token is
    /// unknown to other services that share the store.
    pub(crate) fn digest_of(
        &self,
        token: &RefreshToken,
        owner: &SessionOwner,
    ) -> Option<TokenDigest> {
        let text = token.as_str();
        let whole = || Zeroizing::new([owner.as_bytes(), text.as_bytes()].concat());
        let bytes = match self {
            // An opaque token is as random as its digest, so that no key is needed.
            Self::Opaque { adopted } => {
                let is_one = text.len() == OPAQUE_LENGTH && text.bytes().all(is_base64);
                if is_one {
                    return Some(of(digest(&SHA256, &whole()).as_ref()));
                }
                let is_whole = text.len() <= MAX_BYTES && text.bytes().all(is_octet);
                let key = adopted.as_ref().filter(|_| is_whole && !text.is_empty())?;
                hmac::sign(key, &whole())
            }
            Self::Jwt {
                verifier,
                digest_key,
                ..
            } => {
                verifier.verify_as(&TokenType::REFRESH, text).ok()?;
                hmac::sign(digest_key, &whole())
            }
            Self::Generated { digest_key, .. } => {
                if text.len() > MAX_BYTES {
                    return None;
                }
                hmac::sign(digest_key, &whole())
            }
        };
        Some(of(bytes.as_ref()))
    }

    /// A successor, encrypted with a key that is derived from the token before it.
    pub(crate) fn sealed(
        &self,
        successor: &RefreshToken,
        presented: &RefreshToken,
        owner: &SessionOwner,
    ) -> Option<Successor> {
        let mut text = successor.0.as_bytes().to_vec();
        let key = presented.sealing_key()?;
        let nonce = key.seal_in_place_append_tag(Aad::empty(), &mut text).ok()?;
        Some(Successor {
            digest: self.digest_of(successor, owner)?,
            sealed: [&nonce.as_ref()[..], &text].concat(),
        })
    }
}

impl RefreshToken {
    #[doc(hidden)]
    pub fn presented(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    #[doc(hidden)]
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The successor that was sealed for this token.
    pub(crate) fn unsealed(&self, sealed: &[u8]) -> Option<Self> {
        let (nonce, rest) = sealed.split_at_checked(NONCE_LEN)?;
        let nonce = aws_lc_rs::aead::Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut text = Zeroizing::new(rest.to_vec());
        let key = self.sealing_key()?;
        let open = key.open_in_place(nonce, Aad::empty(), &mut text).ok()?;
        Some(Self::presented(str::from_utf8(open).ok()?))
    }

    fn sealing_key(&self) -> Option<RandomizedNonceKey> {
        let secret = hkdf::Salt::none(hkdf::HKDF_SHA256).extract(self.0.as_bytes());
        let mut key = Zeroizing::new([0; 32]);
        let expanded = secret.expand(&[SEAL_LABEL], &AES_256_GCM).ok()?;
        expanded.fill(&mut *key).ok()?;
        RandomizedNonceKey::new(&AES_256_GCM, &*key).ok()
    }
}

impl fmt::Debug for RefreshToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

fn of(digest: &[u8]) -> TokenDigest {
    let mut bytes = [0; 32];
    for (byte, digested) in bytes.iter_mut().zip(digest) {
        *byte = *digested;
    }
    TokenDigest::from_bytes(bytes)
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}

impl fmt::Debug for RefreshTokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RefreshTokens").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::RevocationKey;

    const OPAQUE: RefreshTokens = RefreshTokens::Opaque { adopted: None };

    fn owner() -> SessionOwner {
        SessionOwner::named("shop")
    }

    fn session() -> Session {
        Session {
            key: RevocationKey::of_session(&owner(), None, "s"),
            subject_key: RevocationKey::of_subject(&owner(), None, "1"),
            id: "s".into(),
            subject: "1".into(),
            created_at: 0,
            last_used_at: 0,
            expires_at: 10,
            idle_expires_at: None,
            remembered_for: 0,
            client: None,
            details: String::new(),
        }
    }

    fn opaque() -> RefreshToken {
        OPAQUE.make(&session(), 10).unwrap()
    }

    #[test]
    fn an_opaque_token_is_256_random_bits() {
        let (one, other) = (opaque(), opaque());
        assert_eq!(one.as_str().len(), OPAQUE_LENGTH);
        assert_ne!(one.as_str(), other.as_str());
        let tokens = OPAQUE;
        let of = |token, owner| tokens.digest_of(token, &owner);
        assert_ne!(of(&one, owner()), of(&other, owner()));
        // For another owner, the digest differs.
        assert_ne!(of(&one, owner()), of(&one, SessionOwner::named("forum")));
    }

    #[test]
    fn what_is_no_opaque_token_is_not_looked_up() {
        let good = opaque();
        let good = good.as_str();
        for text in [
            "",
            "a",
            &good[1..],
            &format!("{good}A"),
            &format!("{}=", &good[1..]),
            &good.replace(|_| true, "é"),
        ] {
            let token = RefreshToken::presented(text);
            let digest = OPAQUE.digest_of(&token, &owner());
            assert_eq!(digest, None, "{text}");
        }
    }

    #[test]
    fn a_successor_opens_for_the_token_before_it_alone() {
        let (presented, successor, other) = (opaque(), opaque(), opaque());
        let sealed = OPAQUE.sealed(&successor, &presented, &owner()).unwrap();
        let opened = presented.unsealed(&sealed.sealed).unwrap();
        assert_eq!(opened.as_str(), successor.as_str());
        assert!(other.unsealed(&sealed.sealed).is_none());
        for at in 0..sealed.sealed.len() {
            let mut changed = sealed.sealed.clone();
            changed[at] ^= 1;
            assert!(presented.unsealed(&changed).is_none());
        }
        assert!(presented.unsealed(&sealed.sealed[..5]).is_none());
        let text = successor.as_str().as_bytes();
        assert!(
            !sealed
                .sealed
                .windows(8)
                .any(|window| text.starts_with(window))
        );
    }

    #[test]
    fn what_a_generator_makes_is_long_enough_and_fits_into_a_cookie() {
        let made = |text: &str| {
            let text = text.to_owned();
            let tokens = RefreshTokens::Generated {
                generator: Arc::new(move |_| text.clone()),
                digest_key: hmac::Key::new(hmac::HMAC_SHA256, &[7; 32]),
            };
            tokens.make(&session(), 10).err()
        };
        let long = "x".repeat(MAX_BYTES + 1);
        for text in ["", "token of 1", &"x".repeat(21), &long] {
            assert_eq!(made(text), Some(RefreshTokenError::TooShort), "{text}");
        }
        let good = "of_1-0123456789.abcdefghijklm~+/=!#$%&'()*:<>?@[]^`{|}";
        assert_eq!(made(good), None);
        for odd in [";", ",", " ", "\"", "\\", "\t", "\r\n", "\0", "\x7f", "é"] {
            for text in [format!("{good}{odd}"), format!("{odd}{good}")] {
                assert_eq!(
                    made(&text),
                    Some(RefreshTokenError::OddCharacter),
                    "{text:?}"
                );
            }
        }
    }
}
