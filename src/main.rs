//! Floor 7, the program: arguments in, words and an exit code out. The only place that prints.

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use chrono::{Local, NaiveDate};
use clap::{Args, Parser, Subcommand};
use gongkai::commands::{self, Build, Built, Stop};
use gongkai::text::diagnostics::{Diagnostics, Severity};
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
}

#[derive(Args)]
struct BuildArguments {
    /// The folder with site.yaml
    #[arg(default_value = ".")]
    site: PathBuf,
    /// Where to write [default: SITE/public]
    #[arg(long, value_name = "DIR")]
    destination: Option<PathBuf>,
    /// The day by which reports are late or missing, as 2026-02-01 [default: today]
    #[arg(long, value_name = "DATE")]
    as_of: Option<NaiveDate>,
    /// The language of messages: zh-CN or en [default: the environment's, else the site's]
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    lang: Option<Language>,
}

fn language(tag: &str) -> Result<Language, String> {
    Language::of(tag).ok_or_else(|| "zh-CN or en".to_owned())
}

fn main() -> ExitCode {
    let Command::Build(arguments) = Arguments::parse().command;
    match build(&arguments) {
        Ok(code) => ExitCode::from(code),
        // Nobody listens any more; what was to be done has been done or told by then.
        Err(_) => ExitCode::from(USAGE_OR_MACHINE),
    }
}

fn build(arguments: &BuildArguments) -> io::Result<u8> {
    let start = Instant::now();
    let language = arguments
        .lang
        .or_else(environment_language)
        .or_else(|| commands::language_of(&arguments.site))
        .unwrap_or(Language::Chinese);
    let teller = Teller::new(language, wants_colours());
    let home = std::env::home_dir();
    let asked = Build {
        site: &arguments.site,
        destination: arguments.destination.as_deref(),
        today: arguments.as_of.unwrap_or_else(|| Local::now().date_naive()),
        home: home.as_deref(),
    };
    let mut findings = Diagnostics::new();
    let bar = Bar::new(start);
    let result = commands::build(&asked, &|done, of| bar.show(done, of), &mut findings);
    bar.clear();
    tell(&teller, &findings)?;
    match result {
        Ok(built) => {
            writeln!(io::stdout(), "{}", summary(&teller, &built, start.elapsed(), &findings))?;
            Ok(0)
        }
        Err(Stop::Content) => {
            let counts = [("errors", findings.count(Severity::Error))];
            writeln!(io::stderr(), "{}", teller.count("not-built", &counts, &[]))?;
            Ok(CONTENT_ERRORS)
        }
        Err(Stop::Refused(code, folder)) => {
            writeln!(io::stderr(), "{}", teller.sentence(code, &[("folder", shown(&folder))]))?;
            Ok(USAGE_OR_MACHINE)
        }
        Err(Stop::Io(path, error)) => {
            let words = vec![("path", shown(&path)), ("reason", reason(&teller, &error))];
            writeln!(io::stderr(), "{}", teller.sentence("machine", &words))?;
            Ok(USAGE_OR_MACHINE)
        }
    }
}

fn tell(teller: &Teller, findings: &Diagnostics) -> io::Result<()> {
    let mut out = io::stderr().lock();
    for finding in findings.sorted() {
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
    teller.count("built", &counts, &words)
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
