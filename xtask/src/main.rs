//! `cargo xtask`: the tasks that are run by hand and by the CI.

mod layers;
mod packages;
mod public_api;
mod soak;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask soak [--quick]
       cargo xtask packages
       cargo xtask layers
       cargo xtask public-api [--write]

  layers   no module names one that its `lib.rs` lists after it
  packages what would be published: licence texts are there, and no private key is
  public-api  the public items are those listed in `public-api`; `--write` lists them anew
  soak     the tests that try something often, for as long as it takes: ten minutes or more
  --quick  a few times each, to see that they run: two or three minutes";

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let passed = match arguments[..] {
        ["soak"] => soak::run(&soak::LONG),
        ["soak", "--quick"] => soak::run(&soak::QUICK),
        ["packages"] => packages::check(),
        ["layers"] => layers::check(),
        ["public-api"] => public_api::check(),
        ["public-api", "--write"] => public_api::write(),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match passed {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("cargo cannot be run: {error}");
            ExitCode::FAILURE
        }
    }
}
