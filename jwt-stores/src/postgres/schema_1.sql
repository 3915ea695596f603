CREATE TABLE jwt_guard_schema (version BIGINT NOT NULL);
INSERT INTO jwt_guard_schema (version) VALUES (0);

CREATE TABLE jwt_guard_sessions (
    -- The keys of the session and of its subject, which are digests that cover the owner.
    key BYTEA NOT NULL PRIMARY KEY,
    subject_key BYTEA NOT NULL,
    id TEXT NOT NULL,
    subject TEXT NOT NULL,
    -- Digests of the current refresh token, and of the previous one while its successor can be returned again.
    token BYTEA NOT NULL UNIQUE,
    previous BYTEA,
    -- The current token, encrypted with a key that is derived from the previous one.
    sealed BYTEA,
    exchanged_at BIGINT,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    idle_expires_at BIGINT,
    remembered_for BIGINT NOT NULL,
    -- The number of the last revocation when it began, or of the mark that excepted it: it has ended if its subject has a
    -- mark with a later number.
    began BIGINT NOT NULL,
    revoked_at BIGINT,
    -- When the row can be removed.
    ends_at BIGINT NOT NULL,
    -- How many of its tokens were exchanged.
    exchanges BIGINT NOT NULL DEFAULT 0,
    -- How often it was refreshed, and since when, if there is a limit.
    counted BIGINT NOT NULL DEFAULT 0,
    counted_since BIGINT NOT NULL DEFAULT 0,
    client TEXT,
    details TEXT NOT NULL
);
-- With `began`, so that rows that a mark has ended are not read.
CREATE INDEX jwt_guard_sessions_subject ON jwt_guard_sessions (subject_key, last_used_at, began);
CREATE INDEX jwt_guard_sessions_ends_at ON jwt_guard_sessions (ends_at);
CREATE INDEX jwt_guard_sessions_exchanged_at ON jwt_guard_sessions (exchanged_at) WHERE sealed IS NOT NULL;

CREATE TABLE jwt_guard_used (
    token BYTEA NOT NULL PRIMARY KEY,
    -- The key of a session. A foreign key would check it at each exchange, which took a fifth of its time. The row of the
    -- session is locked when a token is inserted, and the trigger below removes the tokens of a removed session.
    session BYTEA NOT NULL,
    exchanged_at BIGINT NOT NULL,
    -- The number of the token among those of its session.
    number BIGINT NOT NULL
);
CREATE INDEX jwt_guard_used_session ON jwt_guard_used (session, number);

-- A purge removes sessions without tokens, but a token may have been exchanged since it read them. The statement below sees it.
CREATE FUNCTION jwt_guard_forget_used() RETURNS TRIGGER
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    DELETE FROM jwt_guard_used WHERE session IN (SELECT key FROM removed);
    RETURN NULL;
END
$$;
CREATE TRIGGER jwt_guard_forget_used AFTER DELETE ON jwt_guard_sessions
REFERENCING OLD TABLE AS removed
FOR EACH STATEMENT EXECUTE FUNCTION jwt_guard_forget_used();

CREATE TABLE jwt_guard_revocations (
    key BYTEA NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE,
    revoked_at BIGINT NOT NULL,
    until BIGINT NOT NULL,
    -- The number of the previous mark, if this is the mark of a subject.
    previous BIGINT NOT NULL DEFAULT 0,
    -- 1 for the mark of a subject, while sessions that it has ended may be stored.
    has_sessions BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX jwt_guard_revocations_until ON jwt_guard_revocations (until);
CREATE INDEX jwt_guard_revocations_has_sessions ON jwt_guard_revocations (key) WHERE has_sessions = 1;

-- The last number of a revocation. The row is locked until the commit, so that numbers become visible in their order.
CREATE TABLE jwt_guard_counter (number BIGINT NOT NULL);
INSERT INTO jwt_guard_counter (number) VALUES (0);

-- Attempts to log in: a row for each counter. A crash of the server empties the table, so that the counters start at zero;
-- writes do not wait for the disk.
CREATE UNLOGGED TABLE jwt_guard_attempts (
    key BYTEA NOT NULL PRIMARY KEY,
    -- The slots of the window with attempts, the earliest first, and how many each has.
    slots BIGINT[] NOT NULL,
    counts INTEGER[] NOT NULL,
    -- How often the window was filled since it was last empty, and until when the counter is blocked.
    fills INTEGER NOT NULL,
    blocked_until BIGINT NOT NULL,
    -- When the row can be removed.
    ends_at BIGINT NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX jwt_guard_attempts_ends_at ON jwt_guard_attempts (ends_at);

-- Addresses from which a login has succeeded for an account.
CREATE TABLE jwt_guard_devices (
    account BYTEA NOT NULL,
    address BYTEA NOT NULL,
    until BIGINT NOT NULL,
    PRIMARY KEY (account, address)
);
CREATE INDEX jwt_guard_devices_until ON jwt_guard_devices (until);

-- Takes advisory locks until the commit, in order, so that there is no deadlock. The first number separates them from locks
-- of the application: "jwtg" in ASCII.
CREATE FUNCTION jwt_guard_attempts_alone(locks INTEGER[]) RETURNS VOID
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    held INTEGER;
BEGIN
    IF current_setting('transaction_isolation') = 'repeatable read' THEN
        RAISE EXCEPTION 'jwt-guard needs transactions that are READ COMMITTED';
    END IF;
    FOREACH held IN ARRAY locks LOOP
        PERFORM pg_advisory_xact_lock(1786213479, held);
    END LOOP;
END
$$;

-- The window of a counter at a time in the slot `present`. The rule is that of `CounterState`.
CREATE FUNCTION jwt_guard_window(counter BYTEA, present BIGINT, length BIGINT) RETURNS jwt_guard_attempts
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    seen jwt_guard_attempts;
    latest BIGINT;
    first INTEGER := 1;
BEGIN
    SELECT * INTO seen FROM jwt_guard_attempts WHERE key = counter;
    latest := seen.slots[cardinality(seen.slots)];
    -- Empty if there is none, or if it comes from a wrong clock.
    IF seen.key IS NULL OR latest - present >= length THEN
        seen.key := counter;
        seen.slots := '{}';
        seen.counts := '{}';
        seen.fills := 0;
        seen.blocked_until := 0;
    END IF;
    latest := greatest(latest, present);
    WHILE seen.slots[first] <= latest - length LOOP
        first := first + 1;
    END LOOP;
    seen.slots := seen.slots[first:];
    seen.counts := seen.counts[first:];
    IF cardinality(seen.slots) = 0 THEN
        seen.fills := 0;
    END IF;
    RETURN seen;
END
$$;

-- Stores a counter.
CREATE FUNCTION jwt_guard_keep(counter jwt_guard_attempts, width BIGINT, length BIGINT) RETURNS VOID
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    counter.ends_at := greatest(
        counter.blocked_until,
        (counter.slots[cardinality(counter.slots)] + length) * width
    );
    INSERT INTO jwt_guard_attempts AS kept VALUES (counter.*)
    ON CONFLICT (key) DO UPDATE SET slots = excluded.slots, counts = excluded.counts, fills = excluded.fills,
    blocked_until = excluded.blocked_until, ends_at = excluded.ends_at;
END
$$;

-- Counts an attempt at the time `present` in all counters, or in none. A counter has a key, a limit, and slots: their
-- length, their number, and the current one. If the device is known, only the first counter applies.
--
-- Returns which counter has the longest wait, and the wait in seconds; or the slot of each in which the attempt was counted.
CREATE FUNCTION jwt_guard_count(
    present BIGINT, of_account BYTEA, of_address BYTEA, locks INTEGER[],
    keys BYTEA[], limits INTEGER[], widths BIGINT[], lengths BIGINT[], now_slots BIGINT[],
    OUT limited_by INTEGER, OUT retry_after BIGINT, OUT counted_in BIGINT[]
)
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    number INTEGER := cardinality(keys);
    states jwt_guard_attempts[];
    state jwt_guard_attempts;
    totals BIGINT[];
    remaining BIGINT;
    allowed_at BIGINT;
    leaving INTEGER;
    last INTEGER;
    slot BIGINT;
BEGIN
    PERFORM jwt_guard_attempts_alone(locks);
    IF EXISTS (SELECT 1 FROM jwt_guard_devices WHERE account = of_account AND address = of_address AND until > present) THEN
        number := 1;
    END IF;
    retry_after := 0;
    FOR i IN 1..number LOOP
        state := jwt_guard_window(keys[i], now_slots[i], lengths[i]);
        remaining := coalesce((SELECT sum(count) FROM unnest(state.counts) AS count), 0);
        totals[i] := remaining;
        allowed_at := state.blocked_until;
        leaving := 1;
        WHILE remaining >= limits[i] LOOP
            remaining := remaining - state.counts[leaving];
            allowed_at := greatest(state.blocked_until, (state.slots[leaving] + lengths[i]) * widths[i]);
            leaving := leaving + 1;
        END LOOP;
        IF allowed_at - present > retry_after THEN
            limited_by := i;
            retry_after := allowed_at - present;
        END IF;
        states[i] := state;
    END LOOP;
    IF limited_by IS NOT NULL THEN
        RETURN;
    END IF;
    FOR i IN 1..number LOOP
        state := states[i];
        last := cardinality(state.slots);
        slot := greatest(state.slots[last], now_slots[i]);
        IF state.slots[last] = slot THEN
            state.counts[last] := state.counts[last] + 1;
        ELSE
            state.slots := state.slots || slot;
            state.counts := state.counts || 1;
        END IF;
        IF totals[i] + 1 >= limits[i] THEN
            state.fills := least(state.fills + 1, 255);
            -- From 30 seconds to 15 minutes.
            state.blocked_until := present + least(30 * (1 << (least(state.fills, 6) - 1)), 900);
        END IF;
        PERFORM jwt_guard_keep(state, widths[i], lengths[i]);
        counted_in[i] := slot;
    END LOOP;
END
$$;

-- Removes an attempt from its slots, and remembers the device, if there is one, until `till`.
CREATE FUNCTION jwt_guard_give_back(
    present BIGINT, locks INTEGER[],
    keys BYTEA[], limits INTEGER[], widths BIGINT[], lengths BIGINT[], now_slots BIGINT[], counted_in BIGINT[],
    of_account BYTEA, of_address BYTEA, till BIGINT
) RETURNS VOID
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    state jwt_guard_attempts;
    total BIGINT;
    place INTEGER;
BEGIN
    PERFORM jwt_guard_attempts_alone(locks);
    FOR i IN 1..cardinality(keys) LOOP
        state := jwt_guard_window(keys[i], now_slots[i], lengths[i]);
        place := array_position(state.slots, counted_in[i]);
        CONTINUE WHEN place IS NULL;
        total := (SELECT sum(count) FROM unnest(state.counts) AS count);
        state.counts[place] := state.counts[place] - 1;
        IF state.counts[place] = 0 THEN
            state.slots := state.slots[:place - 1] || state.slots[place + 1:];
            state.counts := state.counts[:place - 1] || state.counts[place + 1:];
        END IF;
        -- It was full and no longer is: the block is lifted.
        IF total = limits[i] AND present < state.blocked_until THEN
            state.fills := greatest(state.fills - 1, 0);
            state.blocked_until := 0;
        END IF;
        IF cardinality(state.slots) = 0 AND state.blocked_until <= present THEN
            DELETE FROM jwt_guard_attempts WHERE key = keys[i];
        ELSE
            PERFORM jwt_guard_keep(state, widths[i], lengths[i]);
        END IF;
    END LOOP;
    -- A device that is remembered for nearly as long is not written again, which would wait for the disk.
    IF till IS NULL OR EXISTS (
        SELECT 1 FROM jwt_guard_devices
        WHERE account = of_account AND address = of_address AND until > present AND until > till - 86400
    ) THEN
        RETURN;
    END IF;
    INSERT INTO jwt_guard_devices AS kept (account, address, until) VALUES (of_account, of_address, till)
    ON CONFLICT (account, address) DO UPDATE SET until = excluded.until;
    DELETE FROM jwt_guard_devices WHERE account = of_account AND address IN (
        SELECT address FROM jwt_guard_devices WHERE account = of_account
        ORDER BY until DESC, address DESC OFFSET 16
    );
END
$$;
