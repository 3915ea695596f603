//! The tables.

use axum::http::HeaderValue;
use tokio::runtime::{Builder, Runtime};

use crate::arguments::Arguments;
use crate::candidates::{Candidate, Job, LIMIT, PEERS};
use crate::operation::Operation;
use crate::rounds::{Estimate, Rounds};
use crate::{answers, threads, tokens};

const ROUNDS: usize = 1_000;

/// Measures the selected operations, and prints the tables.
pub(crate) fn print(mut candidates: Vec<Candidate>) {
    let arguments = Arguments::of_process();
    answers::check(&mut candidates);
    let runtime = Builder::new_current_thread().build().unwrap();
    let good = tokens::good();
    let mut operations: Vec<Operation<'_>> = candidates
        .iter_mut()
        .map(|candidate| requests(candidate, &runtime, &good))
        .collect();
    if !arguments.measures(&mut operations) {
        return;
    }
    let rounds = Rounds::of(&mut operations, arguments.rounds(ROUNDS));
    drop(operations);
    if arguments.quick {
        println!("All answers are right. Too few rounds for the times to mean anything:\n");
    }
    print_times(&candidates, &rounds);
    threads::print(&candidates, arguments.rounds(400));
}

fn requests<'a>(
    candidate: &'a mut Candidate,
    runtime: &'a Runtime,
    authorization: &'a HeaderValue,
) -> Operation<'a> {
    Operation::new(candidate.name, move |times| {
        candidate.server.answer(runtime, Some(authorization), times);
    })
}

fn print_times(candidates: &[Candidate], rounds: &Rounds) {
    let named = |name: &str| {
        candidates
            .iter()
            .position(|candidate| candidate.name == name)
    };
    let limit = named(LIMIT);
    println!("| request | ns | over bare, ns | of the LIMIT's | of `jsonwebtoken`'s |");
    println!("|---|--:|--:|--:|--:|");
    for (at, candidate) in candidates.iter().enumerate() {
        let bare = named(candidate.bare).expect("the bare handler is measured");
        let over = rounds.relate([at, bare], |[time, bare]| time - bare);
        let compared = |other: Option<usize>| {
            let ratio = |other: usize| -> Estimate {
                let bare_of_other = named(candidates[other].bare).unwrap_or(bare);
                let operations = [at, bare, other, bare_of_other];
                rounds.relate(operations, |[time, bare, other, bare_of_other]| {
                    (time - bare) / (other - bare_of_other)
                })
            };
            other.map_or_else(String::new, |other| format!("{:.2}", ratio(other)))
        };
        let peer = PEERS
            .iter()
            .find(|(job, _)| *job == candidate.job)
            .and_then(|(_, peer)| named(peer));
        let (over, of_limit) = match candidate.job {
            Job::Nothing if at == bare => (String::new(), String::new()),
            Job::Nothing | Job::Signature => (over.to_string(), String::new()),
            Job::Claims | Job::Scope => (over.to_string(), compared(limit)),
        };
        let (name, time) = (candidate.name, rounds.time(at));
        println!(
            "| {name} | {time} | {over} | {of_limit} | {} |",
            compared(peer)
        );
    }
    println!();
}
