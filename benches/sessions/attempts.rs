//! The cost of counting an attempt, compared with the other operations of a login on a store.

use std::time::{Duration, Instant};

use jwt_guard::session::{
    Attempt, AttemptCounter, AttemptLimit, AttemptOutcome, CounterKey, Device, KnownDevice,
    Session, SessionLimit, SessionOwner, TokenDigest, TokenStore,
};
use jwt_guard::session::{BeginOutcome, RevocationKey};
use jwt_guard::user::Passwords;
use tokio::runtime::Builder;

use crate::arguments::Arguments;
use crate::latencies::Latencies;
use crate::service::processors;
use crate::stores::{self, OfEach};

pub(crate) const NOW: i64 = 1_800_000_000;
/// That of a login, unless it is set.
const LIMIT: Option<SessionLimit> = Some(SessionLimit::new(100, NOW + MONTH));

const MONTH: i64 = 30 * 24 * 60 * 60;

/// Logins of so many accounts, each from its own address.
const ACCOUNTS: usize = 200;

struct Logins {
    times: usize,
    /// What hashing a password takes.
    hashing: Duration,
}

pub(crate) fn print(arguments: &Arguments) {
    let times = if arguments.quick { 200 } else { 4_000 };
    let runtime = Builder::new_multi_thread()
        .worker_threads(processors())
        .enable_all()
        .build()
        .unwrap();
    let hashing = runtime.block_on(hashing(if arguments.quick { 3 } else { 50 }));
    println!(
        "| a login asks, µs (p50); Argon2id takes {:.1} ms | position, begin | count | give back | these two, of the login |",
        hashing.as_secs_f64() * 1e3
    );
    println!("|---|--:|--:|--:|--:|");
    runtime.block_on(stores::all(&Logins { times, hashing }));
    println!();
}

async fn hashing(times: usize) -> Duration {
    let passwords = Passwords::builder().threads(1).start().expect("threads");
    let mut hashed = Vec::new();
    for _ in 0..times {
        let start = Instant::now();
        passwords
            .hash("correct horse".to_owned())
            .await
            .expect("a hash");
        hashed.push(start.elapsed());
    }
    Latencies::of(hashed).percentile(50)
}

impl OfEach for Logins {
    async fn print(&self, name: &str, store: impl TokenStore) {
        let [mut session, mut count, mut give_back] = [(); 3].map(|()| Vec::new());
        for number in 0..self.times {
            let attempt = attempt(number % ACCOUNTS);
            let start = Instant::now();
            let position = store.position().await.expect("a position");
            let positioned = start.elapsed();

            let start = Instant::now();
            let outcome = store.count(&attempt).await.expect("an outcome");
            count.push(start.elapsed());
            let AttemptOutcome::Counted(counted) = outcome else {
                panic!("{outcome:?}");
            };

            let (new, token) = session_of(number);
            let start = Instant::now();
            let begun = store.begin(&new, &token, position, LIMIT).await;
            session.push(positioned + start.elapsed());
            assert_eq!(
                begun.expect("begun"),
                BeginOutcome::Begun { ended: Vec::new() }
            );

            let known = attempt
                .device
                .map(|device| KnownDevice::new(device, NOW + MONTH));
            let start = Instant::now();
            let given_back = store.give_back(&counted, NOW, known.as_ref()).await;
            give_back.push(start.elapsed());
            given_back.expect("given back");
        }
        let us = |times| Latencies::of(times).percentile(50).as_secs_f64() * 1e6;
        let [session, count, give_back] = [us(session), us(count), us(give_back)];
        let added = count + give_back;
        let login = self.hashing.as_secs_f64() * 1e6 + session + added;
        let share = 100.0 * added / login;
        println!("| {name} | {session:.0} | {count:.0} | {give_back:.0} | {share:.1} % |");
    }
}

/// A key, as wide as those of a service: of a million names.
pub(crate) fn counter_key(kind: u8, number: usize) -> CounterKey {
    let mut bytes = [kind; 16];
    bytes[..8].copy_from_slice(&(mixed(number) % (1 << 20)).to_be_bytes());
    CounterKey::from_bytes(bytes)
}

/// `SplitMix64`.
fn mixed(number: usize) -> u64 {
    let mut mixed = (number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// An attempt for an account, with the limits that are the default, but for the address.
pub(crate) fn attempt(account: usize) -> Attempt {
    let counter = |key, attempts, window| {
        let limit = AttemptLimit::new(attempts, window);
        Some(AttemptCounter::new(key, limit))
    };
    let mut attempt = Attempt::new(NOW);
    attempt.account_and_address = counter(counter_key(0, account), 10, 15 * 60);
    attempt.address = counter(counter_key(1, account % 1_000), u16::MAX, 60);
    attempt.account = counter(counter_key(2, account), 100, 60 * 60);
    attempt.device = Some(Device::new(
        counter_key(3, account),
        counter_key(4, account),
    ));
    attempt
}

fn session_of(number: usize) -> (Session, TokenDigest) {
    let owner = SessionOwner::named("bench");
    let id = format!("session-{number}");
    let subject = format!("user-{}", number % ACCOUNTS);
    let key = RevocationKey::of_session(&owner, None, &id);
    let subject_key = RevocationKey::of_subject(&owner, None, &subject);
    let mut session = Session::new((key, id), (subject_key, subject), NOW..NOW + MONTH);
    session.remembered_for = 600;
    session.details = "{}".into();
    let mut digest = [0xa5; 32];
    digest[..8].copy_from_slice(&mixed(number).to_be_bytes());
    (session, TokenDigest::from_bytes(digest))
}
