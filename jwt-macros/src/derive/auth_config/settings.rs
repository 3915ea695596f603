//! The settings of this version: their names, and what a literal of each may say.

use crate::derive::given::Expected;

/// A setting whose value is a literal in `#[auth(..)]`, or a field.
pub(super) struct Setting {
    pub(super) name: &'static str,
    pub(super) takes: Takes,
    /// A value, as it stands in the attribute.
    pub(super) example: &'static str,
}

/// What the literal of a setting says.
#[derive(Clone, Copy)]
pub(super) enum Takes {
    Algorithm,
    /// Nothing: it cannot be a literal.
    Secret,
    Text,
    /// One text or several.
    Texts,
    /// A duration between these two, in seconds.
    Duration {
        shortest: u64,
        longest: u64,
    },
}

const MINUTE: u64 = 60;
const DAY: u64 = 24 * 60 * MINUTE;

pub(super) const SETTINGS: [Setting; 6] = [
    Setting {
        name: "algorithm",
        takes: Takes::Algorithm,
        example: "\"HS256\"",
    },
    Setting {
        name: "secret",
        takes: Takes::Secret,
        example: "",
    },
    Setting {
        name: "issuer",
        takes: Takes::Text,
        example: "\"https://api.example.com\"",
    },
    Setting {
        name: "audience",
        takes: Takes::Texts,
        example: "[\"api\", \"admin\"]",
    },
    Setting {
        name: "access_ttl",
        takes: Takes::Duration {
            shortest: 1,
            longest: DAY,
        },
        example: "\"15m\"",
    },
    Setting {
        name: "leeway",
        takes: Takes::Duration {
            shortest: 0,
            longest: 5 * MINUTE,
        },
        example: "\"10s\"",
    },
];

/// The options of `#[auth(..)]` on the struct that are no settings with a value: two types, and where the library is.
pub(super) const CLAIMS: &str = "claims";
pub(super) const USERS: &str = "users";
pub(super) const CRATE: &str = "crate";

impl Setting {
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        SETTINGS.iter().find(|setting| setting.name == name)
    }

    pub(super) fn expected(&self) -> Expected {
        let kind = match self.takes {
            Takes::Algorithm => "the name of an algorithm in quotes",
            Takes::Secret => "no literal",
            Takes::Text => "a string in quotes",
            Takes::Texts => "a string in quotes, or a list of them",
            Takes::Duration { .. } => "a duration in quotes",
        };
        Expected {
            kind,
            example: self.example,
        }
    }
}

/// Everything that can stand in `#[auth(..)]` on the struct.
pub(super) fn options() -> Vec<&'static str> {
    let literals = SETTINGS
        .iter()
        .filter(|setting| !matches!(setting.takes, Takes::Secret));
    literals
        .map(|setting| setting.name)
        .chain([CLAIMS, USERS, CRATE])
        .collect()
}

/// Every name that a field can have.
pub(super) fn fields() -> impl Iterator<Item = &'static str> {
    SETTINGS.iter().map(|setting| setting.name)
}
