//! The resident set of this process.

use std::fs;

pub(crate) const MIB: u64 = 1 << 20;

/// How many bytes there are now.
pub(crate) fn now() -> u64 {
    line("VmRSS:")
}

/// How many bytes there were at most, since the last call of [`forget_most`].
pub(crate) fn most() -> u64 {
    line("VmHWM:")
}

/// Lets [`most`] begin anew.
pub(crate) fn forget_most() {
    fs::write("/proc/self/clear_refs", "5").expect("Linux counts anew");
}

fn line(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux says it");
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kib = line.unwrap().split_whitespace().next().unwrap();
    kib.parse::<u64>().unwrap() << 10
}
