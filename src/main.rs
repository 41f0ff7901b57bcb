//! Floor 7, the program: arguments in, words and an exit code out. The only place that prints.

mod arguments;
mod shell;

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use chrono::{Local, NaiveDate};
use clap::Parser;
use gongkai::check::listing;
use gongkai::commands::form;
use gongkai::commands::import::{Done, Failed, Import, Imports};
use gongkai::commands::new::{self, NewAgency, NewReport};
use gongkai::commands::serve::{self, Event, Serve};
use gongkai::commands::verify::verify as verify_portal;
use gongkai::commands::{self, Build, Built, Stop};
use gongkai::import::review::{self, Reviewed};
use gongkai::import::summary::{self, Row};
use gongkai::model::figure::Figure;
use gongkai::model::form::Form;
use gongkai::model::standing;
use gongkai::preview::batch::Changes;
use gongkai::preview::live::State;
use gongkai::publish::{Order, Progress, Way};
use gongkai::starter;
use gongkai::store;
use gongkai::text::diagnostics::{Diagnostic, Diagnostics, Severity};
use gongkai::text::personal::mask;
use gongkai::text::tell::{Language, Teller};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::arguments::{
    Arguments, BuildArguments, CheckArguments, Command, FormArguments, Format, ImportArguments, InitArguments, ManArguments,
    NewAgencyArguments, NewCommand, NewReportArguments, PlaceArguments, SchemaArguments, ServeArguments, SiteArguments,
    VerifyArguments,
};

/// Two threads that make many small strings keep out of each other's way.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Work that takes longer shows how far it is.
const PATIENCE: Duration = Duration::from_secs(1);
/// The content has errors.
const CONTENT_ERRORS: u8 = 1;
/// The command was wrong, or the machine failed.
const USAGE_OR_MACHINE: u8 = 2;

impl SiteArguments {
    fn language(&self) -> Language {
        language(self.lang, &self.site)
    }

    fn teller(&self) -> Teller {
        Teller::new(self.language(), wants_colours())
    }

    fn today(&self) -> NaiveDate {
        today(self.as_of)
    }
}

impl PlaceArguments {
    fn language(&self) -> Language {
        language(self.lang, &self.site)
    }

    fn today(&self) -> NaiveDate {
        today(self.as_of)
    }
}

/// The language that was asked for, else the environment's, else the site's.
fn language(asked: Option<Language>, site: &Path) -> Language {
    asked.or_else(environment_language).or_else(|| commands::language_of(site)).unwrap_or(Language::Chinese)
}

/// The day that was asked for, else the present one.
fn today(asked: Option<NaiveDate>) -> NaiveDate {
    asked.unwrap_or_else(|| Local::now().date_naive())
}

fn main() -> ExitCode {
    let code = match Arguments::parse().command {
        Command::Init(arguments) => init(&arguments),
        Command::New(NewCommand::Agency(arguments)) => new_agency(&arguments),
        Command::New(NewCommand::Report(arguments)) => new_report(&arguments),
        Command::Form(arguments) => form(&arguments),
        Command::Import(arguments) => import(&arguments),
        Command::Build(arguments) => build(&arguments),
        Command::Check(arguments) => check(&arguments),
        Command::Serve(arguments) => serve(&arguments),
        Command::Schema(arguments) => schema(&arguments),
        Command::Completions(arguments) => io::stdout().write_all(&shell::completions(arguments.shell)).map(|()| 0),
        Command::Man(arguments) => man(&arguments),
        Command::Verify(arguments) => verify(&arguments),
    };
    // An error here is that nobody listens any more; what was to be done has been done or told by then.
    ExitCode::from(code.unwrap_or(USAGE_OR_MACHINE))
}

fn init(arguments: &InitArguments) -> io::Result<u8> {
    let language = arguments.lang.or_else(environment_language).unwrap_or(Language::Chinese);
    let teller = Teller::new(language, wants_colours());
    if let Err(stop) = commands::init::init(&arguments.folder, language) {
        return stopped(&teller, stop, "not-built", &Diagnostics::new());
    }
    let folder = shown(&arguments.folder);
    let year = standing::year_of(Local::now().date_naive()) - 1;
    let place = if folder == "." { String::new() } else { format!(" --site {folder}") };
    let site = if folder == "." { String::new() } else { format!(" {folder}") };
    let words = [
        ("folder", folder),
        ("year", year.to_string()),
        ("step1", format!("gongkai serve{site} --open")),
        ("step2", format!("gongkai new report {} {year}{place}", starter::first_agency())),
        ("step3", format!("gongkai import {} --agency {}{place}", teller.sentence("starter-file", &[]), starter::first_agency())),
        ("step4", format!("gongkai build{site}")),
    ];
    writeln!(io::stdout(), "{}", teller.sentence("starter-made", &words))?;
    writeln!(io::stdout(), "{}", teller.attribute("starter-made", "steps", &words).unwrap_or_default())?;
    Ok(0)
}

fn new_agency(arguments: &NewAgencyArguments) -> io::Result<u8> {
    let language = arguments.place.language();
    let teller = Teller::new(language, wants_colours());
    let (site, folder, name) = (&arguments.place.site, &*arguments.path, &*arguments.name);
    match new::agency(&NewAgency { site, folder, name, level: arguments.level, language }) {
        Ok(path) => {
            let year = standing::year_of(arguments.place.today()) - 1;
            let words = [("path", path), ("agency", folder.to_owned()), ("year", year.to_string())];
            writeln!(io::stdout(), "{}", teller.sentence("starter-agency-made", &words))?;
            Ok(0)
        }
        Err(stop) => stopped(&teller, stop, "not-built", &Diagnostics::new()),
    }
}

fn new_report(arguments: &NewReportArguments) -> io::Result<u8> {
    let language = arguments.place.language();
    let teller = Teller::new(language, wants_colours());
    let asked = NewReport {
        site: &arguments.place.site,
        agency: &arguments.agency,
        year: arguments.year,
        form: arguments.form.as_deref(),
        today: arguments.place.today(),
        language,
    };
    match new::report(&asked) {
        Ok(made) => {
            let counts = [("rows", made.rows), ("carried", made.carried)];
            let words = [("path", made.path), ("form", made.form), ("last", arguments.year.saturating_sub(1).to_string())];
            writeln!(io::stdout(), "{}", teller.count("starter-report-made", &counts, &words))?;
            Ok(0)
        }
        Err(stop) => stopped(&teller, stop, "not-built", &Diagnostics::new()),
    }
}

fn form(arguments: &FormArguments) -> io::Result<u8> {
    let language = arguments.place.language();
    let teller = Teller::new(language, wants_colours());
    let mut findings = Diagnostics::new();
    let forms = match form::forms(&arguments.place.site, &mut findings) {
        Ok(forms) => forms,
        Err(stop) => return stopped(&teller, stop, "not-built", &findings),
    };
    tell(&teller, findings.sorted().into_iter())?;
    let Some(id) = &arguments.id else {
        for form in &forms {
            writeln!(io::stdout(), "{}", listed(&teller, form))?;
        }
        return Ok(0);
    };
    let form = match form::find(&forms, id) {
        Ok(form) => form,
        Err(stop) => return stopped(&teller, stop, "not-built", &findings),
    };
    let Some(file) = &arguments.xlsx else {
        write!(io::stdout(), "{}", form::lines(form))?;
        return Ok(0);
    };
    match form::write(form, file, &teller, arguments.place.today()) {
        Ok(()) => {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let words = [("file", shown(file)), ("form", form.id.clone()), ("name", name)];
            writeln!(io::stdout(), "{}", teller.sentence("form-written", &words))?;
            Ok(0)
        }
        Err(stop) => stopped(&teller, stop, "not-built", &findings),
    }
}

fn schema(arguments: &SchemaArguments) -> io::Result<u8> {
    let teller = Teller::new(language(arguments.lang, &arguments.site), wants_colours());
    let mut findings = Diagnostics::new();
    match form::forms(&arguments.site, &mut findings) {
        Ok(forms) => {
            tell(&teller, findings.sorted().into_iter())?;
            write!(io::stdout(), "{}", arguments.of.schema(&forms))?;
            Ok(0)
        }
        Err(stop) => stopped(&teller, stop, "not-built", &findings),
    }
}

/// Prints the man page, or writes all of them; those of another version are replaced.
fn man(arguments: &ManArguments) -> io::Result<u8> {
    let pages = shell::man_pages()?;
    let Some(folder) = &arguments.directory else {
        let first = pages.first().map(|(_, page)| page.as_slice()).unwrap_or_default();
        return io::stdout().write_all(first).map(|()| 0);
    };
    std::fs::create_dir_all(folder)?;
    for (name, page) in &pages {
        let path = folder.join(name);
        if let Err(failure) = store::write_over(&path, page) {
            let teller = Teller::new(environment_language().unwrap_or(Language::Chinese), wants_colours());
            return stopped(&teller, failure.into(), "not-built", &Diagnostics::new());
        }
        writeln!(io::stdout(), "{}", shown(&path))?;
    }
    Ok(0)
}

/// A form in a line: its id, its years, its title, who prescribes it.
fn listed(teller: &Teller, form: &Form) -> String {
    let year = |year: Option<u16>| year.map(|year| year.to_string()).unwrap_or_default();
    let words = [
        ("id", form.id.clone()),
        ("from", year(form.years.0)),
        ("to", year(form.years.1)),
        ("title", form.title.clone()),
        ("norm", form.norm.clone().unwrap_or_default()),
    ];
    teller.sentence("form-listed", &words).trim_end().to_owned()
}

fn import(arguments: &ImportArguments) -> io::Result<u8> {
    let language = arguments.place.language();
    let teller = Teller::new(language, wants_colours());
    let asked = Import {
        site: &arguments.place.site,
        files: &arguments.files,
        agency: arguments.agency.as_deref(),
        year: arguments.year,
        form: arguments.form.as_deref(),
        map: arguments.map.as_deref(),
        keeps: arguments.keep,
        is_dry: arguments.dry_run,
        today: arguments.place.today(),
    };
    let bar = Bar::new(Instant::now());
    let mut findings = Diagnostics::new();
    let result = commands::import::run(&asked, &|done, of| bar.show(done, of), &mut findings);
    bar.clear();
    let imports = match result {
        Ok(imports) => imports,
        Err(stop) => {
            tell(&teller, findings.sorted().into_iter())?;
            return stopped(&teller, stop, "import-map-wrong", &findings);
        }
    };
    let mut told = Told::default();
    for (file, result) in &imports.files {
        tell_file(&teller, &imports, file, result, &mut told)?;
    }
    if let Some(path) = &arguments.review {
        let page = review_page(&teller, language, &imports);
        if let Err(failure) = store::write_over(path, page.as_bytes()) {
            return stopped(&teller, failure.into(), "not-built", &Diagnostics::new());
        }
    }
    if imports.files.len() > 1 {
        writeln!(io::stdout(), "\n{}", mask(&summary::table(&teller, &told.rows)))?;
        let counts =
            [("done", told.paths.len()), ("files", imports.files.len()), ("figures", told.figures), ("doubts", told.doubts)];
        writeln!(io::stdout(), "{}", teller.count("import-summary", &counts, &[]))?;
    }
    if arguments.dry_run {
        writeln!(io::stdout(), "{}", teller.sentence("import-dry", &[]))?;
    } else if !told.paths.is_empty() {
        tell_checks(&teller, &asked, &told)?;
        let place = if asked.site == Path::new(".") { String::new() } else { format!(" {}", shown(asked.site)) };
        let words = [("serve", format!("gongkai serve{place} --open"))];
        writeln!(io::stdout(), "{}", teller.count("import-next", &[("drafts", told.drafts)], &words))?;
    }
    Ok(if told.paths.len() == imports.files.len() { 0 } else { CONTENT_ERRORS })
}

/// Of so many reports all findings are told.
const MOST_TOLD: usize = 5;
/// How many questions about a file a terminal is told.
const MOST_QUESTIONS: usize = 12;

/// What was imported, counted.
#[derive(Default)]
struct Told {
    rows: Vec<Row>,
    paths: Vec<String>,
    drafts: usize,
    figures: usize,
    doubts: usize,
}

/// Says what became of one file.
fn tell_file(teller: &Teller, imports: &Imports, file: &Path, result: &Result<Done, Failed>, told: &mut Told) -> io::Result<()> {
    let file = ("file", shown(file));
    let done = match result {
        Ok(done) => done,
        Err(failed) => {
            let row = Row { file: file.1.clone(), report: teller.sentence("import-column-none", &[]), counts: None };
            told.rows.push(row);
            writeln!(io::stderr(), "{}", teller.sentence("import-failed", &[file]))?;
            return tell_failed(teller, failed);
        }
    };
    let recognition = &done.imported.recognition;
    let questions = review::told(&recognition.questions, imports.form(done));
    let taken = || recognition.taken.iter().flatten();
    let figures = taken().filter(|taken| taken.figure != Figure::Blank).count();
    let doubts = recognition.questions.len();
    let form = imports.form(done).map(|form| form.id.clone());
    let counts = [("figures", figures), ("blank", taken().count() - figures), ("doubts", doubts)];
    let code = if form.is_some() { "import-done" } else { "import-done-text" };
    let row = [figures, taken().count() - figures, doubts];
    told.rows.push(Row { file: file.1.clone(), report: done.path.clone(), counts: Some(row) });
    let words = [file, ("path", done.path.clone()), ("form", form.unwrap_or_default())];
    writeln!(io::stdout(), "{}", teller.count(code, &counts, &words))?;
    for (code, words) in &done.remarks {
        writeln!(io::stdout(), "  {}", mask(&teller.sentence(code, words)))?;
    }
    for question in questions.iter().take(MOST_QUESTIONS) {
        writeln!(io::stdout(), "  {}", mask(&review::question(teller, question, imports.form(done))))?;
    }
    if let Some(more) = questions.len().checked_sub(MOST_QUESTIONS).filter(|more| *more > 0) {
        writeln!(io::stdout(), "  {}", teller.count("import-more", &[("more", more)], &[]))?;
    }
    told.paths.push(done.path.clone());
    told.drafts += usize::from(done.is_draft);
    told.figures += figures;
    told.doubts += doubts;
    Ok(())
}

fn tell_failed(teller: &Teller, failed: &Failed) -> io::Result<()> {
    let mut out = io::stderr().lock();
    match failed {
        Failed::Told((code, words)) => {
            writeln!(out, "  {}", mask(&teller.sentence(code, words)))?;
            teller.attribute(code, "help", words).map_or(Ok(()), |help| writeln!(out, "  {help}"))
        }
        Failed::Stop(Stop::Command(finding)) => writeln!(out, "{}", teller.tell(finding)),
        Failed::Stop(Stop::Refused(code, path)) => writeln!(out, "  {}", teller.sentence(code, &[("folder", shown(path))])),
        Failed::Stop(Stop::Io(path, error)) => {
            let words = [("path", shown(path)), ("reason", reason(teller, error))];
            writeln!(out, "  {}", teller.sentence("machine", &words))
        }
        Failed::Stop(Stop::Content) => Ok(()),
    }
}

fn review_page(teller: &Teller, language: Language, imports: &Imports) -> String {
    let mut sections = String::new();
    for (file, done) in imports.files.iter().filter_map(|(file, result)| Some((shown(file), result.as_ref().ok()?))) {
        let remarks: Vec<String> = done.remarks.iter().map(|(code, words)| teller.sentence(code, words)).collect();
        let form = imports.form(done);
        let reviewed = Reviewed { file: &file, path: &done.path, imported: &done.imported, form, remarks: &remarks };
        review::section(teller, &reviewed, &mut sections);
    }
    review::page(teller, language.tag(), &sections)
}

/// Checks what was imported, and says what was found in it.
fn tell_checks(teller: &Teller, asked: &Import<'_>, told: &Told) -> io::Result<()> {
    let mut findings = Diagnostics::new();
    if let Err(stop @ (Stop::Io(..) | Stop::Refused(..) | Stop::Command(_))) =
        commands::check(asked.site, asked.today, &mut findings)
    {
        return stopped(teller, stop, "not-built", &findings).map(|_| ());
    }
    let about: Vec<&Diagnostic> = told.paths.iter().flat_map(|path| findings.about(path)).collect();
    // Of many reports only what keeps them from being published.
    let is_told = |finding: &&Diagnostic| told.paths.len() <= MOST_TOLD || finding.severity == Severity::Error;
    tell(teller, about.iter().copied().filter(is_told))?;
    let count = |severity| about.iter().filter(|finding| finding.severity == severity).count();
    let counts = [("errors", count(Severity::Error)), ("warnings", count(Severity::Warning)), ("done", told.paths.len())];
    writeln!(io::stdout(), "{}", teller.count("import-checked", &counts, &[]))
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
        order: Order { version: env!("CARGO_PKG_VERSION"), in_place: arguments.in_place, compress: arguments.compress },
    };
    let mut findings = Diagnostics::new();
    let bar = Bar::new(start);
    let result = commands::build(&asked, &|progress| show(arguments, &bar, progress), &mut findings);
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

/// Shows how far a build is, and says whom it waits for.
fn show(arguments: &BuildArguments, bar: &Bar, progress: Progress) {
    match progress {
        Progress::Pages(done, of) => bar.show(done, of),
        Progress::Waits(process) => {
            // Threads that show their progress cannot share a teller.
            let process = process.map_or_else(|| "?".to_owned(), |process| process.to_string());
            let waits = arguments.site.teller().sentence("build-waits", &[("process", process)]);
            writeln!(io::stderr(), "{waits}").unwrap_or(());
        }
    }
}

/// Says what was added, lost or changed in a portal.
fn verify(arguments: &VerifyArguments) -> io::Result<u8> {
    let language = arguments.lang.or_else(environment_language).unwrap_or(Language::Chinese);
    let teller = Teller::new(language, wants_colours());
    let verified = match verify_portal(&arguments.folder, arguments.manifest.as_deref()) {
        Ok(verified) => verified,
        Err(stop) => return stopped(&teller, stop, "not-built", &Diagnostics::new()),
    };
    let mut out = io::stdout().lock();
    for (code, paths) in
        [("verify-added", &verified.added), ("verify-lost", &verified.lost), ("verify-changed", &verified.changed)]
    {
        for path in paths {
            writeln!(out, "{}", teller.sentence(code, &[("path", path.clone())]))?;
        }
    }
    if verified.is_half_done {
        writeln!(out, "{}", teller.sentence("verify-half-done", &[]))?;
    }
    let counts = [
        ("files", verified.files),
        ("added", verified.added.len()),
        ("lost", verified.lost.len()),
        ("changed", verified.changed.len()),
    ];
    let code = if verified.is_same() { "verified" } else { "verified-differs" };
    writeln!(out, "{}", teller.count(code, &counts, &[("sum", verified.sum.clone())]))?;
    Ok(if verified.is_same() { 0 } else { CONTENT_ERRORS })
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

fn serve(arguments: &ServeArguments) -> io::Result<u8> {
    // Nothing has to be put away: a preview writes nothing. If it cannot be set, the signal ends the program as well, with another code.
    ctrlc::set_handler(|| std::process::exit(0)).unwrap_or(());
    let language = arguments.site.language();
    let teller = Teller::new(language, wants_colours());
    let asked = Serve {
        site: &arguments.site.site,
        address: arguments.address,
        port: arguments.port,
        is_polled: arguments.poll,
        today: arguments.site.today(),
        language,
    };
    let mut start = Instant::now();
    let ended = serve::serve(&asked, &mut |event| {
        let told = match event {
            Event::Noticed => {
                start = Instant::now();
                Ok(())
            }
            Event::Read { changes, state, news } => tell_reading(&teller, changes, state, news, start.elapsed()),
            Event::Failed(finding) => tell(&teller, std::iter::once(finding)),
            Event::Polling(code) => writeln!(io::stderr(), "{}", teller.sentence(code, &[])),
            Event::Ready { address, is_other } => tell_ready(&teller, arguments, address, is_other),
        };
        // The preview goes on when nobody reads its terminal any more.
        told.unwrap_or(());
    });
    let Err(stop) = ended;
    stopped(&teller, stop, "not-built", &Diagnostics::new())
}

/// One line a reading, after what is new in it.
fn tell_reading(
    teller: &Teller,
    changes: Option<&Changes>,
    state: &State,
    news: &[&Diagnostic],
    took: Duration,
) -> io::Result<()> {
    tell(teller, news.iter().copied())?;
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
        Stop::Command(finding) => (teller.tell(&finding), USAGE_OR_MACHINE),
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
    let drafts = match built.drafts {
        0 => String::new(),
        drafts => teller.count("drafts-left-out", &[("drafts", drafts)], &[]),
    };
    let way = match built.way {
        Way::First => "way-first",
        Way::Exchanged => "way-exchanged",
        Way::InPlace => "way-in-place",
    };
    format!("{line}{drafts}{}", teller.sentence(way, &[("sum", built.sum.clone())]))
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
