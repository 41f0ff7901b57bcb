//! What the documents say is so: the READMEs' commands run, their example builds, their messages are those that are printed, links lead
//! somewhere, and ARCHITECTURE.md names every module.
//!
//! A fenced block whose first line goes on with `file=PATH` is a file of the example, with `mistake=PATH` the same file with mistakes, and with
//! `printed=LANGUAGE` what is told about them; with `checked=LANGUAGE`, what `gongkai check` finds in the repository's own site, and with `site=PATH`
//! in another one of it. `UPDATE=1 cargo test --test readme` writes both down.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

const READMES: [&str; 2] = ["README.md", "README.zh-CN.md"];
const BUILD: &str = "cargo run --release -- build";
/// What it prints is shown, so it is run where that is compared.
const CHECK: &str = "cargo run --release -- check";
/// The day by which findings are told.
const TODAY: &str = "2026-06-01";
/// Other commands that a reader is told; nobody runs them here. The preview is run by tests of its own.
const OTHERS: [&str; 3] = ["cargo test", "cargo install --path .", "cargo run --release -- serve examples/county --open"];

/// A fenced block: the words after the fence, and the lines in it.
struct Block<'r> {
    info: &'r str,
    body: &'r str,
}

impl<'r> Block<'r> {
    fn language(&self) -> &'r str {
        self.info.split(' ').next().unwrap_or("")
    }

    /// What stands after `KEY=`, if that is there.
    fn mark(&self, key: &str) -> Option<&'r str> {
        self.info.split(' ').find_map(|word| word.strip_prefix(key)?.strip_prefix('='))
    }
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let odd_ones = text.split("```").skip(1).step_by(2);
    odd_ones.filter_map(|block| block.split_once('\n')).map(|(info, body)| Block { info, body }).collect()
}

/// The repository's folder, where the READMEs' commands are run.
fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> Outcome<String> {
    let path = here().join(path);
    fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()).into())
}

fn gongkai(folder: &Path, arguments: &[&str]) -> Outcome<Output> {
    Ok(Command::new(env!("CARGO_BIN_EXE_gongkai")).current_dir(folder).args(arguments).output()?)
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Writes the files of a README's example into a folder.
fn lay_out(site: &Path, blocks: &[Block<'_>], key: &str) -> Outcome<Vec<PathBuf>> {
    let mut written = Vec::new();
    for (path, block) in blocks.iter().filter_map(|block| Some((site.join(block.mark(key)?), block))) {
        fs::create_dir_all(path.parent().ok_or("a file has a folder")?)?;
        fs::write(&path, block.body)?;
        written.push(path);
    }
    assert!(!written.is_empty(), "there is no block with {key}=");
    Ok(written)
}

/// The findings that a README shows for a site of the repository.
fn shown_findings(readme: &str, site: &str) -> Outcome<String> {
    let blocks = blocks(readme);
    let mut checked = blocks.iter().filter(|block| block.mark("checked").is_some());
    let block =
        checked.find(|block| block.mark("site").unwrap_or(".") == site).ok_or_else(|| format!("no findings of {site}"))?;
    Ok(block.body.to_owned())
}

/// The first lines of findings: severity, code and words.
fn heads(told: &str) -> Vec<&str> {
    told.lines().filter(|line| line.contains("]: ") && !line.starts_with([' ', '-', '='])).collect()
}

#[test]
fn the_commands_run() -> Outcome {
    let mut commands = BTreeSet::new();
    for readme in READMES {
        let text = read(readme)?;
        let lines = blocks(&text).into_iter().filter(|block| block.language() == "sh").flat_map(|block| block.body.lines());
        let own: BTreeSet<String> = lines.map(str::to_owned).collect();
        assert!(OTHERS.iter().all(|other| own.contains(*other)), "{readme} lacks one of {OTHERS:?}");
        commands.extend(own.into_iter().filter(|line| !OTHERS.contains(&line.as_str())));
    }
    assert!(commands.contains(BUILD) && commands.remove(CHECK));
    for command in commands {
        let arguments = command.strip_prefix(BUILD).ok_or_else(|| format!("{command:?}: what should come of this?"))?;
        let scratch = tempfile::tempdir()?;
        let destination = scratch.path().join("public");
        let destination_argument = destination.to_string_lossy();
        let mut arguments: Vec<&str> = arguments.split_whitespace().collect();
        let site = arguments.first().copied().unwrap_or(".");
        arguments.splice(0..0, ["build"]);
        arguments.extend(["--destination", &destination_argument, "--lang", "zh-CN", "--as-of", TODAY]);
        let output = gongkai(here(), &arguments)?;
        let shown = shown_findings(&read("README.zh-CN.md")?, site)?;
        assert!(output.status.success(), "{command}:\n{}", told(&output));
        // A note, which is a finding that is explained, is shown by `check` only.
        assert_eq!(heads(&told(&output)), heads(&shown).into_iter().filter(|head| !head.starts_with("提示")).collect::<Vec<_>>());
        assert!(destination.join("index.html").is_file(), "{command} wrote no index.html");
    }
    Ok(())
}

#[test]
fn the_example_builds() -> Outcome {
    for readme in READMES {
        let text = read(readme)?;
        let site = tempfile::tempdir()?;
        let files = lay_out(site.path(), &blocks(&text), "file")?;
        let output = gongkai(site.path(), &["build"])?;
        assert!(output.status.success() && output.stderr.is_empty(), "{readme}:\n{}", told(&output));
        for report in files.iter().filter(|path| path.extension().is_some_and(|ending| ending == "md")) {
            let page = site.path().join("public").join(report.strip_prefix(site.path().join("content"))?.with_extension(""));
            let page = fs::read_to_string(page.join("index.html"))?;
            assert!(page.contains("申请27件") && page.contains("id=\"T-"), "{readme}: the figure or the tables are missing");
        }
    }
    Ok(())
}

#[test]
fn the_messages_are_those_that_are_printed() -> Outcome {
    for readme in READMES {
        let mut text = read(readme)?;
        let shown = text.clone();
        let shown = blocks(&shown);
        let site = tempfile::tempdir()?;
        lay_out(site.path(), &shown, "file")?;
        lay_out(site.path(), &shown, "mistake")?;
        let printed: Vec<_> = shown.iter().filter_map(|block| Some((block, block.mark("printed")?))).collect();
        assert!(!printed.is_empty(), "{readme} shows no message");
        for (block, language) in printed {
            let output = gongkai(site.path(), &["build", "--lang", language])?;
            assert_eq!(output.status.code(), Some(1), "{readme}:\n{}", told(&output));
            assert!(!site.path().join("public").exists(), "{readme}: something was written");
            if std::env::var_os("UPDATE").is_some() {
                text =
                    text.replacen(&format!("{}\n{}", block.info, block.body), &format!("{}\n{}", block.info, told(&output)), 1);
            } else {
                assert_eq!(block.body, told(&output), "{readme}: UPDATE=1 cargo test --test readme writes down what is printed");
            }
        }
        if text != read(readme)? {
            fs::write(here().join(readme), text)?;
        }
    }
    Ok(())
}

/// What `gongkai check` prints, without the time that it took.
fn found(site: &str, language: &str) -> Outcome<String> {
    let output = gongkai(here(), &["check", site, "--lang", language, "--as-of", TODAY])?;
    let last = String::from_utf8_lossy(&output.stdout).into_owned();
    let (before, seconds) = last.rsplit_once(' ').and_then(|(rest, _)| rest.rsplit_once(' ')).ok_or("a last line")?;
    assert!(seconds.parse::<f64>().is_ok(), "{last}");
    let unit = if language == "en" { "s" } else { "秒" };
    Ok(format!("{}{before} 0.01 {unit}\n", told(&output)))
}

#[test]
fn the_findings_are_those_that_there_are() -> Outcome {
    for readme in READMES {
        let mut text = read(readme)?;
        let shown = text.clone();
        let shown = blocks(&shown);
        let checked: Vec<_> = shown.iter().filter_map(|block| Some((block, block.mark("checked")?))).collect();
        assert!(!checked.is_empty(), "{readme} shows no findings");
        for (block, language) in checked {
            let found = found(block.mark("site").unwrap_or("."), language)?;
            if std::env::var_os("UPDATE").is_some() {
                text = text.replacen(&format!("{}\n{}", block.info, block.body), &format!("{}\n{found}", block.info), 1);
            } else {
                assert_eq!(block.body, found, "{readme}: UPDATE=1 cargo test --test readme writes down what is found");
            }
        }
        if text != read(readme)? {
            fs::write(here().join(readme), text)?;
        }
    }
    Ok(())
}

/// The documents of the repository; what lies in `content/` folders is checked by every build.
fn documents() -> Outcome<Vec<PathBuf>> {
    let mut documents = Vec::new();
    for folder in ["", "docs", "examples/county"] {
        for entry in fs::read_dir(here().join(folder))? {
            let path = entry?.path();
            if path.extension().is_some_and(|ending| ending == "md") {
                documents.push(path);
            }
        }
    }
    documents.sort();
    Ok(documents)
}

/// A document without its code.
fn prose(text: &str) -> String {
    let without_blocks: String = text.split("```").step_by(2).collect();
    without_blocks.split('`').step_by(2).collect()
}

/// The anchors that headings get.
fn anchors(text: &str) -> BTreeSet<String> {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
    let headings = text.split("```").step_by(2).flat_map(str::lines).filter(|line| line.starts_with('#'));
    headings
        .map(|line| line.trim_start_matches('#').trim().to_lowercase().chars().filter(kept).collect::<String>().replace(' ', "-"))
        .collect()
}

#[test]
fn links_between_documents_lead_somewhere() -> Outcome {
    let mut broken = Vec::new();
    for document in documents()? {
        let text = fs::read_to_string(&document)?;
        for target in prose(&text).split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
            let file = if path.is_empty() { document.clone() } else { document.with_file_name(path) };
            let leads = path.contains("://")
                || file.exists() && (anchor.is_empty() || anchors(&fs::read_to_string(&file)?).contains(anchor));
            if !leads {
                broken.push(format!("{} → {target}", document.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
    Ok(())
}

/// The files below a folder, relative to the repository.
fn files_below(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        match path.is_dir() {
            true => files.extend(files_below(&path)?),
            false => files.push(path.strip_prefix(here())?.to_owned()),
        }
    }
    Ok(files)
}

#[test]
fn the_architecture_names_every_module_and_no_other() -> Outcome {
    let text = read("ARCHITECTURE.md")?;
    let mentioned: Vec<&str> = text.split('`').skip(1).step_by(2).filter(|code| !code.contains('\n')).collect();
    let modules: Vec<String> = files_below(&here().join("src"))?
        .iter()
        .map(|path| path.to_string_lossy().replace('\\', "/"))
        .filter(|path| path.ends_with(".rs"))
        .collect();
    let is_named = |module: &&String| {
        let whole_folder = module.split('/').any(|folder| mentioned.contains(&format!("{folder}/").as_str()));
        let is_the_map_itself = module.ends_with("/mod.rs") || module.ends_with("lib.rs");
        whole_folder || is_the_map_itself || mentioned.iter().any(|code| format!("/{module}").ends_with(&format!("/{code}")))
    };
    let unnamed: Vec<_> = modules.iter().filter(|module| !is_named(module)).collect();
    let gone: Vec<_> = mentioned
        .iter()
        .filter(|code| code.ends_with(".rs") && !modules.iter().any(|module| format!("/{module}").ends_with(&format!("/{code}"))))
        .collect();
    assert!(unnamed.is_empty() && gone.is_empty(), "ARCHITECTURE.md lacks {unnamed:?} and names {gone:?}, which do not exist");
    Ok(())
}
