//! JSON, read without losing anything, and the rules that the library adds to it.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Number;

/// A value in which an object is the list of its members as they were written.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    Null,
    Bool(bool),
    Number(Number),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// How large a text may be.
#[derive(Clone, Copy)]
pub struct Bounds {
    /// How many members and elements there may be.
    members: usize,
    /// How deeply objects and lists may nest.
    depth: usize,
}

impl Bounds {
    pub const CLAIMS: Self = Self {
        members: 256,
        depth: 32,
    };
    pub const HEADER: Self = Self {
        members: 16,
        depth: 8,
    };
}

impl Json {
    /// One object by all the rules: no name twice, not too deep, not too large.
    pub fn strict_object(text: &[u8], bounds: Bounds) -> Option<Self> {
        Self::object(text).filter(|json| json.is_strict(bounds))
    }

    /// Whether the text is an object, and breaks one of the rules.
    pub fn is_loose_object(text: &[u8], bounds: Bounds) -> bool {
        Self::object(text).is_some_and(|json| !json.is_strict(bounds))
    }

    fn object(text: &[u8]) -> Option<Self> {
        let json: Self = serde_json::from_slice(text).ok()?;
        matches!(json, Self::Object(_)).then_some(json)
    }

    fn is_strict(&self, bounds: Bounds) -> bool {
        self.depth() <= bounds.depth && self.members() <= bounds.members && !self.has_duplicates()
    }

    /// A member of an object.
    pub fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else {
            return None;
        };
        let member = members.iter().find(|(found, _)| found == name);
        member.map(|(_, value)| value)
    }

    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    fn children(&self) -> Vec<&Self> {
        match self {
            Self::List(elements) => elements.iter().collect(),
            Self::Object(members) => members.iter().map(|(_, value)| value).collect(),
            _ => Vec::new(),
        }
    }

    fn depth(&self) -> usize {
        let below = self.children().into_iter().map(Self::depth).max();
        below.unwrap_or(0) + usize::from(matches!(self, Self::List(_) | Self::Object(_)))
    }

    fn members(&self) -> usize {
        let children = self.children();
        children.len() + children.into_iter().map(Self::members).sum::<usize>()
    }

    fn has_duplicates(&self) -> bool {
        let here = match self {
            Self::Object(members) => {
                let mut names: Vec<_> = members.iter().map(|(name, _)| name).collect();
                names.sort_unstable();
                names.windows(2).any(|pair| pair[0] == pair[1])
            }
            _ => false,
        };
        here || self.children().into_iter().any(Self::has_duplicates)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;

        impl<'de> Visitor<'de> for Any {
            type Value = Json;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("JSON")
            }

            fn visit_unit<E>(self) -> Result<Json, E> {
                Ok(Json::Null)
            }

            fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
                Ok(Json::Bool(value))
            }

            fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
                Ok(Json::Number(value.into()))
            }

            fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
                Ok(Json::Number(value.into()))
            }

            fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
                Ok(Json::Number(Number::from_f64(value).unwrap()))
            }

            fn visit_str<E>(self, value: &str) -> Result<Json, E> {
                Ok(Json::Text(value.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json, A::Error> {
                let mut elements = Vec::new();
                while let Some(element) = seq.next_element()? {
                    elements.push(element);
                }
                Ok(Json::List(elements))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Json::Object(members))
            }
        }

        deserializer.deserialize_any(Any)
    }
}
