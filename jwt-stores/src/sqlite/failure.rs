//! Errors of SQLite, as those of a store.

use jwt_core::session::StoreError;
use sqlx::Error;

use crate::sql;

pub(super) fn failure(error: Error) -> StoreError {
    sql::failure(&error, is_out_of_reach)
}

/// Whether the database may recover from an error. See <https://sqlite.org/rescode.html>; the lowest byte is the primary
/// code.
fn is_out_of_reach(code: &str) -> bool {
    const PERM: u32 = 3;
    const BUSY: u32 = 5;
    const LOCKED: u32 = 6;
    const NO_MEMORY: u32 = 7;
    const READ_ONLY: u32 = 8;
    const INTERRUPT: u32 = 9;
    const IO: u32 = 10;
    const FULL: u32 = 13;
    const CANNOT_OPEN: u32 = 14;
    const PROTOCOL: u32 = 15;
    let kind = code.parse::<u32>().map(|code| code & 0xff);
    matches!(
        kind,
        Ok(PERM
            | BUSY
            | LOCKED
            | NO_MEMORY
            | READ_ONLY
            | INTERRUPT
            | IO
            | FULL
            | CANNOT_OPEN
            | PROTOCOL)
    )
}

#[cfg(test)]
mod tests {
    use super::is_out_of_reach;

    #[test]
    fn what_may_pass_is_told_from_what_will_not() {
        // Busy, busy after a crash, read-only, the disk is full, an error while reading.
        for code in ["5", "261", "8", "13", "266"] {
            assert!(is_out_of_reach(code), "{code}");
        }
        // An error in a statement, a corrupt file, a constraint, no database at all.
        for code in ["1", "11", "1555", "26", "x"] {
            assert!(!is_out_of_reach(code), "{code}");
        }
    }
}
