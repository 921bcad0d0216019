//! What can be typed.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};

use crate::analysis::address::FiguresPage;
use crate::exhibit::{ExhibitId, Policy};
use crate::server::exports::Format;
use crate::server::file_options::FileChoice;
use crate::server::pages::AnyQuestion;
use crate::store::{
    ClusterUse, DatabaseLocation, Durability, EmbeddedOptions, StoreError, default_data_directory,
};

/// An outcomes workbench for musculoskeletal care programmes.
#[derive(Debug, Parser)]
#[command(name = "sinew", version)]
pub struct Arguments {
    #[command(flatten)]
    pub database: DatabaseArguments,
    #[command(subcommand)]
    pub command: Command,
}

/// Where the database is.
#[derive(Debug, Args)]
pub struct DatabaseArguments {
    /// Address of a Postgres database. Without it Sinew runs a private Postgres of its own.
    #[arg(long, env = "DATABASE_URL", global = true, hide_env_values = true)]
    database_url: Option<String>,
    /// Directory of the private Postgres. Without it: the user's data directory.
    #[arg(long, env = "SINEW_DATA_DIRECTORY", global = true, conflicts_with = "database_url")]
    data_directory: Option<PathBuf>,
}

impl DatabaseArguments {
    /// The location they mean, for a server or a command.
    ///
    /// # Errors
    /// There is no data directory to be found for this user.
    pub fn location(&self, cluster_use: ClusterUse) -> Result<DatabaseLocation, StoreError> {
        if let Some(url) = &self.database_url {
            return Ok(DatabaseLocation::Url(url.clone()));
        }
        let data_directory = self.data_directory.clone().map_or_else(default_data_directory, Ok)?;
        let durability = Durability::Full;
        Ok(DatabaseLocation::Embedded(EmbeddedOptions { data_directory, cluster_use, durability }))
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the web application on this machine.
    Serve(ServeArguments),
    /// Bring the database's tables to this program's version.
    Migrate,
    /// Load a study from CSV files, replacing what was loaded before.
    Import(ImportArguments),
    /// Save a figure of a study, all figures of a page, or an exhibit by its id, as a file.
    Export(ExportArguments),
    /// Load the synthetic studies, a programme and claims: people who do not exist, to look around with.
    Demo(DemoArguments),
    /// Hold the statistics engine against cases of other programs; exit code 1 when one misses.
    Verify(VerifyArguments),
}

/// `sinew serve`
#[derive(Debug, Args)]
pub struct ServeArguments {
    /// Address to listen on; it must be a loopback address. Port 0 takes a free port.
    #[arg(long, env = "SINEW_ADDRESS")]
    pub address: Option<SocketAddr>,
    /// What is shown: exact numbers, or small counts hidden and others rounded.
    #[arg(long, value_enum, default_value_t = PolicyArgument::Exact)]
    pub policy: PolicyArgument,
}

/// `sinew import`
#[derive(Debug, Args)]
pub struct ImportArguments {
    /// Name of the study in addresses: a–z, 0–9 and _.
    #[arg(long, required_unless_present_any = ["suggest", "shipped"])]
    pub study: Option<String>,
    /// Write a first mapping for this file to standard output, to edit.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["study", "shipped", "dry_run", "mapping", "files"])]
    pub suggest: Option<PathBuf>,
    /// Load a study that ships with Sinew, unless it is loaded already.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["study", "suggest"])]
    pub shipped: Option<String>,
    /// Read and check everything, report, and load nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// The mapping (TOML): which column is what.
    #[arg(required_unless_present_any = ["suggest", "shipped"])]
    pub mapping: Option<PathBuf>,
    /// The data (UTF-8 CSV).
    #[arg(required_unless_present_any = ["suggest", "shipped"])]
    pub files: Vec<PathBuf>,
}

/// `sinew export`
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("what").required(true).args(["figure", "page", "exhibit"])))]
pub struct ExportArguments {
    /// Name of the study in addresses.
    #[arg(long, required_unless_present = "exhibit")]
    pub study: Option<String>,
    /// The figure.
    #[arg(long, value_parser = one_of(AnyQuestion::all().map(|figure| (figure.code(), figure))), requires = "study")]
    pub figure: Option<AnyQuestion>,
    /// All figures of a page, in one document.
    #[arg(long, value_parser = one_of(FiguresPage::ALL.map(|page| (page.code(), page))), requires = "study")]
    pub page: Option<FiguresPage>,
    /// An exhibit by its id, as it stands in files: `trend/0123456789abcdef`.
    #[arg(long, value_name = "ID", value_parser = exhibit_id, conflicts_with_all = ["study", "query"])]
    pub exhibit: Option<ExhibitId>,
    /// The query in the address of the page, after the question mark: its filters, groups and score.
    #[arg(long, default_value = "", hide_default_value = true)]
    pub query: String,
    /// The format. Without it: that of the output's name, else slides.
    #[arg(long, value_parser = one_of(Format::all().map(|format| (format.extension(), format))))]
    pub format: Option<Format>,
    /// What chooses among files of a format.
    #[command(flatten)]
    pub file: FileArguments,
    /// The file to write, or the directory to write it in. Without it: here, under a name that says what it holds.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write over a file that is there.
    #[arg(long)]
    pub force: bool,
    /// What is shown: exact numbers, or small counts hidden and others rounded.
    #[arg(long, value_enum, default_value_t = PolicyArgument::Exact)]
    pub policy: PolicyArgument,
}

/// What chooses among files of a format, in the words of addresses.
#[derive(Debug, Args)]
pub struct FileArguments {
    /// Width of a picture: narrow, medium or wide.
    #[arg(long)]
    width: Option<String>,
    /// What a picture is for, instead of its width: slide, print85 or print170.
    #[arg(long, conflicts_with = "width")]
    preset: Option<String>,
    /// Ground of a picture: light, dark or transparent.
    #[arg(long)]
    theme: Option<String>,
    /// Form of slides: wide or standard.
    #[arg(long)]
    shape: Option<String>,
    /// Name of the template of slides, one of those kept at /templates.
    #[arg(long, conflicts_with = "shape")]
    template: Option<String>,
    /// Paper of pages: a4 or letter.
    #[arg(long)]
    paper: Option<String>,
}

impl FileArguments {
    /// The same as in the query of an address.
    pub fn query(&self) -> String {
        let values = [&self.width, &self.preset, &self.theme, &self.shape, &self.template, &self.paper];
        let all = FileChoice::ALL.map(FileChoice::name).into_iter().zip(values);
        let set = all.filter_map(|(name, value)| Some((name, value.as_deref()?)));
        form_urlencoded::Serializer::new(String::new()).extend_pairs(set).finish()
    }
}

/// Takes one of these words for what it means, and says which there are.
fn one_of<T: Copy + Send + Sync + 'static>(
    all: impl IntoIterator<Item = (&'static str, T)>,
) -> impl TypedValueParser<Value = T> {
    let all: Vec<(&'static str, T)> = all.into_iter().collect();
    let words = PossibleValuesParser::new(all.iter().map(|(word, _)| *word).collect::<Vec<_>>());
    words.try_map(move |word| {
        let found = all.iter().find(|(known, _)| *known == word);
        found.map(|(_, meant)| *meant).ok_or("it is none of these")
    })
}

fn exhibit_id(text: &str) -> Result<ExhibitId, String> {
    ExhibitId::parse(text).ok_or_else(|| "an id looks like trend/0123456789abcdef".to_owned())
}

/// `sinew verify`
#[derive(Debug, Args)]
pub struct VerifyArguments {
    /// Name every method with its arguments, options and results.
    #[arg(long, conflicts_with = "files")]
    pub list: bool,
    /// Files of cases (JSON). Data files are looked for beside the file that names them.
    #[arg(required_unless_present = "list")]
    pub files: Vec<PathBuf>,
}

/// `sinew demo`
#[derive(Debug, Args)]
pub struct DemoArguments {
    /// How many people start the programme; about a quarter as many register and never start.
    #[arg(long, default_value_t = 10_000)]
    pub participants: u32,
    /// Chooses one of many programmes of the same kind.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Let people stop by how much they hurt at that moment, unseen: missing not at random.
    #[arg(long)]
    pub mnar: bool,
    /// Let nobody miss a single report before they stop.
    #[arg(long)]
    pub complete_reports: bool,
    /// Leave a synthetic study that is loaded already as it is, whatever its size, and say if it is an older one.
    #[arg(long)]
    pub once: bool,
}

/// `--policy`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PolicyArgument {
    /// Exact numbers.
    Exact,
    /// Counts under 11 hidden, others rounded.
    Rounded,
}

impl From<PolicyArgument> for Policy {
    fn from(argument: PolicyArgument) -> Self {
        match argument {
            PolicyArgument::Exact => Self::Exact,
            PolicyArgument::Rounded => Self::Rounded,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn export_needs_a_figure_a_page_or_an_exhibit_and_no_two_of_them() {
        let parsed = |rest: &str| {
            Arguments::try_parse_from(["sinew", "export"].into_iter().chain(rest.split_whitespace())).is_ok()
        };
        for good in [
            "--study s --figure trend",
            "--study s --figure table_one --query f.sex=female --format png --width narrow -o a.png --force",
            "--study s --page comparison --format pdf --paper letter --policy rounded",
            "--exhibit trend/0123456789abcdef --format json",
        ] {
            assert!(parsed(good), "{good}");
        }
        for bad in [
            "",
            "--study s",
            "--figure trend",
            "--study s --figure pie",
            "--study s --figure trends",
            "--study s --figure trend --page trends",
            "--study s --exhibit trend/0123456789abcdef",
            "--exhibit trend/0123456789abcdef --query f.sex=female",
            "--study s --figure trend --format gif",
        ] {
            assert!(!parsed(bad), "{bad}");
        }
    }

    #[test]
    fn every_choice_among_files_has_its_name_in_addresses() {
        for name in FileChoice::ALL.map(FileChoice::name) {
            let option = format!("--{name}");
            let export = ["sinew", "export", "--exhibit", "trend/0123456789abcdef", &option, "x"];
            let Ok(Arguments { command: Command::Export(arguments), .. }) = Arguments::try_parse_from(export)
            else {
                panic!("{name}")
            };
            assert_eq!(arguments.file.query(), format!("{name}=x"));
        }
    }

    #[test]
    fn import_needs_a_study_a_mapping_and_a_file() {
        assert!(Arguments::try_parse_from(["sinew", "import", "--study", "mine"]).is_err());
        assert!(Arguments::try_parse_from(["sinew", "import", "--study", "mine", "m.toml", "d.csv"]).is_ok());
        assert!(Arguments::try_parse_from(["sinew", "import", "--suggest", "d.csv"]).is_ok());
        assert!(Arguments::try_parse_from(["sinew", "import", "--shipped", "acupuncture"]).is_ok());
        assert!(Arguments::try_parse_from(["sinew", "import", "--suggest", "d.csv", "m.toml"]).is_err());
        assert!(Arguments::try_parse_from(["sinew", "demo"]).is_ok());
        assert!(Arguments::try_parse_from(["sinew", "demo", "--seed", "2", "--mnar"]).is_ok());
        assert!(Arguments::try_parse_from(["sinew", "demo", "--participants", "many"]).is_err());
        let elsewhere = ["sinew", "--data-directory", "d", "import", "--suggest", "d.csv"];
        assert!(Arguments::try_parse_from(elsewhere).is_ok());
    }
}
