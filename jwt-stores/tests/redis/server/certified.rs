//! A certificate for `localhost` that an authority of the test signed, made anew each time: no file has a private key.

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};

/// All in PEM.
pub(crate) struct Certified {
    /// The certificate of the authority, which a client must trust.
    pub(crate) authority: String,
    /// The certificate of the server.
    pub(crate) certificate: String,
    /// The private key of the server.
    pub(crate) key: String,
}

impl Certified {
    pub(crate) fn generate() -> Self {
        let authority_key = KeyPair::generate().expect("a key");
        let mut authority = CertificateParams::default();
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority_certificate = authority
            .self_signed(&authority_key)
            .expect("a certificate");
        let issuer = Issuer::new(authority, authority_key);

        let key = KeyPair::generate().expect("a key");
        let server = CertificateParams::new(["localhost".to_owned()]).expect("a name");
        let certificate = server.signed_by(&key, &issuer).expect("a certificate");
        Self {
            authority: authority_certificate.pem(),
            certificate: certificate.pem(),
            key: key.serialize_pem(),
        }
    }
}
