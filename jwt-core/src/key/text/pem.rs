//! Keys as PEM (RFC 7468).

use x509_cert::Certificate;
use x509_cert::der::{Decode, Encode};
use zeroize::Zeroizing;

use crate::key::error::KeyError;
use crate::key::private::PrivateDer;
use crate::key::public::PublicKey;

/// The key in a PEM text.
pub(crate) enum Pem {
    Public(PublicKey),
    Private {
        label: PrivateLabel,
        der: Zeroizing<Vec<u8>>,
    },
}

/// The labels of private keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PrivateLabel {
    Pkcs8,
    Pkcs1,
    Sec1,
}

impl PrivateLabel {
    pub(crate) fn der(self, der: &[u8]) -> PrivateDer<'_> {
        match self {
            Self::Pkcs8 => PrivateDer::Pkcs8(der),
            Self::Pkcs1 => PrivateDer::Pkcs1(der),
            Self::Sec1 => PrivateDer::Sec1(der),
        }
    }
}

/// Reads the one key or certificate of a PEM text. Curve parameters, which OpenSSL writes before a key, are skipped.
pub(crate) fn read(text: &str) -> Result<Pem, KeyError> {
    let blocks = pem::parse_many(text).map_err(|_| KeyError::unreadable("PEM"))?;
    let mut keys = blocks
        .into_iter()
        .filter(|block| block.tag() != "EC PARAMETERS");
    let (Some(key), None) = (keys.next(), keys.next()) else {
        return Err(KeyError::new("no key in PEM, or several", "one key"));
    };
    let label = match key.tag() {
        "PUBLIC KEY" => return PublicKey::from_spki(key.contents()).map(Pem::Public),
        "RSA PUBLIC KEY" => return PublicKey::from_pkcs1(key.contents()).map(Pem::Public),
        "CERTIFICATE" => return of_certificate(key.contents()).map(Pem::Public),
        "PRIVATE KEY" => PrivateLabel::Pkcs8,
        "RSA PRIVATE KEY" => PrivateLabel::Pkcs1,
        "EC PRIVATE KEY" => PrivateLabel::Sec1,
        "ENCRYPTED PRIVATE KEY" => {
            return Err(KeyError::new(
                "an encrypted private key",
                "one without a passphrase: `openssl pkey -in encrypted.pem -out plain.pem`",
            ));
        }
        other => {
            return Err(KeyError::new(
                format!("PEM with the label `{other}`"),
                "a public or private key, or a certificate",
            ));
        }
    };
    Ok(Pem::Private {
        label,
        der: Zeroizing::new(key.into_contents()),
    })
}

/// The key of a certificate. Nothing else of it is checked: the configuration trusts the key.
fn of_certificate(der: &[u8]) -> Result<PublicKey, KeyError> {
    let spki = Certificate::from_der(der)
        .and_then(|certificate| certificate.tbs_certificate.subject_public_key_info.to_der());
    PublicKey::from_spki(&spki.map_err(|_| KeyError::unreadable("a certificate"))?)
}
