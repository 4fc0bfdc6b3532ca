//! Arguments of `read`.

use clap::Args;

use super::InputArgs;

/// Arguments of `read`.
#[derive(Debug, Args)]
#[command(after_help = READ_EXAMPLES)]
pub(crate) struct ReadArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
}

const READ_EXAMPLES: &str = "\
Examples:
  samestory read feed.xml -v | head -1         and which field was taken for what
  samestory read pages/ | jq -r .title
  samestory read news.zip > news.jsonl         to be read again as it is

One JSON object an article goes to stdout; `samestory schema read` describes it.";
