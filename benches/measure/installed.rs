//! The servers of the stores that are measured. A row is left out if its server is not installed.

use std::env;

use crate::programs::{self, Missing, Postgres};
use crate::redis_server::Disk;
use crate::{postgres, redis_server};

pub(crate) fn postgres() -> Option<postgres::Server> {
    is_there(Postgres::find(), "JWT_GUARD_REQUIRE_POSTGRES").then(postgres::Server::start)
}

pub(crate) fn redis(disk: Disk) -> Option<redis_server::Server> {
    is_there(programs::redis_server(), "JWT_GUARD_REQUIRE_REDIS")
        .then(|| redis_server::Server::start(disk))
}

/// Reports what is missing, and fails if it is required, as in `.ci/run`.
fn is_there<T>(found: Result<T, Missing>, required: &str) -> bool {
    let Err(missing) = found else { return true };
    let is_required = env::var_os(required).is_some_and(|value| value == "1");
    assert!(!is_required, "{missing}");
    eprintln!("left out: {missing}");
    false
}
