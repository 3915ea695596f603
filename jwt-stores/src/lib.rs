//! Stores of sessions for `jwt-guard`: PostgreSQL, Redis and SQLite, each behind a feature of its name.
//!
//! All of them pass the same public suite of tests: `jwt_guard::testing::store_tests!`. What SQLite and PostgreSQL share is
//! listed before them; no store uses another.

#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod sql;

#[cfg(feature = "sqlite")]
mod sqlite;

#[cfg(feature = "postgres")]
mod postgres;

#[cfg(feature = "redis")]
mod redis;

#[cfg(feature = "postgres")]
pub use self::postgres::PostgresStore;
#[cfg(feature = "redis")]
pub use self::redis::RedisStore;
#[cfg(feature = "sqlite")]
pub use self::sqlite::SqliteStore;
