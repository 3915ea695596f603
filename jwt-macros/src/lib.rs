//! The attributes and derives of `jwt-guard`.
//!
//! Use them through that crate, whose prelude exports them: expansions name it, and its documentation has the examples,
//! compiled and run. Every macro also takes `crate = ::path`, for a program that knows the library under another name.

mod diagnostics;
#[cfg(test)]
mod snapshot;
mod type_name;

mod crate_path;

mod options;

mod scope;
mod setting;

mod derive;
mod handler;
mod scope_macro;

use handler::HandlerAttribute;
use proc_macro::TokenStream;

/// Allows everyone to call a handler, with a token or without: `#[public]`.
///
/// A `GuardedRouter`, which refuses handlers without a policy, accepts this one.
///
/// | option | meaning |
/// |---|---|
/// | `auth = AdminApi` | the instance of `Auth` whose router it is |
/// | `replace` | leaves out what the blocks around it require; without it, `#[public]` does not compile in a block that requires a token |
///
/// # Errors
///
/// A handler that takes `Claims` or `CurrentUser` does not compile: no token is read. Neither does one with
/// `#[protected]`, `#[scoped]` or `#[inject_user]` as well.
#[proc_macro_attribute]
pub fn public(args: TokenStream, item: TokenStream) -> TokenStream {
    handler::run(HandlerAttribute::Public, args.into(), item.into()).into()
}

/// Requires a valid access token to call a handler: `#[protected]`.
///
/// The check comes before every extractor: an unauthenticated client gets 401 before a path is parsed or a body is read. A
/// parameter of the type `Claims<T>` or `CurrentUser<U>` receives the claims or the user of the token.
///
/// On an `impl` block or an inline `mod` the attribute applies to every `async fn` without `self` in it, also in modules and
/// `impl` blocks within, except to those marked `#[not_a_handler]`, and tests. A single function of an `impl` block cannot
/// have the attribute, unless the block has one.
///
/// # Blocks
///
/// An attribute never weakens the requirements of a block around it. Those of the handler and of each block around it must all
/// be met, each with its own `require_all`: a token without the scopes of the block is refused, whatever the scopes of the
/// handler. `#[public]` and `optional` in a block that requires a token do not compile, and neither does another `auth = ..`.
/// `replace` leaves out the requirements of the blocks, and the manifest shows it: `#[public(replace)]`,
/// `#[scoped("note:write", replace)]`, `#[protected(optional, replace)]`.
///
/// This holds for an attribute under another name and in a `cfg_attr`, too. One that the block cannot see, because it is in the
/// output of a macro, in the body of a function or in a file of its own, does not compile there.
///
/// | option | meaning |
/// |---|---|
/// | `optional` | a request without a token is let through; the parameters are `Option<Claims<T>>` and the like |
/// | `auth = AdminApi` | the instance of `Auth` that checks the token, when the router's state holds several |
/// | `fresh` | the token was issued at a login, not at a refresh: its claim `fresh` is `true` |
/// | `max_age = "5m"` | the user authenticated at most so long ago, by the claim `auth_time`; up to `"365d"` |
/// | `acr = "urn:example:mfa"`, `["urn:example:mfa", "urn:example:hardware"]` | the claim `acr` is this, or one of these |
/// | `replace` | leaves out what the blocks around it require |
/// | `refresh` | a refresh token is required instead of an access token; the last parameter is `RefreshedSession` |
///
/// # Refresh tokens
///
/// A handler with `refresh` takes the refresh token of a session, as `POST /auth/refresh` does and by the same code. The
/// documentation of `jwt_guard::session::RefreshedSession` has an example. Of the settings below, only `challenge`,
/// `error_detail` and `realm` can stand beside it, and of the options `auth`, `responses`, `replace` and `crate`. In a block that
/// requires an access token it needs `replace`. A router with such a handler starts only with a store and refresh tokens.
///
/// # Recent and strong authentication
///
/// With `#[protected(max_age = "5m", acr = "urn:example:mfa")]` and the like a handler also requires how the user must have
/// authenticated; `docs/configuration.md` has examples under "A handler". Tokens carry this in their claims; a
/// token without such a claim is refused. The response is 401 with the challenge of [RFC 9470]: the session goes on, cookies
/// stay, and the client lets the user authenticate again.
///
/// No leeway is added to `max_age`; an `auth_time` may lie as much in the future as `leeway` allows. `optional` lets a request
/// without a token through, but not one whose token is too old, and `enforce = "dangerously-off"` does not change that. Of
/// several attributes on one handler, and of the block around it, the stricter holds: the shorter `max_age`, and the values
/// that all lists of `acr` have in common.
///
/// [RFC 9470]: https://www.rfc-editor.org/rfc/rfc9470
///
/// # Settings that a handler overrides
///
/// Some settings of the configuration can be overridden here, written and checked as in `#[auth(..)]`. They hold for this
/// handler alone, before all other sources: `#[protected(leeway = "0s", token_from(header, query))]`.
///
/// | option | meaning |
/// |---|---|
/// | `leeway = "0s"` | the allowed clock skew, up to `"5m"` |
/// | `audience = "admin"`, `["admin", "audit"]` | the audiences one of which the token must name |
/// | `issuer = "https://login.example.com"` | the issuer whose tokens are accepted, one of those that the configuration trusts |
/// | `required_claims = ["jti"]` | claims that the token must carry, besides `exp` and the subject, instead of the configuration's |
/// | `token_from(header(strict), cookie)` | where the token is read from; `json` and `form` need a `GuardedRouter` |
/// | `header_name = "X-Token"`, `header_prefixes = ["JWT"]` | the header, and what stands before the token in it; `[]` for nothing |
/// | `cookie_access_name = "__Host-token"` | the cookie |
/// | `query_name = "token"`, `query_prefix = "Bearer "` | the query parameter, and what stands before the token in it |
/// | `json_key = "token"`, `form_key = "token"` | the member of a JSON body, the field of a form |
/// | `csrf = "off"`, `"origin"`, `"on"` | the protection of requests with a token in a cookie; `"on"` only where the configuration has it on |
/// | `csrf_header = "X-XSRF-Token"`, `csrf_field = "_token"` | the header and the form field in which the value is sent |
/// | `csrf_cookie = "XSRF-TOKEN"` | the cookie that a refusal names; login sets that of the configuration, so that the application must set this one |
/// | `csrf_methods = ["PUT", "DELETE"]` | the methods that need the value, instead of those of the configuration; at least one must be able to change something |
/// | `trusted_origins = "https://app.example.com"` | origins whose pages may send requests with cookies, and open a WebSocket, besides the service's own and instead of the configuration's |
/// | `verify_exp = "dangerously-off"` | a token of this service may have expired |
/// | `revocation = "off"`, `"refresh"`, `"all"` | whether access tokens that were revoked are refused |
/// | `user_lookup = "always"`, `"injected"` | whether the user of each token is looked up, or only for a handler that takes the user |
/// | `realm = "staff"` | the realm of the challenge |
/// | `error_detail = "full"`, `"terse"` | how much a refusal tells about a token |
/// | `max_body_bytes = 65536` | how much of a body is read for a token or a CSRF value; needs a `GuardedRouter` |
/// | `challenge = "off"`, `"absent-token"`, `"JWT"` | which refusals have a challenge, or its scheme |
/// | `login_redirect = "/login"` | where browsers are sent instead of 401, when they ask for a page, with that page as `next` in the query |
///
/// Attributes on one handler add up, and no setting may be in two of them. An attribute on a block gives its settings to every
/// handler in it that does not override them. A cached token is verified again for a handler with another `issuer`,
/// `audience` or `required_claims`. The manifest of a `GuardedRouter` shows the settings of each handler.
///
/// The attribute goes above `#[axum::debug_handler]`, and on either side of `#[tracing::instrument]` and `#[utoipa::path]`.
///
/// # Errors
///
/// Mistakes do not compile, and all of them are reported at once: a function that is not `async` or takes `self`, a parameter by
/// reference, an option that does not exist, a `max_age` that is no duration, lists of `acr` with nothing in common, `optional` without an `Option` and the reverse, a setting with an invalid value or that no handler can
/// override, more than fifteen extractors.
#[proc_macro_attribute]
pub fn protected(args: TokenStream, item: TokenStream) -> TokenStream {
    handler::run(HandlerAttribute::Protected, args.into(), item.into()).into()
}

/// Requires a token with the scopes to call a handler: `#[scoped("user:read", "admin")]`.
///
/// Everything in the documentation of [`macro@protected`] holds, except that there is no `optional`. A request without a token
/// gets 401, one with a token that lacks a scope 403.
///
/// A scope is a namespace and its actions joined by `:`; both are made of letters, digits and `_ - . / + ~ @`. The
/// scope `user` grants `user:read`; `:read` requires `read` in any namespace.
///
/// An argument is one of these, and each of several must be granted:
///
/// | argument | meaning |
/// |---|---|
/// | `"user:read"` | this scope |
/// | `"team:{team}:read"` | this scope, with a parameter of the route in the place of `{team}`. Segments are compared by position, and a value that is not one segment, or reads like an action of the scope, gets 403 |
/// | `Permission::UserRead` | the scope of a variant of an enum with `#[derive(Scope)]` |
/// | `any("admin", all("user:read", "user:write"))` | one of these, each of these |
///
/// | option | meaning |
/// |---|---|
/// | `require_all = false` | one of the scopes is enough |
/// | `require_all_actions = false` | one of the actions of a scope is enough |
/// | `in = Permission` | the scopes in quotes are checked here against an enum with `#[derive(Scope)]`; `scopes = Permission` in the configuration checks those of all handlers on a `GuardedRouter` |
/// | `with = of_client` | the scopes are computed for each request by this function, which takes extractors as a handler does |
/// | `state = App` | the router's state, for a function that takes `State(..)` |
/// | `fresh`, `max_age = "5m"`, `acr = ".."` | as for [`macro@protected`]; checked before the scopes |
/// | `auth = AdminApi`, `leeway = "0s"` and other settings | as for [`macro@protected`] |
///
/// A function may be `async`. It returns `RequiredScopes`, one scope, several, or a `Result`. If it returns no scope, or one of
/// its extractors refuses, the request gets 403.
///
/// # Errors
///
/// A malformed scope does not compile, nor does one listed twice or one that the vocabulary does not have; the message has
/// the corrected text. A path parameter that the route does not have is reported when the router is finished.
#[proc_macro_attribute]
pub fn scoped(args: TokenStream, item: TokenStream) -> TokenStream {
    handler::run(HandlerAttribute::Scoped, args.into(), item.into()).into()
}

/// One scope, for code that requires it: `scope!("note:read")`, `scope!("team:{team}:read", team = id)`.
///
/// The literal is checked as in [`macro@scoped`]. The value of a parameter is an expression that implements `Display`, or the
/// variable of its name. One that is not a single segment, or reads like an action of the scope, makes a scope that no token
/// grants. A variant of an enum with `#[derive(Scope)]` stands in the place of the literal, if it has parameters:
/// `scope!(Permission::TeamRead, team = id)`.
///
/// | option | meaning |
/// |---|---|
/// | `in = Permission` | the literal is a scope of this enum |
/// | `crate = ::path` | where `jwt_guard` is, if it has another name |
///
/// It is a `jwt_guard::scope::Scope`, which `Claims::grants` takes in a handler, and a function of
/// `#[scoped(with = ..)]` returns, alone or in `RequiredScopes`.
///
/// # Errors
///
/// A malformed scope does not compile, nor does a value without a parameter.
#[proc_macro]
pub fn scope(input: TokenStream) -> TokenStream {
    scope_macro::expand(input.into()).into()
}

/// Gives a handler the user of the token: `#[inject_user] async fn me(user: User)`.
///
/// The parameter is the one called `user`, or marked `#[user]`; its type is the `User` of the backend, which looks the user
/// up for each request. Alone, the attribute implies [`macro@protected`]; beside [`macro@scoped`] it adds to it.
///
/// | option | meaning |
/// |---|---|
/// | `optional` | a request without a token is let through; the parameter is `Option<User>` |
/// | `fresh`, `max_age = "5m"`, `acr = ".."` | as for [`macro@protected`]; checked before the user is looked up |
/// | `auth = AdminApi`, `leeway = "0s"` and other settings | as for [`macro@protected`] |
///
/// # Errors
///
/// A handler without a parameter for the user, or with two, does not compile.
#[proc_macro_attribute]
pub fn inject_user(args: TokenStream, item: TokenStream) -> TokenStream {
    handler::run(HandlerAttribute::InjectUser, args.into(), item.into()).into()
}

/// Makes a struct the configuration of an `Auth`: how tokens are signed and which checks they must pass.
///
/// A setting is a literal in `#[auth(algorithm = "HS256", access_ttl = "15m")]`, which the compiler checks, or a field of
/// the struct of the same name, whose value comes when the program starts. A field marked `#[auth(env = "JWT_SECRET")]` is
/// read from the environment by `from_env`, which reports every invalid variable at once; `from_vars` does the same with any
/// other source.
///
/// `jwt_guard::config::Settings` documents every setting, its default, and where it can be given. Besides, `#[auth(..)]`
/// on the struct takes options that are no settings:
///
/// | option | value | meaning |
/// |---|---|---|
/// | `claims`, `users` | a type | the type of the custom claims, and of the user backend; several types as `claims = (Membership, Plan)` |
/// | `extra_verifications(is_open, ..)` | paths of functions `fn(&Claims<T>) -> bool`, or with `Result<(), E>` | called with the claims of each request |
/// | `scopes` | an enum with `#[derive(Scope)]` | the vocabulary: no other scope is minted, or required on a `GuardedRouter` |
/// | `responses` | a type with `Responses` and `Default` | renders responses |
/// | `scope_validator`, `scope_normalizer` | a function | decides about one required scope; rewrites those of a handler |
/// | `crate` | the path of a crate | where `jwt_guard` is, if it has another name |
///
/// # Errors
///
/// A setting that does not exist, is given twice, or has a value out of bounds does not compile.
#[proc_macro_derive(AuthConfig, attributes(auth))]
pub fn auth_config(input: TokenStream) -> TokenStream {
    derive::auth_config::derive(input.into()).into()
}

/// Makes the fields of a struct custom claims, minted and verified with every token; or a newtype one claim.
///
/// A field's claim has the field's name. A newtype, `struct TeamName(String);`, is one claim, `team_name`, and its options
/// stand above it. A configuration has one such type, or several: `claims = (Membership, TeamName)`. The documentation of
/// `ClaimSet` and `FromUser` has examples.
///
/// | option | meaning |
/// |---|---|
/// | `name = "https://example.com/team"` | another name; dots in it mean nothing |
/// | `path = "realm_access.roles"` | the claim is the member `roles` of the object that the claim `realm_access` is; it is minted there too |
/// | `default`, `default = path` | a token without the claim gives `Default::default()`, or what the function `fn() -> T` does |
/// | `verify = path` | a function `fn(&T) -> bool` or `fn(&T) -> Result<(), E>`, called once for each token; a token that it refuses gets 401 and is not minted |
/// | `setup = path` | a function of the user, `fn(&User) -> T` or `async fn(&User) -> T`, either perhaps with `Result<T, BackendError>`: the value at login |
/// | on the struct: `user = User` | the type that `setup` takes: the `User` of the backend |
///
/// A claim is required, unless its type is an `Option` or it has a `default`. The `verify` of an `Option` gets the value
/// inside, if there is one. Serde's `default`, `with`, `serialize_with`, `deserialize_with` and
/// `skip_serializing_if` work on fields; serde itself need not be derived.
///
/// # Errors
///
/// The registered claims of [RFC 7519 §4.1](https://www.rfc-editor.org/rfc/rfc7519#section-4.1) and those that the library
/// mints cannot be claimed, and no name twice, nor a name and a path through it; neither compiles. Nor does a required claim
/// without a `setup` beside others that have one: it would have no value at login.
#[proc_macro_derive(Claim, attributes(claim, serde))]
pub fn claim(input: TokenStream) -> TokenStream {
    derive::claim::derive(input.into()).into()
}

/// Makes an enum the vocabulary of scopes: `scopes = Permission` in `#[auth(..)]`, `#[scoped(Permission::UserRead)]`.
///
/// Each variant names its scope: `#[scope("user:read")] UserRead`. The name of the variant can change without a change to the
/// meaning of tokens. A scope with path parameters, `#[scope("team:{team}:read")]`, stands
/// for all that can be made of it.
///
/// The enum gets `ALL`, `as_str` (a `const fn`), `Display`, `FromStr`, `AsRef<str>` and conversions into text, so that its
/// values can be minted and collected into a `ScopeSet`.
///
/// # Errors
///
/// A malformed scope does not compile, nor do two variants with one scope, a variant without a scope or with fields.
#[proc_macro_derive(Scope, attributes(scope))]
pub fn vocabulary(input: TokenStream) -> TokenStream {
    derive::scope::derive(input.into()).into()
}

/// Makes a struct a router state whose `Auth<_>` fields check the tokens of handlers.
///
/// The first such field is the one that handlers use. `auth = AdminApi` in a handler's attribute names another by its
/// configuration, or by the marker type of `#[auth(instance = Marker)]` on the field, which two fields of one configuration
/// need.
///
/// # Errors
///
/// A struct without such a field does not compile, nor does one with two that go by the same name.
#[proc_macro_derive(AuthState, attributes(auth))]
pub fn auth_state(input: TokenStream) -> TokenStream {
    derive::auth_state::derive(input.into()).into()
}
