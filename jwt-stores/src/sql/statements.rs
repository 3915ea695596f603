//! The statements that both databases understand as they are.

/// How many revocations are read at once.
pub(crate) const PAGE: usize = 500;

/// How many rows of each kind a purge removes at once.
pub(crate) const BATCH: u64 = 1000;

macro_rules! session_columns {
    () => {
        "key, subject_key, id, subject, created_at, last_used_at, expires_at, idle_expires_at, remembered_for, client, details, revoked_until"
    };
}

/// The row of the session that the token `$1` is of.
macro_rules! of_token {
    () => {
        "FROM jwt_guard_sessions
         WHERE token = $1 OR key = (SELECT session FROM jwt_guard_used WHERE token = $1)"
    };
}

/// Sessions that are alive at a time.
macro_rules! alive {
    ($now:literal) => {
        concat!(
            "revoked_until IS NULL AND expires_at > ",
            $now,
            " AND (idle_expires_at IS NULL OR idle_expires_at > ",
            $now,
            ")"
        )
    };
}

/// What changes in a session that is used: at the time `$2`, alive until `$3` unless used again, and of which `$4` is known.
macro_rules! prolonged {
    () => {
        "last_used_at = $2, idle_expires_at = $3, details = $4,
         ends_at = CASE WHEN $3 < expires_at THEN $3 ELSE expires_at END + remembered_for"
    };
}

/// What a revocation ends: the session `$1`, or those of the subject `$2` except `$3`.
macro_rules! target {
    () => {
        "(key = $1 OR (subject_key = $2 AND revoked_until IS NULL AND ($3 IS NULL OR key <> $3)))"
    };
}

/// Takes up to a batch of rows, ends with what locks them.
macro_rules! purges {
    ($lock:literal) => {
        /// Wipes the sealed successors of tokens that were exchanged until `$1`.
        pub(crate) const WIPE: &str = concat!(
            "UPDATE jwt_guard_sessions SET previous = NULL, sealed = NULL WHERE key IN
             (SELECT key FROM jwt_guard_sessions WHERE sealed IS NOT NULL AND exchanged_at <= $1 LIMIT 1000 ",
            $lock,
            ")"
        );

        /// Removes used tokens of sessions that are over at the time `$1`.
        pub(crate) const FORGET_USED: &str = concat!(
            "DELETE FROM jwt_guard_used WHERE token IN
             (SELECT token FROM jwt_guard_used WHERE session IN
              (SELECT key FROM jwt_guard_sessions WHERE ends_at <= $1 ORDER BY ends_at LIMIT 1000) LIMIT 1000 ",
            $lock,
            ")"
        );

        /// Removes sessions that are over at the time `$1`, and of which nothing else is left.
        pub(crate) const FORGET_SESSIONS: &str = concat!(
            "DELETE FROM jwt_guard_sessions WHERE key IN
             (SELECT key FROM jwt_guard_sessions WHERE key IN
              (SELECT key FROM jwt_guard_sessions WHERE ends_at <= $1 ORDER BY ends_at LIMIT 1000)
              AND ends_at <= $1
              AND NOT EXISTS (SELECT 1 FROM jwt_guard_used WHERE session = jwt_guard_sessions.key) ",
            $lock,
            ")"
        );

        /// Removes revocations that need not be remembered at the time `$1`.
        pub(crate) const FORGET_REVOCATIONS: &str = concat!(
            "DELETE FROM jwt_guard_revocations WHERE key IN
             (SELECT key FROM jwt_guard_revocations WHERE until <= $1 ORDER BY until LIMIT 1000 ",
            $lock,
            ")"
        );

        /// Removes counters of attempts that say nothing any more at the time `$1`.
        pub(crate) const FORGET_ATTEMPTS: &str = concat!(
            "DELETE FROM jwt_guard_attempts WHERE key IN
             (SELECT key FROM jwt_guard_attempts WHERE ends_at <= $1 ORDER BY ends_at LIMIT 1000 ",
            $lock,
            ")"
        );

        /// Removes devices that need not be remembered at the time `$1`.
        pub(crate) const FORGET_DEVICES: &str = concat!(
            "DELETE FROM jwt_guard_devices WHERE (account, address) IN
             (SELECT account, address FROM jwt_guard_devices WHERE until <= $1 ORDER BY until LIMIT 1000 ",
            $lock,
            ")"
        );
    };
}

/// Keeps a session, unless its token `$5` was one before, or all sessions of its subject were ended, as `$ended` says.
macro_rules! begin {
    ($ended:expr) => {
        concat!(
            "INSERT INTO jwt_guard_sessions
             (key, subject_key, id, subject, token, created_at, last_used_at, expires_at, idle_expires_at, remembered_for,
              ends_at, client, details)
             SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13
             WHERE NOT EXISTS (SELECT 1 FROM jwt_guard_used WHERE token = $5) AND NOT ",
            $ended
        )
    };
}

/// The number `$number` if it was given in the present era and that is `$of`; 0, which is before all, if that was another,
/// or if the number was never given: then the database was restored. `$era` says which era it is.
macro_rules! number_in_era {
    ($era:expr, $number:literal, $of:literal) => {
        concat!(
            "(SELECT CASE WHEN ",
            $number,
            " <= number AND ",
            $of,
            " = (",
            $era,
            ") THEN ",
            $number,
            " ELSE 0 END FROM jwt_guard_counter)"
        )
    };
}

/// Whether the mark `$mark` of a subject has a later number than that.
macro_rules! ended_all {
    ($mark:literal, $since:expr) => {
        concat!(
            "EXISTS (SELECT 1 FROM jwt_guard_revocations WHERE key = ",
            $mark,
            " AND number > ",
            $since,
            ")"
        )
    };
}

/// The number of the last revocation, and the era.
macro_rules! position {
    ($era:expr) => {
        concat!("SELECT number, (", $era, ") AS era FROM jwt_guard_counter")
    };
}

/// The session of the token `$1`, and what is known of the token.
pub(crate) const PRESENTED: &str = concat!(
    "SELECT ",
    session_columns!(),
    ", (SELECT exchanged_at FROM jwt_guard_used WHERE token = $1) AS token_exchanged_at,
     CASE WHEN previous = $1 THEN sealed END AS token_sealed ",
    of_token!()
);

/// Marks the session of the token `$1` as used.
pub(crate) const USE: &str = concat!(
    "UPDATE jwt_guard_sessions SET ",
    prolonged!(),
    " WHERE token = $1 AND ",
    alive!("$2")
);

/// Exchanges the token `$1` of a session for `$5`, sealed as `$6`.
macro_rules! exchange {
    () => {
        concat!(
            "UPDATE jwt_guard_sessions SET previous = $1, token = $5, sealed = $6, exchanged_at = $2, ",
            prolonged!(),
            " WHERE token = $1 AND ",
            alive!("$2"),
            " RETURNING key"
        )
    };
}

/// The session `$1`, if it is alive at the time `$2`.
pub(crate) const SESSION: &str = concat!(
    "SELECT ",
    session_columns!(),
    " FROM jwt_guard_sessions WHERE key = $1 AND ",
    alive!("$2")
);

/// The sessions of the subject `$1` that are alive at the time `$2`.
pub(crate) const SESSIONS: &str = concat!(
    "SELECT ",
    session_columns!(),
    " FROM jwt_guard_sessions WHERE subject_key = $1 AND ",
    alive!("$2"),
    " ORDER BY last_used_at DESC"
);

/// The revocations after the number `$1`, which was read in the era `$2`.
macro_rules! revocations {
    ($era:expr) => {
        concat!(
            "WITH present AS (SELECT (",
            $era,
            ") AS era)
             SELECT key, revoked_at, until, number, (SELECT era FROM present) AS era FROM jwt_guard_revocations
             WHERE number > ",
            number_in_era!("SELECT era FROM present", "$1", "$2"),
            " ORDER BY number LIMIT 500"
        )
    };
}

pub(crate) use {
    alive, begin, ended_all, exchange, number_in_era, position, prolonged, purges, revocations,
    target,
};
