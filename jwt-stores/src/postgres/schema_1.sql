CREATE TABLE jwt_guard_schema (version BIGINT NOT NULL);
INSERT INTO jwt_guard_schema (version) VALUES (0);

CREATE TABLE jwt_guard_sessions (
    id TEXT NOT NULL PRIMARY KEY,
    subject TEXT NOT NULL,
    revocation_key BYTEA NOT NULL,
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
    revoked_until BIGINT,
    -- When the row can go.
    ends_at BIGINT NOT NULL,
    client TEXT,
    details TEXT NOT NULL
);
CREATE INDEX jwt_guard_sessions_subject ON jwt_guard_sessions (subject);
CREATE INDEX jwt_guard_sessions_ends_at ON jwt_guard_sessions (ends_at);
CREATE INDEX jwt_guard_sessions_exchanged_at ON jwt_guard_sessions (exchanged_at) WHERE sealed IS NOT NULL;

CREATE TABLE jwt_guard_used (
    token BYTEA NOT NULL PRIMARY KEY,
    session TEXT NOT NULL REFERENCES jwt_guard_sessions ON DELETE CASCADE,
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
