//! Clients that do what clients do, at whichever process, and what must be true of each of their tokens.

use std::collections::HashMap;

use axum::http::StatusCode;
use jwt_guard::testing::purge;
use serde_json::Value;

use super::{APART, Trio, exchanged, log_in, log_out, log_out_everywhere, refuses};
use crate::nodes::{Shared, times};

/// How many clients there are, each of a user of its own.
const CLIENTS: usize = 6;

/// How much is done before everything is looked at, unless `JWT_GUARD_ROUNDS` says so.
const STEPS: u32 = 120;

/// What a client has: its latest tokens, and which process issued them.
struct Client {
    user: String,
    tokens: Value,
    issuer: usize,
}

struct Model {
    trio: Trio,
    clients: Vec<Client>,
    /// The successor of each refresh token that was exchanged.
    successors: HashMap<String, String>,
    /// What was logged out, and which process issued it.
    dead: Vec<(Value, usize)>,
    random: u64,
}

pub(crate) async fn honest_clients_lose_nothing_and_dead_tokens_stay_dead(place: impl Shared) {
    let steps = times("JWT_GUARD_ROUNDS", STEPS);
    let mut exchanges = 0;
    let mut logouts = 0;
    for (seed, apart) in (1..).zip(APART) {
        let trio = Trio::start(&place, apart).await;
        let mut model = Model::new(trio, seed).await;
        for _ in 0..steps {
            model.step().await;
        }
        model.check().await;
        exchanges += model.successors.len();
        logouts += model.dead.len();
    }
    println!(
        "shown: clocks 30 s, 10 min and 40 days apart: {exchanges} exchanges, {logouts} logouts, no token with two \
         successors, none that lived on, no session lost"
    );
}

impl Model {
    async fn new(trio: Trio, seed: u64) -> Self {
        let mut model = Self {
            trio,
            clients: Vec::new(),
            successors: HashMap::new(),
            dead: Vec::new(),
            random: seed,
        };
        for number in 0..CLIENTS {
            let issuer = model.pick(3);
            let user = format!("user {number} of {seed}");
            let tokens = log_in(&model.trio.0[issuer], &user).await;
            model.clients.push(Client {
                user,
                tokens,
                issuer,
            });
        }
        model
    }

    /// A number below another, the same ones for the same seed (xorshift).
    fn pick(&mut self, below: usize) -> usize {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        usize::try_from(self.random >> 16).expect("a number") % below
    }

    async fn step(&mut self) {
        let client = self.pick(CLIENTS);
        match self.pick(10) {
            0 => self.log_out(client).await,
            1 => self.log_out_everywhere(client).await,
            2 => purge(&self.trio.fast().auth).await.expect("a purge"),
            _ => self.exchange(client).await,
        }
    }

    /// Now and then the response is lost, and the client asks another process again.
    async fn exchange(&mut self, client: usize) {
        let issuer = self.pick(3);
        let presented = self.clients[client].tokens.clone();
        let next = exchanged(&self.trio.0[issuer], &presented).await;
        self.has_one_successor(&presented, &next);
        self.clients[client].issuer = issuer;
        self.clients[client].tokens = next;
        if self.pick(3) == 0 {
            let issuer = self.pick(3);
            let again = exchanged(&self.trio.0[issuer], &presented).await;
            self.has_one_successor(&presented, &again);
            self.clients[client].issuer = issuer;
            self.clients[client].tokens = again;
        }
        let Client { tokens, issuer, .. } = &self.clients[client];
        assert_eq!(self.trio.0[*issuer].status(tokens).await, StatusCode::OK);
    }

    fn has_one_successor(&mut self, presented: &Value, next: &Value) {
        let text = |tokens: &Value| {
            tokens["refresh_token"]
                .as_str()
                .expect("a token")
                .to_owned()
        };
        let before = self.successors.insert(text(presented), text(next));
        assert!(before.is_none_or(|before| before == text(next)));
    }

    async fn log_out(&mut self, client: usize) {
        let process = self.pick(3);
        log_out(&self.trio.0[process], &self.clients[client].tokens).await;
        let issuer = self.pick(3);
        self.begin_again(client, issuer).await;
    }

    /// The fast process ends all sessions of the user, who logs in again at once where the clock is slow.
    async fn log_out_everywhere(&mut self, client: usize) {
        log_out_everywhere(self.trio.fast(), &self.clients[client].user).await;
        self.begin_again(client, 0).await;
    }

    async fn begin_again(&mut self, client: usize, issuer: usize) {
        let tokens = log_in(&self.trio.0[issuer], &self.clients[client].user).await;
        let dead = std::mem::replace(&mut self.clients[client].tokens, tokens);
        let issued_by = std::mem::replace(&mut self.clients[client].issuer, issuer);
        refuses(&self.trio.0[issued_by], &dead).await;
        self.dead.push((dead, issued_by));
    }

    async fn check(&mut self) {
        purge(&self.trio.fast().auth).await.expect("a purge");
        for (tokens, issued_by) in &self.dead {
            self.trio.refuse_all(tokens).await;
            refuses(&self.trio.0[*issued_by], tokens).await;
        }
        for client in 0..CLIENTS {
            for _ in 0..3 {
                self.exchange(client).await;
            }
        }
    }
}
