//! A process is killed while it exchanges tokens, or uses keys.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use jwt_core::session::{Position, RotationOutcome, SingleUseKey, TokenDigest, TokenStore};
use jwt_stores::SqliteStore;

use crate::file::File;
use crate::nodes::family::{DAY, NOW, begun, rotation};
use crate::nodes::single_use::single_use_key;
use crate::nodes::{Shared, times};

/// Says in which file, and with which token.
const PART: &str = "JWT_GUARD_KILLED";

/// How often a process is killed: `JWT_GUARD_KILLS`, or a few times.
#[tokio::test]
async fn what_a_process_was_told_before_it_was_killed_is_kept() {
    if let Ok(part) = std::env::var(PART) {
        let (path, token) = part.split_once(' ').expect("a file and a token");
        let token = TokenDigest::from_bytes(read(token));
        return exchange_until_killed(path, token).await;
    }
    let file = File::new();
    let store = file.node().await;
    let (_, mut current) = begun(&store).await;
    let mut exchanges = 0;
    let kills = times("JWT_GUARD_KILLS", 10);
    for kill in 0..kills {
        let part = format!("{} {}", file.url(), written(current.as_bytes()));
        let test = "crash::what_a_process_was_told_before_it_was_killed_is_kept";
        for token in told_before_it_was_killed(test, &part, kill) {
            current = TokenDigest::from_bytes(read(&token));
            exchanges += 1;
        }
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

/// The same for keys that can be used once.
#[tokio::test]
async fn what_a_process_used_before_it_was_killed_stays_used() {
    if let Ok(path) = std::env::var(PART) {
        return use_keys_until_killed(&path).await;
    }
    let file = File::new();
    let store = file.node().await;
    let mut uses = 0;
    let kills = times("JWT_GUARD_KILLS", 10);
    for kill in 0..kills {
        let test = "crash::what_a_process_used_before_it_was_killed_stays_used";
        for key in told_before_it_was_killed(test, &file.url(), kill) {
            let key = SingleUseKey::from_bytes(read(&key));
            let again = store.use_once(&key, NOW + DAY, NOW).await;
            assert!(!again.expect("a result"), "a use is lost");
            uses += 1;
        }
    }
    println!("shown: {kills} kills, {uses} uses, none of which was lost");
}

/// Runs a test of this file in another process, which is killed soon after it was told something for the first time; returns
/// all that it was told, in hexadecimal digits.
fn told_before_it_was_killed(test: &str, part: &str, kill: u32) -> Vec<String> {
    let mut process = Command::new(std::env::current_exe().expect("this test"))
        .args([test, "--exact", "--nocapture"])
        .env(PART, part)
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
    // A last line may be cut off, and has no dot then.
    let told = first.into_iter().chain(lines);
    let told = told
        .filter_map(|line| Some(line.strip_prefix("told ")?.strip_suffix('.')?.to_owned()))
        .collect();
    process.wait().expect("it is dead");
    told
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
        writeln!(output, "told {}.", written(token.as_bytes())).expect("a pipe");
    }
}

async fn use_keys_until_killed(path: &str) {
    let store = SqliteStore::open(path).await.expect("a store");
    let mut output = std::io::stdout();
    writeln!(output).expect("a pipe");
    loop {
        let key = single_use_key();
        let used = store.use_once(&key, NOW + DAY, NOW).await;
        assert!(used.expect("a result"));
        writeln!(output, "told {}.", written(key.as_bytes())).expect("a pipe");
    }
}

fn written(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn read<const N: usize>(digits: &str) -> [u8; N] {
    let mut bytes = [0; N];
    for (index, byte) in bytes.iter_mut().enumerate() {
        let digits = digits.get(2 * index..2 * index + 2).expect("digits");
        *byte = u8::from_str_radix(digits, 16).expect("two digits");
    }
    bytes
}
