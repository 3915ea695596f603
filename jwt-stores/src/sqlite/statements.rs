//! Statements of SQLite, which has one writer at a time.

use crate::sql::statements::{
    alive, alive_of_subject, begin, count_is_over, ended_all, exchange, forget_sessions,
    forget_used, has_no_sessions, marked, not_marked, not_over, not_too_often, number_in_era, over,
    position, prolonged, purges, revocations, session_columns,
};

/// A database into which another was copied, such as a backup, has another schema version.
macro_rules! era {
    () => {
        "SELECT schema_version FROM pragma_schema_version"
    };
}

/// Stores a session, unless its subject `$2` has a mark that is later than the number `$14` of the era `$15`.
pub(super) const BEGIN: &str = begin!(ended_all!("$2", number_in_era!(era!(), "$14", "$15")));

/// Up to `$5` sessions of the subject `$1` that are alive at the time `$2`, except for the session `$3` and the `$4` others
/// that were used most recently.
pub(super) const SURPLUS: &str = concat!(
    "SELECT * FROM (SELECT ",
    session_columns!(),
    " ",
    alive_of_subject!("$1", "$2"),
    ") WHERE key <> $3 LIMIT $5 OFFSET $4"
);

/// Whether a subject has a mark `$1` that is later than the number `$2` of the era `$3`.
pub(super) const ENDED_ALL: &str = concat!(
    "SELECT ",
    ended_all!("$1", number_in_era!(era!(), "$2", "$3"))
);

pub(super) const POSITION: &str = position!(era!());

/// The session in which the token `$1` was exchanged for `$7`: just now, or before if this exchange is sent again.
macro_rules! exchanged {
    () => {
        "FROM jwt_guard_sessions WHERE token = $7 AND previous = $1"
    };
}

/// Exchanges a token, stores it as exchanged, and removes all but the last `$9` exchanged tokens. Changes rows if the token
/// could be exchanged.
///
/// Three statements of one transaction, sent together: nothing else is written until the transaction ends, so each message
/// between the task and the thread of the connection counts.
pub(super) const EXCHANGE: &str = concat!(
    exchange!(),
    "; INSERT INTO jwt_guard_used (token, session, exchanged_at, number) SELECT $1, key, $2, exchanges ",
    exchanged!(),
    " ON CONFLICT DO NOTHING; DELETE FROM jwt_guard_used WHERE session = (SELECT key ",
    exchanged!(),
    ") AND number <= (SELECT exchanges - $9 ",
    exchanged!(),
    ")"
);

/// Ends the session `$1` at the time `$2`, and returns whether it was alive.
pub(super) const END: &str = concat!(
    "UPDATE jwt_guard_sessions SET revoked_at = $2, ends_at = $2 WHERE key = $1 AND revoked_at IS NULL RETURNING ",
    not_over!("$2"),
    " AND ",
    not_marked!()
);

/// Assigns the next number to a revocation.
pub(super) const COUNT: &str = "UPDATE jwt_guard_counter SET number = number + 1";

/// Excepts the session `$1` of the subject `$2` from a mark, unless it has ended before. Runs after the number was assigned
/// and before the mark is stored.
pub(super) const SPARE: &str = concat!(
    "UPDATE jwt_guard_sessions SET began = (SELECT number FROM jwt_guard_counter) WHERE key = $1 AND subject_key = $2 AND ",
    not_marked!()
);

/// Stores a revocation of the key `$1` from `$2` until `$3`, with the last assigned number. `$4` is 1 for the mark of a
/// subject.
pub(super) const REMEMBER: &str =
    "INSERT INTO jwt_guard_revocations (number, key, revoked_at, until, has_sessions)
     SELECT number, $1, $2, $3, $4 FROM jwt_guard_counter WHERE true
     ON CONFLICT (key) DO UPDATE SET number = excluded.number,
     revoked_at = max(revoked_at, excluded.revoked_at), until = max(until, excluded.until),
     has_sessions = excluded.has_sessions";

pub(super) const REVOCATIONS: &str = revocations!(era!());

pub(super) const LAST: &str = "SELECT number FROM jwt_guard_counter";

/// The counters with the keys `$4`, `$5` and `$6`, and whether the device of the account `$1` and the address `$2` is known
/// at the time `$3`; at least one row.
pub(super) const ATTEMPTS: &str = "
    SELECT EXISTS (SELECT 1 FROM jwt_guard_devices WHERE account = $1 AND address = $2 AND until > $3) AS is_known,
    key, latest, counts, fills, blocked_until
    FROM (SELECT 1) LEFT JOIN jwt_guard_attempts ON key IN ($4, $5, $6)";

/// Stores the counters that follow.
pub(super) const KEEP_ATTEMPTS: &str =
    "INSERT INTO jwt_guard_attempts (key, latest, counts, fills, blocked_until, ends_at) ";

/// Ends [`KEEP_ATTEMPTS`].
pub(super) const OR_CHANGE_ATTEMPTS: &str = "
    ON CONFLICT (key) DO UPDATE SET latest = excluded.latest, counts = excluded.counts, fills = excluded.fills,
    blocked_until = excluded.blocked_until, ends_at = excluded.ends_at";

/// Removes the counter with the key `$1`.
pub(super) const FORGET_ATTEMPT: &str = "DELETE FROM jwt_guard_attempts WHERE key = $1";

/// Stores the device of the account `$1` and the address `$2` until `$3`, unless it is remembered for nearly as long at the
/// time `$4`.
pub(super) const REMEMBER_DEVICE: &str = "
    INSERT INTO jwt_guard_devices (account, address, until) VALUES ($1, $2, $3)
    ON CONFLICT (account, address) DO UPDATE SET until = excluded.until
    WHERE until <= $4 OR until <= excluded.until - 86400";

/// Removes devices of the account `$1` that exceed the limit.
pub(super) const FORGET_MORE_DEVICES: &str = "
    DELETE FROM jwt_guard_devices WHERE account = $1 AND address IN (
        SELECT address FROM jwt_guard_devices WHERE account = $1
        ORDER BY until DESC, address DESC LIMIT -1 OFFSET 16
    )";

purges!("");
