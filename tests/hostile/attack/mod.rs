//! The tokens, class by class. Wherever the defect is not in the signature, the signature is right.

mod algorithm;
mod confusion;
mod dates;
mod ecdsa;
mod ed25519;
mod header;
mod header_keys;
mod ignored;
mod json;
mod key_id;
mod kind;
mod names;
mod payload;
mod rsa;
mod scope;
mod secret;
mod serialization;
mod session;
mod signature;
mod spelling;
mod structure;
mod valid;

use std::sync::OnceLock;

pub(crate) use secret::GUESSABLE;

use jwt_guard::Algorithm;

use crate::case::Case;
use crate::forge::Forge;

/// Every case for a service of this algorithm, made once.
pub(crate) fn cases(algorithm: Algorithm) -> &'static [Case] {
    static CASES: [OnceLock<Vec<Case>>; Algorithm::ALL.len()] =
        [const { OnceLock::new() }; Algorithm::ALL.len()];
    let at = Algorithm::ALL.iter().position(|other| *other == algorithm);
    CASES[at.expect("the algorithm is one of all")].get_or_init(|| {
        let forge = Forge::of(algorithm);
        [
            structure::cases,
            serialization::cases,
            algorithm::cases,
            confusion::cases,
            signature::cases,
            spelling::cases,
            ecdsa::cases,
            ed25519::cases,
            rsa::cases,
            secret::cases,
            header::cases,
            header_keys::cases,
            key_id::cases,
            kind::cases,
            payload::cases,
            dates::cases,
            names::cases,
            scope::cases,
            session::cases,
            valid::cases,
            ignored::cases,
        ]
        .iter()
        .flat_map(|generate| generate(&forge))
        .collect()
    })
}

/// Those cases that one of the patterns selects; each pattern must select some.
pub(crate) fn selected(algorithm: Algorithm, patterns: &[&str]) -> Vec<&'static Case> {
    let cases = cases(algorithm);
    for pattern in patterns {
        assert!(
            cases.iter().any(|case| case.is_named(pattern)),
            "{algorithm} has no case {pattern}"
        );
    }
    cases
        .iter()
        .filter(|case| patterns.iter().any(|pattern| case.is_named(pattern)))
        .collect()
}
