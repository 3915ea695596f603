//! A simple model of a store: random sequences of calls must have the same results in both.

use std::collections::HashMap;
use std::ops::Range;

use super::fixtures::{
    DAY, GRACE, PAST, PURGING, key_of, read_on, rotation, session, session_of, token,
};
use super::single_use::single_use_key;
use crate::session::{
    BeginOutcome, Position, RefreshCount, RefreshRate, RefreshTokenState, Revocation,
    RevocationKey, RevocationRecord, RevocationTarget, RotationOutcome, Session, SessionLimit,
    SingleUseKey, TokenDigest, TokenStore,
};

/// `JWT_GUARD_SEQUENCES` is the number of sequences.
pub async fn random_sequences_match_a_model(store: impl TokenStore) {
    let count = std::env::var("JWT_GUARD_SEQUENCES").ok();
    let count = count.map_or(40, |count| count.parse().expect("a number"));
    let _alone = PURGING.lock().await;
    play(&store, 0..count).await;
    eprintln!("shown: {count} random sequences, each with the same results as the model");
}

/// One session, its tokens in the order in which they were issued, and when each was exchanged.
struct Family {
    session: Session,
    /// When it was revoked, and until when that must be remembered.
    revoked: Option<(i64, i64)>,
    /// Whether it ended when all sessions of the subject were ended.
    is_marked: bool,
    refreshes: RefreshCount,
    tokens: Vec<(TokenDigest, Option<i64>)>,
}

/// The sessions of one subject, and the time.
struct Model {
    families: Vec<Family>,
    subject: String,
    /// When all sessions of the subject were ended, and until when that must be remembered.
    marked: Option<(i64, i64)>,
    /// How often all sessions of the subject were ended.
    ends: usize,
    /// The position of the store when a login began that is still under way, and how often all sessions had been ended then.
    login: Option<(Position, usize)>,
    /// The revocations that a process has read that reads them page by page.
    read: HashMap<RevocationKey, RevocationRecord>,
    position: Position,
    /// Keys that can be used once, each with the end of its last use.
    keys: [(SingleUseKey, i64); 2],
    now: i64,
    dice: Dice,
}

/// Random numbers that are the same for the same seed (`SplitMix64`).
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) >> 33).unwrap_or(0) % sides
    }
}

/// How long sessions last, and how long without a refresh, in seconds.
const TTL: i64 = 300;
const IDLE: i64 = 120;

/// For how many seconds they are remembered after that.
const REMEMBERED: i64 = 60;

/// How many exchanged tokens of a session are remembered.
const SPENT: usize = 3;

const RATE: RefreshRate = RefreshRate {
    exchanges: 4,
    seconds: IDLE / 2,
};

/// Runs a random sequence of 24 steps for each seed, on a store and on the model.
pub async fn play(store: &impl TokenStore, seeds: Range<u64>) {
    let (_, mut position) = read_on(store, Position::default()).await;
    for seed in seeds {
        let mut model = Model {
            families: Vec::new(),
            subject: session().subject,
            marked: None,
            ends: 0,
            login: None,
            read: HashMap::new(),
            position,
            keys: [(); 2].map(|()| (single_use_key(), i64::MIN)),
            now: PAST,
            dice: Dice(seed),
        };
        let mut steps = Vec::new();
        for _ in 0..24 {
            let step = model.step(store).await;
            steps.push(step.what);
            assert_eq!(step.seen, step.expected, "sequence {seed}: {steps:#?}");
            model.check(store, &steps).await;
            model.check_revocations(store, &steps).await;
        }
        position = model.position;
    }
}

/// A call, the result of the store, and the result of the model.
struct Step {
    what: String,
    seen: String,
    expected: String,
}

impl Model {
    async fn step(&mut self, store: &impl TokenStore) -> Step {
        // Times at which something begins or ends, and those just before.
        let ahead = [0, 0, 0, 1, GRACE - 1, GRACE, IDLE - 1, IDLE, TTL / 2];
        self.now += ahead[self.dice.below(ahead.len())];
        let at = self.now - PAST;
        match self.dice.below(11) {
            0 => {
                self.login = Some((position(store).await, self.ends));
                let nothing = String::new();
                Step {
                    what: format!("{at}: a login begins"),
                    seen: nothing.clone(),
                    expected: nothing,
                }
            }
            1 => self.begin(store, at).await,
            8 => self.revoke(store, at).await,
            9 => {
                while store.purge(self.now, GRACE).await.expect("a purge") {}
                let nothing = String::new();
                Step {
                    what: format!("{at}: purge"),
                    seen: nothing.clone(),
                    expected: nothing,
                }
            }
            10 => self.use_once(store, at).await,
            _ => self.rotate(store, at).await,
        }
    }

    /// Starts a login, or starts and completes one.
    async fn begin(&mut self, store: &impl TokenStore, at: i64) -> Step {
        // The store may have forgotten the end of all sessions.
        let is_remembered = self.marked.is_none_or(|(_, until)| until > self.now);
        let (began, ends) = match self.login.take().filter(|_| is_remembered) {
            Some(login) => login,
            None => (position(store).await, self.ends),
        };
        let session = Session {
            created_at: self.now,
            last_used_at: self.now,
            expires_at: self.now + TTL,
            idle_expires_at: Some(self.now + IDLE),
            remembered_for: REMEMBERED,
            ..session_of(&self.subject)
        };
        let token = token();
        let most = [None, None, Some(1), Some(2), Some(3)][self.dice.below(5)];
        let limit = most.map(|most| SessionLimit {
            most,
            revoked_until: self.now + TTL,
        });
        let outcome = store.begin(&session, &token, began, limit).await;
        let outcome = outcome.expect("a result");
        let is_refused = ends < self.ends;
        let expected = match is_refused {
            true => None,
            false => Some(self.surplus(most)),
        };
        let seen = match &outcome {
            BeginOutcome::Refused => None,
            BeginOutcome::Begun { ended } => Some(ended.len()),
        };
        if let BeginOutcome::Begun { ended } = outcome {
            self.end_surplus(&ended, most);
            self.families.push(Family {
                session,
                revoked: None,
                is_marked: false,
                refreshes: RefreshCount::default(),
                tokens: vec![(token, None)],
            });
        }
        let since = self.ends - ends;
        Step {
            what: format!("{at}: begin, with {since} ends since, at most {most:?}"),
            seen: format!("{seen:?}"),
            expected: format!("{expected:?}"),
        }
    }

    fn alive(&self) -> impl Iterator<Item = &Family> {
        let now = self.now;
        self.families
            .iter()
            .filter(move |family| family.is_alive(now))
    }

    /// How many sessions end when a new one begins.
    fn surplus(&self, most: Option<u32>) -> usize {
        let others = most.map_or(usize::MAX, |most| most as usize - 1);
        let surplus = self.alive().count().saturating_sub(others);
        surplus.min(SessionLimit::ENDED_AT_ONCE)
    }

    /// Checks the sessions that ended when a new one began: each was alive, and as many others as the limit allows were used
    /// no earlier.
    fn end_surplus(&mut self, ended: &[Session], most: Option<u32>) {
        let others = most.map_or(0, |most| most as usize - 1);
        for session in ended {
            let is_it = |family: &&Family| family.session == *session;
            assert!(self.alive().any(|family| is_it(&family)), "{session:?}");
            let later = self.alive().filter(|family| {
                !is_it(family) && family.session.last_used_at >= session.last_used_at
            });
            assert!(later.count() >= others, "{session:?} was used last");
        }
        let times = (self.now, self.now + TTL);
        for family in &mut self.families {
            if ended.contains(&family.session) {
                family.revoke(times);
            }
        }
    }

    async fn rotate(&mut self, store: &impl TokenStore, at: i64) -> Step {
        let (family, which) = match self.families.len() {
            0 => (None, 0),
            count => {
                let family = self.dice.below(count);
                let tokens = self.families[family].tokens.len();
                // The current token more often than the others.
                let which = self.dice.below(tokens + 2).min(tokens - 1);
                (Some(family), which)
            }
        };
        let presented = family.map_or_else(token, |family| self.families[family].tokens[which].0);
        let (mut rotation, successor) = rotation(presented, self.now);
        rotation.idle_expires_at = Some(self.now + IDLE);
        rotation.rate = Some(RATE);
        rotation.remembered = u32::try_from(SPENT).expect("a few");
        rotation.details = format!("at {}", self.now);
        let seen = store.rotate(&rotation).await.expect("a result");
        let now = self.now;
        let expected = match family.and_then(|family| self.families.get_mut(family)) {
            None => RotationOutcome::Unknown,
            Some(family) => family.rotated(which, successor, now),
        };
        Step {
            what: format!("{at}: rotate token {which} of session {family:?}"),
            seen: named(seen),
            expected: named(expected),
        }
    }

    async fn use_once(&mut self, store: &impl TokenStore, at: i64) -> Step {
        let which = self.dice.below(self.keys.len());
        let lasts = [0, 1, GRACE, IDLE, TTL][self.dice.below(5)];
        let (now, until) = (self.now, self.now + lasts);
        let (key, end) = &mut self.keys[which];
        let seen = store.use_once(key, until, now).await.expect("a result");
        let expected = until > now && *end <= now;
        if expected {
            *end = until;
        }
        Step {
            what: format!("{at}: use key {which} for {lasts} seconds"),
            seen: seen.to_string(),
            expected: expected.to_string(),
        }
    }

    async fn revoke(&mut self, store: &impl TokenStore, at: i64) -> Step {
        let which = self.dice.below(self.families.len().max(1));
        let one = self.families.get(which).map(|family| family.session.key);
        let all = self.dice.below(3) == 0;
        let target = match one {
            Some(key) if !all => RevocationTarget::Session(key),
            except => RevocationTarget::Subject {
                subject: key_of(&self.subject),
                except,
            },
        };
        let revocation = Revocation {
            target,
            at: self.now,
            until: self.now + TTL,
        };
        store.revoke(&revocation).await.expect("a revocation");
        let times = (self.now, self.now + TTL);
        let is_of_subject = matches!(revocation.target, RevocationTarget::Subject { .. });
        for family in &mut self.families {
            let is_it = Some(family.session.key) == one;
            match is_of_subject {
                true => family.is_marked |= !is_it,
                false if is_it => family.revoke(times),
                false => {}
            }
        }
        if is_of_subject {
            self.marked = Some(times);
            self.ends += 1;
        }
        Step {
            what: format!("{at}: revoke session {which}, or all others: {all}"),
            seen: String::new(),
            expected: String::new(),
        }
    }

    /// Checks that the store returns and lists exactly the revocations that must be remembered.
    async fn check_revocations(&mut self, store: &impl TokenStore, steps: &[String]) {
        let (read, position) = read_on(store, self.position).await;
        self.position = position;
        self.read
            .extend(read.into_iter().map(|read| (read.key, read)));
        let mark = key_of(&self.subject);
        let session_key = |family: &Family| family.session.key;
        let families = self.families.iter().map(|family| {
            (
                session_key(family),
                family.revoked,
                family.revoked.is_some(),
            )
        });
        let all: Vec<_> = families
            .chain([(mark, self.marked, self.marked.is_some())])
            .collect();
        let keys: Vec<_> = all.iter().map(|(key, ..)| *key).collect();
        let revoked = store.revoked(&keys).await.expect("a result");
        for (number, (key, expected, may_be)) in all.into_iter().enumerate() {
            let kept = revoked.iter().find(|revoked| revoked.key == key);
            let read = self.read.get(&key);
            assert!(
                may_be || kept.is_none() && read.is_none(),
                "{number}: {steps:#?}"
            );
            for found in [kept, read] {
                if let Some((at, until)) = expected.filter(|(_, until)| *until > self.now) {
                    let is_there =
                        found.is_some_and(|found| found.at >= at && found.until >= until);
                    assert!(is_there, "{number}, {found:?} for {expected:?}: {steps:#?}");
                }
            }
        }
    }

    /// Checks that exactly the right sessions are alive, that each has one token that can be exchanged, and which ended with
    /// all others.
    async fn check(&self, store: &impl TokenStore, steps: &[String]) {
        let is_remembered = self.marked.is_some_and(|(_, until)| until > self.now);
        for family in &self.families {
            let has_ended = store
                .has_ended_with_all(&family.session.key, &key_of(&self.subject))
                .await
                .expect("a result");
            // What has ended may have been forgotten.
            let is_known = family.is_alive(self.now) || family.is_marked && is_remembered;
            assert!(!is_known || has_ended == family.is_marked, "{steps:#?}");
        }
        let listed = store
            .sessions(&key_of(&self.subject), self.now)
            .await
            .expect("a list");
        let mut alive: Vec<_> = self.alive().map(|family| family.session.clone()).collect();
        let mut seen = listed.clone();
        for sessions in [&mut alive, &mut seen] {
            sessions.sort_by(|one, other| one.id.cmp(&other.id));
        }
        assert_eq!(seen, alive, "{steps:#?}");
        if let Some(family) = self.families.last() {
            let (current, _) = family.tokens[family.tokens.len() - 1];
            let found = store.find(&current, self.now).await.expect("a result");
            let is_alive = matches!(found, RefreshTokenState::Current(_));
            assert_eq!(is_alive, family.is_alive(self.now), "{steps:#?}");
        }
    }
}

impl Family {
    fn is_alive(&self, now: i64) -> bool {
        self.revoked.is_none() && !self.is_marked && !self.session.is_over(now)
    }

    /// Merges two revocations of one key: the later times of both apply.
    fn revoke(&mut self, (at, until): (i64, i64)) {
        let before = self.revoked.unwrap_or((at, until));
        self.revoked = Some((before.0.max(at), before.1.max(until)));
    }

    fn rotated(&mut self, which: usize, successor: TokenDigest, now: i64) -> RotationOutcome {
        if !self.is_alive(now) {
            return RotationOutcome::Ended;
        }
        // The current token, and those that were exchanged last.
        if which + SPENT + 1 < self.tokens.len() {
            return RotationOutcome::Unknown;
        }
        match self.tokens[which].1 {
            None => {
                self.refreshes = match self.refreshes.add(now, RATE) {
                    Ok(refreshes) => refreshes,
                    Err(retry_after) => return RotationOutcome::Limited { retry_after },
                };
                self.tokens[which].1 = Some(now);
                self.tokens.push((successor, None));
                self.session.last_used_at = now;
                self.session.idle_expires_at = Some(now + IDLE);
                self.session.details = format!("at {now}");
                RotationOutcome::Done
            }
            Some(exchanged) if now < exchanged + GRACE => match self.tokens[which + 1] {
                (successor, None) => RotationOutcome::Again(successor.as_bytes().to_vec()),
                (_, Some(_)) => RotationOutcome::Superseded,
            },
            Some(_) => {
                self.revoke((now, now + DAY));
                RotationOutcome::Reused
            }
        }
    }
}

async fn position(store: &impl TokenStore) -> Position {
    store.position().await.expect("a position")
}

/// What has ended may have been forgotten.
fn named(rotated: RotationOutcome) -> String {
    match rotated {
        RotationOutcome::Ended | RotationOutcome::Unknown => "no such session".into(),
        other => format!("{other:?}"),
    }
}
