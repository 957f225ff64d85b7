//! The count of all checks: what each tool said it ran, and the one line at the end.

use std::time::Instant;

use anyhow::{Result, bail};

/// What one step found.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Count {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
    /// Tests that were found and not run. They count as failed: nothing is skipped in silence.
    pub(crate) skipped: u32,
}

impl Count {
    /// A step that is one check of its own.
    pub(crate) const ONE: Self = Self { passed: 1, failed: 0, skipped: 0 };

    /// The sum of cargo's lines `test result: ok. 12 passed; 0 failed; 1 ignored; ...`.
    pub(crate) fn of_cargo(text: &str) -> Self {
        let mut count = Self::default();
        for line in text.lines().filter(|line| line.starts_with("test result: ")) {
            let before = |noun: &str| {
                let words = line.split([' ', ';', '.']).filter(|word| !word.is_empty()).collect::<Vec<_>>();
                let place = words.iter().position(|word| *word == noun)?;
                words.get(place.checked_sub(1)?)?.parse::<u32>().ok()
            };
            count.passed += before("passed").unwrap_or(0);
            count.failed += before("failed").unwrap_or(0);
            count.skipped += before("ignored").unwrap_or(0);
        }
        count
    }

    /// The lines `ℹ pass 12` with which Node's test runner ends.
    pub(crate) fn of_node(text: &str) -> Self {
        let last = |noun: &str| {
            let number = |line: &str| line.strip_prefix("ℹ ")?.strip_prefix(noun)?.trim().parse::<u32>().ok();
            text.lines().rev().find_map(number).unwrap_or(0)
        };
        Self {
            passed: last("pass "),
            failed: last("fail ") + last("cancelled "),
            skipped: last("skipped ") + last("todo "),
        }
    }

    /// The count of a suite, given whether its runner was content. An empty suite and a runner that failed beside its
    /// tests are troubles.
    pub(crate) fn checked(mut self, content: bool) -> Result<Self> {
        if self == Self::default() {
            bail!("{}", if content { "no test was found" } else { "it ended before any test ran" });
        }
        if !content && self.failed == 0 && self.skipped == 0 {
            self.failed = 1;
        }
        Ok(self)
    }
}

/// All steps so far.
#[derive(Default)]
pub(crate) struct Tally {
    count: Count,
    troubles: Vec<String>,
    flaky: Vec<String>,
}

impl Tally {
    /// Runs one step, shows how long it took, and says whether what stands on it can run.
    pub(crate) fn step(&mut self, name: &str, work: impl FnOnce() -> Result<Count>) -> bool {
        println!("\n== {name}");
        let start = Instant::now();
        let found = work();
        let seconds = start.elapsed().as_secs_f64();
        match found {
            Ok(count) => {
                self.count.passed += count.passed;
                self.count.failed += count.failed + count.skipped;
                println!("== {name}: {} passed, {:.1} s", count.passed, seconds);
                if count.failed + count.skipped > 0 {
                    self.troubles.push(format!("{name}: {} failed, {} skipped", count.failed, count.skipped));
                }
                count.failed == 0
            }
            Err(error) => {
                println!("== {name}: failed, {seconds:.1} s: {error:#}");
                self.fail(format!("{name}: {error:#}"));
                false
            }
        }
    }

    /// Counts a step as failed that cannot run.
    pub(crate) fn cannot(&mut self, name: &str, why: &str) {
        println!("\n== {name}: not run, {why}");
        self.fail(format!("{name}: not run, {why}"));
    }

    /// Remembers tests that failed, passed when they were run again, and count as passed: the closing text names them.
    pub(crate) fn note_flaky(&mut self, names: Vec<String>) {
        self.flaky.extend(names);
    }

    fn fail(&mut self, trouble: String) {
        self.count.failed += 1;
        self.troubles.push(trouble);
    }

    /// Whether nothing failed, and the text that ends with the one line of the sum.
    pub(crate) fn close(&self) -> (bool, String) {
        let mut text: String = self.troubles.iter().map(|trouble| format!("failed: {trouble}\n")).collect();
        for name in &self.flaky {
            text.push_str(&format!("flaky: {name} failed once and passed when run again alone\n"));
        }
        text.push_str(&format!("{} passed, {} failed", self.count.passed, self.count.failed));
        (self.count.failed == 0, text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_lines_add_up_and_ignored_tests_are_seen() {
        let text = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s
test a_test_result: ok. 100 passed ... ok
test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.10s";
        assert_eq!(Count::of_cargo(text), Count { passed: 15, failed: 2, skipped: 1 });
    }

    #[test]
    fn the_last_lines_of_node_count() {
        let text = "ℹ pass 900\nℹ tests 9\nℹ suites 0\nℹ pass 5\nℹ fail 1\nℹ cancelled 1\nℹ skipped 1\nℹ todo 1\n";
        assert_eq!(Count::of_node(text), Count { passed: 5, failed: 2, skipped: 2 });
    }

    #[test]
    fn a_suite_without_tests_is_a_failure() {
        assert!(Count::of_node("ℹ pass 0\n").checked(true).is_err());
        assert!(Count::of_cargo("error: could not compile").checked(false).is_err());
    }

    #[test]
    fn a_runner_that_fails_beside_its_tests_is_a_failure() {
        let count = Count { passed: 3, ..Count::default() };
        assert_eq!(count.checked(false).expect("tests ran").failed, 1);
        assert_eq!(count.checked(true).expect("tests ran").failed, 0);
    }

    #[test]
    fn flaky_tests_are_named_before_the_last_line() {
        let mut tally = Tally::default();
        tally.step("suite", || Ok(Count { passed: 4, ..Count::default() }));
        tally.note_flaky(vec!["drags".to_owned()]);
        let (fine, text) = tally.close();
        assert!(fine);
        assert_eq!(text, "flaky: drags failed once and passed when run again alone\n4 passed, 0 failed");
    }

    #[test]
    fn the_last_line_is_the_sum_with_skipped_tests_as_failed() {
        let mut tally = Tally::default();
        assert!(tally.step("lint", || Ok(Count::ONE)));
        tally.step("suite", || Ok(Count { passed: 4, failed: 0, skipped: 2 }));
        assert!(!tally.step("tool", || bail!("it is missing")));
        tally.cannot("browser", "there is none");
        let (fine, text) = tally.close();
        assert!(!fine);
        assert_eq!(text.lines().last(), Some("5 passed, 4 failed"));
        assert_eq!(text.lines().filter(|line| line.starts_with("failed: ")).count(), 3);
    }
}
