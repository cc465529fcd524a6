//! `minutebook check --index`: whether all that an index keeps is as it was written.

use super::Format;
use crate::archive::{Archive, Finding};
use anyhow::bail;
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// Looks at the index in a folder.
pub(super) fn run(dir: &Path, format: Format) -> anyhow::Result<ExitCode> {
    if !dir.is_dir() {
        bail!("{}: no index there; build it with `minutebook index --index {0}`", dir.display());
    }
    let health = Archive::check(dir);
    let mut out = std::io::stdout().lock();
    let advice = format!("make it again: `minutebook index --index {}` with your sources", dir.display());
    if format == Format::Json {
        let rows = |findings: &[Finding]| -> Vec<Value> {
            findings.iter().map(|finding| json!({ "path": finding.path, "what": finding.what })).collect()
        };
        let advice = (!health.damage.is_empty()).then_some(advice);
        let all = json!({
            "index": dir.display().to_string(), "reports": health.reports,
            "damage": rows(&health.damage), "notes": rows(&health.notes), "advice": advice,
        });
        serde_json::to_writer_pretty(&mut out, &all)?;
        writeln!(out)?;
    } else {
        for finding in &health.damage {
            writeln!(out, "error: {finding}")?;
        }
        for finding in &health.notes {
            writeln!(out, "note: {finding}")?;
        }
        let dir = dir.display();
        match health.damage.len() {
            0 => writeln!(out, "{dir}: whole, with {} reports", health.reports)?,
            _ => writeln!(out, "{dir}: damaged; {advice}")?,
        }
    }
    Ok(if health.damage.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
