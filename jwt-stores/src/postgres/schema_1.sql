CREATE TABLE jwt_guard_schema (version BIGINT NOT NULL);
INSERT INTO jwt_guard_schema (version) VALUES (0);

CREATE TABLE jwt_guard_sessions (
    -- Digests of the name of the session, and of its subject, each with whose it is.
    key BYTEA NOT NULL PRIMARY KEY,
    subject_key BYTEA NOT NULL,
    id TEXT NOT NULL,
    subject TEXT NOT NULL,
    -- Digests of the current refresh token, and of the one before while its successor is still given again.
    token BYTEA NOT NULL UNIQUE,
    previous BYTEA,
    -- The current token: only who has the previous one can open it.
    sealed BYTEA,
    exchanged_at BIGINT,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    idle_expires_at BIGINT,
    remembered_for BIGINT NOT NULL,
    revoked_until BIGINT,
    -- When the row can go.
    ends_at BIGINT NOT NULL,
    client TEXT,
    details TEXT NOT NULL
);
CREATE INDEX jwt_guard_sessions_subject ON jwt_guard_sessions (subject_key);
CREATE INDEX jwt_guard_sessions_ends_at ON jwt_guard_sessions (ends_at);
CREATE INDEX jwt_guard_sessions_exchanged_at ON jwt_guard_sessions (exchanged_at) WHERE sealed IS NOT NULL;

CREATE TABLE jwt_guard_used (
    token BYTEA NOT NULL PRIMARY KEY,
    session BYTEA NOT NULL REFERENCES jwt_guard_sessions ON DELETE CASCADE,
    exchanged_at BIGINT NOT NULL
);
CREATE INDEX jwt_guard_used_session ON jwt_guard_used (session);

CREATE TABLE jwt_guard_revocations (
    key BYTEA NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE,
    revoked_at BIGINT NOT NULL,
    until BIGINT NOT NULL
);
CREATE INDEX jwt_guard_revocations_until ON jwt_guard_revocations (until);

-- The last number that was given to a revocation. Whoever revokes holds this row until the commit, so that numbers
-- become visible in their order.
CREATE TABLE jwt_guard_counter (number BIGINT NOT NULL);
INSERT INTO jwt_guard_counter (number) VALUES (0);

-- Whether all sessions of a subject were ended after the number `since`, once nobody is ending them any more; until the
-- commit, nobody begins to. Each statement of a function sees what was committed before it began: a statement that waits
-- for the lock itself sees only what was there before it waited. For that, transactions must be READ COMMITTED: a serializable
-- one reads what was there when it began, as a repeatable read does, and the database does not compare it with the
-- transaction that ends all sessions, which is not serializable.
CREATE FUNCTION jwt_guard_ended_all(subject BIGINT, mark BYTEA, since BIGINT) RETURNS BOOLEAN
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
        RAISE EXCEPTION 'jwt-guard needs transactions that are READ COMMITTED';
    END IF;
    PERFORM pg_advisory_xact_lock_shared(subject);
    RETURN EXISTS (SELECT 1 FROM jwt_guard_revocations WHERE key = mark AND number > since);
END
$$;
