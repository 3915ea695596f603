//! Processes that lose the store, or hear nothing of each other.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use super::watch::Watch;
use super::{BOUND, Faulty, Fleet, NAMES, PATIENCE};

/// Longer than what a process may not know.
const LONG: Duration = Duration::from_millis(2500);

/// Longer than that and two requests, each of which may wait for the store until `store_timeout`.
const AWAY: Duration = Duration::from_secs(6);

pub(crate) fn a_process_whose_feed_is_cut_refuses_within_the_bound(fleet: Fleet<impl Faulty>) {
    let [one, deaf, three] = fleet.beginning_with(0);
    let tokens = one.log_in();
    assert_eq!(deaf.status(&tokens), 200);
    let watch = Watch::of(deaf, &tokens);
    let is_over = AtomicBool::new(false);
    let (cuts, out) = scope(|scope| {
        let cuts = scope.spawn(|| {
            let mut cuts = 0;
            while !is_over.load(Ordering::Relaxed) {
                cuts += fleet.engine.cut_feed(NAMES[1]);
                sleep(Duration::from_millis(5));
            }
            cuts
        });
        sleep(Duration::from_millis(500));
        assert!(one.log_out(&tokens));
        let out = Instant::now();
        sleep(LONG);
        is_over.store(true, Ordering::Relaxed);
        (cuts.join().expect("it was cut"), out)
    });
    let answers = watch.end();
    assert!(cuts > 0 && answers.let_in() > 0, "{cuts} cuts");
    // It still reads now and then.
    assert_eq!(answers.between(out + BOUND, Instant::now()), [401]);
    // It hears again.
    for _ in 0..3 {
        let tokens = deaf.log_in();
        assert_eq!(deaf.status(&tokens), 200);
        assert!(three.log_out(&tokens));
        deaf.refuses(&tokens, Instant::now());
    }
    println!(
        "shown: its feed was cut {cuts} times, {} answers",
        answers.len()
    );
}

pub(crate) fn a_process_without_its_store_accepts_no_token_beyond_the_bound(
    fleet: Fleet<impl Faulty>,
) {
    let [one, alone, _] = fleet.beginning_with(0);
    let (good, ended) = (one.log_in(), one.log_in());
    let watches = [&good, &ended].map(|tokens| Watch::of(alone, tokens));
    sleep(Duration::from_millis(100));
    fleet.engine.lock_out(NAMES[1]);
    let cut = Instant::now();
    assert!(one.log_out(&ended));
    let out = Instant::now();
    sleep(LONG);
    let back = Instant::now();
    fleet.engine.let_in(NAMES[1]);
    alone.takes_again(&good);
    // It reads before it trusts what it knows.
    assert_eq!(alone.status(&ended), 401);
    let gone = back.elapsed();
    let [good, ended] = watches.map(Watch::end);
    assert!(
        good.let_in() > 0 && ended.let_in() > 0,
        "it never was right"
    );
    for answers in [&good, &ended] {
        assert_eq!(answers.between(cut + BOUND, back), [503]);
    }
    let afterwards = ended.between(out + BOUND, Instant::now());
    assert!(!afterwards.contains(&200), "{afterwards:?}");
    println!(
        "shown: locked out for {LONG:?}, and back after {gone:.1?}; {} answers",
        good.len() + ended.len()
    );
}

pub(crate) fn without_its_server_a_process_accepts_no_token_and_claims_no_logout(
    fleet: Fleet<impl Faulty>,
) {
    let [one, others @ ..] = fleet.beginning_with(0);
    let (good, ended) = (one.log_in(), one.log_in());
    let watches = fleet.processes.iter();
    let watches = watches.flat_map(|process| [&good, &ended].map(|of| Watch::of(process, of)));
    let watches: Vec<_> = watches.collect();
    sleep(Duration::from_millis(100));
    fleet.engine.kill();
    let cut = Instant::now();
    while cut.elapsed() < AWAY {
        assert!(!one.log_out(&ended), "nobody can have stored it");
    }
    let back = Instant::now();
    fleet.engine.start_again();
    while !one.log_out(&ended) {
        assert!(back.elapsed() < PATIENCE, "it has not come back");
        sleep(Duration::from_millis(5));
    }
    let out = Instant::now();
    for other in others {
        other.refuses(&ended, out);
    }
    for process in &fleet.processes {
        process.takes_again(&good);
    }
    let well = Instant::now();
    sleep(BOUND);
    let now = Instant::now();
    let mut refused = 0;
    for (number, answers) in watches.into_iter().map(Watch::end).enumerate() {
        assert!(answers.let_in() > 0, "it never was right");
        // On a busy machine, one of them may wait all the time.
        let meanwhile = answers.between(cut + BOUND, back);
        assert!(meanwhile.iter().all(|status| *status == 503));
        refused += meanwhile.len();
        let is_good = number % 2 == 0;
        let expected = if is_good { 200 } else { 401 };
        let afterwards = answers.between(well, now);
        assert!(afterwards.iter().all(|status| *status == expected));
        assert!(is_good || !answers.between(out + BOUND, now).contains(&200));
    }
    assert!(refused > 0, "nobody asked");
    let (away, out) = (back - cut, out - back);
    println!("shown: away for {away:.1?}, a logout done {out:.1?} after its start, nobody let in");
}
