//! The command line: what can be asked of the program, with the words of `--help`.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use gongkai::model::agency::Level;
use gongkai::schema::Described;
use gongkai::text::tell::Language;

#[derive(Parser)]
#[command(version, about = "Builds a government's disclosure portal (政府信息公开) from Markdown reports")]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Make a small site that builds at once
    #[command(after_help = "Example:\n  gongkai init xxgk                      a new site in the folder xxgk\n  \
                            gongkai init . --lang en               in this folder, with comments in English\n\n\
                            Nothing is overwritten: if one of the site's files is there already, none is written.")]
    Init(InitArguments),
    /// Make an agency, or an agency's report with all rows of its form
    #[command(subcommand)]
    New(NewCommand),
    /// Write a blank form: as lines of a report, or as a workbook; without an id, say which forms there are
    #[command(after_help = "Example:\n  gongkai form                           which forms there are\n  \
                            gongkai form cn-2021                   the form as lines of a report's front matter\n  \
                            gongkai form cn-2021 --xlsx figures.xlsx\n\n\
                            The workbook is laid out as the form is printed, takes figures only, and says what does not add up. Beside\n\
                            a report that says \"statistics: {form: cn-2021, file: figures.xlsx}\" it is what the report's figures are\n\
                            read from. Nothing is overwritten.")]
    Form(FormArguments),
    /// Make reports of offices' own files: Word, Excel, HTML, Markdown, text
    #[command(after_help = "Example:\n  gongkai import 2016.txt --agency helan/xigang --review review.html\n  \
                            gongkai import reports/ --dry-run      whose reports they are, and which years, is taken from their text\n  \
                            gongkai import reports/ --map map.csv  \u{2026} and from this list, where it says so\n\n\
                            A figure is taken if its label and its cell leave no doubt; every other cell is left blank and told, and the\n\
                            report is a draft. Of a PDF file make text first: pdftotext -layout FILE.pdf FILE.txt\n\n\
                            Exit code: 0 all were imported, 1 some were not, 2 the command was wrong or the machine failed.")]
    Import(ImportArguments),
    /// Write the portal into a folder that any web server can serve
    #[command(after_help = "Example:\n  gongkai build                         the site in this folder, into ./public\n  \
                            gongkai build examples/county --destination /srv/www/xxgk --as-of 2026-02-01\n\n\
                            Exit code: 0 built (there may be warnings), 1 the content has errors and nothing was written,\n\
                            2 the command was wrong or the machine failed.")]
    Build(BuildArguments),
    /// Find what is wrong with the reports, and write nothing
    #[command(after_help = "Example:\n  gongkai check                          the site in this folder, drafts included\n  \
                            gongkai check examples/county --format sarif > findings.sarif\n  \
                            gongkai check --explain carry-over     what a rule means; without a code, all rules\n\n\
                            Exit code: 0 no errors (there may be warnings), 1 the content has errors,\n\
                            2 the command was wrong or the machine failed.")]
    Check(CheckArguments),
    /// Show the portal in a browser while it is being written
    #[command(after_help = "Example:\n  gongkai serve --open                   the site in this folder, in a browser\n  \
                            gongkai serve examples/county --port 8000 --lang en\n\n\
                            A page is up to date as soon as a file is saved. Mistakes are shown above the page and here; until they\n\
                            are mended the page stays as it was. Nothing is written. Only this machine can see the preview, unless\n\
                            --address names another of its addresses (0.0.0.0: all, and then by any name).\n\n\
                            Exit code: 0 ended by Ctrl-C, 2 the command was wrong or the machine failed.")]
    Serve(ServeArguments),
    /// Print JSON Schema of the files that authors write, for their editors
    #[command(after_help = "Example:\n  gongkai schema report > report.json\n\n\
                            Editors that read lines such as \"# yaml-language-server: $schema=report.json\" complete keys and tell mistakes.\n\
                            \"gongkai init\" writes the schemas into .gongkai/schema/, and such lines into the files that it makes.")]
    Schema(SchemaArguments),
    /// Print what a shell needs to complete this command: bash, elvish, fish, powershell or zsh
    #[command(after_help = "Example:\n  gongkai completions bash > ~/.local/share/bash-completion/completions/gongkai\n  \
                            gongkai completions fish > ~/.config/fish/completions/gongkai.fish\n  \
                            gongkai completions zsh > ~/.zfunc/_gongkai      ~/.zfunc being in $fpath")]
    Completions(CompletionsArguments),
    /// Print the man page of this command, or write those of all commands into a folder
    #[command(after_help = "Example:\n  gongkai man | man -l -\n  gongkai man --directory ~/.local/share/man/man1")]
    Man(ManArguments),
    /// See whether a portal is as it was built: what was added, lost or changed since
    #[command(after_help = "Example:\n  gongkai verify public\n  \
                            gongkai verify /srv/www/xxgk --manifest 3e1f…   with the sum from the last line of the build\n\n\
                            Without --manifest, whoever changes files and the manifest alike is not noticed.\n\n\
                            Exit code: 0 all is as it was built, 1 something differs, 2 there is no manifest or the machine failed.")]
    Verify(VerifyArguments),
}

#[derive(Subcommand)]
pub enum NewCommand {
    /// Make an agency: a folder with an agency.yaml
    #[command(after_help = "Example:\n  gongkai new agency qihe --name 云澜县栖禾镇人民政府 --level township\n  \
                            gongkai new agency yunlan/qihe --name …      below the agency yunlan\n\n\
                            Nothing is overwritten.")]
    Agency(NewAgencyArguments),
    /// Make a report: the headings that the norm asks for, and every row of the form, blank
    #[command(after_help = "Example:\n  gongkai new report qihe 2025           the form of that year\n  \
                            gongkai new report qihe 2025 --form cn-2021\n\n\
                            What the form carries over from the year before is filled in. Nothing is overwritten. The report is a\n\
                            draft until its line \"status: draft\" is deleted.")]
    Report(NewReportArguments),
}

#[derive(Args)]
pub struct InitArguments {
    /// The folder of the new site
    pub folder: PathBuf,
    /// The language of its comments and of messages: zh-CN or en [default: the environment's]
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    pub lang: Option<Language>,
}

#[derive(Args)]
pub struct NewAgencyArguments {
    /// Its folder below content/, which becomes its address
    pub path: String,
    /// Its name in full
    #[arg(long)]
    pub name: String,
    /// What kind of body it is: province, city, county, township, street or department
    #[arg(long, value_parser = level)]
    pub level: Level,
    #[command(flatten)]
    pub place: PlaceArguments,
}

#[derive(Args)]
pub struct NewReportArguments {
    /// The agency's folder below content/
    pub agency: String,
    /// The year reported on
    pub year: u16,
    /// The form's id, if the year does not say it
    #[arg(long)]
    pub form: Option<String>,
    #[command(flatten)]
    pub place: PlaceArguments,
}

#[derive(Args)]
pub struct FormArguments {
    /// The form's id
    pub id: Option<String>,
    /// Write it as a workbook
    #[arg(long, value_name = "FILE.xlsx", requires = "id")]
    pub xlsx: Option<PathBuf>,
    #[command(flatten)]
    pub place: PlaceArguments,
}

#[derive(Args)]
pub struct SchemaArguments {
    /// What to describe: site (site.yaml), agency (agency.yaml), form (forms/*.yaml) or report (its front matter)
    #[arg(value_parser = described, default_value = "report")]
    pub of: Described,
    /// The folder with site.yaml, whose own forms reports can fill in as well
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
    /// The language of messages: zh-CN or en [default: the environment's, else the site's]
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    pub lang: Option<Language>,
}

#[derive(Args)]
pub struct CompletionsArguments {
    /// The shell
    pub shell: Shell,
}

#[derive(Args)]
pub struct ManArguments {
    /// Write gongkai.1, gongkai-build.1 and so on into this folder
    #[arg(long, value_name = "DIR")]
    pub directory: Option<PathBuf>,
}

#[derive(Args)]
pub struct ImportArguments {
    /// Files, or folders of files
    #[arg(required_unless_present = "map")]
    pub files: Vec<PathBuf>,
    /// Whose reports they are: the folder below content/ [default: the agency that a file names]
    #[arg(long, value_name = "PATH")]
    pub agency: Option<String>,
    /// The year reported on [default: the year that a file names]
    #[arg(long)]
    pub year: Option<u16>,
    /// The form's id [default: the form that the figures stand in]
    #[arg(long)]
    pub form: Option<String>,
    /// A list that says whose reports the files are: CSV with the columns file, agency, year, form
    #[arg(long, value_name = "FILE.csv")]
    pub map: Option<PathBuf>,
    /// Show what stands in the files beside what was taken, on a page
    #[arg(long, value_name = "FILE.html")]
    pub review: Option<PathBuf>,
    /// Keep each file beside its report, as an attachment
    #[arg(long)]
    pub keep: bool,
    /// Read and tell, and write no report
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub place: PlaceArguments,
}

/// What commands that add to a site are told.
#[derive(Args)]
pub struct PlaceArguments {
    /// The folder with site.yaml
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
    /// Today, as 2026-02-01 [default: today]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<NaiveDate>,
    /// The language of comments and messages: zh-CN or en [default: the environment's, else the site's]
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    pub lang: Option<Language>,
}

/// What every command is told.
#[derive(Args)]
pub struct SiteArguments {
    /// The folder with site.yaml
    #[arg(default_value = ".")]
    pub site: PathBuf,
    /// The day by which reports are late or missing, as 2026-02-01 [default: today]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<NaiveDate>,
    /// The language of messages: zh-CN or en [default: the environment's, else the site's]
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    pub lang: Option<Language>,
}

#[derive(Args)]
pub struct BuildArguments {
    #[command(flatten)]
    pub site: SiteArguments,
    /// Where to write [default: SITE/public]
    #[arg(long, value_name = "DIR")]
    pub destination: Option<PathBuf>,
    /// Replace files one by one, each in one step, instead of the folder: for servers and containers that hold the folder itself
    #[arg(long)]
    pub in_place: bool,
    /// Also write text packed (.gz and .br beside it), for servers that can send it so; takes several times as long
    #[arg(long)]
    pub compress: bool,
}

#[derive(Args)]
pub struct CheckArguments {
    #[command(flatten)]
    pub site: SiteArguments,
    /// How findings are told: for people, as a list of objects, or for code-scanning views
    #[arg(long, value_enum, default_value = "human")]
    pub format: Format,
    /// Say what a rule means, with its legal source and an example; all rules in brief if no code is given
    #[arg(long, value_name = "CODE", num_args = 0..=1, default_missing_value = "")]
    pub explain: Option<String>,
}

#[derive(Args)]
pub struct ServeArguments {
    #[command(flatten)]
    pub site: SiteArguments,
    /// The port; if it is taken, the next free one; 0: any
    #[arg(long, default_value_t = 1818)]
    pub port: u16,
    /// The address of this machine at which to listen
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub address: IpAddr,
    /// Open the portal in a browser
    #[arg(long)]
    pub open: bool,
    /// Look at all files every half second, where the system does not tell of changes
    #[arg(long)]
    pub poll: bool,
}

#[derive(Args)]
pub struct VerifyArguments {
    /// The folder that was built
    pub folder: PathBuf,
    /// The SHA-256 of manifest.json, as the build told it
    #[arg(long, value_name = "SUM")]
    pub manifest: Option<String>,
    /// The language of messages: zh-CN or en [default: the environment's]
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    pub lang: Option<Language>,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum Format {
    Human,
    Json,
    Sarif,
}

pub fn level(name: &str) -> Result<Level, String> {
    Level::of(name).ok_or_else(|| Level::ALL.map(Level::name).join(", "))
}

pub fn described(name: &str) -> Result<Described, String> {
    Described::of(name).ok_or_else(|| Described::ALL.map(Described::name).join(", "))
}

pub fn language(tag: &str) -> Result<Language, String> {
    Language::of(tag).ok_or_else(|| "zh-CN or en".to_owned())
}
