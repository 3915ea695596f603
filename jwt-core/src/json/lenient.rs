//! `Lenient`: a value that counts as absent if it is of another type than expected.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::Text;

/// A value of type `T`; `None` for a value of any other type.
pub(crate) struct Lenient<T>(pub(crate) Option<T>);

/// A type that can be read from some JSON values. `null` counts as absent for every type.
pub(crate) trait LenientValue<'de>: Sized {
    /// Whether it can be read from a list of texts; the elements of other lists are dropped.
    const IS_LIST: bool = false;

    fn of_text(_: Text<'de>) -> Option<Self> {
        Self::of_other()
    }

    fn of_texts(_: Vec<Text<'de>>) -> Option<Self> {
        Self::of_other()
    }

    fn of_bool(_: bool) -> Option<Self> {
        Self::of_other()
    }

    fn of_number(_: Number) -> Option<Self> {
        Self::of_other()
    }

    /// A value of any other type.
    fn of_other() -> Option<Self> {
        None
    }
}

/// A JSON number.
#[derive(Clone, Copy)]
pub(crate) enum Number {
    Integer(i64),
    Large(u64),
    Fraction(f64),
}

impl<'de> LenientValue<'de> for Text<'de> {
    #[inline]
    fn of_text(text: Self) -> Option<Self> {
        Some(text)
    }
}

impl<'de, T: LenientValue<'de>> Deserialize<'de> for Lenient<T> {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyType(PhantomData))
    }
}

struct AnyType<T>(PhantomData<T>);

impl<'de, T: LenientValue<'de>> Visitor<'de> for AnyType<T> {
    type Value = Lenient<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    #[inline]
    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Lenient<T>, E> {
        Ok(Lenient(T::of_text(Text(Cow::Borrowed(text)))))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Lenient<T>, E> {
        Ok(Lenient(T::of_text(Text(Cow::Owned(text.to_owned())))))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Lenient<T>, E> {
        Ok(Lenient(T::of_bool(value)))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Lenient<T>, E> {
        Ok(Lenient(T::of_number(Number::Integer(number))))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Lenient<T>, E> {
        Ok(Lenient(T::of_number(Number::Large(number))))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Lenient<T>, E> {
        Ok(Lenient(T::of_number(Number::Fraction(number))))
    }

    fn visit_unit<E: Error>(self) -> Result<Lenient<T>, E> {
        Ok(Lenient(None))
    }

    /// All elements are read, so that reading can continue after the list.
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Lenient<T>, A::Error> {
        if !T::IS_LIST {
            while let Some(IgnoredAny) = list.next_element()? {}
            return Ok(Lenient(T::of_other()));
        }
        let mut texts = Some(Vec::new());
        while let Some(Lenient(text)) = list.next_element::<Lenient<Text<'de>>>()? {
            match (&mut texts, text) {
                (Some(texts), Some(text)) => texts.push(text),
                _ => texts = None,
            }
        }
        Ok(Lenient(texts.map_or_else(T::of_other, T::of_texts)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Lenient<T>, A::Error> {
        while let Some((IgnoredAny, IgnoredAny)) = map.next_entry()? {}
        Ok(Lenient(T::of_other()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    enum Any {
        Text(String),
        Texts(usize),
        Other,
    }

    impl LenientValue<'_> for Any {
        const IS_LIST: bool = true;

        fn of_text(text: Text<'_>) -> Option<Self> {
            Some(Self::Text(text.to_string()))
        }

        fn of_texts(texts: Vec<Text<'_>>) -> Option<Self> {
            Some(Self::Texts(texts.len()))
        }

        fn of_other() -> Option<Self> {
            Some(Self::Other)
        }
    }

    #[test]
    fn a_value_of_another_type_is_none_and_read_to_its_end() {
        for (json, any) in [
            (r#""a""#, Some(Any::Text("a".into()))),
            (r#""\u0061""#, Some(Any::Text("a".into()))),
            (r#"["a","b"]"#, Some(Any::Texts(2))),
            ("[]", Some(Any::Texts(0))),
            (r#"["a",1,"b"]"#, Some(Any::Other)),
            (r#"[{"a":[]}]"#, Some(Any::Other)),
            (r#"{"a":[1,{}]}"#, Some(Any::Other)),
            ("true", Some(Any::Other)),
            ("-1", Some(Any::Other)),
            ("18446744073709551615", Some(Any::Other)),
            ("1.5", Some(Any::Other)),
            ("null", None),
        ] {
            let both = format!("[{json},{json}]");
            let [Lenient(one), Lenient(other)] = serde_json::from_str(&both).unwrap();
            assert_eq!(one, any, "{json}");
            assert_eq!(other, any, "{json}");
            let Lenient(text) = serde_json::from_str::<Lenient<Text<'_>>>(json).unwrap();
            assert_eq!(text.is_some(), json.starts_with('"'), "{json}");
        }
    }
}
