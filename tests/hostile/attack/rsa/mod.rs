//! Signatures made with the private key itself, around numbers and paddings that are not those of RFC 8017: the forgeries that
//! a lenient verifier accepts.

mod pkcs1;
mod pss;

use jwt_guard::Algorithm;
use num_bigint::BigUint;

use crate::case::{Case, Cases};
use crate::forge::{Forge, decode, encode, usual_claims};
use crate::key::RSA;
use crate::object::string;

/// The length of the modulus.
const BYTES: usize = 256;

pub(super) fn cases(forge: &Forge) -> Vec<Case> {
    let paddings = match forge.algorithm {
        Algorithm::RS256 | Algorithm::RS384 | Algorithm::RS512 => pkcs1::cases(forge),
        Algorithm::PS256 | Algorithm::PS384 | Algorithm::PS512 => pss::cases(forge),
        _ => return Vec::new(),
    };
    [paddings, numbers(forge)].into_iter().flatten().collect()
}

/// What an encoded message becomes under the private key.
fn power(message: &[u8]) -> Vec<u8> {
    fixed(&BigUint::from_bytes_be(message).modpow(&RSA.d, &RSA.n))
}

fn fixed(number: &BigUint) -> Vec<u8> {
    let digits = number.to_bytes_be();
    [vec![0; BYTES - digits.len()], digits].concat()
}

fn numbers(forge: &Forge) -> Vec<Case> {
    let mut cases = Cases::of("signature");
    let s = BigUint::from_bytes_be(&decode(&forge.usual().signature));
    let n = &RSA.n;
    for (name, number) in [
        ("zero", BigUint::ZERO),
        ("one", BigUint::from(1_u8)),
        ("n", n.clone()),
        ("n-less-one", n - 1_u8),
        ("n-more-one", n + 1_u8),
        ("negated", n - &s),
        ("doubled", (&s * 2_u8) % n),
    ] {
        cases.refuse(
            format!("rsa-{name}"),
            forge.with_signature(fixed(&number)),
            "a number that is no signature of the text",
        );
    }
    // s + n has 256 bytes for every third signature or so.
    let most = BigUint::from(1_u8) << (8 * BYTES);
    let (input, larger) = (0..)
        .find_map(|id| {
            let token = forge.of_claims(&usual_claims().with("jti", string(&id.to_string())));
            let (input, signature) = token.rsplit_once('.')?;
            let larger = BigUint::from_bytes_be(&decode(signature)) + n;
            (larger < most).then(|| (input.to_owned(), larger))
        })
        .expect("some signature is small");
    cases.refuse(
        "rsa-s-plus-n",
        format!("{input}.{}", encode(fixed(&larger))),
        "a signature is below the modulus (RFC 8017 §5.2.2)",
    );
    cases.into_vec()
}

/// Adds the same encoding without a mistake: the others are refused for their mistakes alone.
fn valid_as_well(hostile: Cases, forge: &Forge, name: &str, message: &[u8]) -> Vec<Case> {
    let mut valid = Cases::of("valid");
    valid.accept(
        name,
        forge.with_signature(power(message)),
        "a padding as it should be, made by hand",
    );
    [hostile.into_vec(), valid.into_vec()]
        .into_iter()
        .flatten()
        .collect()
}
