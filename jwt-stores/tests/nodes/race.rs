//! Many exchange and revoke at once.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Instant;

use jwt_core::session::{
    Position, RefreshTokenState, Revocation, RevocationTarget, RotationOutcome, TokenDigest,
    TokenStore,
};

use super::family::{DAY, NOW, begun, key_of, opened, rotation, session, session_of, token};
use super::{Shared, times};

/// How many times a race is run: `JWT_GUARD_ROUNDS`, or a few.
pub(super) fn rounds() -> u32 {
    times("JWT_GUARD_ROUNDS", 20)
}

/// All exchange one token: who succeeded, and which successors were given to them or to others.
pub(super) async fn exchanged_by_all<S: TokenStore + Clone>(
    nodes: &[S],
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
        match rotated.expect("a result") {
            RotationOutcome::Done => {
                succeeded += 1;
                given.insert(successor);
            }
            RotationOutcome::Again(sealed) => {
                given.insert(opened(&sealed));
            }
            other => panic!("{other:?}"),
        }
    }
    (succeeded, given)
}

pub(crate) async fn of_64_who_exchange_a_token_on_four_nodes_one_succeeds(place: impl Shared) {
    let mut nodes = Vec::new();
    for _ in 0..4 {
        nodes.push(place.node().await);
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

pub(crate) async fn sessions_rotate_beside_each_other(place: impl Shared) {
    let node = place.node().await;
    let start = Instant::now();
    let tasks: Vec<_> = (0..32)
        .map(|_| {
            let node = node.clone();
            tokio::spawn(async move {
                let (_, mut token) = begun(&node).await;
                for _ in 0..rounds() {
                    let (rotation, successor) = rotation(token, NOW);
                    let rotated = node.rotate(&rotation).await.expect("a result");
                    assert_eq!(rotated, RotationOutcome::Done);
                    token = successor;
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("a session");
    }
    let per_second = f64::from(rounds() * 32) / start.elapsed().as_secs_f64();
    println!(
        "shown: 32 sessions of {} exchanges, all successful; {per_second:.0} a second",
        rounds()
    );
}

/// Nobody waits for another in a circle, no session outlives its revocation, and each revocation is read.
pub(crate) async fn sessions_are_revoked_while_they_rotate(place: impl Shared) {
    let nodes = [place.node().await, place.node().await];
    let subject = session().subject;
    let mut tasks = Vec::new();
    let mut tokens = Vec::new();
    for number in 0..16 {
        let session = session_of(&subject);
        let token = token();
        nodes[0]
            .begin(&session, &token, Position::default(), None)
            .await
            .expect("a session");
        tokens.push((session.key, token));
        let node = nodes[number % 2].clone();
        tasks.push(tokio::spawn(async move {
            let mut presented = token;
            loop {
                let (mut rotation, successor) = rotation(presented, NOW);
                // On a busy machine a revocation may come late, and the first token is asked for below.
                rotation.remembered = u32::MAX;
                match node.rotate(&rotation).await {
                    Ok(RotationOutcome::Done) => presented = successor,
                    Ok(RotationOutcome::Ended) => return,
                    // On a busy machine it took too long, and nobody knows whether it was done.
                    Err(_) => {}
                    Ok(RotationOutcome::Again(sealed)) => {
                        presented = TokenDigest::from_bytes(sealed.try_into().expect("a digest"));
                    }
                    other => panic!("{other:?}"),
                }
            }
        }));
    }
    for (number, node) in nodes.iter().cycle().take(8).enumerate() {
        let target = match number % 2 {
            0 => RevocationTarget::Session(tokens[number].0),
            _ => RevocationTarget::Subject {
                subject: key_of(&subject),
                except: (number < 7).then(|| tokens[15].0),
            },
        };
        let revocation = Revocation::new(target, NOW..NOW + DAY);
        let node = node.clone();
        tasks.push(tokio::spawn(async move {
            while node.revoke(&revocation).await.is_err() {}
        }));
    }
    for task in tasks {
        task.await.expect("an end");
    }
    for (_, token) in &tokens {
        let found = nodes[0].find(token, NOW).await.expect("a result");
        assert_eq!(found, RefreshTokenState::Ended);
    }
    // Four sessions, and the mark.
    let read = nodes[1].revocations(Position::default()).await;
    assert_eq!(read.expect("revocations").revoked.len(), 4 + 1);
}

pub(crate) async fn of_several_who_revoke_a_session_one_ends_it(place: impl Shared) {
    let nodes = Arc::new([place.node().await, place.node().await]);
    for _ in 0..rounds() {
        let (session, _) = begun(&nodes[0]).await;
        let tasks: Vec<_> = (0..8)
            .map(|task| {
                let nodes = Arc::clone(&nodes);
                tokio::spawn(async move {
                    let target = RevocationTarget::Session(session.key);
                    let revocation = Revocation::new(target, NOW..NOW + DAY);
                    nodes[task % 2].revoke(&revocation).await
                })
            })
            .collect();
        let mut ended = 0;
        for task in tasks {
            let has_ended = task.await.expect("a task").expect("a revocation");
            ended += u32::from(has_ended);
        }
        assert_eq!(ended, 1);
    }
    println!(
        "shown: {} rounds of 8 who end a session, which one did",
        rounds()
    );
}
