//! The settings of this version: their names, and what a literal of each may say.

use darling::FromMeta;
use syn::{Path, Type};

use super::literal::{Literal, Number, Takes};
use crate::derive::options::{CRATE, Choice, Helper, Text};

/// What can stand in `#[auth(..)]` on the struct.
#[derive(Default, FromMeta)]
#[darling(default)]
pub(super) struct Options {
    #[darling(flatten)]
    pub(super) settings: Settings,
    pub(super) claims: Option<Type>,
    pub(super) users: Option<Type>,
    #[darling(rename = "crate")]
    pub(super) crate_path: Option<Path>,
}

#[derive(Default, FromMeta)]
#[darling(default)]
pub(super) struct Settings {
    algorithm: Option<Text>,
    key_id: Option<Text>,
    issuer: Option<Text>,
    audience: Option<Literal>,
    access_ttl: Option<Text>,
    leeway: Option<Text>,
    cache: Option<Text>,
    cache_capacity: Option<Number>,
}

/// A setting given as a literal.
pub(super) struct Setting {
    pub(super) choice: Choice,
    pub(super) takes: Takes,
    pub(super) literal: Literal,
}

/// Every name that a field can have.
pub(super) const FIELDS: [&str; 13] = [
    "algorithm",
    "secret",
    "private_key",
    "public_key",
    "key_id",
    "retired_keys",
    "issuer",
    "audience",
    "access_ttl",
    "leeway",
    "trusted_issuers",
    "cache",
    "cache_capacity",
];

pub(super) const HELPER: Helper = Helper {
    name: "auth",
    takes: &[
        ALGORITHM,
        KEY_ID,
        ISSUER,
        AUDIENCE,
        ACCESS_TTL,
        LEEWAY,
        CACHE,
        CACHE_CAPACITY,
        CLAIMS,
        USERS,
        CRATE,
    ],
    elsewhere: |name| match name {
        "secret" => Some((
            "takes no literal: whoever reads the source could sign tokens",
            "give the struct the field `#[auth(env = \"JWT_SECRET\")] secret: Secret`",
        )),
        "private_key" => Some((
            "takes no literal: whoever reads the source could sign tokens",
            "give the struct the field `#[auth(env = \"JWT_PRIVATE_KEY\")] private_key: Secret`",
        )),
        "public_key" => Some((
            "takes no literal: a key is replaced without a new program",
            "give the struct the field `#[auth(env = \"JWT_PUBLIC_KEY\")] public_key: String`",
        )),
        "retired_keys" => Some((
            "takes no literal: a key is replaced without a new program",
            "give the struct the field `retired_keys: Vec<RetiredKey>`",
        )),
        "trusted_issuers" => Some((
            "takes no literal: the keys of others are known when the program starts",
            "give the struct the field `trusted_issuers: Vec<TrustedIssuer>`",
        )),
        "env" => Some((
            "names the variable of one field, found it on the struct",
            "move it to the field: `#[auth(env = \"JWT_SECRET\")] secret: Secret`",
        )),
        _ => None,
    },
};

const ALGORITHM: Choice = Choice::new(
    "algorithm",
    "the name of an algorithm in quotes",
    "\"HS256\"",
);
const KEY_ID: Choice = Choice::new("key_id", "a string in quotes", "\"2026-11\"");
const ISSUER: Choice = Choice::new(
    "issuer",
    "a string in quotes",
    "\"https://api.example.com\"",
);
const AUDIENCE: Choice = Choice::new(
    "audience",
    "a string in quotes, or a list of them",
    "[\"api\", \"admin\"]",
);
const ACCESS_TTL: Choice = Choice::new("access_ttl", "a duration in quotes", "\"15m\"");
const LEEWAY: Choice = Choice::new("leeway", "a duration in quotes", "\"10s\"");
const CACHE: Choice = Choice::new("cache", "`on` or `off` in quotes", "\"off\"");
const CACHE_CAPACITY: Choice = Choice::new("cache_capacity", "a number", "8192");
const CLAIMS: Choice = Choice::new("claims", "a type", "Membership");
const USERS: Choice = Choice::new("users", "a type", "Users");

const MINUTE: u64 = 60;
const DAY: u64 = 24 * 60 * MINUTE;

impl Settings {
    /// Those that are given.
    pub(super) fn given(self) -> Vec<Setting> {
        let text = |given: Option<Text>| given.map(|Text(text)| Literal::Text(text));
        let (access_ttl, leeway) = (Takes::Duration(1..=DAY), Takes::Duration(0..=5 * MINUTE));
        let all = [
            (ALGORITHM, Takes::Algorithm, text(self.algorithm)),
            (KEY_ID, Takes::Text, text(self.key_id)),
            (ISSUER, Takes::Text, text(self.issuer)),
            (AUDIENCE, Takes::Text, self.audience),
            (ACCESS_TTL, access_ttl, text(self.access_ttl)),
            (LEEWAY, leeway, text(self.leeway)),
            (CACHE, Takes::Switch, text(self.cache)),
            (
                CACHE_CAPACITY,
                Takes::Count(1..=1 << 20),
                self.cache_capacity
                    .map(|Number(number)| Literal::Number(number)),
            ),
        ];
        let given = all.into_iter().filter_map(|(choice, takes, literal)| {
            Some(Setting {
                choice,
                takes,
                literal: literal?,
            })
        });
        given.collect()
    }
}
