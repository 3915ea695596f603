//! The Lua scripts, each of which Redis runs atomically.

use std::sync::LazyLock;

use redis::Script;

macro_rules! scripts {
    ($($name:ident = $($file:literal)+;)*) => {
        $(
            pub(super) static $name: LazyLock<Script> = LazyLock::new(|| {
                Script::new(concat!(include_str!("scripts/shared.lua"), $(include_str!($file)),+))
            });
        )*
    };
}

scripts! {
    POSITION = "scripts/revocation/position.lua";
    BEGIN = "scripts/session/begin.lua";
    HAS_ENDED_ALL = "scripts/revocation/has_ended_all.lua";
    HAS_ENDED_WITH_ALL = "scripts/revocation/has_ended_with_all.lua";
    FIND = "scripts/session/find.lua";
    ROTATE = "scripts/session/rotate.lua";
    REVOKE = "scripts/revocation/revoke.lua";
    SESSION = "scripts/session/session.lua";
    SESSIONS = "scripts/session/sessions.lua";
    REVOKED = "scripts/revocation/revoked.lua";
    REVOCATIONS = "scripts/revocation/revocations.lua";
    COUNT = "scripts/attempts/shared.lua" "scripts/attempts/count.lua";
    GIVE_BACK = "scripts/attempts/shared.lua" "scripts/attempts/give_back.lua";
    USE_ONCE = "scripts/use_once.lua";
    PURGE = "scripts/purge.lua";
}
