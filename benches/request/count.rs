//! Counting allocations.

use allocation_counter::measure;
use tokio::runtime::Builder;

use crate::candidates::{CACHED_TOKEN, Candidate, LIMIT, PEERS};
use crate::{answers, tokens};

/// For one request.
struct Count {
    allocations: i64,
    bytes: i64,
}

/// Counts the allocations of a request to each candidate, and prints them.
///
/// They are the same on every run, so that what is promised of them is asserted.
pub(crate) fn print(mut candidates: Vec<Candidate>) {
    answers::check(&mut candidates);
    let runtime = Builder::new_current_thread().build().unwrap();
    let good = tokens::good();

    let counts: Vec<Count> = candidates
        .iter()
        .map(|candidate| {
            let mut server = candidate.server.boxed_clone();
            // Entering the runtime allocates as well, and so does a token that is not in the cache; what counts is what
            // one request more needs.
            server.answer(&runtime, Some(&good), 1);
            let mut of = |requests: u32| {
                measure(|| {
                    server.answer(&runtime, Some(&good), requests);
                })
            };
            let (one, two) = (of(1), of(2));
            Count {
                allocations: two.count_total as i64 - one.count_total as i64,
                bytes: two.bytes_total as i64 - one.bytes_total as i64,
            }
        })
        .collect();

    println!("| request | allocations | bytes | over bare | bytes over bare | of the peer's |");
    println!("|---|--:|--:|--:|--:|--:|");
    let over_bare = |at: usize| {
        let bare = |candidate: &Candidate| candidate.name == candidates[at].bare;
        let bare = &counts[candidates.iter().position(bare).expect("it is counted")];
        Count {
            allocations: counts[at].allocations - bare.allocations,
            bytes: counts[at].bytes - bare.bytes,
        }
    };
    for (at, (candidate, count)) in candidates.iter().zip(&counts).enumerate() {
        let over = over_bare(at);
        let peer = PEERS
            .iter()
            .find(|(job, _)| *job == candidate.job)
            .and_then(|(_, peer)| candidates.iter().position(|other| other.name == *peer))
            .map(over_bare);
        if candidate.name == CACHED_TOKEN {
            assert_eq!(over.allocations, 0, "a cached token");
        }
        let is_ours = |candidate: &Candidate| {
            candidate.name == CACHED_TOKEN || candidate.name.starts_with("`#[")
        };
        for (peer_at, peer) in candidates.iter().enumerate() {
            if is_ours(candidate)
                && peer.job == candidate.job
                && !(is_ours(peer) || peer.name == LIMIT)
                && peer.name != peer.bare
            {
                assert!(
                    over.allocations < over_bare(peer_at).allocations,
                    "{} allocates less than {}",
                    candidate.name,
                    peer.name
                );
            }
        }
        println!(
            "| {} | {} | {} | {} | {} | {} |",
            candidate.name,
            count.allocations,
            count.bytes,
            over.allocations,
            over.bytes,
            peer.map_or_else(String::new, |peer| {
                format!("{} of {}", over.allocations, peer.allocations)
            }),
        );
    }
}
