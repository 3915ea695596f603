//! Reads one member of an object, where the others do not matter.

use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{IgnoredAny, MapAccess};

use super::limits::Bounds;
use super::object::{KnownMembers, once, read_object};

/// The value of the member `name`; `None` if there is no such member. The others are read by the rules, and dropped.
///
/// # Errors
///
/// If the object breaks a rule of this module, or the member has a value of another type.
pub fn read_member<'de, T: Deserialize<'de>>(
    json: &'de str,
    bounds: Bounds,
    name: &str,
) -> Result<Option<T>, serde_json::Error> {
    let mut member = SingleMember { name, value: None };
    let rest = PhantomData::<IgnoredAny>;
    read_object(json, bounds, &mut member, rest)?;
    Ok(member.value)
}

struct SingleMember<'n, T> {
    name: &'n str,
    value: Option<T>,
}

impl<'de, T: Deserialize<'de>> KnownMembers<'de> for SingleMember<'_, T> {
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
    fn one_member_is_read_by_the_rules_for_all() {
        let read = |json| {
            let text = read_member::<Text<'_>>(json, Bounds::CLAIMS, "iss");
            text.map(|text| text.map(|text| text.to_string()))
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
