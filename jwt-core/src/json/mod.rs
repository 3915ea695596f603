//! JSON as tokens and credentials may carry it: stricter than JSON.
//!
//! One complete object of UTF-8, without duplicate names at any depth (RFC 7515 §4 and RFC 7519 §4 leave a choice; a
//! duplicate is refused, because two readers may choose differently), of bounded depth and size. The rules are applied while
//! serde reads, by an adapter around its deserializer, so that the text is read once.

mod lenient;
mod limits;
mod object;
mod single_member;
mod text;
mod value;

pub(crate) use lenient::{Lenient, LenientValue, Number};
#[doc(hidden)]
pub use limits::Bounds;
pub(crate) use limits::DUPLICATE;
#[doc(hidden)]
pub use object::{KnownMembers, once, read_object, read_value};
#[doc(hidden)]
pub use single_member::read_member;
#[doc(hidden)]
pub use text::Text;

#[cfg(test)]
mod tests {
    use std::marker::PhantomData;

    use serde::Deserialize;
    use serde::de::{IgnoredAny, MapAccess};

    use super::*;

    fn accepted(json: &str) -> bool {
        read_value::<IgnoredAny>(json, Bounds::CLAIMS).is_ok()
    }

    #[test]
    fn only_one_complete_object_is_accepted() {
        assert!(accepted(" { } "));
        assert!(accepted(r#"{"a":[{"b":null},1.5,"\u00e9"],"\u0063":{}}"#));
        for json in [
            "",
            "null",
            "[]",
            "1",
            "\"a\"",
            "{",
            "{}{}",
            "{} x",
            "\u{feff}{}",
            "{'a':1}",
            "{\"a\":1,}",
            "{\"a\":NaN}",
        ] {
            assert!(!accepted(json), "{json}");
        }
    }

    #[test]
    fn duplicate_names_are_refused_at_any_depth_and_however_they_are_spelled() {
        for json in [
            r#"{"a":1,"a":1}"#,
            r#"{"a":1,"\u0061":1}"#,
            r#"{"a":{"b":1,"b":2}}"#,
            r#"{"a":[[{"b":{"c":1,"c":1}}]]}"#,
        ] {
            assert!(!accepted(json), "{json}");
        }
        assert!(accepted(r#"{"a":{"b":1},"b":{"a":1}}"#));
    }

    #[test]
    fn depth_and_size_are_bounded() {
        let nested = |lists: usize| format!("{{\"a\":{}{}}}", "[".repeat(lists), "]".repeat(lists));
        assert!(accepted(&nested(31)));
        assert!(!accepted(&nested(32)));
        let wide = |members: usize| {
            let members: Vec<_> = (0..members).map(|i| format!("\"{i}\":1")).collect();
            format!("{{{}}}", members.join(","))
        };
        assert!(accepted(&wide(256)));
        assert!(!accepted(&wide(257)));
        let long = |elements: usize| format!("{{\"a\":[{}]}}", vec!["1"; elements].join(","));
        assert!(accepted(&long(255)));
        assert!(!accepted(&long(256)));
    }

    #[test]
    fn the_rules_hold_inside_known_members() {
        struct Known;
        impl<'de> KnownMembers<'de> for Known {
            fn take<A: MapAccess<'de>>(&mut self, _: &str, map: &mut A) -> Result<bool, A::Error> {
                map.next_value::<IgnoredAny>().map(|IgnoredAny| true)
            }
        }
        let read = |json: &str| {
            read_object(json, Bounds::CLAIMS, &mut Known, PhantomData::<IgnoredAny>).is_ok()
        };
        assert!(read(r#"{"cnf":{"jkt":"x"},"scope":["a","b"]}"#));
        assert!(!read(r#"{"cnf":{"jkt":"x","jkt":"y"}}"#));
        assert!(!read(&format!(
            "{{\"scope\":[{}]}}",
            vec!["\"a\""; 256].join(",")
        )));
        assert!(!read(&format!(
            "{{\"b64\":{}{}}}",
            "[".repeat(32),
            "]".repeat(32)
        )));
    }

    #[test]
    fn the_rules_hold_inside_typed_values() {
        #[derive(Debug, Deserialize)]
        #[expect(dead_code, reason = "only read by Debug")]
        enum Kind {
            Named { a: Option<Box<Kind>> },
            List(Vec<u8>),
        }
        #[derive(Debug, Deserialize)]
        struct Typed {
            #[expect(dead_code, reason = "only read by Debug")]
            kind: Kind,
        }
        let read = |json: &str| read_value::<Typed>(json, Bounds::CLAIMS).is_ok();
        assert!(read(r#"{"kind":{"Named":{"a":{"List":[1]}}}}"#));
        assert!(!read(r#"{"kind":{"Named":{"x":1,"x":2,"a":null}}}"#));
        assert!(!read(
            r#"{"kind":{"Named":{"a":{"Named":{"x":{"y":1,"y":1},"a":null}}}}}"#
        ));
    }
}
