//! The tables.

use jwt_guard::Algorithm;

use crate::arguments::Arguments;
use crate::cached_tokens::CachedTokens;
use crate::candidates::{ALGORITHMS, LIMIT, OURS, PEER, PRIMITIVE};
use crate::operation::Operation;
use crate::refusals;
use crate::rounds::Rounds;

const ROUNDS: usize = 400;

/// The candidates that do the same, with a row for each algorithm.
pub(crate) fn compare(
    arguments: &Arguments,
    what: &str,
    candidates: fn(Algorithm) -> Vec<Operation<'static>>,
) {
    let row = |algorithm: Algorithm| {
        let mut candidates = candidates(algorithm);
        let rounds = measure(arguments, &mut candidates)?;
        let mut cells = vec![algorithm.name().to_owned()];
        cells.extend([OURS, LIMIT, PRIMITIVE].map(|at| rounds.time(at).to_string()));
        let ratio = |one, other| rounds.relate([one, other], quotient);
        let [of_limit, of_primitive] =
            [LIMIT, PRIMITIVE].map(|other| format!("{:.3}", ratio(OURS, other)));
        let peer = (PEER < candidates.len()).then(|| {
            let factor = ratio(PEER, OURS);
            let factor = format!("{:.2}x ({:.2}x)", factor.p5, factor.median);
            (rounds.time(PEER).to_string(), factor)
        });
        let (time, factor) = peer.unwrap_or_default();
        cells.extend([time, of_limit, of_primitive, factor]);
        Some(cells)
    };
    print(
        &[
            what,
            "jwt-guard, ns",
            "LIMIT, ns",
            "primitive, ns",
            "`jsonwebtoken`, ns",
            "of the LIMIT",
            "of the primitive",
            "`jsonwebtoken` takes",
        ],
        ALGORITHMS.into_iter().filter_map(row).collect(),
    );
}

/// Cached tokens; how they are signed does not matter.
pub(crate) fn cached(arguments: &Arguments) {
    let tokens = CachedTokens::new();
    let Some(rounds) = measure(arguments, &mut tokens.operations("cached")) else {
        return;
    };
    let rows = ["one token", "1,024 tokens in turn"]
        .into_iter()
        .enumerate();
    print(
        &["verify, cached token", "ns"],
        rows.map(|(at, what)| vec![what.to_owned(), rounds.time(at).to_string()])
            .collect(),
    );
    let names = ["the same token", "a token each", "1,024 tokens in turn"];
    let gains = tokens.gains(arguments.rounds(ROUNDS));
    print(
        &["verify, cached token", "two threads, of one's"],
        names
            .iter()
            .zip(gains)
            .map(|(name, gain)| vec![(*name).to_owned(), format!("{gain:.2}")])
            .collect(),
    );
}

/// Refused tokens, each beside an accepted one of the same length; and tokens that are too long.
pub(crate) fn refuse(arguments: &Arguments, algorithm: Algorithm) {
    let what = format!("refuse, {algorithm}");
    let rows = |mut operations: Vec<Operation<'_>>| {
        let rounds = measure(arguments, &mut operations)?;
        let row = |(at, operation): (usize, &Operation<'_>)| {
            // `refuse HS256 400 expired`
            let mut name = operation.name.splitn(4, ' ').skip(2);
            let length = name.next().unwrap_or_default();
            let ratio = rounds.relate([at, 0], quotient);
            vec![
                name.next().unwrap_or_default().to_owned(),
                length.to_owned(),
                rounds.time(at).to_string(),
                format!("{ratio:.2}"),
            ]
        };
        Some(operations.iter().enumerate().map(row).collect::<Vec<_>>())
    };
    let of_lengths = [400, 1_000, 8_000].map(|length| refusals::of_length(algorithm, length));
    print(
        &[&what, "bytes", "ns", "of acceptance"],
        of_lengths.into_iter().filter_map(rows).flatten().collect(),
    );
    print(
        &[&what, "bytes", "ns", "of the shortest"],
        rows(refusals::too_long(algorithm)).unwrap_or_default(),
    );
}

fn measure(arguments: &Arguments, operations: &mut [Operation<'_>]) -> Option<Rounds> {
    arguments
        .measures(operations)
        .then(|| Rounds::of(operations, arguments.rounds(ROUNDS)))
}

fn quotient([time, other]: [f64; 2]) -> f64 {
    time / other
}

/// A table in Markdown, unless it would be empty.
fn print(header: &[&str], rows: Vec<Vec<String>>) {
    if rows.is_empty() {
        return;
    }
    println!("| {} |", header.join(" | "));
    println!("|---{}|", "|--:".repeat(header.len() - 1));
    for row in rows {
        println!("| {} |", row.join(" | "));
    }
    println!();
}
