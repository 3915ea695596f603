//! Elliptic curves (RFC 7518 §3.4).

use jwt_syntax::algorithm::Algorithm;

/// The curves of RFC 7518 §3.4.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Curve {
    P256,
    P384,
    P521,
}

impl Curve {
    /// The name in a JWK (RFC 7518 §6.2.1.1).
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::P256 => "P-256",
            Self::P384 => "P-384",
            Self::P521 => "P-521",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::P256, Self::P384, Self::P521]
            .into_iter()
            .find(|curve| curve.name() == name)
    }

    /// The one algorithm that uses this curve (RFC 7518 §3.4).
    pub(crate) fn algorithm(self) -> Algorithm {
        match self {
            Self::P256 => Algorithm::ES256,
            Self::P384 => Algorithm::ES384,
            Self::P521 => Algorithm::ES512,
        }
    }

    /// The curve of an uncompressed point, which its length tells.
    #[cfg(feature = "jsonwebtoken")]
    pub(crate) fn of_point(point: &[u8]) -> Option<Self> {
        let (4, coordinates) = point.split_first()? else {
            return None;
        };
        [Self::P256, Self::P384, Self::P521]
            .into_iter()
            .find(|curve| coordinates.len() == curve.coordinate_bytes().saturating_mul(2))
    }

    /// The two coordinates of an uncompressed point.
    pub(crate) fn coordinates(self, point: &[u8]) -> (&[u8], &[u8]) {
        point
            .get(1..)
            .and_then(|point| point.split_at_checked(self.coordinate_bytes()))
            .unwrap_or_default()
    }

    /// The length of a coordinate in bytes.
    pub(crate) fn coordinate_bytes(self) -> usize {
        match self {
            Self::P256 => 32,
            Self::P384 => 48,
            Self::P521 => 66,
        }
    }
}
