-- Users, what they were sent, and their accounts at another provider.

CREATE TABLE users (
    -- Names a user in tokens: AUTOINCREMENT never gives the number of a deleted user to another one.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- In lower case, without white space at its ends.
    email TEXT NOT NULL UNIQUE,
    -- An Argon2id hash; NULL as long as the user has not chosen a password.
    password_hash TEXT,
    -- Whether the owner of the address has confirmed it.
    is_confirmed INTEGER NOT NULL DEFAULT 0,
    is_active INTEGER NOT NULL DEFAULT 1,
    is_admin INTEGER NOT NULL DEFAULT 0,
    -- The key of the second factor in base32, and one that waits for its first code.
    otp_secret TEXT,
    otp_pending TEXT,
    -- The time step of the last code that was accepted: this one and earlier ones are refused.
    otp_step INTEGER NOT NULL DEFAULT 0
) STRICT;

-- When a user was last sent a mail of each kind, so that requests cannot fill an inbox.
CREATE TABLE mails (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, kind)
) STRICT;

CREATE TABLE identities (
    -- What the provider calls its user, for good.
    subject TEXT PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE
) STRICT;

-- Browsers that are at the provider, to return with this state.
CREATE TABLE departures (
    state TEXT PRIMARY KEY,
    pkce_verifier TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
