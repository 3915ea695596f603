#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "tests may fail by panicking"
)]

use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, mpsc};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

use super::{PasswordError, Passwords, PasswordsBuilder};
use crate::user::for_client;

/// A cost so low that a test need not wait.
fn cheap() -> PasswordsBuilder {
    Passwords::builder().threads(1).cost(8, 1).unwrap()
}

fn password(text: &str) -> String {
    text.to_owned()
}

#[tokio::test]
async fn a_password_is_right_for_its_own_hash_only() {
    let passwords = cheap().start().unwrap();
    let hash = passwords.hash(password("correct horse")).await.unwrap();
    let other = passwords.hash(password("correct horse")).await.unwrap();
    assert_ne!(hash, other, "the salt is random");
    for hash in [&hash, &other] {
        let right = passwords.verify(password("correct horse"), Some(hash));
        assert_eq!(right.await, Ok(true));
        let wrong = passwords.verify(password("correct horsf"), Some(hash));
        assert_eq!(wrong.await, Ok(false));
    }
}

#[tokio::test]
async fn without_a_hash_no_password_is_right() {
    let passwords = Passwords::new().unwrap();
    assert_eq!(passwords.verify(password("any"), None).await, Ok(false));
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn it_takes_a_hash_to_say_that_there_is_no_such_user() {
    /// For how many nanoseconds the thread had a processor.
    async fn busy(passwords: &Passwords) -> u64 {
        let stat = passwords.run(|| std::fs::read_to_string("/proc/thread-self/schedstat"));
        let stat = stat.await.unwrap().unwrap();
        stat.split(' ').next().unwrap().parse().unwrap()
    }
    let passwords = Passwords::builder().threads(1).start().unwrap();
    let hash = passwords.hash(password("correct horse")).await.unwrap();
    let wrong = [
        (Some(hash.as_str()), Ok(false)),
        (None, Ok(false)),
        (Some("$2b$12$R9h"), Err(PasswordError::Unreadable)),
    ];
    // Other processes slow down some runs, so that only the fastest counts.
    let mut took = [u64::MAX; 3];
    for _ in 0..5 {
        for ((hash, answer), least) in wrong.iter().zip(&mut took) {
            let before = busy(&passwords).await;
            let verified = passwords.verify(password("any"), *hash).await;
            assert_eq!(verified, *answer);
            *least = (*least).min(busy(&passwords).await - before);
        }
    }
    // With one of two passes, it would be half.
    let least = took[0] / 10 * 7;
    assert!(took.iter().all(|took| *took > least), "{took:?}");
}

#[tokio::test]
async fn a_hash_of_another_cost_is_compared_and_called_outdated() {
    let [old, new] = [cheap(), cheap().cost(16, 1).unwrap()].map(|cost| cost.start().unwrap());
    let hash = old.hash(password("correct horse")).await.unwrap();
    assert_eq!(
        new.verify(password("correct horse"), Some(&hash)).await,
        Ok(true)
    );
    assert!(new.is_outdated(&hash) && !old.is_outdated(&hash));
    assert!(old.is_outdated(&hash.replace("argon2id", "argon2i")));
}

#[tokio::test]
async fn what_is_no_hash_is_an_error_and_no_wrong_password() {
    let passwords = cheap().start().unwrap();
    let hash = passwords.hash(password("correct horse")).await.unwrap();
    let without_output = hash.rsplit_once('$').unwrap().0;
    let unread = [
        "",
        "correct horse",
        "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW",
        without_output,
        &hash.replace("m=8", "m=1"),
    ];
    for hash in unread {
        let answer = passwords
            .verify(password("correct horse"), Some(hash))
            .await;
        assert_eq!(answer, Err(PasswordError::Unreadable), "{hash}");
        assert!(passwords.is_outdated(hash));
    }
}

#[tokio::test]
async fn who_comes_while_too_many_wait_is_told_at_once() {
    let passwords = cheap().waiting(1).start().unwrap();
    let (release, released) = mpsc::channel::<()>();
    let (begun, has_begun) = mpsc::channel();
    let wait = move || {
        begun.send(()).unwrap();
        released.recv().unwrap();
    };
    let first = tokio::spawn({
        let passwords = passwords.clone();
        async move { passwords.run(wait).await }
    });
    tokio::task::spawn_blocking(move || has_begun.recv().unwrap())
        .await
        .unwrap();
    let mut second = Box::pin(passwords.run(|| "second"));
    assert!(answer_now(&mut second).await.is_none());
    let third = passwords.run(|| "third").await;
    assert_eq!(third, Err(PasswordError::Busy { waiting: 1 }));
    release.send(()).unwrap();
    assert_eq!(first.await.unwrap(), Ok(()));
    assert_eq!(second.await, Ok("second"));
}

/// The result, if there is one already.
async fn answer_now<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
    tokio::select! {
        biased;
        answer = future => Some(answer),
        () = std::future::ready(()) => None,
    }
}

#[tokio::test]
async fn work_whose_caller_is_gone_is_not_begun() {
    let passwords = cheap().start().unwrap();
    let (release, released) = mpsc::channel::<()>();
    let mut first = Box::pin(passwords.run(move || released.recv().unwrap()));
    assert!(answer_now(&mut first).await.is_none());
    let is_run = Arc::new(AtomicBool::new(false));
    let given_up = Arc::clone(&is_run);
    let mut second = Box::pin(passwords.run(move || given_up.store(true, Ordering::SeqCst)));
    assert!(answer_now(&mut second).await.is_none());
    drop(second);
    release.send(()).unwrap();
    assert_eq!(first.await, Ok(()));
    assert_eq!(passwords.run(|| ()).await, Ok(()));
    assert!(!is_run.load(Ordering::SeqCst));
}

#[tokio::test]
async fn work_that_panics_fails_and_the_next_is_done() {
    let passwords = cheap().start().unwrap();
    let failed = passwords.run(|| panic!("on purpose")).await;
    assert_eq!(failed, Err::<(), _>(PasswordError::Failed));
    assert_eq!(passwords.run(|| 7).await, Ok(7));
}

#[tokio::test]
async fn the_threads_end_with_the_last_clone() {
    let passwords = cheap().start().unwrap();
    let (held, is_held) = mpsc::channel::<()>();
    // It lives as long as its thread.
    thread_local! { static HELD: std::cell::RefCell<Option<mpsc::Sender<()>>> = const { std::cell::RefCell::new(None) }; }
    let hold = move || HELD.with(|place| *place.borrow_mut() = Some(held));
    passwords.clone().run(hold).await.unwrap();
    drop(passwords);
    let ended = tokio::task::spawn_blocking(move || is_held.recv());
    assert_eq!(ended.await.unwrap(), Err(mpsc::RecvError));
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn hashing_has_the_lowest_priority() {
    let passwords = cheap().start().unwrap();
    let stat = passwords.run(|| std::fs::read_to_string("/proc/thread-self/stat").unwrap());
    let stat = stat.await.unwrap();
    // Its 19th field, of which the second ends with the parenthesis (proc_pid_stat(5)).
    let nice = stat.rsplit_once(") ").unwrap().1.split(' ').nth(16);
    assert_eq!(nice, Some("19"), "{stat}");
}

#[test]
fn a_cost_that_argon2_cannot_do_is_refused() {
    for (memory, passes) in [(7, 1), (8, 0)] {
        let refused = Passwords::builder().cost(memory, passes).unwrap_err();
        assert_eq!(refused, PasswordError::Cost { memory, passes });
    }
}

#[tokio::test]
async fn a_hash_of_any_kind_of_argon2_is_compared_as_argon2_says() {
    let passwords = cheap().start().unwrap();
    for algorithm in [Algorithm::Argon2d, Algorithm::Argon2i, Algorithm::Argon2id] {
        for version in [Version::V0x10, Version::V0x13] {
            for (memory, passes, lanes, length) in [(8, 1, 1, 32), (65, 3, 1, 64), (64, 2, 4, 10)] {
                let params = Params::new(memory, passes, lanes, Some(length)).unwrap();
                let argon2 = Argon2::new(algorithm, version, params);
                let hash: PasswordHash = argon2.hash_password(b"correct horse").unwrap();
                let hash = hash.to_string();
                let right = passwords.verify(password("correct horse"), Some(&hash));
                assert_eq!(right.await, Ok(true), "{hash}");
                let wrong = passwords.verify(password("correct horsf"), Some(&hash));
                assert_eq!(wrong.await, Ok(false), "{hash}");
            }
        }
    }
    let hash = passwords.hash(password("correct horse")).await.unwrap();
    let hash = PasswordHash::new(&hash).unwrap();
    assert!(
        Argon2::default()
            .verify_password(b"correct horse", &hash)
            .is_ok()
    );
}

#[tokio::test]
async fn a_hash_of_a_higher_cost_than_is_accepted_takes_neither_memory_nor_time() {
    let passwords = cheap().start().unwrap();
    let hash = passwords.hash(password("correct horse")).await.unwrap();
    let with =
        |memory: u32, passes: u32| hash.replace("m=8,t=1", &format!("m={memory},t={passes}"));
    let verified = async |builder: PasswordsBuilder, memory, passes| {
        let passwords = builder.start().unwrap();
        let hash = with(memory, passes);
        passwords.verify(password("any"), Some(&hash)).await
    };
    let mib = |count: u32| count << 10;
    for (memory, passes) in [
        (u32::MAX, 1),
        (8, u32::MAX),
        (mib(128) + 1, 1),
        (mib(128), 5),
        (mib(64), 9),
        (8, (mib(128) / 8) * 4 + 1),
    ] {
        let refused = verified(cheap(), memory, passes).await;
        assert_eq!(refused, Err(PasswordError::TooCostly { memory, passes }));
    }
    // The limit may be lower, but includes the cost of new hashes.
    let limited = || cheap().cost(64, 2).unwrap().accept_cost(32, 4);
    for (memory, passes, is_accepted) in [
        (64, 2, true),
        (32, 4, true),
        (16, 8, true),
        (16, 9, false),
        (65, 1, false),
        (64, 3, false),
    ] {
        let verified = verified(limited(), memory, passes).await;
        assert_eq!(verified.is_ok(), is_accepted, "{memory} {passes}");
    }
    let higher = cheap().accept_cost(mib(129), 1);
    assert_eq!(verified(higher, mib(129), 1).await, Ok(false));
}

#[tokio::test]
async fn clients_take_turns_whatever_the_number_of_their_logins() {
    let passwords = cheap().waiting(3).start().unwrap();
    let (begun, has_begun) = mpsc::channel();
    let (release, released) = mpsc::channel::<()>();
    // While it runs, the others wait.
    let mut first = Box::pin(passwords.run(move || {
        begun.send(()).unwrap();
        released.recv().unwrap();
    }));
    assert!(answer_now(&mut first).await.is_none());
    has_begun.recv().unwrap();
    let done = Arc::new(Mutex::new(Vec::new()));
    let login = |last: u8, name: &'static str| {
        let (passwords, done) = (passwords.clone(), Arc::clone(&done));
        let address = Some(IpAddr::from([127, 0, 0, last]));
        Box::pin(for_client(address, async move {
            passwords.run(move || done.lock().unwrap().push(name)).await
        }))
    };
    let mut waiting = [
        login(1, "a1"),
        login(1, "a2"),
        login(1, "a3"),
        login(2, "b1"),
    ];
    for login in &mut waiting {
        let answer = answer_now(login).await;
        assert!(answer.is_none(), "{answer:?}");
    }
    release.send(()).unwrap();
    let [a1, a2, a3, b1] = waiting;
    assert_eq!(a1.await, Ok(()));
    assert_eq!(b1.await, Ok(()));
    assert_eq!(a2.await, Ok(()));
    assert_eq!(a3.await, Err(PasswordError::Busy { waiting: 3 }));
    assert_eq!(*done.lock().unwrap(), ["a1", "b1", "a2"]);
}
