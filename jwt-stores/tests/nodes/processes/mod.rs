//! Several processes: a test starts itself four times more.

pub(crate) mod exchanges;
pub(crate) mod race;
pub(crate) mod single_use;

use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Says when to start, and with what.
const PART: &str = "JWT_GUARD_PART";

fn millis() -> u128 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.expect("time").as_millis()
}

/// What a process was told that was started by [`run`], when all others have started too.
pub(crate) async fn part() -> Option<Vec<String>> {
    let part = std::env::var(PART).ok()?;
    let mut words = part.split(' ');
    let start: u128 = words.next()?.parse().expect("a time");
    let wait = start.saturating_sub(millis());
    tokio::time::sleep(Duration::from_millis(wait.try_into().expect("a wait"))).await;
    Some(words.map(str::to_owned).collect())
}

/// Runs a test in four processes at once, each of which is told some words; all must succeed. Gives what each has printed.
pub(crate) fn run(test: &str, words: &[String]) -> Vec<String> {
    let start = millis() + 500;
    let processes: Vec<_> = (0..4)
        .map(|_| {
            Command::new(std::env::current_exe().expect("this test"))
                // The test may be ignored, and run because that was asked for.
                .args([test, "--exact", "--nocapture", "--include-ignored"])
                .env(PART, format!("{start} {}", words.join(" ")))
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .expect("another process")
        })
        .collect();
    let output = processes.into_iter().map(|process| {
        let output = process.wait_with_output().expect("its output");
        let [text, errors] =
            [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
        assert!(output.status.success(), "{text}{errors}");
        assert!(text.contains("1 passed"), "{text}");
        text.into_owned()
    });
    output.collect()
}

/// What four processes reported of rounds, each as `round <number> <words>`: for each round, the words of each process.
pub(crate) fn reports(test: &str, words: &[String], rounds: u32) -> Vec<Vec<Vec<String>>> {
    let mut of_rounds = vec![Vec::new(); rounds as usize];
    for output in run(test, words) {
        let mut reported = 0;
        let lines = output.lines();
        for report in lines.filter_map(|line| line.strip_prefix("round ")) {
            let mut words = report.split(' ').map(str::to_owned);
            let round = words.next().expect("a round");
            of_rounds[round.parse::<usize>().expect("a round")].push(words.collect());
            reported += 1;
        }
        assert_eq!(reported, rounds, "{output}");
    }
    of_rounds
}

/// How often the processes together succeeded in a round, by the first word of each report.
pub(crate) fn successes(of_round: &[Vec<String>]) -> usize {
    let counts = of_round
        .iter()
        .map(|words| words[0].parse::<usize>().expect("a count"));
    counts.sum()
}
