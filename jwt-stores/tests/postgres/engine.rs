//! A server whose clients are users of their own, so that one of them can be cut off.

use sqlx::{AssertSqlSafe, query, raw_sql};
use tokio::runtime::{Builder, Runtime};

use crate::fleet::{Engine, Faulty, NAMES};
use crate::nodes::Shared;
use crate::server::{Node, PASSWORD, Server, connection};

pub(crate) struct Postgres {
    server: Server,
    database: Node,
    runtime: Runtime,
}

impl Postgres {
    pub(crate) fn start() -> Self {
        let server = Server::start();
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a runtime");
        let engine = Self {
            database: runtime.block_on(server.database()),
            server,
            runtime,
        };
        for name in NAMES {
            engine.run(format!(
                "CREATE ROLE {name} SUPERUSER LOGIN PASSWORD '{PASSWORD}'"
            ));
        }
        engine
    }

    fn run(&self, statement: String) {
        let url = Shared::url(&self.database);
        let done = self.runtime.block_on(async {
            let mut connection = connection(&url).await;
            raw_sql(AssertSqlSafe(statement))
                .execute(&mut connection)
                .await
        });
        done.expect("a statement");
    }

    /// Ends the connections of a process for which a condition holds, and says how many there were.
    fn end(&self, process: &str, condition: &str) -> u32 {
        let statement = format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{process}' AND {condition}"
        );
        let url = Shared::url(&self.database);
        let ended = self.runtime.block_on(async {
            let mut connection = connection(&url).await;
            query(AssertSqlSafe(statement))
                .fetch_all(&mut connection)
                .await
        });
        ended.expect("a result").len().try_into().expect("a count")
    }
}

impl Engine for Postgres {
    type Place = Node;

    fn url(&self, process: &str) -> String {
        let user = format!("//{process}:");
        Shared::url(&self.database).replace("//tests:", &user)
    }
}

impl Faulty for Postgres {
    fn cut_feed(&self, process: &str) -> u32 {
        self.end(process, "query LIKE 'LISTEN%'")
    }

    fn lock_out(&self, process: &str) {
        self.run(format!("ALTER ROLE {process} NOLOGIN"));
        // Those end a moment after they were told, and one may just have been let in.
        while self.end(process, "true") > 0 {}
    }

    fn let_in(&self, process: &str) {
        self.run(format!("ALTER ROLE {process} LOGIN"));
    }

    fn kill(&self) {
        self.server.kill();
    }

    fn start_again(&self) {
        self.server.start_again();
    }
}
