//! `Driver`: runs scenarios, which are functions of a script, in Chromium.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::programs::Browser;

/// What runs the scenarios.
pub(crate) struct Driver {
    browser: Browser,
    /// Where the scenarios are, and the package that they use.
    folder: PathBuf,
}

impl Driver {
    /// Installs the package in a folder of this name, beside the script.
    pub(crate) fn prepare(name: &str, script: &str) -> Result<Self, String> {
        let browser = Browser::find().map_err(|missing| missing.to_string())?;
        // Packages stay out of the sources.
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        for (name, text) in [
            ("package.json", include_str!("../browser/package.json")),
            (
                "package-lock.json",
                include_str!("../browser/package-lock.json"),
            ),
            ("scenarios.mjs", script),
        ] {
            fs::write(folder.join(name), text).map_err(|error| error.to_string())?;
        }
        let installed = Command::new(&browser.npm)
            .args(["ci", "--prefer-offline", "--no-audit", "--no-fund"])
            .current_dir(&folder)
            .output()
            .map_err(|error| error.to_string())?;
        if !installed.status.success() {
            let problem = String::from_utf8_lossy(&installed.stderr);
            return Err(format!("`npm ci` failed: {problem}"));
        }
        Ok(Self { browser, folder })
    }

    /// Runs a scenario with the address of the service, and with one more argument.
    pub(crate) fn run(&self, scenario: &str, ours: &str, other: &str) {
        let output = Command::new(&self.browser.node)
            .args(["scenarios.mjs", scenario, ours])
            .arg(&self.browser.chromium)
            .arg(other)
            .current_dir(&self.folder)
            .output()
            .expect("node was there");
        assert!(
            output.status.success(),
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }
}
