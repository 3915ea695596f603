//! The statements in the words of SQLite.

use crate::sql::statements::{alive, begin, exchange, prolonged, purges, revocations, target};

pub(super) const BEGIN: &str = begin!("");

pub(super) const EXCHANGE: &str = exchange!();

/// Remembers that the token `$1` was exchanged.
pub(super) const USED: &str =
    "INSERT INTO jwt_guard_used (token, session, exchanged_at) VALUES ($1, $2, $3)";

/// Remembers the key `$6`, and those of the sessions that end, from `$4` until `$5`; to be done before they end.
pub(super) const REMEMBER: &str = concat!(
    "INSERT INTO jwt_guard_revocations (number, key, revoked_at, until)
     SELECT (SELECT number FROM jwt_guard_counter) + row_number() OVER (), key, $4, $5
     FROM (SELECT revocation_key AS key FROM jwt_guard_sessions WHERE ",
    target!(),
    " UNION SELECT $6)
     WHERE true
     ON CONFLICT (key) DO UPDATE SET number = excluded.number,
     revoked_at = max(revoked_at, excluded.revoked_at), until = max(until, excluded.until)"
);

/// Counts what was remembered.
pub(super) const COUNT: &str =
    "UPDATE jwt_guard_counter SET number = (SELECT max(number) FROM jwt_guard_revocations)";

/// Ends sessions until `$4`.
pub(super) const END: &str = concat!(
    "UPDATE jwt_guard_sessions SET revoked_until = $4, ends_at = $4 WHERE revoked_until IS NULL AND ",
    target!()
);

/// Remembers until `$2` that the session `$1` has ended.
pub(super) const PROLONG: &str = "UPDATE jwt_guard_sessions SET revoked_until = $2, ends_at = $2 WHERE id = $1 AND revoked_until < $2";

/// A database into which another one was copied, a backup of it say, has another version of its schema.
pub(super) const REVOCATIONS: &str =
    revocations!("(SELECT schema_version FROM pragma_schema_version)");

pub(super) const LAST: &str = "SELECT number FROM jwt_guard_counter";

// Whoever writes is alone.
purges!("");
