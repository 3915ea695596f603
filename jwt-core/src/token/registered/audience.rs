//! `aud` (RFC 7519 §4.1.3).

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};

use super::texts::StringList;
use crate::json::Text;

/// The claim `aud`: one name or several (RFC 7519 §4.1.3).
pub(crate) enum Audience<'de> {
    One(Text<'de>),
    Several(Vec<Text<'de>>),
}

impl<'de> Audience<'de> {
    /// Whether one of the names is among `ours`.
    pub(crate) fn names_one_of(&self, ours: &StringList<'_>) -> bool {
        self.all()
            .iter()
            .any(|name| ours.iter().any(|our| *our == **name))
    }

    /// Whether one of the names is this one.
    pub(crate) fn names(&self, ours: &str) -> bool {
        self.all().iter().any(|name| *ours == **name)
    }

    fn all(&self) -> &[Text<'de>] {
        match self {
            Self::One(name) => std::slice::from_ref(name),
            Self::Several(names) => names,
        }
    }
}

impl<'de> Deserialize<'de> for Audience<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Names;

        impl<'de> Visitor<'de> for Names {
            type Value = Audience<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string or a list of strings")
            }

            fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Audience<'de>, E> {
                Ok(Audience::One(Text(name.into())))
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Audience<'de>, E> {
                Ok(Audience::One(Text(name.to_owned().into())))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Audience<'de>, A::Error> {
                let mut names = Vec::new();
                while let Some(name) = seq.next_element()? {
                    names.push(name);
                }
                Ok(Audience::Several(names))
            }
        }

        deserializer.deserialize_any(Names)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn audience_is_a_string_or_a_list_of_strings() {
        let ours = ["b".into(), "c".into()];
        let read = |json| {
            serde_json::from_str::<Audience<'_>>(json)
                .ok()
                .map(|audience| audience.names_one_of(&StringList::Owned(&ours)))
        };
        assert_eq!(read("\"a\""), Some(false));
        assert_eq!(read("\"b\""), Some(true));
        assert_eq!(read("\"\\u0062\""), Some(true));
        assert_eq!(read("[\"a\",\"b\"]"), Some(true));
        assert_eq!(read("[]"), Some(false));
        for json in ["1", "null", "{}", "[1]", "[[\"a\"]]", "[null]"] {
            assert_eq!(read(json), None, "{json}");
        }
    }
}
