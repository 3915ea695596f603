use jwt_guard::claim::FromUser;
use jwt_guard::prelude::*;

#[derive(Clone)]
struct User {
    level: u8,
}

mod app {
    pub mod plans {
        pub fn is_known<T: AsRef<str>>(plan: &T) -> bool {
            plan.as_ref() == "pro"
        }
    }
}

/// Functions of any kind, under names that the derive uses itself.
#[derive(Claim)]
#[claim(user = User)]
struct Membership {
    #[claim(setup = user, verify = app::plans::is_known::<String>)]
    plan: String,
    #[claim(setup = Self::claims, verify = Self::value)]
    level: u8,
    #[claim(default = found, verify = <[String]>::is_empty)]
    teams: Vec<String>,
    #[claim(setup = <User as Titled>::title)]
    title: Option<Box<str>>,
    #[claim(verify = self::name)]
    r#type: Option<String>,
}

trait Titled {
    fn title(&self) -> impl Future<Output = Option<Box<str>>> + Send;
}

impl Titled for User {
    async fn title(&self) -> Option<Box<str>> {
        None
    }
}

fn user(_: &User) -> String {
    "pro".into()
}

fn found() -> Vec<String> {
    Vec::new()
}

fn name(_: &String) -> Result<(), std::convert::Infallible> {
    Ok(())
}

impl Membership {
    async fn claims(user: &User) -> Result<u8, BackendError> {
        Ok(user.level)
    }

    fn value(level: &u8) -> bool {
        *level < 5
    }
}

/// The claims of a library, computed from a user of which only a service that mints knows.
fn main() {
    let user = User { level: 4 };
    let membership = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(Membership::from_user(&user));
    let membership = membership.unwrap();
    assert_eq!(membership.verify(), Ok(()));
    assert_eq!((membership.level, membership.teams.len()), (4, 0));
    assert!(membership.title.is_none() && membership.r#type.is_none());
    let member = Membership { teams: vec!["red".into()], ..membership };
    assert_eq!(member.verify(), Err("teams"));
    assert!(Membership::FROM_BACKEND.is_empty());
}
