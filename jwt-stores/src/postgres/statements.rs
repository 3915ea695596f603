//! The statements in the words of PostgreSQL. Each is one round trip and one transaction, but for the end of all sessions
//! of a subject.

use crate::sql::statements::{
    alive, begin, ended_all, exchange, number_in_era, position, prolonged, purges, revocations,
    target,
};

/// Another server, one that was started again, and tables that were made or filled anew are another era: what one of them
/// has given a number may be lost in the next.
macro_rules! era {
    () => {
        "SELECT hashtextextended(concat_ws(' ', extract(epoch FROM pg_postmaster_start_time()),
         pg_relation_filenode('jwt_guard_revocations'), current_database()), 0)"
    };
}

/// Keeps a session, unless its subject `$2` has a mark that is later than the number `$14` of the era `$15`.
///
/// A login of a subject whose sessions are being ended waits for that, by [`ALONE`] on `$16`. Then it sees the mark; a login
/// that was first keeps a session that is seen there.
pub(super) const BEGIN: &str = begin!(concat!(
    "jwt_guard_ended_all($16, $2, ",
    number_in_era!(era!(), "$14", "$15"),
    ")"
));

/// Whether a subject has a mark `$1` that is later than the number `$2` of the era `$3`.
pub(super) const ENDED_ALL: &str = concat!(
    "SELECT ",
    ended_all!("$1", number_in_era!(era!(), "$2", "$3"))
);

/// What is being revoked at the same time has no number yet that can be seen: it has a later one.
pub(super) const POSITION: &str = position!(era!());

/// The time of the server, in microseconds since the Unix epoch.
pub(super) const TIME: &str = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

/// So that each statement of a transaction sees what was committed before it, whatever the database makes of others.
pub(super) const ALONE_BEGINS: &str = "BEGIN ISOLATION LEVEL READ COMMITTED";

/// Waits until nobody keeps a session of the subject with the number `$1`, and lets nobody begin. What is read in the same
/// statement may be older than that.
pub(super) const ALONE: &str = "SELECT pg_advisory_xact_lock($1)";

/// Exchanges a token, and remembers that it was.
///
/// Whoever comes second waits for the row, and finds that it no longer holds the token.
pub(super) const EXCHANGE: &str = concat!(
    "WITH exchanged AS (",
    exchange!(),
    ") INSERT INTO jwt_guard_used (token, session, exchanged_at) SELECT $1, key, $2 FROM exchanged"
);

/// Ends sessions, and remembers their keys and `$6`, from `$4` until `$5`; counts those that were alive.
///
/// Rows are locked in one order everywhere, so that nobody waits in a circle: a subject, sessions by their keys, the counter,
/// the revocations. Numbers are taken while the counter is locked, which it is until the commit.
pub(super) const REVOKE: &str = concat!(
    "WITH found AS (
         SELECT key, revoked_until, ",
    alive!("$4"),
    "    AS was_alive FROM jwt_guard_sessions WHERE ",
    target!(),
    "    ORDER BY key FOR UPDATE
     ), ended AS (
         UPDATE jwt_guard_sessions AS session
         SET revoked_until = greatest(found.revoked_until, $5), ends_at = greatest(found.revoked_until, $5)
         FROM found WHERE session.key = found.key
         RETURNING session.key, found.was_alive
     ), keys AS (
         SELECT key FROM ended UNION SELECT $6
     ), counter AS (
         UPDATE jwt_guard_counter SET number = number + (SELECT count(*) FROM keys) RETURNING number
     ), remembered AS (
         INSERT INTO jwt_guard_revocations AS revocation (key, number, revoked_at, until)
         SELECT key, counter.number + 1 - row_number() OVER (), $4, $5 FROM keys, counter
         ON CONFLICT (key) DO UPDATE SET number = excluded.number,
         revoked_at = greatest(revocation.revoked_at, excluded.revoked_at),
         until = greatest(revocation.until, excluded.until)
     )
     SELECT (SELECT count(*) FROM ended WHERE was_alive), pg_notify('jwt_guard_revocations', '')::text"
);

/// The channel of [`REVOKE`].
pub(super) const CHANNEL: &str = "jwt_guard_revocations";

/// Those of the keys `$1` that are revoked.
pub(super) const REVOKED: &str =
    "SELECT key, revoked_at, until FROM jwt_guard_revocations WHERE key = ANY($1)";

pub(super) const REVOCATIONS: &str = revocations!(era!());

pub(super) const COUNT: &str = "SELECT limited_by, retry_after, counted_in FROM jwt_guard_count($1, $2, $3, $4, $5, $6, $7, $8, $9)";

pub(super) const GIVE_BACK: &str =
    "SELECT jwt_guard_give_back($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

// What another purge removes at the moment is left to it.
purges!("FOR UPDATE SKIP LOCKED");
