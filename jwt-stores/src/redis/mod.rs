//! `RedisStore`: sessions in Redis.

mod attempts;
mod changes;
mod connection;
mod failure;
mod reply;
mod scripts;
mod settings;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use jwt_core::session::{
    Attempt, AttemptOutcome, BeginOutcome, CountedAttempt, KnownDevice, Persistence, Position,
    RefreshTokenState, Revocation, RevocationKey, RevocationPage, RevocationRecord,
    RevocationTarget, Rotation, RotationOutcome, Session, SessionLimit, SingleUseKey, StoreError,
    TokenDigest, TokenStore,
};
use redis::{Script, ScriptInvocation};

use changes::{ChangeSubscription, SeenChanges};
use connection::Connection;
use reply::Reply;
use settings::Settings;

/// The size of a page of revocations.
const PAGE: usize = 500;

/// The most sessions, tokens and revocations that a purge removes in one step: 1 to 2 milliseconds, in which Redis does
/// nothing else.
const BATCH: usize = 500;

/// The braces put all keys into one slot of a cluster, since each script uses several.
const PREFIX: &str = "{jwt-guard}:";

/// Stores sessions in Redis 6.2 or later, or Valkey, for any number of processes.
///
/// Each method is one script, which Redis runs atomically. Nothing need be created before, and all keys expire: one day
/// after they last matter, or one minute for counters of attempts to log in. Sessions use the clock of Redis. A revocation
/// is published to the other processes at once.
///
/// There is one connection for all calls, and one more that listens for revocations. Both reconnect by themselves. A call
/// takes 2 seconds at most; it fails if it did nothing, or if that is unknown. Clones share the connections.
///
/// ```no_run
/// use jwt_guard::prelude::*;
/// use jwt_guard::stores::RedisStore;
///
/// #[derive(AuthConfig)]
/// #[auth(session_owner = "shop")]
/// struct Api {
///     secret: Secret,
/// }
///
/// # async fn start() -> Result<(), Box<dyn std::error::Error>> {
/// let store = RedisStore::connect("redis://:password@localhost:6379/0").await?;
/// let auth = Auth::builder(Api { secret: Secret::random()? }).store(store).build()?;
/// # Ok(())
/// # }
/// ```
///
/// # Required settings of Redis
///
/// A store must keep what it has confirmed, which Redis does only with these settings:
///
/// - `maxmemory-policy noeviction`. Every other policy evicts sessions and revocations when memory runs short: users are
///   logged out, and **revoked tokens work again**. With `noeviction`, writes fail instead.
/// - `appendonly yes`. Otherwise a restart loses everything since the last snapshot: users that logged in since must log in
///   again, and **sessions that were revoked since are alive again**; a token that was exchanged since is current again, so
///   that its successor is refused; and a token that works once may work again. With `appendfsync everysec`, the default, about 1 second is lost in a crash of the
///   machine, and nothing if only the process is killed. With `appendfsync always`, nothing is lost, but each exchange waits
///   for the disk.
/// - Replicas lag behind: what the primary confirmed shortly before a failover may be lost in the same way. Short-lived
///   access tokens limit the damage.
///
/// If Redis allows `CONFIG GET`, [`connect`](Self::connect) logs a warning about other policies and about `appendonly no`;
/// otherwise, the log says that this is unknown. `Auth::ready` reports the same.
///
/// After a restart or a failover, all processes read all revocations again, so that none is missed.
///
/// # Clusters
///
/// All keys begin with one prefix, and are in one slot if it has braces, as by default. The store uses the one server that
/// the URL names, and follows no redirections: it must be the primary of that slot, or a proxy.
///
/// # Permissions
///
/// A dedicated user needs these permissions. Without `info`, all revocations are read again after each lost connection;
/// without `config|get`, it is unknown whether Redis keeps revocations.
///
/// ```text
/// ACL SETUSER jwt-guard on >password ~{jwt-guard}:* &{jwt-guard}:*
///     +@read +@write +@scripting +@pubsub +@connection -@dangerous +time +info +config|get
/// ```
///
/// # TLS
///
/// The feature `redis-tls` adds `rediss://` URLs. Certificates are verified with the roots that the system trusts.
#[derive(Clone)]
pub struct RedisStore {
    connection: Arc<Connection>,
    prefix: Arc<str>,
    changes: Arc<ChangeSubscription>,
    told: SeenChanges,
}

impl RedisStore {
    /// Connects to a server, `redis://[user][:password@]host[:port][/database]`, or `redis+unix:///path` for a socket.
    ///
    /// ```no_run
    /// # use jwt_guard::stores::RedisStore;
    /// # async fn start() -> Result<(), Box<dyn std::error::Error>> {
    /// let store = RedisStore::connect("redis://localhost").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// If the URL is invalid, or the server does not respond and authenticate the user within 2 seconds.
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        let connection = Connection::new(url)?;
        Settings::read(&connection).await?.warn();
        Ok(Self {
            connection: Arc::new(connection),
            prefix: PREFIX.into(),
            changes: Arc::new(ChangeSubscription::new()),
            told: SeenChanges::default(),
        })
    }

    /// Sets the prefix of the keys, `{jwt-guard}:` by default. Stores with different prefixes share nothing.
    ///
    /// ```no_run
    /// # use jwt_guard::stores::RedisStore;
    /// # async fn start() -> Result<(), Box<dyn std::error::Error>> {
    /// let shop = RedisStore::connect("redis://localhost").await?.with_prefix("{shop}:");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn with_prefix(self, prefix: &str) -> Self {
        Self {
            connection: self.connection,
            prefix: prefix.into(),
            changes: Arc::new(ChangeSubscription::new()),
            told: SeenChanges::default(),
        }
    }

    fn script<'a>(&self, script: &'a Script) -> ScriptInvocation<'a> {
        script.key(&*self.prefix)
    }
}

impl TokenStore for RedisStore {
    async fn position(&self) -> Result<Position, StoreError> {
        let script = |_| self.script(&scripts::POSITION);
        let (last, era) = self.connection.run_in(script).await?;
        Ok(reply::position(era, last))
    }

    async fn begin(
        &self,
        session: &Session,
        token: &TokenDigest,
        began: Position,
        limit: Option<SessionLimit>,
    ) -> Result<BeginOutcome, StoreError> {
        let client = session.client.as_ref();
        let script = |era| {
            let mut script = self.script(&scripts::BEGIN);
            script
                .arg(session.key.as_bytes())
                .arg(session.subject_key.as_bytes())
                .arg(token.as_bytes())
                .arg(&session.id)
                .arg(&session.subject)
                .arg(session.created_at)
                .arg(session.last_used_at)
                .arg(session.expires_at)
                .arg(or_empty(session.idle_expires_at))
                .arg(session.remembered_for)
                .arg(client.map_or_else(String::new, |client| format!("+{client}")))
                .arg(&session.details)
                .arg(reply::place(began, era))
                .arg(or_empty(limit.map(|limit| limit.most)))
                .arg(SessionLimit::ENDED_AT_ONCE)
                .arg(or_empty(limit.map(|limit| limit.revoked_until)));
            script
        };
        let (replies, _) = self.connection.run_in(script).await?;
        reply::begun(replies)
    }

    async fn has_ended_all(
        &self,
        subject: &RevocationKey,
        after: Position,
    ) -> Result<bool, StoreError> {
        let script = |era| {
            let mut script = self.script(&scripts::HAS_ENDED_ALL);
            script.arg(subject.as_bytes()).arg(reply::place(after, era));
            script
        };
        let (has_ended, _) = self.connection.run_in(script).await?;
        Ok(has_ended)
    }

    async fn find(&self, token: &TokenDigest, now: i64) -> Result<RefreshTokenState, StoreError> {
        let mut script = self.script(&scripts::FIND);
        script.arg(token.as_bytes()).arg(now);
        let reply = self.connection.run(script).await?;
        reply::found(reply)
    }

    async fn rotate(&self, rotation: &Rotation) -> Result<RotationOutcome, StoreError> {
        let mut script = self.script(&scripts::ROTATE);
        script
            .arg(rotation.presented.as_bytes())
            .arg(rotation.now)
            .arg(rotation.grace)
            .arg(or_empty(rotation.idle_expires_at))
            .arg(rotation.revoked_until)
            .arg(&rotation.details)
            .arg(or_empty(rotation.rate.map(|rate| rate.exchanges)))
            .arg(or_empty(rotation.rate.map(|rate| rate.seconds)))
            .arg(rotation.remembered);
        if let Some(successor) = &rotation.successor {
            script
                .arg(successor.digest.as_bytes())
                .arg(&*successor.sealed);
        }
        let reply = self.connection.run(script).await?;
        reply::rotated(reply)
    }

    async fn revoke(&self, revocation: &Revocation) -> Result<bool, StoreError> {
        let mut script = self.script(&scripts::REVOKE);
        let (kind, except) = match revocation.target {
            RevocationTarget::Key(_) => ("key", None),
            RevocationTarget::Session(_) => ("session", None),
            RevocationTarget::Subject { except, .. } => ("subject", except),
        };
        script
            .arg(kind)
            .arg(revocation.at)
            .arg(revocation.until)
            .arg(revocation.target.key().as_bytes());
        if let Some(except) = except {
            script.arg(except.as_bytes());
        }
        self.connection.run(script).await
    }

    async fn has_ended_with_all(
        &self,
        session: &RevocationKey,
        subject: &RevocationKey,
    ) -> Result<bool, StoreError> {
        let mut script = self.script(&scripts::HAS_ENDED_WITH_ALL);
        script.arg(session.as_bytes()).arg(subject.as_bytes());
        self.connection.run(script).await
    }

    async fn sessions(
        &self,
        subject: &RevocationKey,
        now: i64,
    ) -> Result<Vec<Session>, StoreError> {
        let mut script = self.script(&scripts::SESSIONS);
        script.arg(subject.as_bytes()).arg(now).arg(Session::LISTED);
        let replies: Vec<Reply> = self.connection.run(script).await?;
        reply::sessions(replies)
    }

    async fn session(&self, key: &RevocationKey, now: i64) -> Result<Option<Session>, StoreError> {
        let mut script = self.script(&scripts::SESSION);
        script.arg(key.as_bytes()).arg(now);
        let reply: Option<Reply> = self.connection.run(script).await?;
        reply
            .map(|reply| reply::session(reply.into_iter()))
            .transpose()
    }

    async fn revoked(&self, keys: &[RevocationKey]) -> Result<Vec<RevocationRecord>, StoreError> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let mut script = self.script(&scripts::REVOKED);
        for key in keys {
            script.arg(key.as_bytes());
        }
        let reply = self.connection.run(script).await?;
        reply::revoked(reply)
    }

    async fn revocations(&self, after: Position) -> Result<RevocationPage, StoreError> {
        let script = |era| {
            let mut script = self.script(&scripts::REVOCATIONS);
            script.arg(reply::place(after, era)).arg(PAGE);
            script
        };
        let (reply, era) = self.connection.run_in(script).await?;
        reply::revocations(reply, era, PAGE)
    }

    async fn changed(&self) {
        let channel = format!("{}changes", self.prefix);
        self.changes
            .wait(&self.connection, channel, &self.told)
            .await;
    }

    async fn time(&self) -> Result<Option<Duration>, StoreError> {
        self.connection.time().await.map(Some)
    }

    async fn persistence(&self) -> Result<Persistence, StoreError> {
        Ok(Settings::read(&self.connection).await?.persistence())
    }

    async fn count(&self, attempt: &Attempt) -> Result<AttemptOutcome, StoreError> {
        self.count_attempt(attempt).await
    }

    async fn give_back(
        &self,
        counted: &CountedAttempt,
        now: i64,
        success: Option<&KnownDevice>,
    ) -> Result<(), StoreError> {
        self.give_attempt_back(counted, now, success).await
    }

    async fn use_once(&self, key: &SingleUseKey, until: i64, now: i64) -> Result<bool, StoreError> {
        let mut script = self.script(&scripts::USE_ONCE);
        script.arg(key.as_bytes()).arg(until).arg(now);
        self.connection.run(script).await
    }

    async fn purge(&self, now: i64, grace: i64) -> Result<bool, StoreError> {
        let mut script = self.script(&scripts::PURGE);
        script.arg(now).arg(now.saturating_sub(grace)).arg(BATCH);
        self.connection.run(script).await
    }
}

/// The text of a number, or an empty text.
fn or_empty<N: ToString>(number: Option<N>) -> String {
    number.map_or_else(String::new, |number| number.to_string())
}

impl fmt::Debug for RedisStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The client contains the password.
        f.debug_struct("RedisStore")
            .field("prefix", &self.prefix)
            .finish_non_exhaustive()
    }
}
