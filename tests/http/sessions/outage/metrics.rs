//! Metrics of sessions and their store, for operators.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use metrics::{LocalRecorderGuard, set_default_local_recorder};
use metrics_util::debugging::{DebugValue, DebuggingRecorder, Snapshotter};
use serde_json::{Value, json};

use crate::fixtures::app::NOW;
use crate::fixtures::remote::{Order, Remote};
use crate::sessions::service::Service;

/// All that is recorded on this thread, on which the tasks of a test run too.
struct Figures {
    snapshotter: Snapshotter,
    /// Each look at them begins counting anew.
    counted: BTreeMap<String, u64>,
    gauges: BTreeMap<String, f64>,
    labels: BTreeSet<(String, String)>,
    _recording: LocalRecorderGuard<'static>,
}

impl Figures {
    fn record() -> Self {
        let recorder = Box::leak(Box::new(DebuggingRecorder::new()));
        Self {
            snapshotter: recorder.snapshotter(),
            counted: BTreeMap::new(),
            gauges: BTreeMap::new(),
            labels: BTreeSet::new(),
            _recording: set_default_local_recorder(recorder),
        }
    }

    fn look(&mut self) {
        for (key, _, description, value) in self.snapshotter.snapshot().into_vec() {
            let name = key.key().name();
            assert!(description.is_some_and(|text| !text.is_empty()), "{name}");
            let name = name.strip_prefix("jwt_guard_").expect("it is ours");
            let mut words = vec![name.to_owned()];
            for label in key.key().labels() {
                let (label, value) = (label.key().to_owned(), label.value().to_owned());
                if label != "config" {
                    words.push(value.clone());
                }
                self.labels.insert((label, value));
            }
            let name = words.join(" ");
            match value {
                DebugValue::Counter(count) => *self.counted.entry(name).or_default() += count,
                DebugValue::Gauge(value) => {
                    self.gauges.insert(name, value.0);
                }
                DebugValue::Histogram(_) => panic!("{name}"),
            }
        }
    }

    fn count(&mut self, name: &str) -> u64 {
        self.look();
        *self
            .counted
            .get(name)
            .unwrap_or_else(|| panic!("no {name}"))
    }

    /// Waits until the background task has set the gauges, which are 0 before. It sets both together.
    async fn gauges(&mut self) -> (f64, f64) {
        self.look();
        let start = Instant::now();
        loop {
            tokio::time::sleep(Duration::from_millis(5)).await;
            self.look();
            let staleness = self.gauges["revocation_staleness_seconds"];
            if staleness > 0.0 {
                return (staleness, self.gauges["store_breaker_open"]);
            }
            assert!(start.elapsed() < Duration::from_secs(2), "nobody tells");
        }
    }

    async fn until(&mut self, mut is_so: impl FnMut(f64, f64) -> bool) {
        let start = Instant::now();
        loop {
            let (staleness, breaker) = self.gauges().await;
            if is_so(staleness, breaker) {
                return;
            }
            let patience = Duration::from_secs(5);
            assert!(start.elapsed() < patience, "{staleness} {breaker}");
        }
    }
}

#[tokio::test]
async fn all_figures_are_there_before_anything_happens() {
    let mut figures = Figures::record();
    let _service = Service::with_store(json!({}), Remote::new());
    figures.gauges().await;
    let counted: Vec<_> = figures.counted.iter().collect();
    let names: Vec<_> = counted.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "failed_logins_total",
            "reused_refresh_tokens_total",
            "store_failures_total purge timed_out",
            "store_failures_total purge unexpected",
            "store_failures_total purge unreachable",
            "store_failures_total reading timed_out",
            "store_failures_total reading unexpected",
            "store_failures_total reading unreachable",
            "store_failures_total request timed_out",
            "store_failures_total request unexpected",
            "store_failures_total request unreachable",
            "throttled_logins_total account",
            "throttled_logins_total account_and_address",
            "throttled_logins_total address",
            "unchecked_requests_total",
        ]
    );
    assert!(counted.iter().all(|(_, count)| **count == 0));
}

#[tokio::test]
async fn staleness_grows_while_revocations_cannot_be_read_and_falls_when_they_can() {
    let mut figures = Figures::record();
    let remote = Remote::new();
    remote.is(Order::Down);
    let service = Service::with_store(json!({}), remote.clone());
    figures.until(|staleness, _| staleness > 0.5).await;
    assert_eq!(
        service.auth.sessions().staleness(),
        None,
        "nothing was read"
    );
    remote.is(Order::Up);
    figures.until(|staleness, _| staleness < 0.5).await;
    remote.is(Order::Down);
    figures.until(|staleness, _| staleness > 1.2).await;
    let exact = service.auth.sessions().staleness().expect("it was read");
    assert!(exact >= Duration::from_millis(1200));
    assert!(figures.count("store_failures_total reading unreachable") > 3);
}

#[tokio::test]
async fn a_store_in_this_process_is_never_stale() {
    let mut figures = Figures::record();
    let _service = Service::new(json!({}));
    tokio::time::sleep(Duration::from_millis(100)).await;
    figures.look();
    assert_eq!(figures.gauges["revocation_staleness_seconds"], 0.0);
    assert_eq!(figures.gauges["store_breaker_open"], 0.0);
}

#[tokio::test]
async fn a_clock_that_is_ahead_of_the_stores_is_seen() {
    let mut figures = Figures::record();
    let remote = Remote::new();
    remote.shows(NOW - 30);
    let _service = Service::with_store(json!({}), remote);
    let start = Instant::now();
    while figures.gauges.get("clock_ahead_seconds") != Some(&30.0) {
        assert!(start.elapsed() < Duration::from_secs(5), "nobody tells");
        tokio::time::sleep(Duration::from_millis(5)).await;
        figures.look();
    }
}

#[tokio::test]
async fn each_request_that_is_let_in_unchecked_is_counted() {
    let mut figures = Figures::record();
    let remote = Remote::new();
    let service = Service::with_store(json!({"on_store_error": "allow"}), remote.clone());
    let tokens = service.log_in().await;
    figures.until(|staleness, _| staleness < 0.5).await;
    assert_eq!(service.status(&tokens).await, 200);
    assert_eq!(figures.count("unchecked_requests_total"), 0);
    remote.is(Order::Down);
    figures.until(|staleness, _| staleness > 1.0).await;
    for _ in 0..7 {
        assert_eq!(service.status(&tokens).await, 200);
    }
    let refused = service.post("/", Some(&tokens.access), &Value::Null).await;
    assert_eq!(refused.status, 503);
    assert_eq!(figures.count("unchecked_requests_total"), 7);
}

#[tokio::test]
async fn failures_are_counted_until_the_breaker_opens_and_it_is_seen_to_close() {
    let mut figures = Figures::record();
    let remote = Remote::new();
    let service = Service::with_store(json!({}), remote.clone());
    let tokens = service.log_in().await;
    figures.until(|_, breaker| breaker == 0.0).await;
    remote.is(Order::Down);
    for _ in 0..20 {
        assert_eq!(service.refresh(&tokens.refresh).await.status, 503);
    }
    // The others were refused without a question.
    assert_eq!(figures.count("store_failures_total request unreachable"), 5);
    figures.until(|_, breaker| breaker == 1.0).await;
    remote.is(Order::Up);
    while service.refresh(&tokens.refresh).await.status != 200 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    figures.until(|_, breaker| breaker == 0.0).await;
}

#[tokio::test(start_paused = true)]
async fn a_store_that_does_not_answer_in_time_is_told_from_one_that_fails() {
    let mut figures = Figures::record();
    let remote = Remote::new();
    let service = Service::with_store(json!({"store_timeout": "1s"}), remote.clone());
    let tokens = service.log_in().await;
    remote.is(Order::Slow);
    for _ in 0..2 {
        assert_eq!(service.refresh(&tokens.refresh).await.status, 503);
    }
    assert_eq!(figures.count("store_failures_total request timed_out"), 2);
    assert_eq!(figures.count("store_failures_total request unreachable"), 0);
}

#[tokio::test]
async fn a_refresh_token_that_comes_again_is_counted_and_no_label_tells_of_whom() {
    let mut figures = Figures::record();
    let service = Service::with_store(json!({}), Remote::new());
    let tokens = service.log_in().await;
    service.refreshed(&tokens.refresh).await;
    service.refreshed(&tokens.refresh).await;
    assert_eq!(figures.count("reused_refresh_tokens_total"), 0, "a retry");
    service.at(60);
    assert_eq!(service.refresh(&tokens.refresh).await.status, 401);
    assert_eq!(figures.count("reused_refresh_tokens_total"), 1);
    figures.gauges().await;
    let labels: Vec<_> = figures.labels.iter().collect();
    let labels: Vec<_> = labels
        .iter()
        .map(|(key, of)| format!("{key}={of}"))
        .collect();
    assert_eq!(
        labels,
        [
            "config=Office",
            "limit=account",
            "limit=account_and_address",
            "limit=address",
            "operation=purge",
            "operation=reading",
            "operation=request",
            "reason=timed_out",
            "reason=unexpected",
            "reason=unreachable",
        ]
    );
}

#[tokio::test]
async fn failed_and_refused_logins_are_counted() {
    let mut figures = Figures::record();
    let service = Service::new(json!({"rate_limit_account": "2/h"}));
    for _ in 0..5 {
        let wrong = json!({"username": "ada", "password": "wrong"});
        service.post("/auth", None, &wrong).await;
    }
    service.log_in_as("bob").await;
    assert_eq!(figures.count("failed_logins_total"), 2);
    assert_eq!(figures.count("throttled_logins_total account"), 3);
    assert_eq!(figures.count("throttled_logins_total address"), 0);
}
