//! The processor time of child processes.

use std::time::Duration;

/// User and system time of all children that have ended so far, their own children included.
#[cfg(unix)]
pub(crate) fn of_children() -> Duration {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeVal;

    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the system counts processor time");
    [usage.user_time(), usage.system_time()]
        .map(|time: TimeVal| {
            let seconds = u64::try_from(time.tv_sec()).expect("time does not run backwards");
            let microseconds = u64::try_from(time.tv_usec()).expect("nor here");
            Duration::from_secs(seconds) + Duration::from_micros(microseconds)
        })
        .iter()
        .sum()
}

#[cfg(not(unix))]
pub(crate) fn of_children() -> Duration {
    panic!("the processor time of child processes is known on Unix only");
}
