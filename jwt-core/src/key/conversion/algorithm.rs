//! Algorithms: `jsonwebtoken` has twelve of the fourteen.

use jsonwebtoken::Algorithm as Peer;
use jwt_syntax::algorithm::Algorithm;

use crate::key::error::KeyError;

/// The algorithms that both have.
const SHARED: [(Algorithm, Peer); 12] = [
    (Algorithm::HS256, Peer::HS256),
    (Algorithm::HS384, Peer::HS384),
    (Algorithm::HS512, Peer::HS512),
    (Algorithm::RS256, Peer::RS256),
    (Algorithm::RS384, Peer::RS384),
    (Algorithm::RS512, Peer::RS512),
    (Algorithm::PS256, Peer::PS256),
    (Algorithm::PS384, Peer::PS384),
    (Algorithm::PS512, Peer::PS512),
    (Algorithm::ES256, Peer::ES256),
    (Algorithm::ES384, Peer::ES384),
    (Algorithm::EdDSA, Peer::EdDSA),
];

/// The algorithm with the same name.
///
/// ```
/// use jwt_guard::Algorithm;
/// use jwt_guard::jsonwebtoken::import_algorithm;
///
/// assert_eq!(import_algorithm(jsonwebtoken::Algorithm::PS384)?, Algorithm::PS384);
/// # Ok::<(), jwt_guard::key::KeyError>(())
/// ```
///
/// # Errors
///
/// If a later version of `jsonwebtoken` has an algorithm that is unknown here. Version 12.0 has none.
pub fn import_algorithm(algorithm: Peer) -> Result<Algorithm, KeyError> {
    SHARED
        .iter()
        .find(|(_, theirs)| *theirs == algorithm)
        .map(|(ours, _)| *ours)
        .ok_or_else(|| {
            KeyError::new(
                format!("the algorithm {algorithm:?}"),
                "an algorithm that is known here",
            )
        })
}

/// The algorithm of `jsonwebtoken` with the same name.
///
/// ```
/// use jwt_guard::Algorithm;
/// use jwt_guard::jsonwebtoken::export_algorithm;
///
/// assert_eq!(export_algorithm(Algorithm::PS384)?, jsonwebtoken::Algorithm::PS384);
/// assert!(export_algorithm(Algorithm::ES512).is_err());
/// # Ok::<(), jwt_guard::key::KeyError>(())
/// ```
///
/// # Errors
///
/// For `ES512` and `Ed25519`, which `jsonwebtoken` does not have. It reads `alg` as it stands, so that a key for `Ed25519`
/// is not one for `EdDSA`.
pub fn export_algorithm(algorithm: Algorithm) -> Result<Peer, KeyError> {
    SHARED
        .iter()
        .find(|(ours, _)| *ours == algorithm)
        .map(|(_, theirs)| *theirs)
        .ok_or_else(|| {
            let names: Vec<_> = SHARED.iter().map(|(ours, _)| ours.name()).collect();
            KeyError::new(
                format!("the algorithm {algorithm}"),
                format!("one that `jsonwebtoken` has: {}", names.join(", ")),
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shared_algorithm_has_the_same_name() {
        for (ours, theirs) in SHARED {
            assert_eq!(theirs, ours.name().parse().unwrap(), "{ours}");
            assert_eq!(import_algorithm(theirs), Ok(ours));
            assert_eq!(export_algorithm(ours), Ok(theirs));
        }
    }

    #[test]
    fn an_algorithm_that_jsonwebtoken_lacks_is_refused_by_name() {
        for algorithm in Algorithm::ALL {
            let is_shared = algorithm.name().parse::<Peer>().is_ok();
            assert_eq!(
                export_algorithm(algorithm).is_ok(),
                is_shared,
                "{algorithm}"
            );
        }
        let error = export_algorithm(Algorithm::ES512).unwrap_err();
        assert_eq!(error.found, "the algorithm ES512");
        assert!(error.expected.contains("HS256, HS384"), "{error}");
    }
}
