//! A process is killed while it exchanges tokens.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use jwt_core::session::{Position, RotationOutcome, TokenDigest, TokenStore};
use jwt_stores::SqliteStore;

use crate::file::File;
use crate::nodes::family::{NOW, begun, rotation};
use crate::nodes::{Shared, times};

/// Says in which file, and which token.
const PART: &str = "JWT_GUARD_KILLED";

/// How often a process is killed: `JWT_GUARD_KILLS`, or a few times.
#[tokio::test]
async fn what_a_process_was_told_before_it_was_killed_is_kept() {
    if let Ok(part) = std::env::var(PART) {
        let (path, token) = part.split_once(' ').expect("a file and a token");
        return exchange_until_killed(path, read(token)).await;
    }
    let file = File::new();
    let store = file.node().await;
    let (_, mut current) = begun(&store).await;
    let mut exchanges = 0;
    let kills = times("JWT_GUARD_KILLS", 10);
    for kill in 0..kills {
        let mut process = Command::new(std::env::current_exe().expect("this test"))
            .args(["crash::what_a_process_was_told_before_it_was_killed_is_kept"])
            .args(["--exact", "--nocapture"])
            .env(PART, format!("{} {}", file.url(), written(current)))
            .stdout(Stdio::piped())
            .spawn()
            .expect("another process");
        let output = BufReader::new(process.stdout.take().expect("its output"));
        let mut lines = output.lines().map(|line| line.expect("a line"));
        let first = lines.by_ref().find(|line| line.starts_with("told "));
        // Never at the same moment of what it does.
        let moment = 5_000 + u64::from(kill) * 7_919 % 40_000;
        std::thread::sleep(Duration::from_micros(moment));
        process.kill().expect("it runs");
        let told = first.into_iter().chain(lines);
        // A last line may be cut off.
        for token in told.filter_map(|line| Some(line.strip_prefix("told ")?.to_owned())) {
            if token.len() == 64 {
                current = read(&token);
                exchanges += 1;
            }
        }
        process.wait().expect("it is dead");
        // Its client knows this token, and asks again.
        let (rotation, successor) = rotation(current, NOW);
        current = match store.rotate(&rotation).await.expect("a result") {
            RotationOutcome::Done => successor,
            RotationOutcome::Again(sealed) => crate::nodes::family::opened(&sealed),
            other => panic!("{other:?}"),
        };
    }
    let revoked = store.revocations(Position::default()).await;
    assert_eq!(revoked.expect("revocations").revoked, []);
    println!("shown: {kills} kills, {exchanges} exchanges, none of which was lost");
}

async fn exchange_until_killed(path: &str, mut token: TokenDigest) {
    let store = SqliteStore::open(path).await.expect("a store");
    let mut output = std::io::stdout();
    writeln!(output).expect("a pipe");
    loop {
        let (rotation, successor) = rotation(token, NOW);
        let rotated = store.rotate(&rotation).await.expect("a result");
        assert_eq!(rotated, RotationOutcome::Done);
        token = successor;
        writeln!(output, "told {}", written(token)).expect("a pipe");
    }
}

fn written(token: TokenDigest) -> String {
    let bytes = token.as_bytes().iter();
    bytes.map(|byte| format!("{byte:02x}")).collect()
}

fn read(token: &str) -> TokenDigest {
    let mut bytes = [0; 32];
    for (index, byte) in bytes.iter_mut().enumerate() {
        let digits = token.get(2 * index..2 * index + 2).expect("digits");
        *byte = u8::from_str_radix(digits, 16).expect("two digits");
    }
    TokenDigest::from_bytes(bytes)
}
