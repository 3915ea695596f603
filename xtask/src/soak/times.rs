//! How often the experiments are repeated.

/// How often an experiment is repeated.
pub(crate) struct Times(pub(super) &'static [(&'static str, &'static str)]);

pub(crate) const LONG: Times = Times(&[
    ("JWT_GUARD_ROUNDS", "1000"),
    ("JWT_GUARD_EXCHANGES", "1000"),
    ("JWT_GUARD_KILLS", "200"),
    ("JWT_GUARD_SEQUENCES", "100000"),
    ("JWT_GUARD_CANCELLATIONS", "1000"),
    ("JWT_GUARD_SESSIONS", "1000000"),
    ("JWT_GUARD_NAMES", "1000000"),
]);

pub(crate) const QUICK: Times = Times(&[
    ("JWT_GUARD_ROUNDS", "5"),
    ("JWT_GUARD_EXCHANGES", "50"),
    ("JWT_GUARD_KILLS", "3"),
    ("JWT_GUARD_SEQUENCES", "1000"),
    ("JWT_GUARD_CANCELLATIONS", "100"),
    ("JWT_GUARD_SESSIONS", "10000"),
    ("JWT_GUARD_NAMES", "10000"),
]);
