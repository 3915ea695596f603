//! Names of signature algorithms.

use std::{fmt, str::FromStr};

use crate::suggestion::nearest;

/// A signature algorithm of RFC 7518 §3.1, RFC 8037 or RFC 9864. There is no `none`.
///
/// [`EdDSA`](Self::EdDSA) and [`Ed25519`](Self::Ed25519) make the same signatures under two names. A name is compared as
/// it stands, and a key has one: an application that accepts both must list both.
///
/// ```
/// use jwt_syntax::algorithm::{Algorithm, Family};
///
/// let algorithm: Algorithm = "ES256".parse()?;
/// assert_eq!(algorithm.family(), Family::Ecdsa);
/// assert_eq!(algorithm.to_string(), "ES256");
/// # Ok::<(), jwt_syntax::algorithm::AlgorithmError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Algorithm {
    /// HMAC with SHA-256.
    HS256,
    /// HMAC with SHA-384.
    HS384,
    /// HMAC with SHA-512.
    HS512,
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    RS256,
    /// RSASSA-PKCS1-v1_5 with SHA-384.
    RS384,
    /// RSASSA-PKCS1-v1_5 with SHA-512.
    RS512,
    /// RSASSA-PSS with SHA-256.
    PS256,
    /// RSASSA-PSS with SHA-384.
    PS384,
    /// RSASSA-PSS with SHA-512.
    PS512,
    /// ECDSA on P-256 with SHA-256.
    ES256,
    /// ECDSA on P-384 with SHA-384.
    ES384,
    /// ECDSA on P-521 with SHA-512.
    ES512,
    /// `EdDSA` on Ed25519, under the name that RFC 8037 gave it.
    EdDSA,
    /// The same under its fully specified name (RFC 9864 §2.2), which also says the curve.
    Ed25519,
}

/// The kind of key with which an algorithm signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// A secret that signer and verifier share.
    Hmac,
    /// An RSA key pair, padded by PKCS #1 v1.5.
    Rsa,
    /// An RSA key pair, padded by PSS.
    RsaPss,
    /// A key pair on a NIST curve.
    Ecdsa,
    /// A key pair on an Edwards curve.
    EdDsa,
}

impl Algorithm {
    /// Every algorithm, by family.
    pub const ALL: [Self; 14] = [
        Self::HS256,
        Self::HS384,
        Self::HS512,
        Self::RS256,
        Self::RS384,
        Self::RS512,
        Self::PS256,
        Self::PS384,
        Self::PS512,
        Self::ES256,
        Self::ES384,
        Self::ES512,
        Self::EdDSA,
        Self::Ed25519,
    ];

    /// The value of the header parameter `alg`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::HS256 => "HS256",
            Self::HS384 => "HS384",
            Self::HS512 => "HS512",
            Self::RS256 => "RS256",
            Self::RS384 => "RS384",
            Self::RS512 => "RS512",
            Self::PS256 => "PS256",
            Self::PS384 => "PS384",
            Self::PS512 => "PS512",
            Self::ES256 => "ES256",
            Self::ES384 => "ES384",
            Self::ES512 => "ES512",
            Self::EdDSA => "EdDSA",
            Self::Ed25519 => "Ed25519",
        }
    }

    /// The kind of key with which it signs.
    #[must_use]
    pub const fn family(self) -> Family {
        match self {
            Self::HS256 | Self::HS384 | Self::HS512 => Family::Hmac,
            Self::RS256 | Self::RS384 | Self::RS512 => Family::Rsa,
            Self::PS256 | Self::PS384 | Self::PS512 => Family::RsaPss,
            Self::ES256 | Self::ES384 | Self::ES512 => Family::Ecdsa,
            Self::EdDSA | Self::Ed25519 => Family::EdDsa,
        }
    }

    /// Whether a verifier could sign as well, because the key is a shared secret.
    #[must_use]
    pub const fn is_symmetric(self) -> bool {
        matches!(self.family(), Family::Hmac)
    }

    /// Whether one key can fit both: a secret or an RSA key that is long enough, or one on Ed25519, which has two names. Each
    /// other curve fits one algorithm alone.
    ///
    /// ```
    /// use jwt_syntax::algorithm::Algorithm;
    ///
    /// assert!(Algorithm::RS256.shares_keys_with(Algorithm::PS512));
    /// assert!(Algorithm::EdDSA.shares_keys_with(Algorithm::Ed25519));
    /// assert!(!Algorithm::ES256.shares_keys_with(Algorithm::ES384));
    /// ```
    #[must_use]
    pub fn shares_keys_with(self, other: Self) -> bool {
        let kind = |algorithm: Self| match algorithm.family() {
            Family::RsaPss => Family::Rsa,
            family => family,
        };
        self == other || kind(self) == kind(other) && kind(self) != Family::Ecdsa
    }

    /// How long a shared secret must be: as long as the hash (RFC 7518 §3.2). `None` for key pairs.
    ///
    /// ```
    /// use jwt_syntax::algorithm::Algorithm;
    ///
    /// assert_eq!(Algorithm::HS256.min_secret_bytes(), Some(32));
    /// assert_eq!(Algorithm::ES256.min_secret_bytes(), None);
    /// ```
    #[must_use]
    pub const fn min_secret_bytes(self) -> Option<usize> {
        match self {
            Self::HS256 => Some(32),
            Self::HS384 => Some(48),
            Self::HS512 => Some(64),
            _ => None,
        }
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Algorithm {
    type Err = AlgorithmError;

    /// Reads a name, case-sensitively (RFC 7515 §4.1.1).
    fn from_str(text: &str) -> Result<Self, AlgorithmError> {
        if let Some(algorithm) = Self::ALL
            .into_iter()
            .find(|algorithm| algorithm.name() == text)
        {
            return Ok(algorithm);
        }
        if text.eq_ignore_ascii_case("none") {
            return Err(AlgorithmError::Unsigned(text.to_owned()));
        }
        let ignoring_case = Self::ALL
            .into_iter()
            .map(Self::name)
            .find(|name| name.eq_ignore_ascii_case(text));
        Err(AlgorithmError::Unknown {
            suggestion: ignoring_case
                .or_else(|| nearest(&text.to_uppercase(), Self::ALL.into_iter().map(Self::name))),
            found: text.to_owned(),
        })
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Algorithm {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Name;

        impl serde::de::Visitor<'_> for Name {
            type Value = Algorithm;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of an algorithm such as `HS256`")
            }

            fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<Algorithm, E> {
                name.parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_str(Name)
    }
}

/// A name that is no algorithm.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AlgorithmError {
    /// `none`, in any case.
    #[error("`{0}` would accept unsigned tokens; write an algorithm that signs, such as `HS256`")]
    Unsigned(String),
    /// Any other name.
    #[error(
        "`{}` is not an algorithm; {}allowed are HS256, HS384, HS512, RS256, RS384, RS512, PS256, PS384, PS512, \
         ES256, ES384, ES512, EdDSA and Ed25519",
        .found.escape_debug(), .suggestion.map(|name| format!("did you mean `{name}`? ")).unwrap_or_default()
    )]
    Unknown {
        /// The name.
        found: String,
        /// The algorithm that was probably meant.
        suggestion: Option<&'static str>,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> AlgorithmError {
        text.parse::<Algorithm>().unwrap_err()
    }

    #[test]
    fn every_algorithm_gives_its_name_back() {
        for algorithm in Algorithm::ALL {
            assert_eq!(algorithm.to_string().parse(), Ok(algorithm));
        }
    }

    #[test]
    fn the_message_lists_every_algorithm() {
        let message = error("x").to_string();
        for algorithm in Algorithm::ALL {
            assert!(message.contains(algorithm.name()), "{algorithm}");
        }
    }

    #[test]
    fn only_hmac_has_a_shortest_secret() {
        for algorithm in Algorithm::ALL {
            assert_eq!(
                algorithm.min_secret_bytes().is_some(),
                algorithm.family() == Family::Hmac,
                "{algorithm}"
            );
        }
        assert_eq!(Algorithm::HS384.min_secret_bytes(), Some(48));
        assert_eq!(Algorithm::HS512.min_secret_bytes(), Some(64));
    }

    #[test]
    fn none_is_refused_in_any_case_with_the_reason() {
        for text in ["none", "None", "NONE", "nOnE"] {
            assert_eq!(error(text), AlgorithmError::Unsigned(text.to_owned()));
        }
        assert!(error("none").to_string().contains("unsigned tokens"));
    }

    #[test]
    fn another_case_is_refused_with_the_right_one() {
        for (text, name) in [
            ("hs256", "HS256"),
            ("eddsa", "EdDSA"),
            ("EDDSA", "EdDSA"),
            ("ed25519", "Ed25519"),
            ("ED25519", "Ed25519"),
            ("Ps512", "PS512"),
        ] {
            assert_eq!(
                error(text),
                AlgorithmError::Unknown {
                    found: text.to_owned(),
                    suggestion: Some(name)
                }
            );
        }
    }

    #[test]
    fn a_mistyped_name_is_refused_with_the_nearest() {
        let suggestion = |text| match error(text) {
            AlgorithmError::Unknown { suggestion, .. } => suggestion,
            AlgorithmError::Unsigned(_) => None,
        };
        assert_eq!(suggestion("HS-256"), Some("HS256"));
        assert_eq!(suggestion("RS25"), Some("RS256"));
        assert_eq!(suggestion("blowfish"), None);
        assert_eq!(suggestion(""), None);
        assert!(
            error("HS-256")
                .to_string()
                .starts_with("`HS-256` is not an algorithm; did you mean `HS256`?")
        );
    }
}
