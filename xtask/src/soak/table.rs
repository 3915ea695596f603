//! The results, as Markdown.

use std::fmt::Write;

use super::program::Ran;
use super::times::Times;

pub(super) fn of(times: &Times, ran: &[Ran]) -> String {
    let mut table = String::new();
    let variables = times.0.iter();
    let variables: Vec<_> = variables
        .map(|(name, count)| format!("`{name}={count}`"))
        .collect();
    let lines = write(&mut table, &variables.join(", "), ran);
    // A text takes everything.
    lines.unwrap_or_default();
    table
}

fn write(table: &mut String, variables: &str, ran: &[Ran]) -> std::fmt::Result {
    writeln!(table, "\n{variables}\n")?;
    writeln!(table, "| | test | showed | s |\n|---|---|---|--:|")?;
    for ran in ran {
        for test in &ran.tests {
            let mut shown = test.shown.join("; ");
            if !test.has_passed {
                shown = format!("**failed** {shown}");
            }
            if !shown.is_empty() {
                let took = test.took.as_secs_f64();
                writeln!(
                    table,
                    "| {} | `{}` | {shown} | {took:.1} |",
                    ran.name, test.name
                )?;
            }
        }
        let (count, failed) = (ran.tests.len(), ran.failed());
        let took = ran.took.as_secs_f64();
        let verdict = match ran.is_right() {
            true => format!("{count} tests passed"),
            false if ran.tests.is_empty() => "**nothing ran**".to_owned(),
            false => format!("**{failed} of {count} tests failed**"),
        };
        writeln!(table, "| {} | all | {verdict} | {took:.1} |", ran.name)?;
    }
    Ok(())
}
