//! The Lua scripts, each of which Redis runs atomically.

use std::sync::LazyLock;

use redis::Script;

macro_rules! scripts {
    ($($name:ident = $($file:literal)+;)*) => {
        $(
            pub(super) static $name: LazyLock<Script> = LazyLock::new(|| {
                Script::new(concat!(
                    include_str!("scripts/shared/key.lua"),
                    $("\n", include_str!(concat!("scripts/", $file))),+
                ))
            });
        )*
    };
}

scripts! {
    POSITION = "revocation/position.lua";
    BEGIN = "shared/expiry.lua" "shared/lifetime.lua" "shared/alive.lua" "shared/remember.lua" "shared/position.lua"
        "shared/revoke_session.lua" "session/begin.lua";
    HAS_ENDED_ALL = "shared/position.lua" "revocation/has_ended_all.lua";
    HAS_ENDED_WITH_ALL = "shared/lifetime.lua" "revocation/has_ended_with_all.lua";
    FIND = "shared/lifetime.lua" "shared/alive.lua" "shared/token.lua" "session/find.lua";
    // What only reuse needs comes after the exchange, whose script ends before it.
    ROTATE = "shared/expiry.lua" "shared/lifetime.lua" "shared/token.lua" "session/rotate.lua"
        "shared/alive.lua" "shared/remember.lua" "shared/revoke_session.lua" "session/exchanged.lua";
    REVOKE = "shared/expiry.lua" "shared/lifetime.lua" "shared/alive.lua" "shared/remember.lua" "shared/revoke_session.lua"
        "revocation/revoke.lua";
    SESSION = "shared/lifetime.lua" "shared/alive.lua" "session/session.lua";
    SESSIONS = "shared/lifetime.lua" "shared/alive.lua" "session/sessions.lua";
    REVOKED = "revocation/revoked.lua";
    REVOCATIONS = "shared/position.lua" "revocation/revocations.lua";
    COUNT = "attempts/shared.lua" "attempts/count.lua";
    GIVE_BACK = "shared/expiry.lua" "attempts/shared.lua" "attempts/give_back.lua";
    USE_ONCE = "shared/expiry.lua" "use_once.lua";
    PURGE = "purge.lua";
}
