//! The sizes of the claims of a token, for the log entry about a token that is too large.

use base64_simd::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};

/// The most claims that are named.
const MOST: usize = 8;

/// The names of the largest claims of a token that was minted here, each with its size in bytes; never a value.
#[must_use]
pub fn claim_sizes(token: &str) -> String {
    let payload = token.split('.').nth(1).unwrap_or_default();
    let payload = URL_SAFE_NO_PAD.decode_to_vec(payload).unwrap_or_default();
    let claims: Map<String, Value> = serde_json::from_slice(&payload).unwrap_or_default();
    let mut sizes: Vec<_> = claims
        .iter()
        .map(|(name, value)| (value.to_string().len(), name))
        .collect();
    sizes.sort_by(|one, other| other.cmp(one));
    let largest = sizes.into_iter().take(MOST);
    let each = largest.map(|(size, name)| format!("{}: {size}", name.escape_debug()));
    each.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_claims_are_named_and_no_value_is() {
        let payload = URL_SAFE_NO_PAD.encode_to_string(r#"{"sub":"1","groups":["a","b"],"n":1}"#);
        let sizes = claim_sizes(&format!("x.{payload}.y"));
        assert_eq!(sizes, "groups: 9, sub: 3, n: 1");
        for opaque in ["", "x", "x.y", "x.y.z"] {
            assert_eq!(claim_sizes(opaque), "", "{opaque}");
        }
    }
}
