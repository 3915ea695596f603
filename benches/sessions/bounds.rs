//! Bounds that must hold however busy the machine is: many times the usual values.

use std::cell::RefCell;
use std::process::ExitCode;

/// Those that were exceeded.
pub(crate) struct Bounds {
    /// In a short run, the figures mean nothing.
    are_held: bool,
    exceeded: RefCell<Vec<String>>,
}

impl Bounds {
    pub(crate) fn new(are_held: bool) -> Self {
        Self {
            are_held,
            exceeded: RefCell::default(),
        }
    }

    pub(crate) fn at_most(&self, what: &str, bound: f64, unit: &str, found: f64) {
        if self.are_held && found > bound {
            let exceeded =
                format!("{what}: {found:.2} {unit}, and at most {bound} {unit} are allowed");
            self.exceeded.borrow_mut().push(exceeded);
        }
    }

    /// Says which were exceeded.
    pub(crate) fn end(self) -> ExitCode {
        let exceeded = self.exceeded.into_inner();
        for one in &exceeded {
            eprintln!("too much: {one}");
        }
        match exceeded.is_empty() {
            true => ExitCode::SUCCESS,
            false => ExitCode::FAILURE,
        }
    }
}
