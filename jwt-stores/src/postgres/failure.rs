//! Errors of PostgreSQL, as those of a store.

use jwt_core::session::StoreError;
use sqlx::Error;

use crate::sql;

pub(super) fn failure(error: Error) -> StoreError {
    sql::failure(&error, is_out_of_reach)
}

/// Whether the server may recover from an error, by the class of its code: the first two characters. See
/// <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
fn is_out_of_reach(code: &str) -> bool {
    const CONNECTION: &str = "08";
    const AUTHORIZATION: &str = "28";
    const ROLLED_BACK: &str = "40";
    const RESOURCES: &str = "53";
    const NOT_READY: &str = "55";
    const INTERVENTION: &str = "57";
    const SYSTEM: &str = "58";
    /// As on a standby.
    const READ_ONLY: &str = "25006";
    let class = code.get(..2).unwrap_or_default();
    code == READ_ONLY
        || [
            CONNECTION,
            AUTHORIZATION,
            ROLLED_BACK,
            RESOURCES,
            NOT_READY,
            INTERVENTION,
            SYSTEM,
        ]
        .contains(&class)
}

#[cfg(test)]
mod tests {
    use super::is_out_of_reach;

    #[test]
    fn what_may_pass_is_told_from_what_will_not() {
        // Shut down, starting, too many connections, the disk is full, read-only, a deadlock.
        for code in ["57P01", "57P03", "53300", "53100", "25006", "40P01"] {
            assert!(is_out_of_reach(code), "{code}");
        }
        // An error in a statement, no such table, a constraint.
        for code in ["42601", "42P01", "23505", "25001", "x"] {
            assert!(!is_out_of_reach(code), "{code}");
        }
    }
}
