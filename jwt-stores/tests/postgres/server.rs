//! A PostgreSQL server of the tests' own.

use std::fs;
use std::os::unix::fs::{MetadataExt, chown};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use jwt_core::session::StoreError;
use jwt_stores::PostgresStore;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection, Executor, query_scalar, raw_sql};

use crate::nodes::Shared;
use crate::programs::Postgres;
use crate::servers::{Supervised, free_port};
use crate::sql::Database;

pub(crate) const PASSWORD: &str = "a-password-of-the-tests";

pub(crate) struct Server {
    port: u16,
    /// The files of the server are in it.
    folder: PathBuf,
    supervised: Supervised,
}

impl Server {
    pub(crate) fn start() -> Self {
        let programs = Postgres::find().unwrap_or_else(|missing| panic!("{missing}"));
        let folder = tempfile::tempdir().expect("a folder").keep();
        let user = unprivileged(&folder);
        let (data, port) = (folder.join("data"), free_port());
        let [folder_text, data_text, initdb, postgres] =
            [&folder, &data, &programs.initdb, &programs.postgres]
                .map(|path| path.to_str().expect("a path"));
        fs::write(folder.join("password"), PASSWORD).expect("a file");
        let password = format!("--pwfile={folder_text}/password");
        let mut words: Vec<&str> = user.iter().map(String::as_str).collect();
        words.extend([initdb, "--pgdata", data_text, "--username=tests", &password]);
        // SCRAM takes long in a debug build, and is not what is tested.
        words.extend(["--auth=password", "--encoding=UTF8", "--no-locale"]);
        // The database is safe without: it is not yet in use.
        words.push("--no-sync");
        let made = Command::new(words[0]).args(&words[1..]).output();
        let made = made.expect("initdb");
        let errors = String::from_utf8_lossy(&made.stderr);
        assert!(made.status.success(), "{errors}");
        let mut words: Vec<&str> = user.iter().map(String::as_str).collect();
        let port_text = port.to_string();
        words.extend([postgres, "-D", data_text, "-p", &port_text]);
        words.extend(["-k", folder_text, "-c", "listen_addresses=127.0.0.1"]);
        // What a killed process has written is safe without: only a loss of power would take it.
        words.extend(["-c", "max_connections=200", "-c", "fsync=off"]);
        let supervised = Supervised::start(&folder, &words);
        let server = Self {
            port,
            folder,
            supervised,
        };
        server.wait_until_ready();
        server
    }

    /// A database of a test's own.
    pub(crate) async fn database(&self) -> Node {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("test_{number}");
        let mut connection = connection(&self.url("postgres")).await;
        let create = AssertSqlSafe(format!("CREATE DATABASE {name}"));
        connection.execute(create).await.expect("a database");
        Node {
            url: self.url(&name),
        }
    }

    fn url(&self, database: &str) -> String {
        format!(
            "postgres://tests:{PASSWORD}@127.0.0.1:{}/{database}",
            self.port
        )
    }

    /// As a loss of power would end it, but for the disk.
    pub(crate) fn kill(&self) {
        // So that it starts none while they are counted.
        self.supervised.tell("pause");
        let processes = self.processes();
        self.supervised.tell("kill");
        // Those that it started see that it is gone, and end; a new one refuses to start before.
        let deadline = Instant::now() + Duration::from_secs(20);
        while processes.iter().any(|process| is_running(*process)) {
            assert!(Instant::now() < deadline, "they go on");
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    pub(crate) fn start_again(&self) {
        self.supervised.tell("start");
        self.wait_until_ready();
    }

    fn wait_until_ready(&self) {
        let deadline = Instant::now() + Duration::from_secs(60);
        let state = || fs::read_to_string(self.folder.join("data/postmaster.pid"));
        // The last line of this file is the state of the server that wrote it.
        while !state().is_ok_and(|state| {
            let is_of_a_running_one = state
                .lines()
                .next()
                .is_some_and(|process| process.parse().is_ok_and(is_running));
            is_of_a_running_one
                && state
                    .lines()
                    .last()
                    .is_some_and(|line| line.trim() == "ready")
        }) {
            assert!(Instant::now() < deadline, "{}", self.log());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// The end of it.
    fn log(&self) -> String {
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        let lines: Vec<_> = log.lines().rev().take(20).collect();
        lines.into_iter().rev().collect::<Vec<_>>().join("\n")
    }

    /// The server, and the processes that it started.
    fn processes(&self) -> Vec<u32> {
        let state = fs::read_to_string(self.folder.join("data/postmaster.pid"));
        let state = state.expect("it runs");
        let server: u32 = state
            .lines()
            .next()
            .expect("a line")
            .parse()
            .expect("a number");
        let children = fs::read_to_string(format!("/proc/{server}/task/{server}/children"));
        let children = children.unwrap_or_default();
        let children = children
            .split_whitespace()
            .filter_map(|child| child.parse().ok());
        children.chain([server]).collect()
    }
}

fn is_running(process: u32) -> bool {
    let state = fs::read_to_string(format!("/proc/{process}/stat"));
    // Of one that has ended, only its entry may be left.
    state.is_ok_and(|state| !state.contains(") Z "))
}

/// PostgreSQL refuses to run as root: gives the folder to another user, and says how to run as that one.
fn unprivileged(folder: &Path) -> Vec<String> {
    let owner = fs::metadata(folder).expect("a folder").uid();
    if owner != 0 {
        return Vec::new();
    }
    let [user, group] = ["postgres", "nobody"]
        .iter()
        .find_map(|name| Some([id("-u", name)?, id("-g", name)?]))
        .expect("a user that is not root");
    chown(folder, Some(user), Some(group)).expect("root may do so");
    let run_as = format!("--reuid={user} --regid={group} --clear-groups --");
    let words = std::iter::once("setpriv").chain(run_as.split(' '));
    words.map(str::to_owned).collect()
}

fn id(which: &str, user: &str) -> Option<u32> {
    let output = Command::new("id").args([which, user]).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

pub(crate) async fn connection(url: &str) -> PgConnection {
    PgConnection::connect(url).await.expect("a connection")
}

/// A database of a server.
pub(crate) struct Node {
    url: String,
}

impl Shared for Node {
    type Node = PostgresStore;

    fn url(&self) -> String {
        self.url.clone()
    }

    async fn open(url: &str) -> Result<PostgresStore, StoreError> {
        PostgresStore::connect(url).await
    }
}

impl Database for Node {
    async fn run(&self, statement: &'static str) {
        let done = raw_sql(statement)
            .execute(&mut connection(&self.url).await)
            .await;
        done.expect("a statement");
    }

    async fn bytes(&self) -> i64 {
        query_scalar("SELECT pg_total_relation_size('jwt_guard_used')")
            .fetch_one(&mut connection(&self.url).await)
            .await
            .expect("a size")
    }

    async fn rows(&self, table: &'static str) -> Vec<String> {
        query_scalar(AssertSqlSafe(format!(
            "SELECT row::text FROM {table} AS row"
        )))
        .fetch_all(&mut connection(&self.url).await)
        .await
        .expect("rows")
    }
}
