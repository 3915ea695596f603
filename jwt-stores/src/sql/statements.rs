//! Statements that are the same for SQLite and PostgreSQL.

/// The size of a page of revocations.
pub(crate) const PAGE: usize = 500;

/// The most rows of each kind that a purge removes in one step.
pub(crate) const BATCH: u64 = 1000;

macro_rules! session_columns {
    () => {
        "key, subject_key, id, subject, created_at, last_used_at, expires_at, idle_expires_at, remembered_for, client, details"
    };
}

/// Sessions that were not ended by a mark of their subject.
macro_rules! not_marked {
    () => {
        "NOT EXISTS (SELECT 1 FROM jwt_guard_revocations AS mark
          WHERE mark.key = jwt_guard_sessions.subject_key AND mark.number > jwt_guard_sessions.began)"
    };
}

/// Sessions that have not expired at a time.
macro_rules! not_over {
    ($now:literal) => {
        concat!(
            "expires_at > ",
            $now,
            " AND (idle_expires_at IS NULL OR idle_expires_at > ",
            $now,
            ")"
        )
    };
}

/// Sessions that are alive at a time.
macro_rules! alive {
    ($now:literal) => {
        concat!(
            "revoked_at IS NULL AND ",
            not_over!($now),
            " AND ",
            not_marked!()
        )
    };
}

/// The sessions of a subject that are alive at a time, the most recently used first.
///
/// The condition on the mark is written so that an index can be used: many sessions that a mark has ended may still be
/// stored.
macro_rules! alive_of_subject {
    ($subject:literal, $now:literal) => {
        concat!(
            "FROM jwt_guard_sessions WHERE subject_key = ",
            $subject,
            " AND began >= coalesce((SELECT number FROM jwt_guard_revocations WHERE key = ",
            $subject,
            "), 0) AND revoked_at IS NULL AND ",
            not_over!($now),
            " ORDER BY last_used_at DESC"
        )
    };
}

/// A session that can be refreshed at the time `$2`, if `$5` refreshes within `$6` seconds are allowed.
macro_rules! not_too_often {
    () => {
        concat!("(", count_is_over!(), " OR counted < $5)")
    };
}

/// The window is over, or the clock was set back.
macro_rules! count_is_over {
    () => {
        "($2 >= counted_since + $6 OR $2 < counted_since)"
    };
}

/// The changes of a session that is refreshed at the time `$2`: it expires at `$3` unless it is refreshed again, and `$4`
/// are its details.
macro_rules! prolonged {
    () => {
        concat!(
            "last_used_at = $2, idle_expires_at = $3, details = $4,
             ends_at = CASE WHEN $3 < expires_at THEN $3 ELSE expires_at END + remembered_for,
             counted = CASE WHEN ",
            count_is_over!(),
            " THEN 1 ELSE counted + 1 END,
             counted_since = CASE WHEN ",
            count_is_over!(),
            " THEN $2 ELSE counted_since END"
        )
    };
}

/// The sessions that can be forgotten at the time `$1`.
macro_rules! over {
    () => {
        "SELECT key FROM jwt_guard_sessions WHERE ends_at <= $1 ORDER BY ends_at LIMIT 1000"
    };
}

/// The sessions that a mark has ended.
macro_rules! marked {
    () => {
        "SELECT session.key FROM jwt_guard_revocations AS mark
         JOIN jwt_guard_sessions AS session ON session.subject_key = mark.key AND session.began < mark.number
         WHERE mark.has_sessions = 1 LIMIT 1000"
    };
}

/// A revocation that is not a mark with an ended session that is still stored.
macro_rules! has_no_sessions {
    () => {
        "NOT EXISTS (SELECT 1 FROM jwt_guard_sessions AS session
          WHERE session.subject_key = jwt_guard_revocations.key AND session.began < jwt_guard_revocations.number)"
    };
}

/// Removes exchanged tokens of these sessions; the second argument locks rows.
macro_rules! forget_used {
    ($sessions:expr, $lock:literal) => {
        concat!(
            "DELETE FROM jwt_guard_used WHERE token IN
             (SELECT token FROM jwt_guard_used WHERE session IN (",
            $sessions,
            ") LIMIT 1000 ",
            $lock,
            ")"
        )
    };
}

/// Selects these sessions; a clause that locks rows follows.
macro_rules! forget_sessions {
    ($sessions:expr) => {
        concat!(
            "DELETE FROM jwt_guard_sessions WHERE key IN
             (SELECT key FROM jwt_guard_sessions WHERE key IN (",
            $sessions,
            ") AND NOT EXISTS (SELECT 1 FROM jwt_guard_used WHERE session = jwt_guard_sessions.key)"
        )
    };
}

/// The steps of a purge: each removes up to a batch of rows. `$lock` is the clause that locks rows.
macro_rules! purges {
    ($lock:literal) => {
        /// The statements of a purge at the time `now`, each with its time parameter, if it has one.
        pub(crate) const fn purges(now: i64, grace: i64) -> [(&'static str, Option<i64>); 10] {
            [
                (WIPE, Some(now.saturating_sub(grace))),
                (FORGET_USED, Some(now)),
                (FORGET_SESSIONS, Some(now)),
                (FORGET_MARKED_USED, None),
                (FORGET_MARKED, None),
                (FORGET_MARKS_SESSIONS, None),
                (FORGET_REVOCATIONS, Some(now)),
                (FORGET_ATTEMPTS, Some(now)),
                (FORGET_DEVICES, Some(now)),
                (FORGET_USED_KEYS, Some(now)),
            ]
        }

        /// Wipes the sealed successors of tokens that were exchanged until `$1`.
        const WIPE: &str = concat!(
            "UPDATE jwt_guard_sessions SET previous = NULL, sealed = NULL WHERE key IN
             (SELECT key FROM jwt_guard_sessions WHERE sealed IS NOT NULL AND exchanged_at <= $1 LIMIT 1000 ",
            $lock,
            ")"
        );

        /// Removes exchanged tokens of sessions that can be forgotten at the time `$1`.
        const FORGET_USED: &str = forget_used!(over!(), $lock);

        /// Removes sessions that can be forgotten at the time `$1` and have no exchanged tokens left.
        const FORGET_SESSIONS: &str = concat!(
            forget_sessions!(over!()),
            " AND ends_at <= $1 ",
            $lock,
            ")"
        );

        /// Removes exchanged tokens of sessions that a mark has ended.
        const FORGET_MARKED_USED: &str = forget_used!(marked!(), $lock);

        /// Removes sessions that a mark has ended and that have no exchanged tokens left.
        const FORGET_MARKED: &str =
            concat!(forget_sessions!(marked!()), " ", $lock, ")");

        /// Records which marks have no ended session left.
        const FORGET_MARKS_SESSIONS: &str = concat!(
            "UPDATE jwt_guard_revocations SET has_sessions = 0 WHERE key IN
             (SELECT key FROM jwt_guard_revocations WHERE has_sessions = 1 AND ",
            has_no_sessions!(),
            " LIMIT 1000 ",
            $lock,
            ")"
        );

        /// Removes revocations that need not be remembered at the time `$1`. A mark stays while a session is stored that it
        /// has ended, and that would be alive without it: a session that began at the same time may be stored after the
        /// others were removed.
        const FORGET_REVOCATIONS: &str = concat!(
            "DELETE FROM jwt_guard_revocations WHERE key IN
             (SELECT key FROM jwt_guard_revocations WHERE until <= $1 AND has_sessions = 0 AND ",
            has_no_sessions!(),
            " ORDER BY until LIMIT 1000 ",
            $lock,
            ")"
        );

        /// Removes counters of attempts that are empty at the time `$1`.
        const FORGET_ATTEMPTS: &str = concat!(
            "DELETE FROM jwt_guard_attempts WHERE key IN
             (SELECT key FROM jwt_guard_attempts WHERE ends_at <= $1 ORDER BY ends_at LIMIT 1000 ",
            $lock,
            ")"
        );

        /// Removes devices that need not be remembered at the time `$1`.
        const FORGET_DEVICES: &str = concat!(
            "DELETE FROM jwt_guard_devices WHERE (account, address) IN
             (SELECT account, address FROM jwt_guard_devices WHERE until <= $1 ORDER BY until LIMIT 1000 ",
            $lock,
            ")"
        );

        /// Removes used keys whose end has come at the time `$1`.
        const FORGET_USED_KEYS: &str = concat!(
            "DELETE FROM jwt_guard_used_keys WHERE key IN
             (SELECT key FROM jwt_guard_used_keys WHERE until <= $1 ORDER BY until LIMIT 1000 ",
            $lock,
            ")"
        );
    };
}

/// Stores a session, unless its token `$5` was exchanged before, or the condition `$ended` says that all sessions of its
/// subject were ended.
macro_rules! begin {
    ($ended:expr) => {
        concat!(
            "INSERT INTO jwt_guard_sessions
             (key, subject_key, id, subject, token, created_at, last_used_at, expires_at, idle_expires_at, remembered_for,
              ends_at, client, details, began)
             SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, (SELECT number FROM jwt_guard_counter)
             WHERE NOT EXISTS (SELECT 1 FROM jwt_guard_used WHERE token = $5) AND NOT ",
            $ended
        )
    };
}

/// The number `$number`, if its era `$of` is the current era `$era`; otherwise, or if that number was never assigned, 0,
/// which is before all revocations: then the database was restored.
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

/// Whether the mark `$mark` of a subject has a later number.
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

/// The session of a presented token, whether it has ended, and how often it was refreshed.
macro_rules! presented {
    () => {
        concat!(
            "SELECT ",
            session_columns!(),
            ", CAST(CASE WHEN revoked_at IS NULL AND ",
            not_marked!(),
            " THEN 0 ELSE 1 END AS BIGINT) AS is_ended, counted, counted_since, "
        )
    };
}

/// The session whose current token is `$1`.
pub(crate) const OF_CURRENT_TOKEN: &str = concat!(
    presented!(),
    "CAST(NULL AS BIGINT) AS token_exchanged_at, NULL AS token_sealed FROM jwt_guard_sessions WHERE token = $1"
);

/// The session whose exchanged token is `$1`.
pub(crate) const OF_EXCHANGED_TOKEN: &str = concat!(
    presented!(),
    "used_at AS token_exchanged_at, CASE WHEN previous = $1 THEN sealed END AS token_sealed
     FROM (SELECT session, exchanged_at AS used_at FROM jwt_guard_used WHERE token = $1) AS used
     JOIN jwt_guard_sessions ON key = session"
);

/// Marks the session of the token `$1` as refreshed.
pub(crate) const USE: &str = concat!(
    "UPDATE jwt_guard_sessions SET ",
    prolonged!(),
    " WHERE token = $1 AND ",
    not_too_often!(),
    " AND ",
    alive!("$2")
);

/// Exchanges the token `$1` of a session for `$7`, whose sealed text is `$8`.
macro_rules! exchange {
    () => {
        concat!(
            "UPDATE jwt_guard_sessions SET previous = $1, token = $7, sealed = $8, exchanged_at = $2, exchanges = exchanges + 1, ",
            prolonged!(),
            " WHERE token = $1 AND ",
            not_too_often!(),
            " AND ",
            alive!("$2")
        )
    };
}

/// Uses the key `$1` until `$2`, unless that has come at the time `$3`, or the key was used until a later time than that. One
/// row is changed if it was not.
///
/// Of two uses at the same time, the second waits for the row of the first.
pub(crate) const USE_ONCE: &str =
    "INSERT INTO jwt_guard_used_keys AS kept (key, until) SELECT $1, $2 WHERE $2 > $3
     ON CONFLICT (key) DO UPDATE SET until = excluded.until WHERE kept.until <= $3";

/// The session `$1`, if it is alive at the time `$2`.
pub(crate) const SESSION: &str = concat!(
    "SELECT ",
    session_columns!(),
    " FROM jwt_guard_sessions WHERE key = $1 AND ",
    alive!("$2")
);

/// The sessions of the subject `$1` that are alive at the time `$2`, up to `$3`.
pub(crate) const SESSIONS: &str = concat!(
    "SELECT ",
    session_columns!(),
    " ",
    alive_of_subject!("$1", "$2"),
    " LIMIT $3"
);

/// Whether all sessions of the subject `$2` were ended, and the session `$1` with them or not stored.
pub(crate) const ENDED_WITH_ALL: &str =
    "SELECT EXISTS (SELECT 1 FROM jwt_guard_revocations WHERE key = $2
     AND number > coalesce((SELECT began FROM jwt_guard_sessions WHERE key = $1), -1))";

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
    alive, alive_of_subject, begin, count_is_over, ended_all, exchange, forget_sessions,
    forget_used, has_no_sessions, marked, not_marked, not_over, not_too_often, number_in_era, over,
    position, prolonged, purges, revocations, session_columns,
};
