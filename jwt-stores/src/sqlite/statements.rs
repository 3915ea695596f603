//! The statements in the words of SQLite.

use crate::sql::statements::{
    alive, begin, ended_all, exchange, number_in_era, position, prolonged, purges, revocations,
    target,
};

/// A database into which another one was copied, a backup of it say, has another version of its schema.
macro_rules! era {
    () => {
        "SELECT schema_version FROM pragma_schema_version"
    };
}

/// Keeps a session, unless its subject `$2` has a mark that is later than the number `$14` of the era `$15`. Whoever writes
/// is alone.
pub(super) const BEGIN: &str = begin!(ended_all!("$2", number_in_era!(era!(), "$14", "$15")));

/// Whether a subject has a mark `$1` that is later than the number `$2` of the era `$3`.
pub(super) const ENDED_ALL: &str = concat!(
    "SELECT ",
    ended_all!("$1", number_in_era!(era!(), "$2", "$3"))
);

pub(super) const POSITION: &str = position!(era!());

pub(super) const EXCHANGE: &str = exchange!();

/// Remembers that the token `$1` was exchanged.
pub(super) const USED: &str =
    "INSERT INTO jwt_guard_used (token, session, exchanged_at) VALUES ($1, $2, $3)";

/// Remembers the key `$6`, and those of the sessions that end, from `$4` until `$5`; to be done before they end.
pub(super) const REMEMBER: &str = concat!(
    "INSERT INTO jwt_guard_revocations (number, key, revoked_at, until)
     SELECT (SELECT number FROM jwt_guard_counter) + row_number() OVER (), key, $4, $5
     FROM (SELECT key FROM jwt_guard_sessions WHERE ",
    target!(),
    " UNION SELECT $6)
     WHERE true
     ON CONFLICT (key) DO UPDATE SET number = excluded.number,
     revoked_at = max(revoked_at, excluded.revoked_at), until = max(until, excluded.until)"
);

/// Counts what was remembered.
pub(super) const COUNT: &str =
    "UPDATE jwt_guard_counter SET number = (SELECT max(number) FROM jwt_guard_revocations)";

/// Counts the sessions that are alive at the time `$4` and will end.
pub(super) const ENDING: &str = concat!(
    "SELECT count(*) FROM jwt_guard_sessions WHERE ",
    alive!("$4"),
    " AND ",
    target!()
);

/// Ends sessions until `$4`.
pub(super) const END: &str = concat!(
    "UPDATE jwt_guard_sessions SET revoked_until = $4, ends_at = $4 WHERE revoked_until IS NULL AND ",
    target!()
);

/// Remembers until `$2` that the session `$1` has ended.
pub(super) const PROLONG: &str = "UPDATE jwt_guard_sessions SET revoked_until = $2, ends_at = $2 WHERE key = $1 AND revoked_until < $2";

pub(super) const REVOCATIONS: &str = revocations!(era!());

pub(super) const LAST: &str = "SELECT number FROM jwt_guard_counter";

/// The counters with the keys `$4`, `$5` and `$6`, and whether the device of the account `$1` and the address `$2` is known
/// at the time `$3`; a row with that in any case.
pub(super) const ATTEMPTS: &str = "
    SELECT EXISTS (SELECT 1 FROM jwt_guard_devices WHERE account = $1 AND address = $2 AND until > $3) AS is_known,
    key, latest, counts, fills, blocked_until
    FROM (SELECT 1) LEFT JOIN jwt_guard_attempts ON key IN ($4, $5, $6)";

/// Keeps the counters that follow.
pub(super) const KEEP_ATTEMPTS: &str =
    "INSERT INTO jwt_guard_attempts (key, latest, counts, fills, blocked_until, ends_at) ";

/// Ends [`KEEP_ATTEMPTS`].
pub(super) const OR_CHANGE_ATTEMPTS: &str = "
    ON CONFLICT (key) DO UPDATE SET latest = excluded.latest, counts = excluded.counts, fills = excluded.fills,
    blocked_until = excluded.blocked_until, ends_at = excluded.ends_at";

/// Removes the counter with the key `$1`.
pub(super) const FORGET_ATTEMPT: &str = "DELETE FROM jwt_guard_attempts WHERE key = $1";

/// Remembers the device of the account `$1` and the address `$2` until `$3`, unless it is remembered for nearly as long at the
/// time `$4`.
pub(super) const REMEMBER_DEVICE: &str = "
    INSERT INTO jwt_guard_devices (account, address, until) VALUES ($1, $2, $3)
    ON CONFLICT (account, address) DO UPDATE SET until = excluded.until
    WHERE until <= $4 OR until <= excluded.until - 86400";

/// Forgets the devices of the account `$1` that are too many.
pub(super) const FORGET_MORE_DEVICES: &str = "
    DELETE FROM jwt_guard_devices WHERE account = $1 AND address IN (
        SELECT address FROM jwt_guard_devices WHERE account = $1
        ORDER BY until DESC, address DESC LIMIT -1 OFFSET 16
    )";

// Whoever writes is alone.
purges!("");
