//! Mints and verifies tokens on the command line, without HTTP.
//!
//! ```sh
//! export JWT_SECRET=wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e
//! cargo run --no-default-features --example command-line -- mint job-7 report:read
//! cargo run --no-default-features --example command-line -- verify eyJ...
//! ```

use std::env;
use std::error::Error;
use std::process::ExitCode;

use jwt_guard::Algorithm;
use jwt_guard::key::{Key, KeyRing, Secret};
use jwt_guard::token::{Minter, Verifier};

const ISSUER: &str = "https://jobs.example.com";

fn main() -> ExitCode {
    let arguments: Vec<_> = env::args().skip(1).collect();
    match run(&arguments) {
        Ok(line) => {
            println!("{line}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the command in the arguments, and returns the line to print.
fn run(arguments: &[String]) -> Result<String, Box<dyn Error>> {
    let secret =
        env::var("JWT_SECRET").map_err(|_| "set JWT_SECRET to at least 32 random bytes")?;
    let keys = KeyRing::new(Key::secret(Algorithm::HS256, &Secret::from(secret))?);
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    match *arguments {
        ["mint", subject, ref scopes @ ..] => {
            let minter: Minter = Minter::builder(keys).issuer(ISSUER).build()?;
            Ok(minter
                .mint(subject)
                .scopes(scopes.iter().copied())
                .token()?)
        }
        ["verify", token] => {
            let verifier: Verifier = Verifier::builder(keys).issuer(ISSUER).build()?;
            let verified = verifier.verify(token)?;
            let scopes: Vec<_> = verified.scopes().iter().collect();
            Ok(format!("{}: {}", verified.subject(), scopes.join(" ")))
        }
        _ => Err("usage: command-line mint SUBJECT [SCOPE ..] | verify TOKEN".into()),
    }
}
