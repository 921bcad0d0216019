//! The commands README.md asks people to type.

/// The first word after the language of a fenced block whose commands are carried out.
const MARK: &str = "sh walk";

/// Every command in a block marked `sh walk`, in order; empty lines and comments left out.
pub fn commands(text: &str) -> Vec<String> {
    let mut inside = false;
    let mut commands = Vec::new();
    for line in text.lines().map(str::trim) {
        if let Some(fence) = line.strip_prefix("```") {
            inside = !inside && fence.trim() == MARK;
        } else if inside && !line.is_empty() && !line.starts_with('#') {
            commands.push(line.to_owned());
        }
    }
    commands
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_marked_blocks_are_taken() {
        let text =
            "```sh walk\n# a comment\nfirst\n\nsecond\n```\n```sh\nother\n```\n```sh walk\nthird\n```\n";
        assert_eq!(commands(text), ["first", "second", "third"]);
    }

    #[test]
    fn text_after_an_unmarked_block_is_not_a_command() {
        assert!(commands("```toml\nsh walk\n```\nnot a command\n").is_empty());
    }
}
