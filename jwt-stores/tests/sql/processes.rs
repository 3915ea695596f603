//! Several processes: a test starts itself four times more.

use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jwt_runtime::session::{Rotated, TokenStore};

use super::family::{NOW, begun, rotation};
use super::{Database, times};

/// Says when to start, and with which databases.
const PART: &str = "JWT_GUARD_PART";

fn millis() -> u128 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.expect("time").as_millis()
}

/// The databases of a process that was started by [`run`], when all others have started too.
pub(crate) async fn part() -> Option<Vec<String>> {
    let part = std::env::var(PART).ok()?;
    let mut words = part.split(' ');
    let start: u128 = words.next()?.parse().expect("a time");
    let wait = start.saturating_sub(millis());
    tokio::time::sleep(Duration::from_millis(wait.try_into().expect("a wait"))).await;
    Some(words.map(str::to_owned).collect())
}

/// Runs a test in four processes at once. All must succeed.
pub(crate) fn run<D: Database>(test: &str, databases: &[D]) {
    let mut part = (millis() + 500).to_string();
    for database in databases {
        part = format!("{part} {}", database.url());
    }
    let processes: Vec<_> = (0..4)
        .map(|_| {
            Command::new(std::env::current_exe().expect("this test"))
                .args([test, "--exact", "--nocapture"])
                .env(PART, &part)
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .expect("another process")
        })
        .collect();
    for process in processes {
        let output = process.wait_with_output().expect("its output");
        let [text, errors] =
            [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
        assert!(output.status.success(), "{text}{errors}");
        assert!(text.contains("1 passed"), "{text}");
        let shown = text.lines().filter(|line| line.starts_with("shown: "));
        shown.for_each(|line| println!("{line}"));
    }
}

/// Opens each database, which is empty at first, while the other processes do so.
pub(crate) async fn opens_all<D: Database>(urls: &[String]) {
    for url in urls {
        let opened = D::open(url).await;
        let node = opened
            .map_err(|error| format!("{error:?}"))
            .expect("a store");
        begun(&node).await;
    }
}

/// Exchanges tokens while the other processes do so: `JWT_GUARD_EXCHANGES`, or some.
pub(crate) async fn exchanges<D: Database>(url: &str) {
    let node = D::open(url).await.expect("a store");
    let (_, mut token) = begun(&node).await;
    let (times, start) = (times("JWT_GUARD_EXCHANGES", 250), std::time::Instant::now());
    let mut slowest = Duration::ZERO;
    for _ in 0..times {
        let (rotation, successor) = rotation(token, NOW);
        let start = std::time::Instant::now();
        let rotated = node.rotate(&rotation).await;
        slowest = slowest.max(start.elapsed());
        let rotated = rotated.map_err(|error| format!("{error:?}"));
        assert_eq!(rotated, Ok(Rotated::Done));
        token = successor;
    }
    let per_second = f64::from(times) / start.elapsed().as_secs_f64();
    // What the test program has written stands in this line.
    println!(
        "\nshown: {times} exchanges, {per_second:.0} a second, the slowest after {slowest:.1?}"
    );
}
