//! Vectors whose label is not followed, each with the reason.

/// A vector whose result differs from its label.
struct Erratum {
    file: &'static str,
    id: u64,
    is_valid: bool,
    reason: &'static str,
}

const ONE_KEY_ONE_ALGORITHM: &str =
    "the token's algorithm is not the one that the key's `alg` allows (RFC 8725 §3.1)";
const UNKNOWN_ALGORITHM: &str = "the key's `alg` is `ES521`, which is no algorithm";
const NOT_BASE64URL: &str = "a `?` stands in a segment, which RFC 7515 §5.2 says to refuse with all other additional characters";
const PADDING_LOST: &str =
    "the padding that would be wrong is not in the text: it is a clean token, rightly signed";

const TOKENS: &str = "wycheproof_json_web_signature.json";

const ERRATA: [Erratum; 8] = [
    erratum(346, false, ONE_KEY_ONE_ALGORITHM),
    erratum(347, false, UNKNOWN_ALGORITHM),
    erratum(350, false, ONE_KEY_ONE_ALGORITHM),
    erratum(351, false, UNKNOWN_ALGORITHM),
    erratum(367, true, PADDING_LOST),
    erratum(370, true, PADDING_LOST),
    erratum(372, false, NOT_BASE64URL),
    erratum(373, false, NOT_BASE64URL),
];

const fn erratum(id: u64, is_valid: bool, reason: &'static str) -> Erratum {
    Erratum {
        file: TOKENS,
        id,
        is_valid,
        reason,
    }
}

/// Whether a vector whose label is not followed must be accepted, and why.
pub(super) fn of(file: &str, id: u64, label: bool) -> Option<(bool, &'static str)> {
    let mut errata = ERRATA.iter();
    let found = errata.find(|erratum| erratum.file == file && erratum.id == id)?;
    assert_ne!(
        found.is_valid, label,
        "{file} {id}: the label is right by now"
    );
    Some((found.is_valid, found.reason))
}
