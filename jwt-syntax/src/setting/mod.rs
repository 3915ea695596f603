//! The table of settings: written once, read by the derive, by the runtime and by the documentation.

mod file;
mod seconds;
mod value;

pub(crate) use self::file::deserialize_as_text;
#[cfg(feature = "serde")]
pub use self::file::{FromText, deserialize};
pub use self::seconds::whole_seconds;
pub use self::value::{SettingList, SettingType, WrongValue};

use crate::choice::{
    ClientAddress, CsrfProtection, Delivery, ErrorDetail, OnStoreError, RefreshFormat,
    RevocationReach, SameSite, ScopeMatching, ScopesFormat, SubjectFormat,
};
use crate::rate::Rate;
use crate::{claim_path, name, web};

/// What the text of a setting says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The name of an algorithm.
    Algorithm,
    /// The name of an algorithm or several, each once.
    Algorithms,
    /// A text that is not empty.
    Text,
    /// The name of a claim, or the path to one.
    ClaimPath,
    /// One text or several, none of them empty, each once.
    Texts,
    /// A duration in whole seconds.
    Duration {
        /// The least number of seconds.
        least: u64,
        /// The greatest number of seconds.
        most: u64,
    },
    /// A duration in whole seconds, or `off`.
    Offset {
        /// The greatest number of seconds.
        most: u64,
    },
    /// A number of attempts in a time, or `off`.
    Rate {
        /// The greatest number of attempts.
        most: u16,
        /// The longest time, in seconds.
        longest: u64,
    },
    /// Where the address of a client is found.
    ClientAddress,
    /// `on` or `off`.
    Switch,
    /// One of these words.
    Word {
        /// The words.
        of: &'static [&'static str],
    },
    /// Text for a quoted string of a header.
    Quotable,
    /// The name of a header.
    HeaderName,
    /// The name of a cookie.
    CookieName,
    /// What stands for an instance in the names of its cookies.
    InstanceName,
    /// The path of a cookie.
    CookiePath,
    /// The domain of a cookie.
    CookieDomain,
    /// One text or several, or none at all.
    Prefixes,
    /// Places in a request, each once.
    Places,
    /// One origin or several.
    Origins,
    /// One method or several.
    Methods,
    /// One method or several, of which one at least can change something.
    UnsafeMethods,
    /// A target on the same host.
    Target,
    /// This one word, which stands nowhere but in `#[auth(..)]`.
    Dangerous {
        /// The word.
        word: &'static str,
        /// The same in a sentence.
        takes: &'static str,
    },
    /// A whole number.
    Count {
        /// The least.
        least: u64,
        /// The greatest.
        most: u64,
    },
    /// A whole number from 1 on, or `off`.
    Limit {
        /// The greatest.
        most: u64,
    },
    /// The path of an endpoint, unlike those of all others.
    Path {
        /// The path, if it is not given.
        default: &'static str,
    },
    /// A value that is made when the program starts, and has no text in an attribute.
    Value {
        /// That it takes no literal, and why.
        because: &'static str,
    },
}

impl Kind {
    /// What is wrong with one text of a setting of this kind, if that can be said of the text alone.
    ///
    /// # Errors
    ///
    /// What was found.
    pub fn check(self, text: &str) -> Result<(), String> {
        match self {
            Self::Quotable => web::quotable(text),
            Self::HeaderName => name::own_header_name(text),
            Self::CookieName => name::cookie_name(text).map_err(|error| error.to_string()),
            Self::InstanceName => name::instance_name(text),
            Self::CookiePath => web::cookie_path(text),
            Self::CookieDomain => web::cookie_domain(text),
            Self::Origins => web::origin(text),
            Self::Methods | Self::UnsafeMethods => web::method(text),
            Self::Target => web::relative_target(text),
            Self::ClientAddress => ClientAddress::from_text(text)
                .map(drop)
                .map_err(|error| error.found),
            Self::ClaimPath if claim_path::is_quoted(text) => claim_path::parse(text)
                .map(drop)
                .map_err(|error| error.to_string()),
            Self::Prefixes => match name::header_name(text) {
                Err(error) if !text.is_empty() => Err(error.to_string()),
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// What is wrong with all texts of a setting of this kind together, each of which is right by itself.
    ///
    /// ```
    /// use jwt_syntax::setting::Kind;
    ///
    /// assert!(Kind::UnsafeMethods.check_together(["GET", "POST"]).is_ok());
    /// assert!(Kind::UnsafeMethods.check_together(["GET"]).is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// What was found.
    pub fn check_together<'t>(
        self,
        texts: impl IntoIterator<Item = &'t str>,
    ) -> Result<(), String> {
        match self {
            Self::UnsafeMethods => web::methods_that_change(texts),
            _ => Ok(()),
        }
    }

    /// Whether a list of texts can stand for one.
    #[must_use]
    pub const fn is_list(self) -> bool {
        matches!(
            self,
            Self::Algorithms
                | Self::Texts
                | Self::Prefixes
                | Self::Places
                | Self::Origins
                | Self::Methods
                | Self::UnsafeMethods
        )
    }
}

/// A setting: a row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// The name, in `#[auth(..)]`, as a field, and in reports.
    pub name: &'static str,
    /// What its text says.
    pub kind: Kind,
    /// What an application writes, as an option of `#[auth(..)]` or, if it is no literal, as a field.
    pub example: &'static str,
    /// What to do instead of a literal, if there is none.
    pub instead: &'static str,
    /// Whether it may be a field, whose value is known when the program starts.
    pub from_field: bool,
    /// Whether its field may be read from the environment.
    pub from_environment: bool,
    /// Whether a handler may have its own, as an option of its attribute.
    pub on_handler: bool,
}

impl Setting {
    /// Whether it may stand in `#[auth(..)]` on the struct.
    #[must_use]
    pub const fn is_literal(&self) -> bool {
        !matches!(self.kind, Kind::Value { .. })
    }
}

const MINUTE: u64 = 60;
const DAY: u64 = 24 * 60 * MINUTE;
/// The longest time for which any access token may be valid, in seconds.
const MONTH: u64 = 30 * DAY;
const KEYS_CHANGE: &str = "takes no literal: a key is replaced without a new program";
const READERS_COULD_SIGN: &str = "takes no literal: whoever reads the source could sign tokens";

/// The longest name of a key, in bytes: `kid`.
pub const MAX_KEY_ID_BYTES: usize = 256;

/// How long an access token is valid unless `access_ttl` says otherwise, in seconds.
pub const DEFAULT_ACCESS_TTL: u64 = 15 * MINUTE;
/// By how much clocks may differ unless `leeway` says otherwise, in seconds.
pub const DEFAULT_LEEWAY: u64 = 10;
/// How long a session lasts unless `refresh_ttl` says otherwise, in seconds.
pub const DEFAULT_REFRESH_TTL: u64 = MONTH;
/// How long an access token may be valid unless `max_lifetime` says otherwise, in seconds.
pub const DEFAULT_MAX_LIFETIME: u64 = DAY;
/// How often a session can be refreshed in a minute unless `refreshes_per_minute` says otherwise.
pub const DEFAULT_REFRESHES_PER_MINUTE: u32 = 60;
/// How many sessions a user can have unless `max_sessions` says otherwise.
pub const DEFAULT_MAX_SESSIONS: u32 = 100;
/// The most attempts in a time that a limit can allow.
pub const MOST_ATTEMPTS: u16 = 10_000;
/// How many attempts there may be for one account, from all addresses, unless `rate_limit_account` says otherwise.
pub const DEFAULT_RATE_LIMIT_ACCOUNT: Rate = Rate {
    attempts: 100,
    seconds: 60 * MINUTE,
};
/// How many attempts there may be for one account from one address unless `rate_limit_account_and_address` says otherwise.
pub const DEFAULT_RATE_LIMIT_ACCOUNT_AND_ADDRESS: Rate = Rate {
    attempts: 10,
    seconds: 15 * MINUTE,
};
/// How many attempts there may be from one address unless `rate_limit_address` says otherwise.
pub const DEFAULT_RATE_LIMIT_ADDRESS: Rate = Rate {
    attempts: 100,
    seconds: MINUTE,
};
/// The member that names the user unless `username_key` says otherwise.
pub const DEFAULT_USERNAME_KEY: &str = "username";
/// The member with the password unless `password_key` says otherwise.
pub const DEFAULT_PASSWORD_KEY: &str = "password";
/// The members of the answer to a login that have their names from RFC 6749, beside `access_token_key`.
pub const OTHER_LOGIN_MEMBERS: &[&str] = &["token_type", "expires_in", "scope"];
/// The field of a form that says where the browser goes afterwards.
pub const NEXT: &str = "next";
/// The members of a request with a refresh token that have their names from RFC 6749.
pub const OTHER_REFRESH_MEMBERS: &[&str] = &["scope"];
/// The same members of a form, and where the browser goes.
pub const OTHER_REFRESH_FIELDS: &[&str] = &["scope", NEXT];
/// The member with the value against forged requests unless `csrf_field` says otherwise.
pub const DEFAULT_CSRF_FIELD: &str = "csrf_token";
/// What switches off a check that keeps strangers out.
pub const DANGEROUSLY_OFF: &str = "dangerously-off";

/// What switches on something that lets strangers in.
pub const DANGEROUSLY_ON: &str = "dangerously-on";

/// Hands the table to a macro: for each setting its documentation, name, type at run time, kind, example, where it can come
/// from at most (only a `literal`, a field that the `program` fills, or the `environment`), whether a `handler` may have its
/// own, and default in words.
#[doc(hidden)]
#[macro_export]
macro_rules! with_settings {
    ($then:ident) => {
        $then! {
            /// The algorithm that signs and verifies (RFC 7518 §3.1, RFC 8037, RFC 9864).
            algorithm: Algorithm = Algorithm, "\"HS256\"", environment, "`HS256`";
            /// The algorithms of tokens that are accepted, `algorithm` among them: others of which a key is there, such as
            /// `HS512` beside `HS256` with one secret, or what a retired key signed with. Nor is a key of another algorithm
            /// added while requests are served; and one that is added verifies its own alone.
            verify_algorithms: Vec<Algorithm> = Algorithms, "[\"HS256\", \"HS512\"]", environment, "that of each key";
            /// The secret that signs and verifies with `HS256`, `HS384` and `HS512`: taken as written, but for the
            /// prefixes `file:` and `base64:`.
            secret: Secret = Value { because: READERS_COULD_SIGN },
                "#[auth(env = \"JWT_SECRET\")] secret: Secret", environment, "none";
            /// The secret from which everything else is derived that needs one, such as values against forged requests; its
            /// strength is that of a `secret`.
            session_secret: Secret = Value { because: READERS_COULD_SIGN },
                "#[auth(env = \"JWT_SESSION_SECRET\")] session_secret: Secret", environment, "`secret`, if there is one";
            /// The key that signs with an asymmetric algorithm: PEM, a JWK, or `file:` and a path.
            private_key: Secret = Value { because: READERS_COULD_SIGN },
                "#[auth(env = \"JWT_PRIVATE_KEY\")] private_key: Secret", environment, "none";
            /// The key that verifies, for a service that does not sign; written like `private_key`, or a JWK Set.
            public_key: String = Value { because: KEYS_CHANGE },
                "#[auth(env = \"JWT_PUBLIC_KEY\")] public_key: String", environment, "that of `private_key`";
            /// The identifier of the key: `kid` in headers, 256 bytes at most.
            key_id: String = Text, "\"2026-11\"", environment,
                "the thumbprint of an asymmetric key (RFC 7638), none for a secret";
            /// Keys that signed before the present one, and verify until a time of their own.
            retired_keys: Vec<RetiredKey> = Value { because: KEYS_CHANGE },
                "retired_keys: Vec<RetiredKey>", program, "none";
            /// Whether each token is signed with a key of its user, derived from `secret` and from what
            /// `UserBackend::user_secret` gives: once that is another, all tokens of the user are refused. It is asked for
            /// on each request with a token, and no token is remembered as verified.
            key_per_user: bool = Switch, "\"on\"", program, "`off`";
            /// The claim `iss`: minted and required when given.
            issuer: String = Text, "\"https://api.example.com\"", environment handler, "none";
            /// The claim `aud`: minted when given, and a token must name one of these; when not, a token must name
            /// nobody.
            audience: Vec<String> = Texts, "[\"api\", \"admin\"]", environment handler, "none";
            /// The claim `client_id` (RFC 9068 §2.2), to whom tokens are issued: the first is minted, unless a token names
            /// another, and a token must name one of these.
            client_id: Vec<String> = Texts, "[\"web\", \"app\"]", environment, "none: not minted, and not looked at";
            /// How long an access token is valid.
            access_ttl: Duration = Duration { least: 1, most: MONTH }, "\"15m\"", environment, "`15m`";
            /// How long any access token may be valid, from `iat`, or from now if it has none, to `exp`: one that says more
            /// is refused, and none is minted. `30d` at most.
            max_lifetime: Duration = Duration { least: 1, most: MONTH }, "\"24h\"", environment, "`24h`";
            /// When a token becomes valid, after it was minted: `nbf`. `off` mints none; one that comes is checked all the
            /// same.
            not_before: NotBefore = Offset { most: DAY }, "\"3m\"", environment, "`0s`, at once";
            /// Whether `iat` is minted.
            issued_at: bool = Switch, "\"off\"", program, "`on`";
            /// Whether `jti` is minted: 128 random bits. Without it no single token can be told from others.
            jti: bool = Switch, "\"off\"", program, "`on`";
            /// Whether access tokens of this service expire. Off, a stolen token is good for ever: `exp` need not be there, and
            /// neither it nor `max_lifetime` is looked at. For one handler, where revocations are looked up, only as long after
            /// `iat` as `max_lifetime` says.
            verify_exp: DangerouslyOff = Dangerous { word: DANGEROUSLY_OFF, takes: "`dangerously-off` in quotes" },
                "\"dangerously-off\"", literal handler, "on";
            /// Claims that every access token must carry, besides `exp` and the subject.
            required_claims: Vec<String> = Texts, "[\"iat\", \"jti\"]", program handler, "none";
            /// Members of the header of every token, besides those that the library sets.
            additional_headers: Map<String, Value> = Value { because: "takes no literal: it is a map" },
                "additional_headers: BTreeMap<String, String>", program, "none";
            /// The claim that says whom a token is about.
            subject_claim: String = Text, "\"user_id\"", environment, "`sub`";
            /// Whether the subject is a string or an integer in tokens; to the application it is a string.
            subject_format: SubjectFormat = Word { of: SubjectFormat::CHOICES }, "\"integer\"", program, "`string`";
            /// The claim that grants scopes: its name or, if a token has no claim of that name, the path to it, such as
            /// `realm_access.roles`. A name in a path that has dots stands in quotes: `resource_access."com.acme.api".roles`;
            /// a text with quotes is a path and nothing else.
            scopes_claim: String = ClaimPath, "\"scopes\"", environment, "`scope`";
            /// Whether scopes are minted as one string with spaces (RFC 8693 §4.2) or as a list. Both are read.
            scopes_format: ScopesFormat = Word { of: ScopesFormat::CHOICES }, "\"list\"", environment, "`string`";
            /// How scopes are compared: `hierarchical`, in which `user` grants `user:read`, or `exact`, word for word. Those
            /// of other issuers are always compared word for word.
            scope_matching: ScopeMatching = Word { of: ScopeMatching::CHOICES }, "\"exact\"", program, "`hierarchical`";
            /// What access tokens say of their type.
            token_type: String = Text, "\"JWT\"", environment, "`at+jwt` (RFC 9068)";
            /// The claim that says the type of a token, instead of the header `typ`, which is then `JWT`.
            token_type_claim: String = Text, "\"type\"", environment, "none: the header says it";
            /// The longest token that is looked at, in bytes.
            max_token_bytes: usize = Count { least: 256, most: 8192 }, "4096", environment, "8192";
            /// By how much the clocks of two machines may differ.
            leeway: Duration = Duration { least: 0, most: 5 * MINUTE }, "\"10s\"", environment handler, "`10s`";
            /// Other issuers whose access tokens are accepted, each with its own keys and rules.
            trusted_issuers: Vec<TrustedIssuer> = Value {
                because: "takes no literal: the keys of others are known when the program starts"
            }, "trusted_issuers: Vec<TrustedIssuer>", program, "none";
            /// Whether there are endpoints at all: without them a service only verifies, or mints for itself.
            endpoints: bool = Switch, "\"off\"", program, "`on`";
            /// Where `POST` hands out tokens for credentials, below the prefix where the endpoints are nested.
            path_authenticate: String = Path { default: "/" }, "\"/login\"", program, "`/`";
            /// Where `GET` says whether a token is valid.
            path_verify: String = Path { default: "/verify" }, "\"/check\"", program, "`/verify`";
            /// Where `GET` answers with the user.
            path_me: String = Path { default: "/me" }, "\"/user\"", program, "`/me`";
            /// Where `GET` publishes the public keys.
            path_keys: String = Path { default: "/keys" }, "\"/jwks.json\"", program, "`/keys`";
            /// Where `POST` takes the cookies of a session back.
            path_logout: String = Path { default: "/logout" }, "\"/sign-out\"", program, "`/logout`";
            /// Where `POST` ends all sessions of the user.
            path_logout_all: String = Path { default: "/logout-all" }, "\"/sign-out-everywhere\"", program, "`/logout-all`";
            /// Where `POST` exchanges a refresh token.
            path_refresh: String = Path { default: "/refresh" }, "\"/renew\"", program, "`/refresh`";
            /// Where `POST` revokes a token (RFC 7009).
            path_revoke: String = Path { default: "/revoke" }, "\"/oauth/revoke\"", program, "`/revoke`";
            /// Where `POST` hands out a fresh access token for credentials, within a session.
            path_reauthenticate: String = Path { default: "/reauthenticate" }, "\"/confirm\"", program,
                "`/reauthenticate`";
            /// The member of a login request that names the user, for the usual `Credentials`.
            username_key: String = Text, "\"email\"", program, "`username`";
            /// The member of a login request with the password, for the usual `Credentials`.
            password_key: String = Text, "\"passphrase\"", program, "`password`";
            /// Whether failed logins and re-authentications are limited. `off`: a password can be guessed as fast as the user
            /// backend answers.
            rate_limit: bool = Switch, "\"on\"", environment, "`on`";
            /// How many failed attempts there may be for one account, from all addresses together that have not logged in to it
            /// within 30 days: a number and a time, as `N/TIME`, or `off`.
            rate_limit_account: LoginLimit = Rate { most: MOST_ATTEMPTS, longest: DAY }, "\"100/h\"", environment, "`100/h`";
            /// How many failed attempts there may be for one account from one address.
            rate_limit_account_and_address: LoginLimit = Rate { most: MOST_ATTEMPTS, longest: DAY }, "\"10/15m\"", environment,
                "`10/15m`";
            /// How many failed attempts there may be from one address, for all accounts together. The addresses of an IPv6
            /// network (`/64`) are one.
            rate_limit_address: LoginLimit = Rate { most: MOST_ATTEMPTS, longest: DAY }, "\"100/m\"", environment, "`100/m`";
            /// Where the address of a client is found: `peer`, the other end of the connection, which axum knows with
            /// `into_make_service_with_connect_info::<SocketAddr>()`; or `proxies:N`, the N-th entry from the right of
            /// `X-Forwarded-For`, where N proxies of this service stand before it and each adds one.
            client_address: ClientAddress = ClientAddress, "\"proxies:1\"", environment, "`peer`";
            /// The member of the answer with the access token.
            access_token_key: String = Text, "\"token\"", program, "`access_token`";
            /// The member with the refresh token, in answers and, unless `json_refresh_key` or `form_refresh_key` says
            /// otherwise, in the requests that bring it back.
            refresh_token_key: String = Text, "\"refresh\"", program, "`refresh_token`";
            /// Whether tokens that were verified are remembered, so that the next request with one costs no signature
            /// check.
            cache: bool = Switch, "\"off\"", environment, "`on`";
            /// How many tokens are remembered, rounded up to a power of two.
            cache_capacity: usize = Count { least: 1, most: 1 << 20 }, "8192", environment, "8192";
            /// Where tokens may stand, in the order in which the places are looked at: `header`, `cookie`, `query`, `json`
            /// and `form` (in the body), `websocket` (in its subprotocols). After a place that is `strict`, no other is
            /// looked at. A body is read for a token only if the head has none that was sent on purpose.
            token_from: Vec<Place> = Places, "token_from(header, cookie)", environment handler, "`header`";
            /// The header that holds the token.
            header_name: String = HeaderName, "\"X-Access-Token\"", environment handler, "`Authorization`";
            /// What stands before the token in the header, without regard to case; none for a header that is the token.
            header_prefixes: Vec<String> = Prefixes, "[\"Bearer\", \"JWT\"]", environment handler, "`Bearer`";
            /// The query parameter that holds the token.
            query_name: String = Text, "\"token\"", environment handler, "`access_token`";
            /// What stands before the token in the query parameter.
            query_prefix: String = Text, "\"Bearer \"", environment handler, "nothing";
            /// The member of a JSON body that holds the token.
            json_key: String = Text, "\"token\"", environment handler, "`access_token`";
            /// The field of a form that holds the token.
            form_key: String = Text, "\"token\"", environment handler, "`access_token`";
            /// How much of a body is read for credentials, a token or a CSRF value, in bytes. A larger body is refused where it
            /// may hold credentials or a token; of a form, whose CSRF value stands in the beginning, the rest streams on to the
            /// handler. 2 MiB at most.
            max_body_bytes: usize = Count { least: 256, most: 2 << 20 }, "65536", environment, "16384";
            /// How long a client may take to send what is read of a body for credentials, a token or a CSRF value; then it
            /// gets 408. What streams on to a handler has no limit here.
            body_timeout: Duration = Duration { least: 1, most: 5 * MINUTE }, "\"30s\"", environment, "`10s`";
            /// The query parameter that brings the refresh token back, where `token_from` has `query`; read by the
            /// endpoints alone, so that no handler has its own.
            query_refresh_name: String = Text, "\"renewal\"", environment, "`refresh_token`";
            /// What stands before the refresh token in that query parameter.
            query_refresh_prefix: String = Text, "\"Bearer \"", environment, "nothing";
            /// The member of a JSON body that brings the refresh token back.
            json_refresh_key: String = Text, "\"renewal\"", environment, "that of `refresh_token_key`";
            /// The field of a form that brings the refresh token back.
            form_refresh_key: String = Text, "\"renewal\"", environment, "that of `refresh_token_key`";
            /// The name that tells this `Auth` from others whose cookies the same browser keeps: it stands behind the prefix of
            /// every cookie that has its default name, as in `__Host-admin_access_token`. Letters, digits, `-` and `_`, 32 at
            /// most. Which instances there are is the structure of a program, which no environment changes.
            instance: String = InstanceName, "\"admin\"", program, "none";
            /// The cookie that holds the token.
            cookie_access_name: String = CookieName, "\"__Host-token\"", environment handler, "`__Host-access_token`";
            /// The cookie that holds the refresh token.
            cookie_refresh_name: String = CookieName, "\"__Host-refresh\"", environment, "`__Host-refresh_token`";
            /// Whether login hands out tokens in the `body` of its response, in a `cookie`, which scripts cannot read, in `both`,
            /// or `by_request`: in cookies for a form, and in the body for JSON unless the query has `token_delivery=cookie`.
            /// New tokens for one that came in a cookie are in cookies alone.
            token_delivery: Delivery = Word { of: Delivery::CHOICES }, "\"both\"", environment,
                "by `token_from`: `cookie` if tokens stand in cookies alone, `by_request` if also elsewhere, else `body`";
            /// The attribute `Domain` of cookies: with it, they are sent to all hosts below.
            cookie_domain: String = CookieDomain, "\"example.com\"", environment, "none: the host that set them";
            /// The attribute `Path` of cookies.
            cookie_path: String = CookiePath, "\"/app\"", environment, "`/`";
            /// The attribute `Secure` of cookies: they are sent over HTTPS alone.
            cookie_secure: bool = Switch, "\"on\"", environment, "`on`";
            /// The attribute `HttpOnly` of the cookie with the token: scripts cannot read it.
            cookie_http_only: bool = Switch, "\"on\"", environment, "`on`";
            /// The attribute `SameSite` of cookies.
            cookie_same_site: SameSite = Word { of: SameSite::CHOICES }, "\"Strict\"", environment, "`Lax`";
            /// How long browsers keep cookies at most.
            cookie_max_age: Duration = Duration { least: 1, most: 400 * DAY }, "\"10m\"", environment,
                "as long as the token is valid";
            /// The attribute `Partitioned` of cookies: they are kept apart for each site that embeds this one.
            cookie_partitioned: bool = Switch, "\"on\"", environment, "`off`";
            /// Whether the token is split between two cookies, of which scripts can read the one with the claims.
            cookie_split: bool = Switch, "\"on\"", environment, "`off`";
            /// The cookie with the signature of a split token.
            cookie_split_signature_name: String = CookieName, "\"__Host-signature\"", environment,
                "`__Host-access_token_signature`";
            /// Whether cookies work over plain HTTP on this machine, for development: there they have neither `Secure` nor
            /// the prefixes of their names.
            dev_http: DangerouslyOn = Dangerous { word: DANGEROUSLY_ON, takes: "`dangerously-on` in quotes" },
                "\"dangerously-on\"", literal, "off";
            /// Whether requests with a token in a cookie must show that a page of this service sent them: by a value that
            /// only such a page knows, by their `origin`, or not at all.
            csrf: CsrfProtection = Word { of: CsrfProtection::CHOICES }, "\"origin\"", environment handler, "`on`";
            /// The header in which the value is sent.
            csrf_header: String = HeaderName, "\"X-XSRF-Token\"", environment handler, "`X-CSRF-Token`";
            /// The cookie in which pages find the value; that of a login form has the same name with `_login` behind it. Login
            /// sets it under the name that the configuration has; that of a handler is the one which its refusals name.
            csrf_cookie: String = CookieName, "\"XSRF-TOKEN\"", environment handler, "`__Host-csrf_token`";
            /// The form field in which the value is sent.
            csrf_field: String = Text, "\"_token\"", environment handler, "`csrf_token`";
            /// The header in which the value is sent with a refresh token.
            csrf_refresh_header: String = HeaderName, "\"X-XSRF-Refresh\"", environment, "that of `csrf_header`";
            /// Another cookie in which pages find the value, for those that look elsewhere when they refresh.
            csrf_refresh_cookie: String = CookieName, "\"XSRF-REFRESH\"", environment, "none";
            /// The form field in which the value is sent with a refresh token.
            csrf_refresh_field: String = Text, "\"_refresh\"", environment, "that of `csrf_field`";
            /// The methods that need the value: one of them at least can change something.
            csrf_methods: Vec<String> = UnsafeMethods, "[\"POST\", \"DELETE\"]", environment handler,
                "all but `GET`, `HEAD` and `OPTIONS`";
            /// Origins whose pages may send requests with cookies, besides the service's own.
            trusted_origins: Vec<String> = Origins, "[\"https://app.example.com\"]", environment handler, "none";
            /// The realm of challenges.
            realm: String = Quotable, "\"users\"", program handler, "`api`";
            /// Where browsers are sent instead of 401, when they ask for a page, with that page as `next` in the query; with
            /// `error=invalid_grant` and the `next` of their login form, when it had wrong credentials.
            login_redirect: String = Target, "\"/login\"", program handler, "none";
            /// Methods that are answered 204 on protected routes, without the handler.
            exempt_methods: Vec<String> = Methods, "[\"OPTIONS\"]", program,
                "none, but `OPTIONS` when a browser asks beforehand whether it may send a request (CORS)";
            /// Whether protected routes need a token. Off, everybody gets in who asks for no scopes and no user.
            enforce: DangerouslyOff = Dangerous { word: DANGEROUSLY_OFF, takes: "`dangerously-off` in quotes" },
                "\"dangerously-off\"", literal, "on";
            /// What a refusal says of a token: `terse`, only that it is not valid, or `full`, which check it failed; for
            /// development.
            error_detail: ErrorDetail = Word { of: ErrorDetail::CHOICES }, "\"full\"", environment, "`terse`";
            /// Whose sessions they are, in a store that services may share; never minted. A service is another one if it has another
            /// `issuer`, `session_owner`, `audience`, `client_id` or `instance`: neither sees or ends sessions of the other. A
            /// store needs one of the first two.
            session_owner: String = Text, "\"shop\"", program, "none: an `issuer` is enough";
            /// Whether login begins a session that refresh tokens keep alive.
            refresh: bool = Switch, "\"off\"", program, "`on` with a store";
            /// How long a session lasts, from its login: nothing makes it longer.
            refresh_ttl: Duration = Duration { least: 1, most: 400 * DAY }, "\"30d\"", environment, "`30d`";
            /// For how long a session lasts whose refresh tokens are not used.
            refresh_idle_ttl: Duration = Duration { least: 1, most: 400 * DAY }, "\"7d\"", environment,
                "none: as long as any other";
            /// What refresh tokens are: `opaque`, 256 random bits, or `jwt`, which others can read.
            refresh_format: RefreshFormat = Word { of: RefreshFormat::CHOICES }, "\"jwt\"", program, "`opaque`";
            /// Whether a refresh token is exchanged for another one each time it is used, so that a copied one is found
            /// out.
            refresh_rotation: bool = Switch, "\"off\"", environment, "`on`";
            /// For how long a refresh token that was exchanged gets the same successor again: for answers that were lost,
            /// and for two tabs of one browser.
            refresh_grace: Duration = Duration { least: 0, most: 30 }, "\"5s\"", environment, "`10s`";
            /// Whether the access token, which may have expired, must come with the refresh token.
            refresh_requires_access: bool = Switch, "\"on\"", program, "`off`";
            /// How often a session can be refreshed in a minute, by whoever has its tokens; more is refused with 429, and ends
            /// nothing.
            refreshes_per_minute: CountLimit = Limit { most: 10_000 }, "60", environment, "60";
            /// How many sessions a user can have. Another login ends the one that was used least recently.
            max_sessions: CountLimit = Limit { most: 1_000_000 }, "100", environment, "100";
            /// How long before it expires an access token that came in a cookie is replaced, by the answer to the request that
            /// it came with: so a session goes on while its pages are used, until `refresh_ttl` after the login. Shorter
            /// than `access_ttl`.
            implicit_refresh: Duration = Duration { least: 1, most: MONTH }, "\"5m\"", environment,
                "none: each access token is good for its time";
            /// What a revocation is good for: `all` tokens, `refresh` tokens alone, while access tokens live until they
            /// expire, or none (`off`).
            revocation: RevocationReach = Word { of: RevocationReach::CHOICES }, "\"refresh\"", environment handler, "`all` with a store";
            /// Whether access tokens that nobody can ask about, since the store is out of reach, are refused (`deny`) or
            /// let in (`allow`): for `GET`, `HEAD`, `OPTIONS` and `TRACE`, and in the first five minutes of a token. Nothing
            /// that changes a session is ever let through.
            on_store_error: OnStoreError = Word { of: OnStoreError::CHOICES }, "\"allow\"", environment, "`deny`";
            /// How long a store may take to answer.
            store_timeout: Duration = Duration { least: 1, most: 30 }, "\"2s\"", environment, "`2s`";
            /// For how long a revocation by another process may be unknown to this one.
            revocation_staleness: Duration = Duration { least: 1, most: 60 }, "\"1s\"", environment, "`1s`";
        }
    };
}

macro_rules! table {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $kind:ident $({ $($limit:ident: $value:expr),* })?, $example:literal,
        $from:ident $($handler:ident)?, $default:literal;)*) => {
        /// All settings, in the order in which problems are reported.
        pub const SETTINGS: &[Setting] = &[$(Setting {
            name: stringify!($name),
            kind: Kind::$kind $({ $($limit: $value),* })?,
            example: $example,
            instead: concat!("give the struct the field `", $example, "`"),
            from_field: table!(@field $from),
            from_environment: table!(@environment $from),
            on_handler: table!(@handler $($handler)?),
        }),*];
    };
    (@field literal) => { false };
    (@field $from:ident) => { true };
    (@environment environment) => { true };
    (@environment $from:ident) => { false };
    (@handler handler) => { true };
    (@handler) => { false };
}

with_settings!(table);

/// The setting of this name.
///
/// ```
/// use jwt_syntax::setting::{Kind, setting};
///
/// assert_eq!(setting("cache").map(|cache| cache.kind), Some(Kind::Switch));
/// assert!(setting("isuer").is_none());
/// ```
#[must_use]
pub fn setting(name: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.name == name)
}
