//! Floor 7, the program: arguments in, words and an exit code out. The only place that prints.

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use chrono::{Local, NaiveDate};
use clap::{Args, Parser, Subcommand, ValueEnum};
use gongkai::check::listing;
use gongkai::commands::{self, Build, Built, Stop};
use gongkai::text::diagnostics::{Diagnostic, Diagnostics, Severity};
use gongkai::text::tell::{Language, Teller};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Two threads that make many small strings keep out of each other's way.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Work that takes longer shows how far it is.
const PATIENCE: Duration = Duration::from_secs(1);
/// The content has errors.
const CONTENT_ERRORS: u8 = 1;
/// The command was wrong, or the machine failed.
const USAGE_OR_MACHINE: u8 = 2;

#[derive(Parser)]
#[command(version, about = "Builds a government's disclosure portal (政府信息公开) from Markdown reports")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
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
}

/// What every command is told.
#[derive(Args)]
struct SiteArguments {
    /// The folder with site.yaml
    #[arg(default_value = ".")]
    site: PathBuf,
    /// The day by which reports are late or missing, as 2026-02-01 [default: today]
    #[arg(long, value_name = "DATE")]
    as_of: Option<NaiveDate>,
    /// The language of messages: zh-CN or en [default: the environment's, else the site's]
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    lang: Option<Language>,
}

#[derive(Args)]
struct BuildArguments {
    #[command(flatten)]
    site: SiteArguments,
    /// Where to write [default: SITE/public]
    #[arg(long, value_name = "DIR")]
    destination: Option<PathBuf>,
}

#[derive(Args)]
struct CheckArguments {
    #[command(flatten)]
    site: SiteArguments,
    /// How findings are told: for people, as a list of objects, or for code-scanning views
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
    /// Say what a rule means, with its legal source and an example; all rules in brief if no code is given
    #[arg(long, value_name = "CODE", num_args = 0..=1, default_missing_value = "")]
    explain: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Human,
    Json,
    Sarif,
}

impl SiteArguments {
    fn teller(&self) -> Teller {
        let language =
            self.lang.or_else(environment_language).or_else(|| commands::language_of(&self.site)).unwrap_or(Language::Chinese);
        Teller::new(language, wants_colours())
    }

    fn today(&self) -> NaiveDate {
        self.as_of.unwrap_or_else(|| Local::now().date_naive())
    }
}

fn language(tag: &str) -> Result<Language, String> {
    Language::of(tag).ok_or_else(|| "zh-CN or en".to_owned())
}

fn main() -> ExitCode {
    let code = match Arguments::parse().command {
        Command::Build(arguments) => build(&arguments),
        Command::Check(arguments) => check(&arguments),
    };
    // An error here is that nobody listens any more; what was to be done has been done or told by then.
    ExitCode::from(code.unwrap_or(USAGE_OR_MACHINE))
}

fn build(arguments: &BuildArguments) -> io::Result<u8> {
    let start = Instant::now();
    let teller = arguments.site.teller();
    let home = std::env::home_dir();
    let asked = Build {
        site: &arguments.site.site,
        destination: arguments.destination.as_deref(),
        today: arguments.site.today(),
        home: home.as_deref(),
    };
    let mut findings = Diagnostics::new();
    let bar = Bar::new(start);
    let result = commands::build(&asked, &|done, of| bar.show(done, of), &mut findings);
    bar.clear();
    tell(&teller, findings.sorted().into_iter().filter(|finding| finding.severity < Severity::Note))?;
    match result {
        Ok(built) => {
            writeln!(io::stdout(), "{}", summary(&teller, &built, start.elapsed(), &findings))?;
            Ok(0)
        }
        Err(stop) => stopped(&teller, stop, "not-built", &findings),
    }
}

fn check(arguments: &CheckArguments) -> io::Result<u8> {
    let teller = arguments.site.teller();
    if let Some(code) = &arguments.explain {
        return explain(&teller, code);
    }
    let start = Instant::now();
    let mut findings = Diagnostics::new();
    let bar = Bar::new(start);
    let result = commands::check(&arguments.site.site, arguments.site.today(), &mut findings);
    bar.clear();
    if !matches!(result, Ok(_) | Err(Stop::Content)) {
        return stopped(&teller, result.err().unwrap_or(Stop::Content), "checked", &findings);
    }
    let errors = findings.count(Severity::Error);
    match arguments.format {
        Format::Human => {
            tell(&teller, findings.sorted().into_iter())?;
            let counts = [
                ("reports", result.map_or(0, |checked| checked.reports)),
                ("errors", errors),
                ("warnings", findings.count(Severity::Warning)),
                ("notes", findings.count(Severity::Note)),
            ];
            let words = [("seconds", format!("{:.2}", start.elapsed().as_secs_f64()))];
            let code = if errors > 0 { "checked-errors" } else { "checked" };
            writeln!(io::stdout(), "{}", teller.count(code, &counts, &words))?;
        }
        Format::Json => writeln!(io::stdout(), "{}", listing::json(&teller, &findings))?,
        Format::Sarif => writeln!(io::stdout(), "{}", listing::sarif(&teller, &findings, env!("CARGO_PKG_VERSION")))?,
    }
    Ok(if errors > 0 { CONTENT_ERRORS } else { 0 })
}

/// Says what a rule means.
fn explain(teller: &Teller, code: &str) -> io::Result<u8> {
    match listing::explain(teller, code) {
        Some(words) => {
            writeln!(io::stdout(), "{words}")?;
            Ok(0)
        }
        None => {
            writeln!(io::stderr(), "{}", teller.sentence("no-such-code", &[("code", code.to_owned())]))?;
            Ok(USAGE_OR_MACHINE)
        }
    }
}

/// Says why a command stopped, and with which exit code. `content` is the last line if the content has errors.
fn stopped(teller: &Teller, stop: Stop, content: &'static str, findings: &Diagnostics) -> io::Result<u8> {
    let (line, code) = match stop {
        Stop::Content => (teller.count(content, &[("errors", findings.count(Severity::Error))], &[]), CONTENT_ERRORS),
        Stop::Refused(code, folder) => (teller.sentence(code, &[("folder", shown(&folder))]), USAGE_OR_MACHINE),
        Stop::Io(path, error) => {
            let words = vec![("path", shown(&path)), ("reason", reason(teller, &error))];
            (teller.sentence("machine", &words), USAGE_OR_MACHINE)
        }
    };
    writeln!(io::stderr(), "{line}")?;
    Ok(code)
}

fn tell<'d>(teller: &Teller, findings: impl Iterator<Item = &'d Diagnostic>) -> io::Result<()> {
    let mut out = io::stderr().lock();
    for finding in findings {
        writeln!(out, "{}\n", teller.tell(finding))?;
    }
    Ok(())
}

fn summary(teller: &Teller, built: &Built, took: Duration, findings: &Diagnostics) -> String {
    let counts = [
        ("reports", built.reports),
        ("pages", built.pages),
        ("files", built.files),
        ("warnings", findings.count(Severity::Warning)),
    ];
    let words = [("seconds", format!("{:.2}", took.as_secs_f64())), ("folder", shown(&built.destination))];
    let line = teller.count("built", &counts, &words);
    match built.drafts {
        0 => line,
        drafts => format!("{line}{}", teller.count("drafts-left-out", &[("drafts", drafts)], &[])),
    }
}

/// What the machine says, in the teller's language where it is one of the usual things.
fn reason(teller: &Teller, error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => teller.sentence("machine-not-found", &[]),
        ErrorKind::PermissionDenied => teller.sentence("machine-permission", &[]),
        ErrorKind::StorageFull => teller.sentence("machine-full", &[]),
        ErrorKind::ReadOnlyFilesystem => teller.sentence("machine-read-only", &[]),
        _ => error.to_string(),
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn environment_language() -> Option<Language> {
    let locale =
        ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
    locale.as_deref().and_then(Language::of)
}

/// See <https://no-color.org>.
fn wants_colours() -> bool {
    io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// What shows that work takes long: a spinner while sources are read, then a bar; only on a terminal.
struct Bar {
    start: Instant,
    counts: AtomicBool,
    bar: ProgressBar,
}

impl Bar {
    fn new(start: Instant) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()).with_style(style("{spinner} {elapsed}"));
        let shown_later = bar.clone();
        // The thread ends with the program, which seldom lives that long.
        std::thread::spawn(move || {
            std::thread::sleep(PATIENCE);
            if !shown_later.is_finished() {
                shown_later.set_draw_target(ProgressDrawTarget::stderr());
                shown_later.enable_steady_tick(PATIENCE / 4);
            }
        });
        Bar { start, counts: AtomicBool::new(false), bar }
    }

    fn show(&self, done: usize, of: usize) {
        if self.start.elapsed() < PATIENCE {
            return;
        }
        if !self.counts.swap(true, Ordering::Relaxed) {
            self.bar.set_style(style("{bar:40} {pos}/{len}"));
            self.bar.set_length(of as u64);
        }
        self.bar.set_position(done as u64);
    }

    fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
