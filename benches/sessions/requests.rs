//! The cost of the check of revocations in a request.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use axum::http::{HeaderValue, StatusCode};
use jwt_guard::session::MemoryStore;
use tokio::runtime::{Builder, Runtime};

use crate::arguments::Arguments;
use crate::elsewhere::Elsewhere;
use crate::operation::Operation;
use crate::revoked::{Remembered, revoke};
use crate::rounds::Rounds;
use crate::service::{Api, Client, with_store, without_store};

const ROUNDS: usize = 600;

/// How many tokens take turns where it is more than one.
const TOKENS: usize = 1_000;

/// Says whether everything else is to be measured as well.
pub(crate) fn print(arguments: &Arguments, remembered: &Remembered) -> bool {
    // What goes on between requests is on a thread of its own.
    let background = Builder::new_multi_thread()
        .worker_threads(1)
        .enable_time()
        .build()
        .unwrap();
    let _entered = background.enter();
    let mut candidates = vec![("no store".to_owned(), Client::of(without_store()))];
    let few = [0, 1_000].map(Remembered::of);
    let all = [&few[0], &few[1], remembered];
    for Remembered { store, entries, .. } in all {
        let auth = with_store(store.clone());
        candidates.push((format!("MemoryStore, {entries} revoked"), Client::of(auth)));
    }
    for Remembered { store, entries, .. } in all {
        let auth = with_store(Elsewhere(store.clone()));
        wait_until_read(&auth);
        candidates.push((format!("elsewhere, {entries} revoked"), Client::of(auth)));
    }
    // So often that a token which takes turns with others is looked up nearly every time.
    let busy = Remembered::of(remembered.entries);
    let name = format!("MemoryStore, {} revoked, 1000 more a second", busy.entries);
    candidates.push((name, Client::of(with_store(busy.store.clone()))));
    let (revoking, is_over) = (busy.store, Arc::new(AtomicBool::new(false)));
    let revoking = revoke_on(revoking, busy.until, Arc::clone(&is_over));

    let runtime = Builder::new_current_thread().enable_time().build().unwrap();
    let tokens = tokens(&runtime);
    let refused = revoked_token(&runtime, remembered);
    for (name, client) in &mut candidates {
        let status = runtime.block_on(client.status(&tokens[0]));
        assert_eq!(status, StatusCode::OK, "{name}");
    }
    // It was revoked after the others were filled: only the store that shares it knows.
    let of_last = runtime.block_on(candidates[3].1.status(&refused));
    assert_eq!(of_last, StatusCode::UNAUTHORIZED);

    let mut operations: Vec<Operation<'_>> = Vec::new();
    for (name, client) in &candidates {
        for (count, which) in [("1 token", &tokens[..1]), ("1000 in turn", &tokens)] {
            let name = format!("{name}: {count}");
            operations.push(requests(name, client.clone(), &runtime, which));
        }
    }
    if !arguments.measures(&mut operations) {
        return false;
    }
    let rounds = Rounds::of(&mut operations, arguments.rounds(ROUNDS));
    is_over.store(true, Ordering::Relaxed);
    revoking.join().expect("it is in memory");
    if arguments.quick {
        println!("All answers are right. Too few rounds for the times to mean anything:\n");
    }
    println!(
        "| request, cached token | 1 token, ns | over no store | 1000 in turn, ns | over no store |"
    );
    println!("|---|--:|--:|--:|--:|");
    for (at, (name, _)) in candidates.iter().enumerate() {
        let [one, many] = [0, 1].map(|which| {
            let time = rounds.time(2 * at + which);
            let over = rounds.relate([2 * at + which, which], |[time, without]| time - without);
            format!("{time} | {over}")
        });
        println!("| {name} | {one} | {many} |");
    }
    println!();
    true
}

fn requests<'a>(
    name: String,
    mut client: Client,
    runtime: &'a Runtime,
    tokens: &'a [HeaderValue],
) -> Operation<'a> {
    let mut in_turn = tokens.iter().cycle();
    Operation::new(name, move |times| {
        runtime.block_on(async {
            for token in in_turn.by_ref().take(times as usize) {
                let status = client.status(token).await;
                assert_eq!(status, StatusCode::OK);
            }
        });
    })
}

/// Tokens of sessions that go on.
fn tokens(runtime: &Runtime) -> Vec<HeaderValue> {
    let mut client = Client::of(with_store(MemoryStore::new()));
    let names = (0..TOKENS).map(|number| format!("user-{number}"));
    let log_in = async |name: String| client.log_in(&name).await.authorization;
    runtime.block_on(collect(names, log_in))
}

async fn collect<T>(
    names: impl Iterator<Item = String>,
    mut log_in: impl AsyncFnMut(String) -> T,
) -> Vec<T> {
    let mut all = Vec::new();
    for name in names {
        all.push(log_in(name).await);
    }
    all
}

/// The token of a session of the store that has ended.
fn revoked_token(runtime: &Runtime, remembered: &Remembered) -> HeaderValue {
    let auth = with_store(remembered.store.clone());
    let mut client = Client::of(auth.clone());
    runtime.block_on(async {
        let tokens = client.log_in("eve").await;
        let ended = auth.sessions().end_all_of_backend_subject("eve").await;
        ended.expect("it is in memory");
        tokens.authorization
    })
}

/// Revokes one token after the other, none of which comes.
fn revoke_on(store: MemoryStore, until: i64, is_over: Arc<AtomicBool>) -> JoinHandle<()> {
    thread::spawn(move || {
        let mut number = 0;
        while !is_over.load(Ordering::Relaxed) {
            thread::sleep(Duration::from_millis(1));
            revoke(&store, &format!("another-{number}"), until);
            number += 1;
        }
    })
}

fn wait_until_read(auth: &jwt_guard::Auth<Api>) {
    let start = Instant::now();
    while auth.sessions().staleness().is_none() {
        assert!(start.elapsed() < Duration::from_secs(60), "nobody reads");
        thread::sleep(Duration::from_millis(5));
    }
}
