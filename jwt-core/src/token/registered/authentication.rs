//! How the user authenticated: `amr` (RFC 8176), and whether it was just now.

use crate::json::{OfJson, Text};

/// The claim `amr`: a list of strings, or one.
pub(crate) struct Methods(pub(crate) Box<[Box<str>]>);

impl<'de> OfJson<'de> for Methods {
    const IS_LIST: bool = true;

    fn of_text(method: Text<'de>) -> Option<Self> {
        Some(Self([(*method).into()].into()))
    }

    fn of_texts(methods: Vec<Text<'de>>) -> Option<Self> {
        let methods = methods.into_iter().map(|method| (*method).into());
        Some(Self(methods.collect()))
    }
}

/// The claim `fresh`: whether it is `true`.
pub(crate) struct Fresh(pub(crate) bool);

impl OfJson<'_> for Fresh {
    fn of_bool(is_fresh: bool) -> Option<Self> {
        Some(Self(is_fresh))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Lenient;

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
            let Lenient(fresh) = serde_json::from_str::<Lenient<Fresh>>(json).unwrap();
            assert_eq!(fresh.is_some_and(|Fresh(fresh)| fresh), is_fresh, "{json}");
        }
    }

    #[test]
    fn methods_are_a_list_of_strings_or_one_and_anything_else_is_none() {
        let read = |json| {
            let Lenient(methods) = serde_json::from_str::<Lenient<Methods>>(json).unwrap();
            methods.map(|Methods(methods)| methods.concat())
        };
        assert_eq!(read(r#"["pwd","o\u0074p"]"#).as_deref(), Some("pwdotp"));
        assert_eq!(read(r#""pwd""#).as_deref(), Some("pwd"));
        for json in ["1", "null", "[1]", "{}", r#"["pwd",{"method":"otp"}]"#] {
            assert_eq!(read(json), None, "{json}");
        }
    }
}
