//! What Node's test runner tells of the tests that failed, and what a second run makes of them.

use crate::tally::Count;

/// A test that failed, as Node's test runner tells it at its end.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Failure {
    /// Relative to the folder in which the runner ran.
    pub(crate) file: String,
    /// The file's own path, where it failed as a whole and not in one of its tests.
    pub(crate) name: String,
}

impl Failure {
    /// What stands under `failing tests:`, two lines each: `test at tests/a.test.js:136:1` and `✖ its name (12.3ms)`.
    pub(crate) fn of_node(text: &str) -> Vec<Self> {
        let (_, end) = text.rsplit_once("\n✖ failing tests:\n").unwrap_or_default();
        let lines = end.lines().collect::<Vec<_>>();
        let failure = |pair: &[&str]| {
            let file = pair[0].strip_prefix("test at ")?.rsplitn(3, ':').nth(2)?;
            let name = untimed(pair[1].strip_prefix("✖ ")?)?;
            Some(Self { file: file.to_owned(), name: name.to_owned() })
        };
        lines.windows(2).filter_map(failure).collect()
    }

    fn is_whole_file(&self) -> bool {
        self.name.ends_with(&self.file)
    }
}

/// The count of a `first` run, now that the files of its `failures` ran once more, alone, with what `text` tells; and the
/// names of the tests that passed then. Whatever fails in the second run fails, and so does what is not seen to pass in it.
pub(crate) fn after_second_run(first: Count, failures: &[Failure], content: bool, text: &str) -> (Count, Vec<String>) {
    let again = Failure::of_node(text);
    let passed = |failure: &&Failure| {
        let file_failed = again.iter().any(|other| other.file == failure.file && other.is_whole_file());
        let seen = failure.is_whole_file() || passed_in_node(text).any(|name| name == failure.name);
        seen && !file_failed && !again.contains(failure)
    };
    // A runner that fails and does not say at what has shown nothing.
    let flaky = if content || !again.is_empty() { failures.iter().filter(passed).collect() } else { Vec::new() };
    let still = failures.iter().filter(|failure| !flaky.contains(failure) && !again.contains(failure)).count();
    let all = first.passed + first.failed;
    // More may have failed than is told by name.
    let failed = u32::try_from(again.len() + still).unwrap_or(u32::MAX).max(Count::of_node(text).failed).min(all);
    let count = Count { passed: all - failed, failed, skipped: first.skipped };
    (count, flaky.into_iter().map(|failure| failure.name.clone()).collect())
}

/// The names of Node's lines `✔ its name (12.3ms)`.
fn passed_in_node(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| untimed(line.trim_start().strip_prefix("✔ ")?))
}

/// The name in `its name (12.3ms)`.
fn untimed(text: &str) -> Option<&str> {
    text.rsplit_once(" (").filter(|(_, time)| time.ends_with("ms)")).map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "✔ fine (1.5ms)
✖ drags (it does) (7.9ms)
ℹ pass 1
ℹ fail 2

✖ failing tests:

test at tests/browser/a.test.js:136:1
✖ drags (it does) (7.9ms)
  AssertionError [ERR_ASSERTION]: Infinity steps away
      at TestContext.<anonymous> (file:///tests/browser/a.test.js:140:5)

test at tests/browser/b.test.js:1:1
✖ /clone/tests/browser/b.test.js (383.0ms)
  'test failed'
";

    fn second(text: &str) -> (Count, Vec<String>) {
        let content = !text.contains("✖");
        after_second_run(Count::of_node(FIRST), &Failure::of_node(FIRST), content, text)
    }

    #[test]
    fn failing_tests_are_found_with_their_files_in_the_output_of_node() {
        let found = Failure::of_node(FIRST);
        let pairs = found.iter().map(|failure| (failure.file.as_str(), failure.name.as_str())).collect::<Vec<_>>();
        assert_eq!(
            pairs,
            [
                ("tests/browser/a.test.js", "drags (it does)"),
                ("tests/browser/b.test.js", "/clone/tests/browser/b.test.js"),
            ]
        );
        assert_eq!(Failure::of_node("✖ drags (7.9ms)\nℹ fail 1\n"), []);
    }

    #[test]
    fn what_fails_once_and_then_passes_counts_as_passed_and_is_named() {
        let (count, flaky) = second("✔ drags (it does) (9.1ms)\n✔ in b (1.0ms)\nℹ pass 2\n");
        assert_eq!(count, Count { passed: 3, failed: 0, skipped: 0 });
        assert_eq!(flaky, ["drags (it does)", "/clone/tests/browser/b.test.js"]);
    }

    #[test]
    fn what_fails_in_the_second_run_fails_whether_or_not_it_failed_in_the_first() {
        let twice = FIRST[..FIRST.find("test at tests/browser/b").expect("b is there")].replace("fail 2", "fail 1");
        assert_eq!(
            second(&twice),
            (Count { passed: 2, failed: 1, skipped: 0 }, vec!["/clone/tests/browser/b.test.js".to_owned()])
        );
        let other = twice.replace("drags (it does)", "fine").replacen("✖ fine", "✔ drags (it does)", 1);
        assert_eq!(second(&other).0, Count { passed: 2, failed: 1, skipped: 0 });
    }

    #[test]
    fn what_is_not_seen_to_pass_in_the_second_run_fails() {
        assert_eq!(second("✔ in b (1.0ms)\nℹ pass 1\nℹ skipped 1\n").0.failed, 1);
        assert_eq!(second(FIRST), (Count { passed: 1, failed: 2, skipped: 0 }, Vec::new()));
        assert_eq!(second("✖ it broke down").0.failed, 2);
        assert_eq!(second("✔ drags (it does) (9.1ms)\nℹ pass 1\nℹ fail 1\n✖ without a name").0.failed, 2);
    }
}
