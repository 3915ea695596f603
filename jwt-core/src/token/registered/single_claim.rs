//! Reads one claim of a payload, where the others do not matter.

use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{IgnoredAny, MapAccess};

use crate::json::{Bounds, KnownMembers, once, read_object};

/// The value of the claim `name`; `None` if there is no such claim.
///
/// # Errors
///
/// If the payload breaks a rule of [`json`](crate::json), or the claim has a value of another type.
pub(crate) fn read_claim<'de, T: Deserialize<'de>>(
    payload: &'de str,
    name: &str,
) -> Result<Option<T>, serde_json::Error> {
    let mut claim = SingleClaim { name, value: None };
    let rest = PhantomData::<IgnoredAny>;
    read_object(payload, Bounds::CLAIMS, &mut claim, rest)?;
    Ok(claim.value)
}

struct SingleClaim<'n, T> {
    name: &'n str,
    value: Option<T>,
}

impl<'de, T: Deserialize<'de>> KnownMembers<'de> for SingleClaim<'_, T> {
    fn take<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<bool, A::Error> {
        if name != self.name {
            return Ok(false);
        }
        once(&mut self.value, map)?;
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Text;

    #[test]
    fn one_claim_is_read_by_the_rules_for_all() {
        let read = |json| {
            read_claim::<Text<'_>>(json, "iss").map(|text| text.map(|text| text.to_string()))
        };
        assert_eq!(
            read(r#"{"aud":1,"iss":"a"}"#).unwrap().as_deref(),
            Some("a")
        );
        assert_eq!(read(r#"{"aud":1}"#).unwrap(), None);
        for json in [
            r#"{"iss":1}"#,
            r#"{"iss":"a","iss":"a"}"#,
            r#"{"iss":"a","x":1,"x":1}"#,
            "[]",
        ] {
            assert!(read(json).is_err(), "{json}");
        }
    }
}
