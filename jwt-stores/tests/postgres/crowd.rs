//! Very many sessions at once.

use crate::nodes::crowd::Crowded;
use crate::server::Node;
use crate::sql::Database;

impl Crowded for Node {
    async fn add_sessions(&self) {
        self.run(
            "INSERT INTO jwt_guard_sessions
             (key, subject_key, id, subject, token, created_at, last_used_at, expires_at, remembered_for, ends_at, details, began)
             SELECT decode(lpad(to_hex(n), 32, '0'), 'hex'), subject_key, 'session-' || n, subject,
             decode(lpad(to_hex(n), 64, '0'), 'hex'), created_at, last_used_at - 1, expires_at, 0, ends_at, '{}', 0
             FROM (SELECT count(*) - 1 AS start FROM jwt_guard_sessions) AS there,
             generate_series(start, start + 9999) AS n,
             (SELECT * FROM jwt_guard_sessions WHERE subject = 'crowd' LIMIT 1) AS one",
        )
        .await;
    }
}
