//! An entry of a set of keys, which need not be a key.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::fields::JwkFields;
use crate::key::error::KeyError;

/// An entry of a set of keys: an object, or another value, which is skipped.
pub(crate) struct SetEntry<'de>(Option<JwkFields<'de>>);

impl<'de: 'f, 'f> Deserialize<'de> for SetEntry<'f> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ObjectOrNot;

        impl<'de> Visitor<'de> for ObjectOrNot {
            type Value = SetEntry<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON Web Key")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<SetEntry<'de>, A::Error> {
                JwkFields::deserialize(MapAccessDeserializer::new(map))
                    .map(|fields| SetEntry(Some(fields)))
            }

            fn visit_bool<E: Error>(self, _: bool) -> Result<SetEntry<'de>, E> {
                Ok(SetEntry(None))
            }

            fn visit_i64<E: Error>(self, _: i64) -> Result<SetEntry<'de>, E> {
                Ok(SetEntry(None))
            }

            fn visit_u64<E: Error>(self, _: u64) -> Result<SetEntry<'de>, E> {
                Ok(SetEntry(None))
            }

            fn visit_f64<E: Error>(self, _: f64) -> Result<SetEntry<'de>, E> {
                Ok(SetEntry(None))
            }

            fn visit_str<E: Error>(self, _: &str) -> Result<SetEntry<'de>, E> {
                Ok(SetEntry(None))
            }

            fn visit_unit<E: Error>(self) -> Result<SetEntry<'de>, E> {
                Ok(SetEntry(None))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<SetEntry<'de>, A::Error> {
                while let Some(IgnoredAny) = list.next_element()? {}
                Ok(SetEntry(None))
            }
        }

        deserializer.deserialize_any(ObjectOrNot)
    }
}

impl<'de> SetEntry<'de> {
    pub(crate) fn fields(&self) -> Result<&JwkFields<'de>, KeyError> {
        let fields = self.0.as_ref();
        fields.ok_or_else(|| KeyError::new("something that is no object", "a JSON Web Key"))
    }

    pub(crate) fn check_published(&self) -> Result<(), KeyError> {
        self.0.as_ref().map_or(Ok(()), JwkFields::check_published)
    }

    pub(crate) fn is_for_others(&self) -> bool {
        self.0.as_ref().is_some_and(JwkFields::is_for_others)
    }

    pub(crate) fn id(&self) -> Option<&str> {
        self.0.as_ref()?.id()
    }
}
