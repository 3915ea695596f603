//! A program of tests, which `main.rs` runs with and without what they need.

use std::process::Command;

use test_tools::needs;

#[needs(redis)]
#[test]
fn with_redis() {
    let ran = Command::new("redis-server").status();
    assert!(ran.expect("redis-server").success());
}

#[needs(vectors)]
#[test]
fn with_vectors() {
    std::env::var("JWT_GUARD_VECTORS").expect("a folder");
}
