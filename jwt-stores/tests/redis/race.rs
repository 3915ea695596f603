//! Many exchange one token at once.

use std::collections::HashSet;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use jwt_runtime::session::{Rotated, TokenDigest, TokenStore};
use jwt_stores::RedisStore;

use crate::family::{NOW, begun, opened, rotation};
use crate::{node, shared};

/// How many times a race is run: `JWT_GUARD_ROUNDS`, or a few.
fn rounds() -> u32 {
    let rounds = std::env::var("JWT_GUARD_ROUNDS").ok();
    rounds.map_or(50, |rounds| rounds.parse().expect("a number"))
}

/// All exchange one token: who succeeded, and which successors were given to them or to others.
async fn exchanged_by_all(
    nodes: &[RedisStore],
    tasks: usize,
    token: TokenDigest,
) -> (usize, HashSet<TokenDigest>) {
    let tasks: Vec<_> = (0..tasks)
        .map(|task| {
            let node = nodes[task % nodes.len()].clone();
            tokio::spawn(async move {
                let (rotation, successor) = rotation(token, NOW);
                (node.rotate(&rotation).await, successor)
            })
        })
        .collect();
    let (mut succeeded, mut given) = (0, HashSet::new());
    for task in tasks {
        let (rotated, successor) = task.await.expect("a task");
        match rotated.expect("an answer") {
            Rotated::Done => {
                succeeded += 1;
                given.insert(successor);
            }
            Rotated::Again(sealed) => {
                given.insert(opened(&sealed));
            }
            other => panic!("{other:?}"),
        }
    }
    (succeeded, given)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_64_who_exchange_a_token_on_four_nodes_one_succeeds() {
    let Some(server) = shared() else { return };
    let mut nodes = Vec::new();
    for _ in 0..4 {
        nodes.push(node(server).await);
    }
    let (_, mut token) = begun(&nodes[0]).await;
    let start = Instant::now();
    for round in 0..rounds() {
        let (succeeded, given) = exchanged_by_all(&nodes, 64, token).await;
        assert_eq!((succeeded, given.len()), (1, 1), "round {round}");
        token = given.into_iter().next().expect("one successor");
    }
    let per_second = f64::from(rounds() * 64) / start.elapsed().as_secs_f64();
    println!(
        "shown: {} rounds of 64, of which one succeeded; {per_second:.0} exchanges a second",
        rounds()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sessions_rotate_beside_each_other() {
    let Some(server) = shared() else { return };
    let node = node(server).await;
    let each = rounds() * 2;
    let start = Instant::now();
    let tasks: Vec<_> = (0..32)
        .map(|_| {
            let node = node.clone();
            tokio::spawn(async move {
                let (_, mut token) = begun(&node).await;
                for _ in 0..each {
                    let (rotation, successor) = rotation(token, NOW);
                    let rotated = node.rotate(&rotation).await.expect("an answer");
                    assert_eq!(rotated, Rotated::Done);
                    token = successor;
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("a session");
    }
    let per_second = f64::from(each * 32) / start.elapsed().as_secs_f64();
    println!(
        "shown: 32 sessions of {} exchanges, all successful; {per_second:.0} a second",
        rounds()
    );
}

/// Says where to take part, when, and in what.
const TAKE_PART: &str = "JWT_GUARD_RACE";
const EACH_ROUND: Duration = Duration::from_millis(15);

fn token_of(race: u64, round: u32) -> TokenDigest {
    let mut bytes = [7; 32];
    bytes[..8].copy_from_slice(&race.to_be_bytes());
    bytes[8..12].copy_from_slice(&round.to_be_bytes());
    TokenDigest::from_bytes(bytes)
}

fn millis() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.expect("time").as_millis().try_into().expect("time")
}

/// The test starts itself four times more.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_four_processes_that_exchange_a_token_one_succeeds() {
    if let Ok(part) = std::env::var(TAKE_PART) {
        let (start, url) = part.split_once(' ').expect("a time and a URL");
        return take_part(start.parse().expect("a time"), url).await;
    }
    let Some(server) = shared() else { return };
    let store = node(server).await;
    let start = millis() + 1000;
    for round in 0..rounds() {
        let token = token_of(start, round);
        let session = crate::family::session();
        store.begin(&session, &token).await.expect("a session");
    }
    let processes: Vec<_> = (0..4)
        .map(|_| {
            Command::new(std::env::current_exe().expect("this test"))
                .args(["race::of_four_processes_that_exchange_a_token_one_succeeds"])
                .args(["--exact", "--nocapture"])
                .env(TAKE_PART, format!("{start} {}", server.url()))
                .stdout(Stdio::piped())
                .spawn()
                .expect("another process")
        })
        .collect();
    let mut succeeded = vec![0; rounds() as usize];
    let mut given = vec![HashSet::new(); rounds() as usize];
    for process in processes {
        let output = process.wait_with_output().expect("its output");
        assert!(output.status.success());
        let output = String::from_utf8(output.stdout).expect("text");
        let mut reported = 0;
        for line in output.lines() {
            let Some(report) = line.strip_prefix("round ") else {
                continue;
            };
            let words: Vec<_> = report.split(' ').collect();
            let round: usize = words[0].parse().expect("a round");
            succeeded[round] += words[1].parse::<usize>().expect("a count");
            given[round].insert(words[2].to_owned());
            reported += 1;
        }
        assert_eq!(reported, rounds(), "{output}");
    }
    assert!(succeeded.iter().all(|count| *count == 1), "{succeeded:?}");
    assert!(given.iter().all(|given| given.len() == 1));
    println!(
        "shown: {} rounds of 64 in four processes, of which one succeeded",
        rounds()
    );
}

async fn take_part(start: u64, url: &str) {
    let nodes = [RedisStore::connect(url).await.expect("a server")];
    tokio::time::sleep(Duration::from_millis(start.saturating_sub(millis()))).await;
    let mut tick = tokio::time::interval(EACH_ROUND);
    let mut output = std::io::stdout();
    writeln!(output).expect("a pipe");
    for round in 0..rounds() {
        tick.tick().await;
        let (succeeded, given) = exchanged_by_all(&nodes, 16, token_of(start, round)).await;
        assert_eq!(given.len(), 1, "round {round}");
        let given = given.iter().next().expect("one").as_bytes();
        let given: String = given.iter().map(|byte| format!("{byte:02x}")).collect();
        writeln!(output, "round {round} {succeeded} {given}").expect("a pipe");
    }
}
