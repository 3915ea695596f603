//! The statements in the words of PostgreSQL. Each is one round trip and one transaction, but for the end of all sessions
//! of a subject.

use crate::sql::statements::{alive, begin, exchange, prolonged, purges, revocations, target};

/// Keeps a session. Whoever logs in while all sessions of the subject are being ended waits for that, by [`ALONE`] on `$12`:
/// so that he reads of it afterwards, or else his session is seen there.
pub(super) const BEGIN: &str = concat!(
    "WITH beside AS (SELECT pg_advisory_xact_lock_shared($12)) ",
    begin!("FROM beside")
);

/// Waits until nobody keeps a session of the subject with the number `$1`, and lets nobody begin. What is read in the same
/// statement may be older than that.
pub(super) const ALONE: &str = "SELECT pg_advisory_xact_lock($1)";

/// Exchanges a token, and remembers that it was.
///
/// Whoever comes second waits for the row, and finds that it no longer holds the token.
pub(super) const EXCHANGE: &str = concat!(
    "WITH exchanged AS (",
    exchange!(),
    ") INSERT INTO jwt_guard_used (token, session, exchanged_at) SELECT $1, id, $2 FROM exchanged"
);

/// Ends sessions, and remembers their keys and `$6`, from `$4` until `$5`; counts those that had not ended before.
///
/// Rows are locked in one order everywhere, so that nobody waits in a circle: a subject, sessions by their names, the counter,
/// the revocations. Numbers are taken while the counter is locked, which it is until the commit.
pub(super) const REVOKE: &str = concat!(
    "WITH found AS (
         SELECT id, revoked_until FROM jwt_guard_sessions WHERE ",
    target!(),
    "    ORDER BY id FOR UPDATE
     ), ended AS (
         UPDATE jwt_guard_sessions AS session
         SET revoked_until = greatest(found.revoked_until, $5), ends_at = greatest(found.revoked_until, $5)
         FROM found WHERE session.id = found.id
         RETURNING session.revocation_key, found.revoked_until IS NULL AS is_new
     ), keys AS (
         SELECT revocation_key AS key FROM ended UNION SELECT $6
     ), counter AS (
         UPDATE jwt_guard_counter SET number = number + (SELECT count(*) FROM keys) RETURNING number
     ), remembered AS (
         INSERT INTO jwt_guard_revocations AS revocation (key, number, revoked_at, until)
         SELECT key, counter.number + 1 - row_number() OVER (), $4, $5 FROM keys, counter
         ON CONFLICT (key) DO UPDATE SET number = excluded.number,
         revoked_at = greatest(revocation.revoked_at, excluded.revoked_at),
         until = greatest(revocation.until, excluded.until)
     )
     SELECT (SELECT count(*) FROM ended WHERE is_new), pg_notify('jwt_guard_revocations', '')::text"
);

/// The channel of [`REVOKE`].
pub(super) const CHANNEL: &str = "jwt_guard_revocations";

/// Those of the keys `$1` that are revoked.
pub(super) const REVOKED: &str =
    "SELECT key, revoked_at, until FROM jwt_guard_revocations WHERE key = ANY($1)";

/// Another server, one that was started again, and tables that were made or filled anew are another era: what one of them
/// has given a number may be lost in the next.
pub(super) const REVOCATIONS: &str = revocations!(
    "hashtextextended(concat_ws(' ', extract(epoch FROM pg_postmaster_start_time()),
     pg_relation_filenode('jwt_guard_revocations'), current_database()), 0)"
);

// What another purge removes at the moment is left to it.
purges!("FOR UPDATE SKIP LOCKED");
