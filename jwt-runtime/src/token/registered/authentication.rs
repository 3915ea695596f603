//! How the user authenticated: `amr` (RFC 8176), and whether it was just now.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::json::Text;

/// The claim `amr`: a list of strings, or one.
pub(crate) struct Methods(pub(crate) Box<[Box<str>]>);

impl<'de> Deserialize<'de> for Methods {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrSeveral;

        impl<'de> Visitor<'de> for OneOrSeveral {
            type Value = Methods;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string or a list of strings")
            }

            fn visit_str<E: Error>(self, method: &str) -> Result<Methods, E> {
                Ok(Methods([method.into()].into()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Methods, A::Error> {
                let mut methods: Vec<Box<str>> = Vec::new();
                while let Some(method) = list.next_element::<Text<'de>>()? {
                    methods.push((*method).into());
                }
                Ok(Methods(methods.into()))
            }
        }

        deserializer.deserialize_any(OneOrSeveral)
    }
}

/// The claim `fresh`: whether it is `true`. Others write other things into it, which is no reason to refuse their
/// tokens.
pub(crate) struct Fresh(pub(crate) bool);

impl<'de> Deserialize<'de> for Fresh {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TrueOrNot;

        impl<'de> Visitor<'de> for TrueOrNot {
            type Value = Fresh;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`true`")
            }

            fn visit_bool<E>(self, is_fresh: bool) -> Result<Fresh, E> {
                Ok(Fresh(is_fresh))
            }

            fn visit_i64<E>(self, _: i64) -> Result<Fresh, E> {
                Ok(Fresh(false))
            }

            fn visit_u64<E>(self, _: u64) -> Result<Fresh, E> {
                Ok(Fresh(false))
            }

            fn visit_f64<E>(self, _: f64) -> Result<Fresh, E> {
                Ok(Fresh(false))
            }

            fn visit_str<E>(self, _: &str) -> Result<Fresh, E> {
                Ok(Fresh(false))
            }

            fn visit_unit<E>(self) -> Result<Fresh, E> {
                Ok(Fresh(false))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Fresh, A::Error> {
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Fresh(false))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fresh, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Fresh(false))
            }
        }

        deserializer.deserialize_any(TrueOrNot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_true_is_fresh() {
        for (json, is_fresh) in [
            ("true", true),
            ("false", false),
            ("1", false),
            ("-1", false),
            ("1.5", false),
            ("\"true\"", false),
            ("null", false),
            ("[true]", false),
            ("{\"a\":true}", false),
        ] {
            assert_eq!(
                serde_json::from_str::<Fresh>(json).unwrap().0,
                is_fresh,
                "{json}"
            );
        }
    }

    #[test]
    fn methods_are_a_list_of_strings_or_one() {
        let read = |json| serde_json::from_str::<Methods>(json).map(|methods| methods.0.concat());
        assert_eq!(read(r#"["pwd","o\u0074p"]"#).unwrap(), "pwdotp");
        assert_eq!(read(r#""pwd""#).unwrap(), "pwd");
        for json in ["1", "null", "[1]", "{}"] {
            assert!(read(json).is_err(), "{json}");
        }
    }
}
