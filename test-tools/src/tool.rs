//! What a test can need.

use std::env;

use crate::programs::{self, Browser, Missing, Postgres};

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Tool {
    /// Chromium and Node.js.
    Browser,
    Postgres,
    Redis,
    /// The test vectors of other projects.
    Vectors,
}

impl Tool {
    pub(crate) const ALL: [Self; 4] = [Self::Browser, Self::Postgres, Self::Redis, Self::Vectors];

    /// Its name in `#[needs(..)]`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::Postgres => "postgres",
            Self::Redis => "redis",
            Self::Vectors => "vectors",
        }
    }

    /// The variables on which it depends whether a test is ignored: where the tool is searched, and whether it is required.
    pub(crate) fn variables(self) -> [&'static str; 2] {
        match self {
            Self::Browser => ["PATH", "JWT_GUARD_REQUIRE_BROWSER"],
            Self::Postgres => ["PATH", "JWT_GUARD_REQUIRE_POSTGRES"],
            Self::Redis => ["PATH", "JWT_GUARD_REQUIRE_REDIS"],
            Self::Vectors => ["JWT_GUARD_VECTORS", "JWT_GUARD_REQUIRE_VECTORS"],
        }
    }

    /// Why a test that needs it is ignored. `None` if the tool is there, or must be.
    pub(crate) fn reason_to_ignore(self) -> Option<String> {
        let [searched, required] = self.variables();
        if env::var_os(required).is_some_and(|value| value == "1") {
            return None;
        }
        let found = match self {
            Self::Browser => Browser::find().map(drop),
            Self::Postgres => Postgres::find().map(drop),
            Self::Redis => programs::redis_server().map(drop),
            Self::Vectors => {
                let is_named = env::var_os(searched).is_some_and(|folder| !folder.is_empty());
                return (!is_named).then(|| format!("{searched} names no folder"));
            }
        };
        let Missing { program, install } = found.err()?;
        Some(format!(
            "there was no {program} when this was compiled: `{install} && cargo clean -p test-tools`"
        ))
    }
}
