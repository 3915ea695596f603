//! JSON as tokens and credentials may carry it: stricter than JSON.
//!
//! One complete object of UTF-8, without duplicate names at any depth (RFC 7515 §4 and RFC 7519 §4 leave a choice; a
//! duplicate is refused, because two readers may choose differently), of bounded depth and size. The rules are kept
//! while serde reads, through an adapter around its deserializer, so that the text is read once.

use std::cell::Cell;
use std::collections::hash_map::DefaultHasher;
use std::fmt;
use std::hash::{Hash, Hasher};

use serde::de::value::{BorrowedStrDeserializer, StrDeserializer};
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};

/// How deeply objects and lists may nest, the outermost object counted.
const MAX_DEPTH: usize = 32;
/// How many members and elements the whole text may have.
const MAX_MEMBERS: usize = 256;

/// Takes the members it knows out of an object, so that a custom type sees only the others.
pub(crate) trait Members {
    /// Reads the value of `name` if the name is known, and says whether it was.
    fn take<'de, A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<bool, A::Error>;
}

/// Reads one object: known members into `known`, the others into `rest`.
///
/// To ignore the others, let `rest` be `PhantomData::<IgnoredAny>`: they are read all the same, by the rules.
pub(crate) fn read_object<'de, K, R>(
    json: &'de str,
    known: &mut K,
    rest: R,
) -> Result<R::Value, serde_json::Error>
where
    K: Members,
    R: DeserializeSeed<'de>,
{
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let limits = Limits::default();
    let rest = rest.deserialize(Object {
        json: &mut deserializer,
        known,
        limits: &limits,
    })?;
    deserializer.end()?;
    Ok(rest)
}

/// The deserializer of the outermost object, for the members that nobody knew.
struct Object<'a, 'de, K> {
    json: &'a mut serde_json::Deserializer<serde_json::de::StrRead<'de>>,
    known: &'a mut K,
    limits: &'a Limits,
}

impl<'de, K: Members> Deserializer<'de> for Object<'_, 'de, K> {
    type Error = serde_json::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        self.json.deserialize_map(ObjectVisitor {
            visitor,
            known: self.known,
            limits: self.limits,
        })
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct ObjectVisitor<'a, V, K> {
    visitor: V,
    known: &'a mut K,
    limits: &'a Limits,
}

impl<'de, V: Visitor<'de>, K: Members> Visitor<'de> for ObjectVisitor<'_, V, K> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_map(StrictMap {
            map,
            names: Names::default(),
            known: self.known,
            limits: self.limits,
            depth: 1,
        })
    }
}

/// What is counted over the whole text.
#[derive(Default)]
struct Limits {
    members: Cell<usize>,
}

impl Limits {
    fn count_member<E: Error>(&self) -> Result<(), E> {
        let members = self.members.get().saturating_add(1);
        self.members.set(members);
        if members > MAX_MEMBERS {
            return Err(E::custom("too many members"));
        }
        Ok(())
    }

    fn deeper<E: Error>(depth: usize) -> Result<usize, E> {
        let depth = depth.saturating_add(1);
        if depth > MAX_DEPTH {
            return Err(E::custom("nested too deeply"));
        }
        Ok(depth)
    }
}

/// The names that an object has had, by hash. Should two names ever collide, the token is refused.
#[derive(Default)]
struct Names(Vec<u64>);

impl Names {
    fn add<E: Error>(&mut self, name: &str) -> Result<(), E> {
        let mut hasher = DefaultHasher::new();
        name.hash(&mut hasher);
        let hash = hasher.finish();
        if self.0.contains(&hash) {
            return Err(E::custom("duplicate name"));
        }
        self.0.push(hash);
        Ok(())
    }
}

/// An object none of whose members is known beforehand.
pub(crate) struct NothingKnown;

impl Members for NothingKnown {
    fn take<'de, A: MapAccess<'de>>(&mut self, _: &str, _: &mut A) -> Result<bool, A::Error> {
        Ok(false)
    }
}

struct StrictMap<'a, A, K> {
    map: A,
    names: Names,
    known: &'a mut K,
    limits: &'a Limits,
    depth: usize,
}

impl<'de, A: MapAccess<'de>, K: Members> MapAccess<'de> for StrictMap<'_, A, K> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        while let Some(name) = self.map.next_key_seed(NameSeed)? {
            self.limits.count_member()?;
            self.names.add(name.as_str())?;
            if !self.known.take(name.as_str(), &mut self.map)? {
                return match name {
                    Name::Borrowed(name) => seed.deserialize(BorrowedStrDeserializer::new(name)),
                    Name::Owned(name) => seed.deserialize(StrDeserializer::new(&name)),
                }
                .map(Some);
            }
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.map.next_value_seed(Strict {
            inner: seed,
            limits: self.limits,
            depth: self.depth,
        })
    }
}

enum Name<'de> {
    Borrowed(&'de str),
    /// A name with escapes in it.
    Owned(Box<str>),
}

impl Name<'_> {
    fn as_str(&self) -> &str {
        match self {
            Self::Borrowed(name) => name,
            Self::Owned(name) => name,
        }
    }
}

struct NameSeed;

impl<'de> DeserializeSeed<'de> for NameSeed {
    type Value = Name<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Name<'de>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for NameSeed {
    type Value = Name<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Name<'de>, E> {
        Ok(Name::Borrowed(name))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Name<'de>, E> {
        Ok(Name::Owned(name.into()))
    }
}

/// Keeps the rules inside a value, whatever serde type reads it: wraps seeds, deserializers, visitors and accesses.
struct Strict<'a, T> {
    inner: T,
    limits: &'a Limits,
    depth: usize,
}

impl<'a, T> Strict<'a, T> {
    fn wrap<U>(&self, inner: U) -> Strict<'a, U> {
        Strict {
            inner,
            limits: self.limits,
            depth: self.depth,
        }
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Strict<'_, S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        let strict = self.wrap(deserializer);
        self.inner.deserialize(strict)
    }
}

macro_rules! forward_deserialize {
    ($($method:ident($($argument:ident: $type:ty),*))*) => {
        $(fn $method<V: Visitor<'de>>(self, $($argument: $type,)* visitor: V) -> Result<V::Value, D::Error> {
            let visitor = self.wrap(visitor);
            self.inner.$method($($argument,)* visitor)
        })*
    };
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Strict<'_, D> {
    type Error = D::Error;

    forward_deserialize! {
        deserialize_any() deserialize_bool() deserialize_i8() deserialize_i16() deserialize_i32() deserialize_i64()
        deserialize_i128() deserialize_u8() deserialize_u16() deserialize_u32() deserialize_u64() deserialize_u128()
        deserialize_f32() deserialize_f64() deserialize_char() deserialize_str() deserialize_string()
        deserialize_bytes() deserialize_byte_buf() deserialize_option() deserialize_unit() deserialize_seq()
        deserialize_map() deserialize_identifier()
        deserialize_unit_struct(name: &'static str)
        deserialize_newtype_struct(name: &'static str)
        deserialize_tuple(len: usize)
        deserialize_tuple_struct(name: &'static str, len: usize)
        deserialize_struct(name: &'static str, fields: &'static [&'static str])
        deserialize_enum(name: &'static str, variants: &'static [&'static str])
    }

    /// An ignored value is walked through, not skipped, so that the rules hold in it too.
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        let visitor = self.wrap(visitor);
        self.inner.deserialize_any(visitor)
    }
}

macro_rules! forward_visit {
    ($($method:ident: $type:ty),* $(,)?) => {
        $(fn $method<E: Error>(self, value: $type) -> Result<V::Value, E> {
            self.inner.$method(value)
        })*
    };
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Strict<'_, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.expecting(f)
    }

    forward_visit! {
        visit_bool: bool, visit_i64: i64, visit_i128: i128, visit_u64: u64, visit_u128: u128, visit_f64: f64,
        visit_char: char, visit_str: &str, visit_borrowed_str: &'de str, visit_string: String,
        visit_bytes: &[u8], visit_borrowed_bytes: &'de [u8], visit_byte_buf: Vec<u8>,
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.inner.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.inner.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        let deserializer = self.wrap(deserializer);
        self.inner.visit_some(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        let deserializer = self.wrap(inner);
        self.inner.visit_newtype_struct(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<V::Value, A::Error> {
        let mut seq = self.wrap(seq);
        seq.depth = Limits::deeper(self.depth)?;
        self.inner.visit_seq(seq)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.inner.visit_map(StrictMap {
            map,
            names: Names::default(),
            known: &mut NothingKnown,
            limits: self.limits,
            depth: Limits::deeper(self.depth)?,
        })
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<V::Value, A::Error> {
        let mut access = self.wrap(access);
        access.depth = Limits::deeper(self.depth)?;
        self.inner.visit_enum(access)
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Strict<'_, A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.limits.count_member()?;
        let seed = self.wrap(seed);
        self.inner.next_element_seed(seed)
    }
}

impl<'de, 'a, A: EnumAccess<'de>> EnumAccess<'de> for Strict<'a, A> {
    type Error = A::Error;
    type Variant = Strict<'a, A::Variant>;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Self::Variant), A::Error> {
        let Self {
            inner,
            limits,
            depth,
        } = self;
        let (value, variant) = inner.variant_seed(seed)?;
        let variant = Strict {
            inner: variant,
            limits,
            depth,
        };
        Ok((value, variant))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Strict<'_, A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.inner.unit_variant()
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        let seed = self.wrap(seed);
        self.inner.newtype_variant_seed(seed)
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, A::Error> {
        let visitor = self.wrap(visitor);
        self.inner.tuple_variant(len, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        let visitor = self.wrap(visitor);
        self.inner.struct_variant(fields, visitor)
    }
}

#[cfg(test)]
mod tests {
    use std::marker::PhantomData;

    use serde::Deserialize;
    use serde::de::IgnoredAny;

    use super::*;

    fn accepted(json: &str) -> bool {
        read_object(json, &mut NothingKnown, PhantomData::<IgnoredAny>).is_ok()
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
        assert!(!accepted(&format!(
            "{{\"a\":[{}]}}",
            vec!["1"; 300].join(",")
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
        let read = |json: &str| read_object(json, &mut NothingKnown, PhantomData::<Typed>).is_ok();
        assert!(read(r#"{"kind":{"Named":{"a":{"List":[1]}}}}"#));
        assert!(!read(r#"{"kind":{"Named":{"x":1,"x":2,"a":null}}}"#));
        assert!(!read(
            r#"{"kind":{"Named":{"a":{"Named":{"x":{"y":1,"y":1},"a":null}}}}}"#
        ));
    }
}
