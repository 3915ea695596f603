-- Keys that were used and can be used once.
CREATE TABLE jwt_guard_used_keys (
    key BYTEA NOT NULL PRIMARY KEY,
    -- From when on the key is as if it had never been used, so that the row can be removed.
    until BIGINT NOT NULL
);
CREATE INDEX jwt_guard_used_keys_until ON jwt_guard_used_keys (until);
