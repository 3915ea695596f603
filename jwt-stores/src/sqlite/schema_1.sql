CREATE TABLE jwt_guard_schema (version INTEGER NOT NULL) STRICT;
INSERT INTO jwt_guard_schema (version) VALUES (0);

CREATE TABLE jwt_guard_sessions (
    -- The keys of the session and of its subject, which are digests that cover the owner.
    key BLOB NOT NULL PRIMARY KEY,
    subject_key BLOB NOT NULL,
    id TEXT NOT NULL,
    subject TEXT NOT NULL,
    -- Digests of the current refresh token, and of the previous one while its successor can be returned again.
    token BLOB NOT NULL UNIQUE,
    previous BLOB,
    -- The current token, encrypted with a key that is derived from the previous one.
    sealed BLOB,
    exchanged_at INTEGER,
    created_at INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    idle_expires_at INTEGER,
    remembered_for INTEGER NOT NULL,
    -- The number of the last revocation when it began, or of the mark that excepted it: it has ended if its subject has a
    -- mark with a later number.
    began INTEGER NOT NULL,
    revoked_at INTEGER,
    -- When the row can be removed.
    ends_at INTEGER NOT NULL,
    -- How many of its tokens were exchanged.
    exchanges INTEGER NOT NULL DEFAULT 0,
    -- How often it was refreshed, and since when, if there is a limit.
    counted INTEGER NOT NULL DEFAULT 0,
    counted_since INTEGER NOT NULL DEFAULT 0,
    client TEXT,
    details TEXT NOT NULL
) STRICT;
-- With `began`, so that rows that a mark has ended are not read.
CREATE INDEX jwt_guard_sessions_subject ON jwt_guard_sessions (subject_key, last_used_at, began);
CREATE INDEX jwt_guard_sessions_ends_at ON jwt_guard_sessions (ends_at);
CREATE INDEX jwt_guard_sessions_exchanged_at ON jwt_guard_sessions (exchanged_at) WHERE sealed IS NOT NULL;

CREATE TABLE jwt_guard_used (
    token BLOB NOT NULL PRIMARY KEY,
    session BLOB NOT NULL REFERENCES jwt_guard_sessions ON DELETE CASCADE,
    exchanged_at INTEGER NOT NULL,
    -- The number of the token among those of its session.
    number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX jwt_guard_used_session ON jwt_guard_used (session, number);

CREATE TABLE jwt_guard_revocations (
    number INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    revoked_at INTEGER NOT NULL,
    until INTEGER NOT NULL,
    -- 1 for the mark of a subject, while sessions that it has ended may be stored.
    has_sessions INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX jwt_guard_revocations_until ON jwt_guard_revocations (until);
CREATE INDEX jwt_guard_revocations_has_sessions ON jwt_guard_revocations (key) WHERE has_sessions = 1;

-- The last number of a revocation, so that no number is assigned twice, even if that revocation was removed.
CREATE TABLE jwt_guard_counter (number INTEGER NOT NULL) STRICT;
INSERT INTO jwt_guard_counter (number) VALUES (0);

-- Attempts to log in: a row for each counter.
CREATE TABLE jwt_guard_attempts (
    key BLOB NOT NULL PRIMARY KEY,
    -- The latest slot of the window with an attempt, and the attempts of it and of the slots before it, in two bytes each.
    latest INTEGER NOT NULL,
    counts BLOB NOT NULL,
    -- How often the window was filled since it was last empty, and until when the counter is blocked.
    fills INTEGER NOT NULL,
    blocked_until INTEGER NOT NULL,
    -- When the row can be removed.
    ends_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX jwt_guard_attempts_ends_at ON jwt_guard_attempts (ends_at);

-- Addresses from which a login has succeeded for an account.
CREATE TABLE jwt_guard_devices (
    account BLOB NOT NULL,
    address BLOB NOT NULL,
    until INTEGER NOT NULL,
    PRIMARY KEY (account, address)
) STRICT, WITHOUT ROWID;
CREATE INDEX jwt_guard_devices_until ON jwt_guard_devices (until);
