//! Who asks a process again and again.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{JoinHandle, sleep, spawn};
use std::time::{Duration, Instant};

use super::process::{Process, Tokens};

/// Asks with one token, on a thread of its own.
pub(super) struct Watch {
    is_over: Arc<AtomicBool>,
    answers: JoinHandle<Answers>,
}

impl Watch {
    pub(super) fn of(process: &Process, tokens: &Tokens) -> Self {
        let (process, tokens) = (process.clone(), tokens.clone());
        let is_over = Arc::new(AtomicBool::new(false));
        let ends = Arc::clone(&is_over);
        let answers = spawn(move || {
            let mut answers = Vec::new();
            while !ends.load(Ordering::Relaxed) {
                let asked = Instant::now();
                let status = process.status(&tokens);
                answers.push(Answer {
                    asked,
                    answered: Instant::now(),
                    status,
                });
                sleep(Duration::from_millis(10));
            }
            Answers(answers)
        });
        Self { is_over, answers }
    }

    pub(super) fn end(self) -> Answers {
        self.is_over.store(true, Ordering::Relaxed);
        self.answers.join().expect("it was answered")
    }
}

pub(super) struct Answers(Vec<Answer>);

struct Answer {
    asked: Instant,
    answered: Instant,
    status: u16,
}

impl Answers {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The answers to what was asked and answered in a time, each once.
    pub(super) fn between(&self, from: Instant, to: Instant) -> Vec<u16> {
        let answers = self.0.iter();
        let answers = answers.filter(|answer| answer.asked > from && answer.answered < to);
        let mut statuses: Vec<_> = answers.map(|answer| answer.status).collect();
        statuses.sort_unstable();
        statuses.dedup();
        statuses
    }

    pub(super) fn let_in(&self) -> usize {
        let answers = self.0.iter();
        answers.filter(|answer| answer.status == 200).count()
    }
}
