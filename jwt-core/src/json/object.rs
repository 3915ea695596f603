//! Reads objects: members with known names, and all others.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{BorrowedStrDeserializer, StringDeserializer};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, Visitor};

use super::limits::{Bounds, DUPLICATE, Limits, SeenNames};
use super::text::Text;
use super::value::Strict;

/// Takes the members with known names out of an object, so that a custom type sees only the others.
pub trait KnownMembers<'de> {
    /// Reads the value of `name` if the name is known, and returns whether it was.
    ///
    /// A duplicate of a known name must be refused here, see [`once`]: only the other names are remembered.
    fn take<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<bool, A::Error>;
}

/// Reads the value of a known name, which may occur only once.
///
/// Never inlined: one copy for each type of value, rather than for each name, stays in the instruction cache.
#[inline(never)]
pub fn once<'de, T: Deserialize<'de>, A: MapAccess<'de>>(
    value: &mut Option<T>,
    map: &mut A,
) -> Result<(), A::Error> {
    if value.is_some() {
        return Err(A::Error::custom(DUPLICATE));
    }
    *value = Some(map.next_value()?);
    Ok(())
}

/// Reads one object of bounded size: known members into `known`, the others into `rest`.
///
/// To ignore the others, pass `PhantomData::<IgnoredAny>` as `rest`: they are still read by the rules.
pub fn read_object<'de, K, R>(
    json: &'de str,
    bounds: Bounds,
    known: &mut K,
    rest: R,
) -> Result<R::Value, serde_json::Error>
where
    K: KnownMembers<'de>,
    R: DeserializeSeed<'de>,
{
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let limits = Limits::new(bounds);
    let rest = rest.deserialize(Object {
        json: &mut deserializer,
        known,
        limits: &limits,
    })?;
    deserializer.end()?;
    Ok(rest)
}

/// Reads one object as a value of this type, by the rules.
pub fn read_value<'de, T: Deserialize<'de>>(
    json: &'de str,
    bounds: Bounds,
) -> Result<T, serde_json::Error> {
    read_object(json, bounds, &mut NothingKnown, PhantomData)
}

/// The deserializer of the outermost object, for the members whose names are not known.
struct Object<'a, 'de, K> {
    json: &'a mut serde_json::Deserializer<serde_json::de::StrRead<'de>>,
    known: &'a mut K,
    limits: &'a Limits,
}

impl<'de, K: KnownMembers<'de>> Deserializer<'de> for Object<'_, 'de, K> {
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

impl<'de, V: Visitor<'de>, K: KnownMembers<'de>> Visitor<'de> for ObjectVisitor<'_, V, K> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.visitor
            .visit_map(StrictMap::new(map, self.known, self.limits, 1))
    }
}

/// No known members: all members are passed on.
pub(crate) struct NothingKnown;

impl<'de> KnownMembers<'de> for NothingKnown {
    fn take<A: MapAccess<'de>>(&mut self, _: &str, _: &mut A) -> Result<bool, A::Error> {
        Ok(false)
    }
}

/// An object as it is read, member by member.
pub(super) struct StrictMap<'a, A, K> {
    values: Values<'a, A>,
    names: SeenNames,
    known: &'a mut K,
}

impl<'a, A, K> StrictMap<'a, A, K> {
    pub(super) fn new(map: A, known: &'a mut K, limits: &'a Limits, depth: usize) -> Self {
        Self {
            values: Values { map, limits, depth },
            names: SeenNames::default(),
            known,
        }
    }
}

impl<'de, A: MapAccess<'de>, K: KnownMembers<'de>> MapAccess<'de> for StrictMap<'_, A, K> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        while let Some(name) = self.values.next_key::<Text<'de>>()? {
            self.values.limits.count_member()?;
            if !self.known.take(&name, &mut self.values)? {
                self.names.add(&name)?;
                // A `CowStrDeserializer` would hide that a name is borrowed, so that it would be copied.
                return match name.0 {
                    Cow::Borrowed(name) => seed.deserialize(BorrowedStrDeserializer::new(name)),
                    Cow::Owned(name) => seed.deserialize(StringDeserializer::new(name)),
                }
                .map(Some);
            }
        }
        Ok(None)
    }

    #[inline]
    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.values.next_value_seed(seed)
    }
}

/// The values of an object, which are read by the rules too.
struct Values<'a, A> {
    map: A,
    limits: &'a Limits,
    depth: usize,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Values<'_, A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.map.next_key_seed(seed)
    }

    #[inline]
    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.map
            .next_value_seed(Strict::new(seed, self.limits, self.depth))
    }
}
