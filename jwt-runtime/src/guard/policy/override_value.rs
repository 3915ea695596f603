//! `OverrideValue`: the value of a handler's own setting, for manifests.

use jwt_syntax::http::token_location::TokenLocation;
use jwt_syntax::with_choices;
use serde::ser::{Serialize, Serializer};

/// A value as the attribute states it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum OverrideValue {
    Text(&'static str),
    Texts(&'static [&'static str]),
    Seconds(i64),
    Count(usize),
    Places(&'static [TokenLocation]),
}

macro_rules! from {
    ($($type:ty => $variant:ident;)*) => {
        $(impl From<$type> for OverrideValue {
            fn from(value: $type) -> Self {
                Self::$variant(value)
            }
        })*
    };
}

from! {
    &'static str => Text;
    &'static [&'static str] => Texts;
    i64 => Seconds;
    usize => Count;
    &'static [TokenLocation] => Places;
}

macro_rules! from_choices {
    ($($type:ty)*) => {
        $(impl From<$type> for OverrideValue {
            fn from(value: $type) -> Self {
                Self::Text(value.text())
            }
        })*
    };
}

with_choices!(from_choices);

impl OverrideValue {
    /// The setting of this name and value, as the option of an attribute.
    pub(crate) fn option(self, name: &str) -> String {
        match self {
            Self::Text(text) => format!("{name} = {text:?}"),
            Self::Texts(texts) => format!("{name} = {texts:?}"),
            Self::Seconds(seconds) => format!("{name} = \"{seconds}s\""),
            Self::Count(count) => format!("{name} = {count}"),
            Self::Places(places) => places_option(name, places),
        }
    }
}

/// Token locations as an option of an attribute: `token_from(header, cookie)`.
pub(crate) fn places_option(name: &str, places: &[TokenLocation]) -> String {
    let places: Vec<_> = places.iter().map(option).collect();
    format!("{name}({})", places.join(", "))
}

fn option(place: &TokenLocation) -> String {
    let source = place.kind;
    if place.strict {
        format!("{source}(strict)")
    } else {
        source.to_string()
    }
}

impl Serialize for OverrideValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Texts(texts) => serializer.collect_seq(*texts),
            Self::Seconds(seconds) => serializer.collect_str(&format_args!("{seconds}s")),
            Self::Count(count) => count.serialize(serializer),
            Self::Places(places) => {
                serializer.collect_seq(places.iter().map(TokenLocation::to_string))
            }
        }
    }
}
