//! The cost of verifying and issuing a token, compared with the primitives and `jsonwebtoken`.
//!
//! ```sh
//! cargo bench --bench token                      # two minutes
//! cargo bench --bench token -- "verify HS256"    # one group
//! cargo bench --bench token -- --quick           # checks that it runs: a second; the times are meaningless
//! cargo bench --bench token_allocations          # the allocations of the same operations
//! ```
//!
//! The token has the claims of an access token (`iss`, `sub`, `aud`, `exp`, `nbf`, `iat`, `jti` and three scopes): about
//! 400 bytes with HS256. All candidates check the algorithm, `iss`, `aud`, `exp` and `nbf`, and give claims that own
//! their strings; all issue tokens with a new random `jti`. Before anything is measured, each is checked to accept the
//! token, to refuse it with another signature, and to issue tokens that verify.
//!
//! - **primitive**: aws-lc-rs with a prepared key, and nothing else.
//! - **LIMIT**: a hand-optimised lower bound for one kind of token that does the same checks: `memchr`, a comparison of the
//!   header, base64 with SIMD on the stack, one `serde_json` parse into an owned struct, and the checks; to issue, one buffer
//!   and one string. It does not do what a library must: refuse duplicate names, depth and size, or read another header.
//! - **`jsonwebtoken`**: on the same aws-lc-rs, with keys and validation made once.
//!
//! The operations of a group take turns of about 1.5 ms, so that other load on the machine slows all of them alike. Cells are
//! `p5 (median)`: nanoseconds at the 5th percentile of the rounds, which is the cost of an operation without interference, and
//! at the median; if they are far apart, the machine was busy, so run again. Ratios compare measurements of one run. Those of
//! HS256 move by five percent with the layout of the code from one build to the next; instructions do not:
//!
//! ```sh
//! cargo bench --bench token --no-run
//! valgrind --tool=callgrind --toggle-collect='*Operation::run*' target/release/deps/token-… "verify HS256 jwt-guard" --repeat 1000
//! ```
//!
//! Allocations are counted by another program, because an allocator that counts makes each of them slower.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    reason = "a program for developers, without input: it may panic, and prints what it measured"
)]

#[path = "../measure/arguments.rs"]
mod arguments;
mod cached_tokens;
mod candidates;
mod limit;
#[path = "../measure/operation.rs"]
mod operation;
mod peer;
mod primitive;
mod refusals;
mod report;
#[path = "../measure/rounds.rs"]
mod rounds;
#[path = "../measure/threads.rs"]
mod scaling;
mod service;

use arguments::Arguments;
use jwt_guard::Algorithm;

fn main() {
    let arguments = Arguments::of_process();
    if arguments.quick {
        println!("All answers are right. Too few rounds for the times to mean anything:\n");
    }
    report::compare(&arguments, "verify", candidates::verification);
    report::compare(&arguments, "issue", candidates::issuing);
    report::cached(&arguments);
    for algorithm in [Algorithm::HS256, Algorithm::ES256] {
        report::refuse(&arguments, algorithm);
    }
}
