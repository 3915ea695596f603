//! Where the sessions are kept: what `--store` names.

use jwt_guard::AuthBuilder;
use jwt_guard::session::MemoryStore;
use jwt_guard::stores::{PostgresStore, RedisStore, SqliteStore};

/// Gives an `Auth` in the making the store of a URL.
pub(crate) async fn keep_sessions<C, U>(
    auth: AuthBuilder<C, U>,
    url: &str,
) -> Result<AuthBuilder<C, U>, String>
where
    C: jwt_guard::prelude::AuthConfig,
{
    // The URL may have a password in it.
    let failed = |error: jwt_guard::session::StoreError| {
        let cause = std::error::Error::source(&error).map(ToString::to_string);
        format!("--store: {error}: {}", cause.unwrap_or_default())
    };
    match url.split_once(':') {
        Some(("memory", "")) => Ok(auth.store(MemoryStore::new())),
        Some(("sqlite", path)) if !path.is_empty() => {
            let store = SqliteStore::open(path.trim_start_matches("//")).await;
            Ok(auth.store(store.map_err(failed)?))
        }
        Some(("redis", _)) => {
            let store = RedisStore::connect(url).await;
            Ok(auth.store(store.map_err(failed)?))
        }
        Some(("postgres" | "postgresql", _)) => {
            let store = PostgresStore::connect(url).await;
            Ok(auth.store(store.map_err(failed)?))
        }
        _ => Err(
            "--store: expected `memory:`, `sqlite:PATH`, `redis://..` or `postgres://..`".into(),
        ),
    }
}
