//! A progress bar on standard error, where that is a terminal.

use super::say::Manner;
use crate::archive::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::{Mutex, PoisonError};

/// A bar per stage.
pub(super) struct Bars {
    current: Mutex<ProgressBar>,
    hidden: bool,
}

impl Bars {
    /// Bars that are drawn, unless nothing is to be said.
    pub(super) fn new(manner: Manner) -> Self {
        Self { current: Mutex::new(ProgressBar::hidden()), hidden: manner == Manner::Quiet }
    }

    /// Takes the last bar away.
    pub(super) fn finish(&self) {
        self.bar().finish_and_clear();
    }

    fn bar(&self) -> std::sync::MutexGuard<'_, ProgressBar> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Progress for Bars {
    fn stage(&self, name: &'static str, steps: usize) {
        if self.hidden {
            return;
        }
        let mut bar = self.bar();
        bar.finish_and_clear();
        // indicatif draws nothing where standard error is no terminal.
        *bar =
            ProgressBar::with_draw_target((steps > 0).then_some(steps as u64), ProgressDrawTarget::stderr());
        let template = if steps > 0 { "{msg:22} {bar:32} {pos}/{len}" } else { "{msg:22} {spinner} {pos}" };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("━╸─"));
        }
        bar.set_message(name);
    }

    fn tick(&self) {
        if !self.hidden {
            self.bar().inc(1);
        }
    }
}
