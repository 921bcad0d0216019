//! What one set of rules has that another has not.

/// What changed from `before` to `after`, both as rules stand on controls: “Age 30 to 60 years” added; “Sex Female”
/// taken away. Empty when both have the same rules, in whatever order.
pub fn changes(before: &[String], after: &[String]) -> String {
    let mut parts = Vec::new();
    parts.extend(told(&missing(after, before), "added"));
    parts.extend(told(&missing(before, after), "taken away"));
    parts.join("; ")
}

/// Rules of `of` that `from` lacks; one that stands there twice is looked for twice.
fn missing<'a>(of: &'a [String], from: &[String]) -> Vec<&'a String> {
    let mut left: Vec<&String> = from.iter().collect();
    let is_missing = |rule: &&String| match left.iter().position(|other| other == rule) {
        Some(position) => {
            left.remove(position);
            false
        }
        None => true,
    };
    of.iter().filter(is_missing).collect()
}

fn told(rules: &[&String], what: &str) -> Option<String> {
    let quoted: Vec<String> = rules.iter().map(|rule| format!("“{rule}”")).collect();
    (!quoted.is_empty()).then(|| format!("{} {what}", super::separated(&quoted, "and")))
}

#[cfg(test)]
mod tests {
    use super::changes;

    fn rules(rules: &[&str]) -> Vec<String> {
        rules.iter().map(|rule| (*rule).to_owned()).collect()
    }

    #[test]
    fn what_came_and_what_went_is_told() {
        assert_eq!(changes(&rules(&["A"]), &rules(&["A", "B", "C"])), "“B” and “C” added");
        assert_eq!(changes(&rules(&["A", "B"]), &rules(&["C", "A"])), "“C” added; “B” taken away");
        assert_eq!(changes(&rules(&["A", "A"]), &rules(&["A"])), "“A” taken away");
    }

    #[test]
    fn another_order_is_no_change() {
        assert_eq!(changes(&rules(&["A", "B"]), &rules(&["B", "A"])), "");
    }
}
