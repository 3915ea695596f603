//! Statements of PostgreSQL. Each is one round trip and one transaction, and sees one snapshot of the database.
//!
//! Rows are locked in one order everywhere, so that there is no deadlock: sessions by their keys, the counter, the
//! revocations. Numbers are assigned while the counter is locked, which lasts until the commit.

use crate::sql::statements::{
    alive, alive_of_subject, begin, count_is_over, ended_all, exchange, forget_sessions,
    forget_used, has_no_sessions, marked, not_marked, not_over, not_too_often, number_in_era, over,
    position, prolonged, purges, revocations, session_columns,
};

/// The era changes with another server, a restart, and tables that were created or restored: numbers of revocations of one
/// era may be lost in the next.
macro_rules! era {
    () => {
        "SELECT hashtextextended(concat_ws(' ', extract(epoch FROM pg_postmaster_start_time()),
         pg_relation_filenode('jwt_guard_revocations'), current_database()), 0)"
    };
}

/// Stores a session, unless its subject `$2` has a mark that is later than the number `$14` of the era `$15`.
///
/// A mark that is stored at the same time is not seen, but has a later number than the session: it ends the session with its
/// commit.
macro_rules! kept {
    () => {
        begin!(ended_all!("$2", number_in_era!(era!(), "$14", "$15")))
    };
}

pub(super) const BEGIN: &str = kept!();

/// Stores revocations of the keys `keys` from `$at` until `$until`.
macro_rules! remembered {
    ($at:literal, $until:literal) => {
        concat!(
            "counter AS (
                 UPDATE jwt_guard_counter SET number = number + (SELECT count(*) FROM keys)
                 WHERE EXISTS (SELECT 1 FROM keys) RETURNING number
             ), remembered AS (
                 INSERT INTO jwt_guard_revocations AS revocation (key, number, revoked_at, until)
                 SELECT key, counter.number + 1 - row_number() OVER (), ",
            $at,
            ", ",
            $until,
            " FROM keys, counter
                 ON CONFLICT (key) DO UPDATE SET number = excluded.number,
                 revoked_at = greatest(revocation.revoked_at, excluded.revoked_at),
                 until = greatest(revocation.until, excluded.until)
             )"
        )
    };
}

/// Notifies the other processes.
macro_rules! notify {
    () => {
        "pg_notify('jwt_guard_revocations', '')::text"
    };
}

/// The channel of the notifications.
pub(super) const CHANNEL: &str = "jwt_guard_revocations";

/// Stores a session as [`BEGIN`] does, and ends up to `$17` others of its subject at the time `$6`, except for the `$16`
/// that were used most recently; remembers that until `$18`. Returns whether it was stored, and which sessions ended.
///
/// A session that is being refreshed is in use, and skipped rather than waited for.
pub(super) const BEGIN_LIMITED: &str = concat!(
    "WITH kept AS (",
    kept!(),
    " RETURNING key), found AS (
         SELECT key FROM jwt_guard_sessions WHERE key IN (SELECT key ",
    alive_of_subject!("$2", "$6"),
    "    OFFSET $16 LIMIT $17) AND revoked_at IS NULL AND EXISTS (SELECT 1 FROM kept)
         ORDER BY key FOR UPDATE SKIP LOCKED
     ), keys AS (
         UPDATE jwt_guard_sessions AS session SET revoked_at = $6, ends_at = $6
         FROM found WHERE session.key = found.key
         RETURNING session.key
     ), ",
    remembered!("$6", "$18"),
    "SELECT EXISTS (SELECT 1 FROM kept), ARRAY (SELECT key FROM keys),
     CASE WHEN EXISTS (SELECT 1 FROM keys) THEN ",
    notify!(),
    " END"
);

/// The sessions with the keys `$1`.
pub(super) const OF_KEYS: &str = concat!(
    "SELECT ",
    session_columns!(),
    " FROM jwt_guard_sessions WHERE key = ANY($1)"
);

/// Whether a subject has a mark `$1` that is later than the number `$2` of the era `$3`.
pub(super) const ENDED_ALL: &str = concat!(
    "SELECT ",
    ended_all!("$1", number_in_era!(era!(), "$2", "$3"))
);

/// Revocations that are being stored at the same time will have later numbers.
pub(super) const POSITION: &str = position!(era!());

/// The time of the server, in microseconds since the Unix epoch.
pub(super) const TIME: &str = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

/// Exchanges a token, and stores it as exchanged; returns its session and its number.
///
/// The second of two simultaneous exchanges waits for the row, and then finds another token in it.
pub(super) const EXCHANGE: &str = concat!(
    "WITH exchanged AS (",
    exchange!(),
    " RETURNING key, exchanges)
     INSERT INTO jwt_guard_used (token, session, exchanged_at, number) SELECT $1, key, $2, exchanges FROM exchanged
     RETURNING session, number"
);

/// Removes the tokens of the session `$1` that were exchanged first, up to the number `$2`.
pub(super) const FORGET_FIRST: &str =
    "DELETE FROM jwt_guard_used WHERE session = $1 AND number <= $2";

/// Ends the session `$1`, if there is one, at the time `$2`, and revokes the key `$4` until `$3`; returns whether the
/// session was alive.
pub(super) const REVOKE: &str = concat!(
    "WITH found AS (
         SELECT key, ",
    not_over!("$2"),
    " AND ",
    not_marked!(),
    "    AS was_alive FROM jwt_guard_sessions WHERE key = $1 AND revoked_at IS NULL FOR UPDATE
     ), ended AS (
         UPDATE jwt_guard_sessions AS session SET revoked_at = $2, ends_at = $2
         FROM found WHERE session.key = found.key
         RETURNING session.key, found.was_alive
     ), keys AS (
         SELECT key FROM ended UNION SELECT $4
     ), ",
    remembered!("$2", "$3"),
    "SELECT EXISTS (SELECT 1 FROM ended WHERE was_alive), ",
    notify!()
);

/// Ends all sessions of the subject `$1` except `$2` at the time `$3`, until `$4`, by storing a mark.
///
/// The excepted session gets the number of the mark, unless the previous mark has ended it. That mark may have been stored
/// while this statement waited for the counter, so it is read from the locked row rather than from the snapshot.
pub(super) const REVOKE_ALL: &str = concat!(
    "WITH spared AS (
         SELECT key FROM jwt_guard_sessions WHERE key = $2 AND subject_key = $1 FOR UPDATE
     ), counter AS (
         UPDATE jwt_guard_counter SET number = number + 1 + 0 * (SELECT count(*) FROM spared) RETURNING number
     ), mark AS (
         INSERT INTO jwt_guard_revocations AS revocation (key, number, revoked_at, until, has_sessions)
         SELECT $1, number, $3, $4, 1 FROM counter
         ON CONFLICT (key) DO UPDATE SET previous = revocation.number, number = excluded.number,
         revoked_at = greatest(revocation.revoked_at, excluded.revoked_at),
         until = greatest(revocation.until, excluded.until), has_sessions = 1
         RETURNING number, previous
     ), goes_on AS (
         UPDATE jwt_guard_sessions AS session SET began = mark.number
         FROM spared, mark WHERE session.key = spared.key AND session.began >= mark.previous
     )
     SELECT ",
    notify!()
);

/// The revocations of the keys `$1`.
pub(super) const REVOKED: &str =
    "SELECT key, revoked_at, until FROM jwt_guard_revocations WHERE key = ANY($1)";

pub(super) const REVOCATIONS: &str = revocations!(era!());

pub(super) const COUNT: &str = "SELECT limited_by, retry_after, counted_in FROM jwt_guard_count($1, $2, $3, $4, $5, $6, $7, $8, $9)";

pub(super) const GIVE_BACK: &str =
    "SELECT jwt_guard_give_back($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

// Rows that another purge is removing are skipped.
purges!("FOR UPDATE SKIP LOCKED");
