//! A progress bar on a terminal, silence in a pipe.

use std::{
    io::{IsTerminal, stderr},
    time::Duration,
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// What a command shows while it works.
pub(crate) struct Bar(ProgressBar);

impl Bar {
    /// A bar over `runs` runs, drawn on standard error if that is a terminal.
    pub(crate) fn over(runs: u64) -> Self {
        Self::counting(runs, "runs")
    }

    /// A bar over so many of something, with the rate at which they are done and the time left.
    pub(crate) fn counting(length: u64, what: &str) -> Self {
        let bar = ProgressBar::with_draw_target(Some(length), target());
        if let Ok(style) = ProgressStyle::with_template(&format!(
            "{{msg:.bold}} {{bar:30}} {{human_pos}}/{{human_len}} {what}, {{per_sec}}, {{eta}} left",
        )) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(120));
        Self(bar)
    }

    /// Says that something is being done whose length nobody knows, and for how long it has been.
    pub(crate) fn without_end(doing: &str) -> Self {
        let bar = ProgressBar::with_draw_target(None, target());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg:.bold} {elapsed}") {
            bar.set_style(style);
        }
        bar.set_message(doing.to_owned());
        bar.enable_steady_tick(Duration::from_millis(120));
        Self(bar)
    }

    /// Says how many are done in all.
    pub(crate) fn stand_at(&self, done: u64) {
        // What was found done from before took no time, and must not count in the rate.
        if self.0.position() == 0 && done > 0 {
            self.0.reset_eta();
        }
        self.0.set_position(done);
    }

    /// Says what is being simulated now, and how many more of its runs have ended.
    pub(crate) fn tell(&self, stage: &str, runs: u64) {
        if runs == 0 {
            self.0.set_message(stage.to_owned());
        }
        self.0.inc(runs);
    }
}

fn target() -> ProgressDrawTarget {
    if stderr().is_terminal() {
        ProgressDrawTarget::stderr_with_hz(15)
    } else {
        ProgressDrawTarget::hidden()
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
