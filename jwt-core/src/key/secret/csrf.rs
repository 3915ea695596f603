//! `CsrfKey` and `CsrfDigest`: CSRF values, and the digests of them in tokens.

use std::fmt;

use aws_lc_rs::{constant_time, digest, hmac, rand};
use base64_simd::{Out, URL_SAFE_NO_PAD};

use super::derive::derive_key;

const SESSION_LABEL: &[u8] = b"jwt-guard csrf";
const REFRESH_LABEL: &[u8] = b"jwt-guard refresh csrf";
const LOGIN_LABEL: &[u8] = b"jwt-guard login csrf";

/// The keys of the CSRF values of sessions, of their refresh tokens and of login forms.
#[derive(Clone)]
pub struct CsrfKey {
    session: hmac::Key,
    /// The key of sessions, unless refresh tokens have values of their own.
    refresh: hmac::Key,
    login: hmac::Key,
}

impl CsrfKey {
    /// Derives the keys from a secret of the service.
    #[must_use]
    pub fn derive(secret: &[u8]) -> Option<Self> {
        let session = derive_key(secret, SESSION_LABEL)?;
        Some(Self {
            refresh: session.clone(),
            session,
            login: derive_key(secret, LOGIN_LABEL)?,
        })
    }

    /// Derives the keys from a secret of the service, so that the value of a session is not that of its refresh token.
    #[must_use]
    pub fn derive_two(secret: &[u8]) -> Option<Self> {
        Some(Self {
            refresh: derive_key(secret, REFRESH_LABEL)?,
            ..Self::derive(secret)?
        })
    }

    /// The CSRF value of a session: that of its access tokens.
    #[must_use]
    pub fn session_value(&self, session: &str) -> String {
        encoded(hmac::sign(&self.session, session.as_bytes()).as_ref())
    }

    /// The CSRF value of the refresh token of a session.
    #[must_use]
    pub fn refresh_value(&self, session: &str) -> String {
        encoded(hmac::sign(&self.refresh, session.as_bytes()).as_ref())
    }

    /// Whether a text has the form of a session's CSRF value, so that it is safe anywhere in a page.
    #[must_use]
    pub fn is_well_formed(value: &str) -> bool {
        decoded(value).is_some()
    }

    /// A new CSRF value for a login form, before there is a session; `now` is in seconds since the Unix epoch.
    #[must_use]
    pub fn login_value(&self, now: i64) -> Option<String> {
        let mut nonce = [0; 16];
        rand::fill(&mut nonce).ok()?;
        let signed = format!("{}.{now}", encoded(&nonce));
        let tag = encoded(hmac::sign(&self.login, signed.as_bytes()).as_ref());
        Some(format!("{signed}.{tag}"))
    }

    /// When this service made a value for a login form, in seconds since the Unix epoch; `None` if it did not.
    #[must_use]
    pub fn login_value_made_at(&self, value: &str) -> Option<i64> {
        let (signed, tag) = value.rsplit_once('.')?;
        let (_, time) = signed.rsplit_once('.')?;
        hmac::verify(&self.login, signed.as_bytes(), &decoded(tag)?).ok()?;
        time.parse().ok()
    }
}

impl fmt::Debug for CsrfKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// The digest of a session's CSRF value: the claim `csrf`.
#[derive(Clone, PartialEq, Eq)]
pub struct CsrfDigest([u8; 32]);

impl CsrfDigest {
    /// The claim for a CSRF value.
    #[must_use]
    pub fn of(value: &str) -> String {
        encoded(&Self::of_value(value).0)
    }

    /// The digest of a CSRF value.
    #[must_use]
    pub fn of_value(value: &str) -> Self {
        let mut bytes = [0; 32];
        let digest = digest::digest(&digest::SHA256, value.as_bytes());
        for (byte, digested) in bytes.iter_mut().zip(digest.as_ref()) {
            *byte = *digested;
        }
        Self(bytes)
    }

    /// Reads the claim; `None` if it is not a digest.
    pub fn read(claim: &str) -> Option<Self> {
        decoded(claim).map(Self)
    }

    /// Whether it is the digest of this value; takes the same time wherever they differ.
    #[must_use]
    pub fn is_of(&self, value: &str) -> bool {
        let found = digest::digest(&digest::SHA256, value.as_bytes());
        constant_time::verify_slices_are_equal(&self.0, found.as_ref()).is_ok()
    }
}

impl fmt::Debug for CsrfDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[digest]")
    }
}

fn encoded(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode_to_string(bytes)
}

/// 256 bits in base64; `None` if the text is anything else.
fn decoded(text: &str) -> Option<[u8; 32]> {
    const LENGTH: usize = 43;
    if text.len() != LENGTH {
        return None;
    }
    let mut bytes = [0; 32];
    let read = URL_SAFE_NO_PAD.decode(text.as_bytes(), Out::from_slice(&mut bytes));
    read.is_ok().then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(secret: &[u8]) -> CsrfKey {
        CsrfKey::derive(secret).unwrap()
    }

    #[test]
    fn a_value_belongs_to_one_session_of_one_service() {
        let (ours, theirs) = (key(b"ours"), key(b"theirs"));
        assert_eq!(ours.session_value("a"), ours.session_value("a"));
        assert_ne!(ours.session_value("a"), ours.session_value("b"));
        assert_ne!(ours.session_value("a"), theirs.session_value("a"));
        let digest = CsrfDigest::read(&CsrfDigest::of(&ours.session_value("a"))).unwrap();
        assert!(digest.is_of(&ours.session_value("a")));
        assert!(!digest.is_of(&ours.session_value("b")));
    }

    #[test]
    fn a_refresh_token_has_a_value_of_its_own_only_where_it_is_wanted() {
        let one = key(b"ours");
        assert_eq!(one.refresh_value("a"), one.session_value("a"));
        let two = CsrfKey::derive_two(b"ours").unwrap();
        assert_eq!(two.session_value("a"), one.session_value("a"));
        assert_ne!(two.refresh_value("a"), two.session_value("a"));
        assert_ne!(two.refresh_value("a"), two.refresh_value("b"));
    }

    #[test]
    fn a_value_for_a_login_form_is_known_again_and_no_other() {
        let (ours, theirs) = (key(b"ours"), key(b"theirs"));
        let value = ours.login_value(7).unwrap();
        assert_eq!(ours.login_value_made_at(&value), Some(7));
        assert_eq!(theirs.login_value_made_at(&value), None);
        let other = ours.login_value(7).unwrap();
        assert_ne!(value, other);
        let (nonce, _) = value.rsplit_once('.').unwrap();
        let (_, tag) = other.rsplit_once('.').unwrap();
        for forged in [
            "",
            ".",
            "a.b",
            nonce,
            &format!("{nonce}.{tag}"),
            &format!("{value}A"),
            // Another time.
            &value.replace(".7.", ".8."),
        ] {
            assert_eq!(ours.login_value_made_at(forged), None, "{forged}");
        }
        // The value of a session is not accepted in a form.
        assert_eq!(ours.login_value_made_at(&ours.session_value("a")), None);
    }

    #[test]
    fn what_is_no_digest_is_the_digest_of_nothing() {
        for claim in ["", "a", "AAAA", &"A".repeat(44), &"é".repeat(20)] {
            assert_eq!(CsrfDigest::read(claim), None, "{claim}");
        }
    }
}
