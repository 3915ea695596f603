//! The policies of the endpoints.

use crate::claims::DefaultInstance;
use crate::guard::{Access, NoScopes, Policy, PolicySpec};
use crate::response::Endpoint;

/// The policies that the attributes would write, which cannot be used in this crate: their expansions name the facade.
macro_rules! policies {
    ($($policy:ident = $access:ident, $endpoint:ident, $handler:literal $(, $more:ident)?;)*) => {
        $(
            pub(in crate::endpoints) enum $policy {}

            impl Policy for $policy {
                type Instance = DefaultInstance;
                type Scopes = NoScopes;
                const SPEC: PolicySpec =
                    PolicySpec::new(concat!("jwt_guard::endpoints::", $handler), Access::$access)
                        .of_endpoint(Endpoint::$endpoint)
                        $(.$more())?;
            }
        )*
    };
}

policies! {
    MayAuthenticate = Public, Login, "authenticate";
    MayVerify = Protected, Verify, "verify", always_enforced;
    MaySeeThemselves = Protected, Me, "me";
    MayReadKeys = Public, Keys, "keys";
    MayLogOut = Public, Logout, "logout";
    MayLogOutEverywhere = Protected, LogoutAll, "logout_all";
    MayRefresh = RefreshToken, Refresh, "refresh";
    MayRevoke = Public, Revoke, "revoke";
    MayReauthenticate = Protected, Reauthenticate, "reauthenticate";
}
