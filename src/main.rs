//! Floor 7, the program: arguments in, words and an exit code out. The only place that prints.

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use chrono::{Local, NaiveDate};
use clap::{Args, Parser, Subcommand};
use gongkai::commands::serve::{self, Event, Serve};
use gongkai::commands::{self, Build, Built, Stop};
use gongkai::preview::batch::Changes;
use gongkai::preview::live::State;
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
    /// Show the portal in a browser while it is being written
    #[command(after_help = "Example:\n  gongkai serve --open                   the site in this folder, in a browser\n  \
                            gongkai serve examples/county --port 8000 --lang en\n\n\
                            A page is up to date as soon as a file is saved. Mistakes are shown above the page and here; until they\n\
                            are mended the page stays as it was. Nothing is written. Only this machine can see the preview, unless\n\
                            --address names another of its addresses (0.0.0.0: all, and then by any name).\n\n\
                            Exit code: 0 ended by Ctrl-C, 2 the command was wrong or the machine failed.")]
    Serve(ServeArguments),
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

#[derive(Args)]
struct ServeArguments {
    /// The folder with site.yaml
    #[arg(default_value = ".")]
    site: PathBuf,
    /// The port; if it is taken, the next free one; 0: any
    #[arg(long, default_value_t = 1818)]
    port: u16,
    /// The address of this machine at which to listen
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    address: IpAddr,
    /// Open the portal in a browser
    #[arg(long)]
    open: bool,
    /// Look at all files every half second, where the system does not tell of changes
    #[arg(long)]
    poll: bool,
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
    let done = match Arguments::parse().command {
        Command::Build(arguments) => build(&arguments),
        Command::Serve(arguments) => serve(&arguments),
    };
    match done {
        Ok(code) => ExitCode::from(code),
        // Nobody listens any more; what was to be done has been done or told by then.
        Err(_) => ExitCode::from(USAGE_OR_MACHINE),
    }
}

fn build(arguments: &BuildArguments) -> io::Result<u8> {
    let start = Instant::now();
    let teller = Teller::new(language_for(arguments.lang, &arguments.site), wants_colours());
    let home = std::env::home_dir();
    let asked = Build {
        site: &arguments.site,
        destination: arguments.destination.as_deref(),
        today: day(arguments.as_of),
        home: home.as_deref(),
    };
    let mut findings = Diagnostics::new();
    let bar = Bar::new(start);
    let result = commands::build(&asked, &|done, of| bar.show(done, of), &mut findings);
    bar.clear();
    tell(&teller, &findings.sorted())?;
    match result {
        Ok(built) => {
            writeln!(io::stdout(), "{}", summary(&teller, &built, start.elapsed(), &findings))?;
            Ok(0)
        }
        Err(stop) => tell_stop(&teller, &findings, stop),
    }
}

fn tell_stop(teller: &Teller, findings: &Diagnostics, stop: Stop) -> io::Result<u8> {
    match stop {
        Stop::Content => {
            let counts = [("errors", findings.count(Severity::Error))];
            writeln!(io::stderr(), "{}", teller.count("not-built", &counts, &[]))?;
            Ok(CONTENT_ERRORS)
        }
        Stop::Refused(code, folder) => {
            writeln!(io::stderr(), "{}", teller.sentence(code, &[("folder", shown(&folder))]))?;
            Ok(USAGE_OR_MACHINE)
        }
        Stop::Io(path, error) => {
            let words = vec![("path", shown(&path)), ("reason", reason(teller, &error))];
            writeln!(io::stderr(), "{}", teller.sentence("machine", &words))?;
            Ok(USAGE_OR_MACHINE)
        }
    }
}

fn serve(arguments: &ServeArguments) -> io::Result<u8> {
    // Nothing has to be put away: a preview writes nothing. If it cannot be set, the signal ends the program as well, with another code.
    ctrlc::set_handler(|| std::process::exit(0)).unwrap_or(());
    let language = language_for(arguments.lang, &arguments.site);
    let teller = Teller::new(language, wants_colours());
    let asked = Serve {
        site: &arguments.site,
        address: arguments.address,
        port: arguments.port,
        is_polled: arguments.poll,
        today: day(arguments.as_of),
        language,
    };
    let mut start = Instant::now();
    let stopped = serve::serve(&asked, &mut |event| {
        let told = match event {
            Event::Noticed => {
                start = Instant::now();
                Ok(())
            }
            Event::Read { changes, state, news } => tell_reading(&teller, changes, state, news, start.elapsed()),
            Event::Polling(code) => writeln!(io::stderr(), "{}", teller.sentence(code, &[])),
            Event::Ready { address, is_other } => tell_ready(&teller, arguments, address, is_other),
        };
        // The preview goes on when nobody reads its terminal any more.
        told.unwrap_or(());
    });
    let Err(stop) = stopped;
    tell_stop(&teller, &Diagnostics::new(), stop)
}

/// One line a reading, after what is new in it.
fn tell_reading(
    teller: &Teller,
    changes: Option<&Changes>,
    state: &State,
    news: &[&Diagnostic],
    took: Duration,
) -> io::Result<()> {
    tell(teller, news)?;
    let (errors, warnings) = (state.findings.count(Severity::Error), state.findings.count(Severity::Warning));
    let edition = state.edition.as_ref().filter(|_| changes.is_none());
    let (reports, pages) = edition.map_or((0, 0), |edition| (edition.portal().reports.len(), commands::html_pages(edition)));
    let counts = [("errors", errors), ("warnings", warnings), ("reports", reports), ("pages", pages)];
    let words = [
        ("changed", changes.map(|changes| shown_changes(teller, changes)).unwrap_or_default()),
        ("milliseconds", took.as_millis().to_string()),
        ("seconds", format!("{:.2}", took.as_secs_f64())),
    ];
    let code = match (changes, state.is_old) {
        (None, false) => "preview-read",
        (None, true) => "preview-not-read",
        (Some(_), false) => "preview-changed",
        (Some(_), true) => "preview-changed-wrongly",
    };
    writeln!(io::stdout(), "{}", teller.count(code, &counts, &words))
}

fn shown_changes(teller: &Teller, changes: &Changes) -> String {
    let Changes::Paths(paths) = changes else { return teller.sentence("preview-everything", &[]) };
    let first = paths.first().cloned().unwrap_or_default();
    match paths.len() {
        0 | 1 => first,
        many => teller.count("preview-several", &[("more", many - 1)], &[("first", first)]),
    }
}

/// Says where the preview is, and opens it if that is wanted.
fn tell_ready(teller: &Teller, arguments: &ServeArguments, address: SocketAddr, is_other: bool) -> io::Result<()> {
    if is_other {
        let words = [("wanted", arguments.port.to_string())];
        writeln!(io::stderr(), "{}", teller.sentence("preview-other-port", &words))?;
    }
    // Nobody can go to "all addresses".
    let ip = if address.ip().is_unspecified() { IpAddr::V4(Ipv4Addr::LOCALHOST) } else { address.ip() };
    let url = format!("http://{}/", SocketAddr::new(ip, address.port()));
    writeln!(io::stdout(), "{}", teller.sentence("preview-ready", &[("url", url.clone())]))?;
    if arguments.open
        && let Err(error) = open::that_detached(&url)
    {
        let words = [("reason", reason(teller, &error))];
        writeln!(io::stderr(), "{}", teller.sentence("preview-not-opened", &words))?;
    }
    Ok(())
}

fn language_for(asked: Option<Language>, site: &Path) -> Language {
    asked.or_else(environment_language).or_else(|| commands::language_of(site)).unwrap_or(Language::Chinese)
}

fn day(asked: Option<NaiveDate>) -> NaiveDate {
    asked.unwrap_or_else(|| Local::now().date_naive())
}

fn tell(teller: &Teller, findings: &[&Diagnostic]) -> io::Result<()> {
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
    teller.count("built", &counts, &words)
}

/// What the machine says, in the teller's language where it is one of the usual things.
fn reason(teller: &Teller, error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => teller.sentence("machine-not-found", &[]),
        ErrorKind::PermissionDenied => teller.sentence("machine-permission", &[]),
        ErrorKind::StorageFull => teller.sentence("machine-full", &[]),
        ErrorKind::ReadOnlyFilesystem => teller.sentence("machine-read-only", &[]),
        ErrorKind::NotADirectory => teller.sentence("machine-not-a-folder", &[]),
        ErrorKind::AddrNotAvailable => teller.sentence("machine-address", &[]),
        ErrorKind::AddrInUse => teller.sentence("machine-address-taken", &[]),
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
