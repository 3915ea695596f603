//! Automatic user loading.

use super::*;

/// A user of the database of the sample; the subject of its tokens is the number.
#[derive(Clone, Serialize)]
struct Hero {
    id: u32,
    full_name: &'static str,
    username: &'static str,
}

const HEROES: [Hero; 3] = [
    Hero {
        id: 1,
        full_name: "Bruce Wayne",
        username: "batman",
    },
    Hero {
        id: 2,
        full_name: "Ann Takamaki",
        username: "panther",
    },
    Hero {
        id: 3,
        full_name: "Jester Lavore",
        username: "little_sapphire",
    },
];

struct Heroes;

impl UserBackend for Heroes {
    type Credentials = Credentials;
    type User = Hero;

    async fn authenticate(&self, login: Credentials) -> Result<Option<Hero>, BackendError> {
        let hero = HEROES
            .into_iter()
            .find(|hero| hero.username == login.username);
        Ok(hero.filter(|_| *login.password == "password"))
    }

    /// `@jwt.user_lookup_loader`
    async fn retrieve_user(&self, subject: &str) -> Result<Option<Hero>, BackendError> {
        Ok(HEROES
            .into_iter()
            .find(|hero| self.subject(hero) == subject))
    }

    /// `@jwt.user_identity_loader`
    fn subject(&self, hero: &Hero) -> String {
        hero.id.to_string()
    }
}

#[derive(AuthConfig)]
#[auth(preset = "flask-jwt-extended", users = Heroes, user_lookup = "always")]
struct App {
    secret: Secret,
}

#[inject_user]
async fn who_am_i(#[user] hero: Hero) -> Json<Hero> {
    Json(hero)
}

#[protected]
async fn no_user_taken() -> &'static str {
    "hello"
}

#[protected(optional, user_lookup = "injected")]
async fn perhaps() -> &'static str {
    "hello"
}

#[inject_user(optional)]
async fn optional_user(#[user] hero: Option<Hero>) -> String {
    hero.map_or("anonymous", |hero| hero.username).to_owned()
}

fn client() -> Client {
    let secret = SECRET.into();
    let auth = Auth::builder(App { secret }).users(Heroes);
    let auth = auth.clock(FrozenClock::at(NOW)).build().unwrap();
    let app = GuardedRouter::new()
        .route("/who_am_i", get(who_am_i))
        .route("/protected", get(no_user_taken))
        .route("/perhaps", get(perhaps))
        .route("/optional", get(optional_user))
        .merge(auth.endpoints())
        .with_state(auth);
    Client::of(app)
}

/// Automatic User Loading: `automatic_user_loading.py`
#[tokio::test]
async fn automatic_user_loading() {
    let client = client();
    let reply = client.log_in("/login", "panther", "password").await;
    let token = reply.text_of("access_token");
    assert_eq!(claims_of(&token)["sub"], "2");
    let reply = client.get("/who_am_i", &bearer(&token)).await;
    let expected = json!({"id": 2, "full_name": "Ann Takamaki", "username": "panther"});
    assert_eq!(reply.seen(), (200, expected));
    let reply = client.get("/optional", &bearer(&token)).await;
    assert_eq!(reply.text, "panther");
    assert_eq!(client.get("/optional", "").await.text, "anonymous");
}

/// API: `user_lookup_loader` that finds no user, `user_lookup_error_loader`
#[tokio::test]
async fn user_lookup_error() {
    let client = client();
    let gone = bearer(&signed(&changed(&original(), &json!({"sub": "9"}))));
    for path in ["/who_am_i", "/protected", "/optional"] {
        let reply = client.get(path, &gone).await;
        // The text there ends with the subject.
        assert_eq!(reply.seen(), (401, msg("Error loading the user")), "{path}");
    }
    assert_eq!(client.get("/perhaps", &gone).await.status, 200);
}

/// What is accepted there, and not here: a refresh token of a user who is gone, where no loader is set
#[derive(AuthConfig)]
#[auth(preset = "flask-jwt-extended", users = Leaving, session_owner = "shop")]
struct Refreshing {
    secret: Secret,
}

/// Each user is gone after the login.
struct Leaving;

impl UserBackend for Leaving {
    type Credentials = Credentials;
    type User = User;

    async fn authenticate(&self, login: Credentials) -> Result<Option<User>, BackendError> {
        Users.authenticate(login).await
    }

    async fn retrieve_user(&self, _: &str) -> Result<Option<User>, BackendError> {
        Ok(None)
    }

    fn subject(&self, user: &User) -> String {
        user.username.clone()
    }
}

#[tokio::test]
async fn a_user_who_is_gone_gets_no_further_token() {
    let secret = SECRET.into();
    let auth = Auth::builder(Refreshing { secret }).users(Leaving);
    let auth = auth.store(MemoryStore::new()).clock(FrozenClock::at(NOW));
    let auth = auth.build().unwrap();
    let app = GuardedRouter::new().merge(auth.endpoints());
    let client = Client::of(app.with_state(auth));
    let tokens = client.log_in("/login", "test", "test").await;
    let refresh = bearer(&tokens.text_of("refresh_token"));
    let reply = client.post("/refresh", &refresh).await;
    assert_eq!(reply.seen(), (401, msg("Error loading the user")));
}
