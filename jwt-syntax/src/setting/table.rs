//! The table of settings: written once, read by the derive, by the runtime and by the documentation.

use std::time::Duration;

use super::setting_key::{NoText, SettingKey};
use crate::algorithm::Algorithm;
use crate::choice::{
    AccessTtl, Challenges, ClientAddress, CookieMaxAge, CountLimit, CsrfClaim, CsrfProtection,
    DangerouslyOff, DangerouslyOn, Delivery, ErrorDetail, LoginLimit, NotBefore, OnStoreError,
    Preset, RefreshFormat, RevocationReach, SameSite, ScopeMatching, ScopesFormat, SessionClaims,
    SubjectFormat, UserLookup,
};
use crate::http::token_location::TokenLocation;
use crate::value::{Choice, SettingKind, SettingText, SettingType, WrongValue};

/// A setting: a row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// The name, in `#[auth(..)]`, as a field, and in reports.
    pub name: &'static str,
    /// Which values it can have.
    pub kind: SettingKind,
    /// What an application writes, as an option of `#[auth(..)]` or, if it is no literal, as a field.
    pub example: &'static str,
    /// What to write if it takes no literal.
    pub instead: &'static str,
    /// Whether it can be a field, whose value is known at start-up.
    pub from_field: bool,
    /// Whether its field can be read from the environment.
    pub from_environment: bool,
    /// Whether a handler can override it, as an option of its attribute.
    pub on_handler: bool,
    /// All values, if they are a few words.
    pub choices: &'static [Choice],
    /// Checks a literal.
    pub check: fn(SettingText<'_>) -> Result<(), WrongValue>,
}

impl Setting {
    /// Whether it may stand in `#[auth(..)]` on the struct.
    #[must_use]
    pub const fn is_literal(&self) -> bool {
        !matches!(self.kind, SettingKind::Value { .. })
    }
}

const MINUTE: u64 = 60;
const DAY: u64 = 24 * 60 * MINUTE;
/// The longest time for which any access token may be valid, in seconds.
const MONTH: u64 = 30 * DAY;
const KEYS_CHANGE: &str = "takes no literal: a key is replaced without a new program";
const READERS_COULD_SIGN: &str = "takes no literal: anyone who reads the source could sign tokens";

/// The most names that `audience` or `client_id` can have, and the most audiences of a token, which are searched one by one.
pub const MAX_AUDIENCES: usize = 64;
/// The longest token that is read, in bytes, whatever `max_token_bytes` says.
pub const MAX_TOKEN_BYTES: usize = 8192;
/// The longest leeway, in seconds.
pub const MAX_LEEWAY: u64 = 5 * MINUTE;
/// The most attempts in a time that a limit can allow.
const MOST_ATTEMPTS: u16 = 10_000;

/// Hands the table to a macro. For each setting: its documentation, name, type at run time, kind, example, where it can come
/// from at most (only a `literal`, a field that the `program` fills, or the `environment`), whether a `handler` may have its
/// own, and its `default` as a text, or what is so `otherwise`, in words.
#[doc(hidden)]
#[macro_export]
macro_rules! with_settings {
    ($then:ident) => {
        $then! {
            /// The library whose clients this service keeps: other defaults for many settings, and responses in its format. What
            /// is given beside it wins. It can switch CSRF protection off, so that it cannot come from the environment.
            preset: Preset = Word, "\"sanic-jwt\"", program, default "off";
            /// The algorithm that signs and verifies (RFC 7518 §3.1, RFC 8037, RFC 9864).
            algorithm: Algorithm = Algorithm, "\"HS256\"", environment, default "HS256";
            /// The algorithms of tokens that are accepted, `algorithm` among them. Others need a key, such as `HS512` beside
            /// `HS256` with one secret, or that of a retired key. A key of an algorithm that is not listed cannot be added while
            /// requests are served, and one that is added verifies only its own algorithm.
            verify_algorithms: Vec<Algorithm> = Algorithms, "[\"HS256\", \"HS512\"]", environment, otherwise "that of each key";
            /// The secret that signs and verifies with `HS256`, `HS384` and `HS512`: taken as written, but for the
            /// prefixes `file:` and `base64:`.
            secret: Secret = Value { because: READERS_COULD_SIGN },
                "#[auth(env = \"JWT_SECRET\")] secret: Secret", environment, otherwise "none";
            /// Whether `secret` may be shorter than the hash, or guessable, for a service that moves over with its secret: anyone may
            /// find such a secret with one token, and sign others.
            short_secret: DangerouslyOn = Dangerous,
                "\"dangerously-on\"", literal, otherwise "off";
            /// The secret from which other keys are derived, such as that of CSRF values; it must be as strong as a `secret`.
            session_secret: Secret = Value { because: READERS_COULD_SIGN },
                "#[auth(env = \"JWT_SESSION_SECRET\")] session_secret: Secret", environment, otherwise "`secret`, if there is one";
            /// The key that signs with an asymmetric algorithm: PEM, a JWK, or `file:` and a path.
            private_key: Secret = Value { because: READERS_COULD_SIGN },
                "#[auth(env = \"JWT_PRIVATE_KEY\")] private_key: Secret", environment, otherwise "none";
            /// The key that verifies, for a service that does not sign; written like `private_key`, or a JWK Set.
            public_key: String = Value { because: KEYS_CHANGE },
                "#[auth(env = \"JWT_PUBLIC_KEY\")] public_key: String", environment, otherwise "that of `private_key`";
            /// The identifier of the key: `kid` in headers, 256 bytes at most.
            key_id: String = KeyId, "\"2026-11\"", environment,
                otherwise "the thumbprint of an asymmetric key (RFC 7638), none for a secret";
            /// Keys that signed before the present one, and verify until a time of their own.
            retired_keys: Vec<RetiredKey> = Value { because: KEYS_CHANGE },
                "retired_keys: Vec<RetiredKey>", program, otherwise "none";
            /// Whether each token is signed with a key of its user, derived from `secret` and from the result of
            /// `UserBackend::user_secret`: when that changes, all tokens of the user are refused. It is called on each request
            /// with a token, and no verified token is cached.
            key_per_user: bool = Switch, "\"on\"", program, default "off";
            /// The claim `iss`: minted and required when given.
            issuer: String = Text, "\"https://api.example.com\"", environment handler, otherwise "none";
            /// The claim `aud`: if given, it is minted, and a token must name one of these; if not, a token must not name any
            /// audience.
            audience: Vec<String> = Texts { least: 1, most: MAX_AUDIENCES }, "[\"api\", \"admin\"]", environment handler, otherwise "none";
            /// The claim `client_id` (RFC 9068 §2.2), the client to which tokens are issued: the first is minted, unless a token
            /// names another, and a token must name one of these.
            client_id: Vec<String> = Texts { least: 1, most: MAX_AUDIENCES }, "[\"web\", \"app\"]", environment, otherwise "none: neither minted nor checked";
            /// How long an access token is valid. `dangerously-never` mints tokens without `exp`, and accepts such tokens of this
            /// service; it can only be a literal.
            access_ttl: AccessTtl = Duration { least: 1, most: MONTH }, "\"15m\"", environment, default "15m";
            /// How long any access token may be valid, from `iat`, or from now if it has none, to `exp`: a longer one is refused
            /// and is not minted. `30d` at most.
            max_lifetime: Duration = Duration { least: 1, most: MONTH }, "\"24h\"", environment, default "24h";
            /// When a token becomes valid, after it was minted: `nbf`. `off` mints none; the `nbf` of a token is always checked.
            not_before: NotBefore = Offset { most: DAY }, "\"3m\"", environment, default "0s";
            /// Whether `iat` is minted.
            issued_at: bool = Switch, "\"off\"", program, default "on";
            /// Whether `jti` is minted: 128 random bits. Without it, a single token cannot be identified.
            jti: bool = Switch, "\"off\"", program, default "on";
            /// Whether access tokens of this service expire. Off, a stolen token is valid for ever: `exp` can be absent, and
            /// neither it nor `max_lifetime` is checked. For one handler, where revocations are looked up, a token is valid until
            /// `max_lifetime` after its `iat`.
            verify_exp: DangerouslyOff = Dangerous,
                "\"dangerously-off\"", literal handler, otherwise "on";
            /// Claims that every access token must carry, besides `exp` and the subject.
            required_claims: Vec<String> = Texts { least: 0, most: usize::MAX }, "[\"iat\", \"jti\"]", program handler, otherwise "none";
            /// Members of the header of every token, besides those that the library sets.
            additional_headers: Map<String, Value> = Value { because: "takes no literal: it is a map" },
                "additional_headers: BTreeMap<String, String>", program, otherwise "none";
            /// The claim that holds the subject.
            subject_claim: String = Text, "\"user_id\"", environment, default "sub";
            /// Whether the subject is a string or an integer in tokens; the application always gets a string.
            subject_format: SubjectFormat = Word, "\"integer\"", program, default "string";
            /// The claim that grants scopes: its name or, if a token has no claim of that name, the path to it, such as
            /// `realm_access.roles`. In a path, a name with dots stands in quotes: `resource_access."com.acme.api".roles`; a
            /// text with quotes is always a path.
            scopes_claim: String = ClaimPath, "\"scopes\"", environment, default "scope";
            /// Whether scopes are minted as one string with spaces (RFC 8693 §4.2) or as a list, and whether an empty list is
            /// minted too. All are read.
            scopes_format: ScopesFormat = Word, "\"list\"", environment, default "string";
            /// How scopes are compared: `hierarchical`, in which `user` grants `user:read`, or `exact`, word for word. Those
            /// of other issuers are always compared word for word.
            scope_matching: ScopeMatching = Word, "\"exact\"", program, default "hierarchical";
            /// The type of access tokens, in the header `typ`.
            token_type: String = Text, "\"JWT\"", environment, default "at+jwt";
            /// The claim that holds the type of a token, instead of the header `typ`, which is then `JWT`.
            token_type_claim: String = Text, "\"type\"", environment, otherwise "none: the header holds it";
            /// The type of refresh tokens that are JWTs, where access tokens have `token_type`.
            refresh_token_type: String = Text, "\"refresh\"", program, default "rt+jwt";
            /// Which claims about their session access tokens have: `sid`, `auth_time` and `fresh`; `fresh` alone, as `true` or
            /// `false`; or none. Without `sid`, the end of a session revokes none of its access tokens, unless all sessions of
            /// the user end; if they have no `iat` either, access tokens of the user's next logins are then refused too. Refresh
            /// tokens that are JWTs have `sid` in any case.
            session_claims: SessionClaims = Word, "\"off\"", program, default "all";
            /// The longest token that is read, in bytes.
            max_token_bytes: usize = Count { least: 256, most: MAX_TOKEN_BYTES as u64 }, "4096", environment, default "8192";
            /// The allowed clock skew between two machines.
            leeway: Duration = Duration { least: 0, most: MAX_LEEWAY }, "\"10s\"", environment handler, default "10s";
            /// Other issuers whose access tokens are accepted, each with its own keys and rules.
            trusted_issuers: Vec<TrustedIssuer> = Value {
                because: "takes no literal: the keys of others are known when the program starts"
            }, "trusted_issuers: Vec<TrustedIssuer>", program, otherwise "none";
            /// Whether there are endpoints: without them, a service only verifies, or mints tokens in its own code.
            endpoints: bool = Switch, "\"off\"", program, default "on";
            /// The path where `POST` issues tokens for credentials, below the prefix where the endpoints are nested. `off` for this
            /// path or another one leaves the endpoint out, so that the application can have a handler of its own there.
            path_authenticate: String = Path, "\"/login\"", program, default "/";
            /// The path where `GET` validates a token.
            path_verify: String = Path, "\"/check\"", program, default "/verify";
            /// The path where `GET` returns the user.
            path_me: String = Path, "\"/user\"", program, default "/me";
            /// The path where `GET` publishes the public keys.
            path_keys: String = Path, "\"/jwks.json\"", program, default "/keys";
            /// The path where `POST` logs out: it deletes the cookies, and revokes the session if there is one.
            path_logout: String = Path, "\"/sign-out\"", program, default "/logout";
            /// The path where `POST` revokes all sessions of the user.
            path_logout_all: String = Path, "\"/sign-out-everywhere\"", program, default "/logout-all";
            /// The path where `POST` exchanges a refresh token.
            path_refresh: String = Path, "\"/renew\"", program, default "/refresh";
            /// The path where `POST` revokes a token (RFC 7009).
            path_revoke: String = Path, "\"/oauth/revoke\"", program, default "/revoke";
            /// The path where `POST` issues a fresh access token for credentials, within a session.
            path_reauthenticate: String = Path, "\"/confirm\"", program,
                default "/reauthenticate";
            /// Whether an endpoint is served at exactly its path. Off, it is served with and without a trailing slash.
            strict_slashes: bool = Switch, "\"on\"", program, default "off";
            /// The member of a login request that names the user, for the usual `Credentials`.
            username_key: String = Text, "\"email\"", program, default "username";
            /// The member of a login request with the password, for the usual `Credentials`.
            password_key: String = Text, "\"passphrase\"", program, default "password";
            /// Whether a login with other members than the usual `Credentials` is refused.
            exact_credentials: bool = Switch, "\"on\"", program, default "off";
            /// Whether a login needs a `Content-Type`: `application/json`, or that of a form if tokens are delivered in cookies. Off,
            /// a body of any other type is read as JSON.
            login_content_type: bool = Switch, "\"off\"", program, default "on";
            /// Whether failed logins and re-authentications are limited. `off`: passwords can be guessed as fast as the
            /// user backend responds.
            rate_limit: bool = Switch, "\"on\"", environment, default "on";
            /// How many failed attempts there may be for one account, from all addresses together that have not logged in to it
            /// within 30 days: a number and a time, as `N/TIME`, or `off`.
            rate_limit_account: LoginLimit = Rate { most: MOST_ATTEMPTS, longest: DAY }, "\"100/h\"", environment, default "100/h";
            /// How many failed attempts there may be for one account from one address.
            rate_limit_account_and_address: LoginLimit = Rate { most: MOST_ATTEMPTS, longest: DAY }, "\"10/15m\"", environment,
                default "10/15m";
            /// How many failed attempts there may be from one address, for all accounts together. The addresses of an IPv6
            /// network (`/64`) are one.
            rate_limit_address: LoginLimit = Rate { most: MOST_ATTEMPTS, longest: DAY }, "\"100/m\"", environment, default "100/m";
            /// Where the address of a client is found: `peer`, the other end of the connection, which axum knows with
            /// `into_make_service_with_connect_info::<SocketAddr>()`; or `proxies:N`, the N-th entry from the right of
            /// `X-Forwarded-For`, where N proxies of this service stand before it and each adds one.
            client_address: ClientAddress = ClientAddress, "\"proxies:1\"", environment, default "peer";
            /// The member of the response with the access token.
            access_token_key: String = Text, "\"token\"", program, default "access_token";
            /// The member with the refresh token, in responses and, unless `json_refresh_key` or `form_refresh_key` is given, in
            /// the requests that send it back.
            refresh_token_key: String = Text, "\"refresh\"", program, default "refresh_token";
            /// Whether verified tokens are cached, so that the next request with one needs no signature check.
            cache: bool = Switch, "\"off\"", environment, default "on";
            /// How many tokens are cached, rounded up to a power of two.
            cache_capacity: usize = Count { least: 1, most: 1 << 20 }, "8192", environment, default "8192";
            /// The locations where a token is searched, in order: `header`, `cookie`, `query`, `json` and `form` (in the body),
            /// `websocket` (in its subprotocols). After a location that is `strict`, no other is searched. A body is read for a
            /// token only if the head has none, except in a cookie.
            token_from: Vec<TokenLocation> = TokenLocations, "token_from(header, cookie)", environment handler, default "header";
            /// The header that holds the token.
            header_name: String = HeaderName, "\"X-Access-Token\"", environment handler, default "Authorization";
            /// The prefixes of the token in the header, case-insensitive; none for a header that holds the token alone.
            header_prefixes: Vec<String> = Prefixes, "[\"Bearer\", \"JWT\"]", environment handler, default "Bearer";
            /// The query parameter that holds the token.
            query_name: String = Text, "\"token\"", environment handler, default "access_token";
            /// The prefix of the token in the query parameter.
            query_prefix: String = Text, "\"Bearer \"", environment handler, otherwise "nothing";
            /// The member of a JSON body that holds the token.
            json_key: String = Text, "\"token\"", environment handler, default "access_token";
            /// The field of a form that holds the token.
            form_key: String = Text, "\"token\"", environment handler, default "access_token";
            /// How much of a body is read for credentials, a token or a CSRF value, in bytes. A larger body is refused where it
            /// may hold credentials or a token; of a form, whose CSRF value stands in the beginning, the rest streams on to the
            /// handler. 2 MiB at most.
            max_body_bytes: usize = Count { least: 256, most: 2 << 20 }, "65536", environment handler, default "16384";
            /// How long a client may take to send what is read of a body for credentials, a token or a CSRF value; then it
            /// gets 408. What streams on to a handler has no limit here.
            body_timeout: Duration = Duration { least: 1, most: 5 * MINUTE }, "\"30s\"", environment, default "10s";
            /// The query parameter that sends the refresh token back, where `token_from` has `query`. Only the endpoints read it, so
            /// that no handler can override it.
            query_refresh_name: String = Text, "\"renewal\"", environment, default "refresh_token";
            /// The prefix of the refresh token in that query parameter.
            query_refresh_prefix: String = Text, "\"Bearer \"", environment, otherwise "nothing";
            /// The member of a JSON body that sends the refresh token back.
            json_refresh_key: String = Text, "\"renewal\"", environment, otherwise "that of `refresh_token_key`";
            /// The field of a form that sends the refresh token back.
            form_refresh_key: String = Text, "\"renewal\"", environment, otherwise "that of `refresh_token_key`";
            /// The name that tells this `Auth` from others whose cookies the same browser keeps: it stands behind the prefix of
            /// every cookie that has its default name, as in `__Host-admin_access_token`. Letters, digits, `-` and `_`, 32 at
            /// most. The instances are part of the structure of a program, so that the environment cannot change them.
            instance: String = InstanceName, "\"admin\"", program, otherwise "none";
            /// The cookie that holds the token.
            cookie_access_name: String = CookieName, "\"__Host-token\"", environment handler, default "__Host-access_token";
            /// The cookie that holds the refresh token.
            cookie_refresh_name: String = CookieName, "\"__Host-refresh\"", environment, default "__Host-refresh_token";
            /// Whether login sends tokens in the `body` of its response, in a `cookie`, which scripts cannot read, in `both`,
            /// or `by_request`: in cookies for a form, and in the body for JSON unless the query has `token_delivery=cookie`.
            /// A token that came in a cookie is replaced in cookies alone.
            token_delivery: Delivery = Word, "\"both\"", environment,
                otherwise "by `token_from`: `cookie` if tokens stand in cookies alone, `by_request` if also elsewhere, else `body`";
            /// The attribute `Domain` of cookies: with it, they are sent to all hosts below.
            cookie_domain: String = CookieDomain, "\"example.com\"", environment, otherwise "none: the host that set them";
            /// The attribute `Path` of cookies.
            cookie_path: String = CookiePath, "\"/app\"", environment, default "/";
            /// The attribute `Secure` of cookies: they are sent over HTTPS alone.
            cookie_secure: bool = Switch, "\"on\"", environment, default "on";
            /// The attribute `HttpOnly` of the cookie with the token: scripts cannot read it.
            cookie_http_only: bool = Switch, "\"on\"", environment, default "on";
            /// The attribute `SameSite` of cookies. `dangerously-unset` leaves it out, for an old client, and can only be a
            /// literal: some browsers then send the cookies with requests of every site, as with `None`.
            cookie_same_site: SameSite = Word, "\"Strict\"", environment, default "Lax";
            /// How long browsers keep cookies at most, or `session`: until they are closed, as the cookies have no `Max-Age`. The
            /// tokens in them expire as others do.
            cookie_max_age: CookieMaxAge = Duration { least: 1, most: 400 * DAY }, "\"10m\"", environment,
                otherwise "as long as the token is valid";
            /// Whether a refusal clears the cookie of a token that is invalid for every handler.
            clear_cookies: bool = Switch, "\"off\"", program, default "on";
            /// The attribute `Partitioned` of cookies: they are kept apart for each site that embeds this one.
            cookie_partitioned: bool = Switch, "\"on\"", environment, default "off";
            /// Whether the token is split between two cookies, of which scripts can read the one with the claims.
            cookie_split: bool = Switch, "\"on\"", environment, default "off";
            /// The cookie with the signature of a split token.
            cookie_split_signature_name: String = CookieName, "\"__Host-signature\"", environment,
                default "__Host-access_token_signature";
            /// Whether cookies work over plain HTTP on this machine, for development: there they have neither `Secure` nor
            /// the prefixes of their names.
            dev_http: DangerouslyOn = Dangerous,
                "\"dangerously-on\"", literal, otherwise "off";
            /// The CSRF protection of requests with a token in a cookie: `on` requires a value that only pages of this service know
            /// and an allowed origin, `origin` only the latter, `off` nothing.
            csrf: CsrfProtection = Word, "\"origin\"", environment handler, default "on";
            /// What the claim `csrf` of a token holds: the digest of the session's CSRF value, or the value itself. With `value`,
            /// tokens have the claim even if no cookies are set.
            csrf_claim: CsrfClaim = Word, "\"value\"", program, default "digest";
            /// The header in which the value is sent.
            csrf_header: String = HeaderName, "\"X-XSRF-Token\"", environment handler, default "X-CSRF-Token";
            /// The cookie in which pages find the value; that of a login form has the same name with `_login` appended. Login sets it
            /// under the name of the configuration; that of a handler is the one which its refusals name.
            csrf_cookie: String = CookieName, "\"XSRF-TOKEN\"", environment handler, default "__Host-csrf_token";
            /// The form field in which the value is sent.
            csrf_field: String = Text, "\"_token\"", environment handler, default "csrf_token";
            /// The header in which the value is sent with a refresh token.
            csrf_refresh_header: String = HeaderName, "\"X-XSRF-Refresh\"", environment, otherwise "that of `csrf_header`";
            /// The cookie with the CSRF value of the refresh token, which is then another one than that of the access token. A logout
            /// takes either.
            csrf_refresh_cookie: String = CookieName, "\"XSRF-REFRESH\"", environment, otherwise "none: one value is for both";
            /// The form field in which the value is sent with a refresh token.
            csrf_refresh_field: String = Text, "\"_refresh\"", environment, otherwise "that of `csrf_field`";
            /// The methods that need the value, of which at least one can change something.
            csrf_methods: Vec<String> = UnsafeMethods, "[\"POST\", \"DELETE\"]", environment handler,
                otherwise "all but `GET`, `HEAD` and `OPTIONS`";
            /// Origins whose pages may send requests with cookies, besides the service's own.
            trusted_origins: Vec<String> = Origins, "[\"https://app.example.com\"]", environment handler, otherwise "none";
            /// The realm of challenges.
            realm: String = Quotable, "\"users\"", program handler, default "api";
            /// Which refusals have a challenge (`WWW-Authenticate`): `always`, each for which the RFCs have one; `absent-token`,
            /// only that of a request without a token; or `off`, none, although RFC 9110 §15.5.2 requires one in each 401. Any
            /// other text is the scheme of all challenges, instead of `Bearer`.
            challenge: Challenges = Challenges, "\"absent-token\"", program handler, default "always";
            /// Where a browser that requests a page is redirected instead of 401, with that page as `next` in the query; after a login
            /// form with wrong credentials, with `error=invalid_grant` and the `next` of the form.
            login_redirect: String = Target, "\"/login\"", program handler, otherwise "none";
            /// Methods that get 204 on protected routes, without the handler; with `OPTIONS`, the endpoints respond to it too.
            exempt_methods: Vec<String> = Methods, "[\"OPTIONS\"]", program,
                otherwise "none, except `OPTIONS` for a CORS preflight";
            /// Whether protected routes require a token. Off, requests without a token are let through, except where a handler requires
            /// scopes or a user.
            enforce: DangerouslyOff = Dangerous,
                "\"dangerously-off\"", literal, otherwise "on";
            /// When the user of a token is looked up in the backend: `injected`, for handlers that take the user; or `always`,
            /// for every protected request, so that a token is refused once its user is gone or inactive.
            user_lookup: UserLookup = Word, "\"always\"", program handler, default "injected";
            /// How much a refusal tells about a token: `terse`, only that it is not valid, or `full`, which check it failed; for
            /// development.
            error_detail: ErrorDetail = Word, "\"full\"", environment handler, default "terse";
            /// The member of the default body of a refusal that has the text. If it is `error`, the body has no code.
            error_message_key: String = Text, "\"msg\"", program, default "error_description";
            /// The owner of the sessions in a store that services share; never minted. A service is another one if it has another
            /// `issuer`, `session_owner`, `audience`, `client_id` or `instance`: neither sees or ends sessions of the other. A
            /// store needs one of the first two.
            session_owner: String = Text, "\"shop\"", program, otherwise "none: an `issuer` is enough";
            /// Whether login begins a session with refresh tokens.
            refresh: bool = Switch, "\"off\"", program, otherwise "`on` with a store";
            /// How long a session lasts, from its login: nothing makes it longer.
            refresh_ttl: Duration = Duration { least: 1, most: 400 * DAY }, "\"30d\"", environment, default "30d";
            /// How long a session lasts while its refresh tokens are not used.
            refresh_idle_ttl: Duration = Duration { least: 1, most: 400 * DAY }, "\"7d\"", environment,
                otherwise "none: as long as any other";
            /// The format of refresh tokens: `opaque`, 256 random bits, or `jwt`, which others can read.
            refresh_format: RefreshFormat = Word, "\"jwt\"", program, default "opaque";
            /// Whether a refresh token is rotated each time it is used, so that the use of a copy is detected.
            refresh_rotation: bool = Switch, "\"off\"", environment, default "on";
            /// How long a used refresh token gets the same successor again, so that a lost response or two tabs do not log the user
            /// out.
            refresh_grace: Duration = Duration { least: 0, most: 30 }, "\"5s\"", environment, default "10s";
            /// Whether the access token, which may have expired, must come with the refresh token.
            refresh_requires_access: bool = Switch, "\"on\"", program, default "off";
            /// How often a session can be refreshed in a minute. A further refresh gets 429 and does not end the session.
            refreshes_per_minute: CountLimit = Limit { most: 10_000 }, "60", environment, default "60";
            /// How many sessions a user can have. Another login ends the one that was used least recently.
            max_sessions: CountLimit = Limit { most: 1_000_000 }, "100", environment, default "100";
            /// How long before it expires an access token in a cookie is replaced, in the response to the request that sent it: a
            /// session goes on while its pages are used, until `refresh_ttl` after the login. Shorter than `access_ttl`.
            implicit_refresh: Duration = Duration { least: 1, most: MONTH }, "\"5m\"", environment,
                otherwise "none: each access token is valid until it expires";
            /// Which tokens a revocation affects: `all`, `refresh` tokens alone, while access tokens are valid until they expire, or
            /// none (`off`).
            revocation: RevocationReach = Word, "\"refresh\"", environment handler, otherwise "`all` with a store";
            /// Whether access tokens are refused (`deny`) or let through (`allow`) while the store is unavailable. `allow` concerns
            /// `GET`, `HEAD`, `OPTIONS` and `TRACE`, and the first five minutes of a token. Nothing that changes a session is let
            /// through.
            on_store_error: OnStoreError = Word, "\"allow\"", environment, default "deny";
            /// How long a store may take to respond.
            store_timeout: Duration = Duration { least: 1, most: 30 }, "\"2s\"", environment, default "2s";
            /// How long a revocation by another process may be unknown to this one.
            revocation_staleness: Duration = Duration { least: 1, most: 60 }, "\"1s\"", environment, default "1s";
        }
    };
}

macro_rules! table {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $kind:ident $({ $($limit:ident: $value:expr),* })?, $example:literal,
        $from:ident $($handler:ident)?, $default:ident $text:literal;)*) => {
        /// All settings, in the order in which problems are reported.
        pub const SETTINGS: &[Setting] = &[$(Setting {
            name: stringify!($name),
            kind: SettingKind::$kind $({ $($limit: $value),* })?,
            example: $example,
            instead: concat!("give the struct the field `", $example, "`"),
            from_field: table!(@field $from),
            from_environment: table!(@environment $from),
            on_handler: table!(@handler $($handler)?),
            choices: table!(@choices $kind $type),
            check: table!(@check $kind $name),
        }),*];

        /// The settings, each with its type.
        #[expect(non_upper_case_globals, reason = "a setting is called as everywhere else")]
        pub mod key {
            use super::*;

            $(
                $(#[$doc])*
                pub const $name: SettingKey<table!(@type $kind $type)> = SettingKey {
                    name: stringify!($name),
                    kind: SettingKind::$kind $({ $($limit: $value),* })?,
                    default: table!(@default $default $text),
                    of: std::marker::PhantomData,
                };
            )*
        }
    };
    (@field literal) => { false };
    (@field $from:ident) => { true };
    (@environment environment) => { true };
    (@environment $from:ident) => { false };
    (@handler handler) => { true };
    (@handler) => { false };
    (@default default $text:literal) => { Some($text) };
    (@default otherwise $text:literal) => { None };
    (@type Value $type:ty) => { NoText };
    (@type $kind:ident $type:ty) => { $type };
    (@choices Value $type:ty) => { &[] };
    (@choices $kind:ident $type:ty) => { <$type as SettingType>::CHOICES };
    (@check Value $name:ident) => { |_| Ok(()) };
    (@check $kind:ident $name:ident) => { |written| key::$name.read(written).map(drop) };
}

with_settings!(table);

/// The setting of this name.
///
/// ```
/// use jwt_syntax::setting::{SettingKind, setting};
///
/// assert_eq!(setting("cache").map(|cache| cache.kind), Some(SettingKind::Switch));
/// assert!(setting("isuer").is_none());
/// ```
#[must_use]
pub fn setting(name: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.name == name)
}
