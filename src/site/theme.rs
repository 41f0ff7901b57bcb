//! A theme: templates, static files and interface strings. The only module to name `tera`.
//!
//! The default theme is part of the binary, as are others laid over it; a site's own theme replaces single files.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use serde::Serialize;
use tera::{Context, ErrorKind, Kwargs, State, Tera, Value};

use super::rounds::{self, Counted, MOST_ROUNDS, Sheet};
use super::views::Site;
use crate::model::config::Config;
use crate::text::diagnostics::{Diagnostic, Diagnostics, Place};
use crate::text::fields::{Fields, nearest, read_file};
use crate::text::source::{SITE_FILE, Sources, Text};
use crate::text::yaml::{Node, Yaml};

static DEFAULT: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");
static PLAIN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/plain");
/// The themes in the binary that are laid over the default one, by their names.
static BUILT_IN: [(&str, &Dir<'static>); 1] = [("plain", &PLAIN)];
/// The file that says what a theme leaves open.
const OPTIONS: &str = "theme.yaml";
/// The name of the theme that is always there.
const DEFAULT_NAME: &str = "default";

/// A page takes so much, roughly.
const BYTES_OF_A_PAGE: usize = 64 * 1024;

/// A static file of a theme: its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct AssetId(pub u32);

/// A static file of a theme.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Below `assets/`.
    pub path: String,
    /// What is in it.
    pub content: AssetContent,
}

/// Where a static file's bytes are.
#[derive(Debug, Clone)]
pub enum AssetContent {
    /// In the binary.
    Embedded(&'static [u8]),
    /// On disk.
    File(PathBuf),
}

/// Templates by their names: what their authors wrote, and what is rendered, if that is another text.
type Templates = BTreeMap<String, (Text, Option<Counted>)>;

/// A theme, ready to render.
#[derive(Clone)]
pub struct Theme {
    tera: Tera,
    templates: Templates,
    assets: Vec<Asset>,
    strings: Value,
    /// Each option's value.
    options: Value,
}

impl std::fmt::Debug for Theme {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Theme").field("templates", &self.templates.keys()).field("assets", &self.assets).finish_non_exhaustive()
    }
}

impl Theme {
    /// Loads the site's theme over the default one. None, with findings, if a template does not compile or the theme does not exist.
    pub fn load(sources: &Sources, config: &Config, diagnostics: &mut Diagnostics) -> Option<Theme> {
        let mut findings = Diagnostics::new();
        let theme = Theme::read(sources, config, &mut findings).filter(|_| !findings.has_errors());
        diagnostics.append(findings);
        theme
    }

    fn read(sources: &Sources, config: &Config, diagnostics: &mut Diagnostics) -> Option<Theme> {
        let files = Files::gather(sources, &config.theme, diagnostics);
        let strings_path = format!("i18n/{}.yaml", config.language.tag());
        let mut strings = Node::Map(Vec::new());
        for text in files.strings.get(&strings_path).into_iter().flatten() {
            merge(&mut strings, read_strings(text, diagnostics));
        }
        let options = options(files.strings.get(OPTIONS).map_or(&[], Vec::as_slice), config, diagnostics);
        let (templates, assets) = files.sort();
        let tera = match compile(&templates) {
            Ok(tera) => tera,
            Err(error) => {
                // As its author wrote it, so that no excerpt shows what was inserted.
                let written = templates.iter().map(|(name, (text, _))| (name.clone(), (text.clone(), None))).collect();
                let error = compile(&written).err().unwrap_or(error);
                diagnostics.push(complaint(&error, &written, ""));
                return None;
            }
        };
        Some(Theme { tera, templates, assets, strings: to_value(&strings), options })
    }

    /// The same theme, with what all pages share.
    #[must_use]
    pub fn with_site(&self, site: &Site) -> Theme {
        let mut theme = self.clone();
        let globals = theme.tera.global_context();
        globals.insert("site", site);
        globals.insert_value("t", self.strings.clone());
        globals.insert_value("options", self.options.clone());
        theme
    }

    /// Renders a template with its view.
    ///
    /// # Errors
    /// A finding with the template's file, line and column.
    pub fn render(&self, template: &str, view: &impl Serialize) -> Result<Vec<u8>, Diagnostic> {
        let mut out = Vec::with_capacity(BYTES_OF_A_PAGE);
        rounds::begin();
        Context::from_serialize(view).and_then(|context| self.tera.render_to(template, &context, Sheet(&mut out))).map_err(
            |error| match error.kind() {
                // Nothing else can go wrong with memory.
                ErrorKind::Io(_) => template_finding(whole_file(template, &self.templates), &Sheet::too_large()),
                _ => complaint(&error, &self.templates, template),
            },
        )?;
        Ok(out)
    }

    /// Renders a template whose text is worked on.
    ///
    /// # Errors
    /// A finding with the template's file, line and column.
    pub fn print(&self, template: &str, view: &impl Serialize) -> Result<String, Diagnostic> {
        let printed = self.render(template, view)?;
        Ok(String::from_utf8_lossy(&printed).into_owned())
    }

    /// A string of the interface by its dotted name; the name itself if there is none.
    pub fn string(&self, name: &str) -> String {
        self.strings.get_from_path(name).and_then(Value::as_str).map_or_else(|| name.to_owned(), str::to_owned)
    }

    /// All static files.
    pub fn assets(&self) -> impl Iterator<Item = AssetId> + use<> {
        (0..u32::try_from(self.assets.len()).unwrap_or(u32::MAX)).map(AssetId)
    }

    /// A static file.
    pub fn asset(&self, id: AssetId) -> &Asset {
        &self.assets[id.0 as usize]
    }
}

/// A theme's files before they are sorted by what they are for. Paths are relative to the theme's folder.
struct Files {
    texts: BTreeMap<String, Text>,
    /// The default theme's strings and options, then those of the themes over it, which replace single ones.
    strings: BTreeMap<String, Vec<Text>>,
    assets: BTreeMap<String, AssetContent>,
    /// Those of the texts that are the site's own.
    own: BTreeSet<String>,
}

impl Files {
    fn gather(sources: &Sources, name: &str, diagnostics: &mut Diagnostics) -> Files {
        let mut files = Files { texts: BTreeMap::new(), strings: BTreeMap::new(), assets: BTreeMap::new(), own: BTreeSet::new() };
        files.add_embedded(DEFAULT_NAME, &DEFAULT);
        let built_in = BUILT_IN.iter().find(|(built_in, _)| *built_in == name);
        if let Some((_, theme)) = built_in {
            files.add_embedded(name, theme);
        }
        let folder = format!("themes/{name}/");
        let mut own = sources.below(&folder).peekable();
        if own.peek().is_none() && built_in.is_none() && name != DEFAULT_NAME {
            let names = std::iter::once(DEFAULT_NAME).chain(BUILT_IN.iter().map(|(name, _)| *name));
            let finding = Diagnostic::error("unknown-theme", Place::file(SITE_FILE));
            diagnostics.push(finding.with("name", name).with("names", names.collect::<Vec<_>>().join(", ")));
        }
        for path in own {
            let relative = path[folder.len()..].to_owned();
            match relative.strip_prefix("static/") {
                Some(asset) => {
                    files.assets.insert(asset.to_owned(), AssetContent::File(sources.locate(path)));
                }
                None if !relative.starts_with("templates/") && !relative.starts_with("i18n/") && relative != OPTIONS => {}
                None => match sources.text(path) {
                    Ok(text) => {
                        files.own.insert(relative.clone());
                        files.add(relative, text);
                    }
                    Err(finding) => diagnostics.push(finding),
                },
            }
        }
        files
    }

    fn add(&mut self, path: String, text: Text) {
        if path.starts_with("i18n/") || path == OPTIONS {
            self.strings.entry(path).or_default().push(text);
        } else {
            self.texts.insert(path, text);
        }
    }

    fn add_embedded(&mut self, name: &str, folder: &Dir<'static>) {
        for file in folder.files() {
            let path = file.path().to_string_lossy().replace('\\', "/");
            match (path.strip_prefix("static/"), file.contents_utf8()) {
                (Some(asset), _) => {
                    self.assets.insert(asset.to_owned(), AssetContent::Embedded(file.contents()));
                }
                (None, Some(content)) => {
                    let text = Text::new(format!("themes/{name}/{path}"), content);
                    self.add(path, text);
                }
                (None, None) => {}
            }
        }
        for folder in folder.dirs() {
            self.add_embedded(name, folder);
        }
    }

    fn sort(self) -> (Templates, Vec<Asset>) {
        let own = self.own;
        let counted = |path: &String, text: &Text| own.contains(path).then(|| Counted::of(text.as_str()));
        let template = |(path, text): (String, Text)| {
            let counted = counted(&path, &text);
            path.strip_prefix("templates/").map(|name| (name.to_owned(), (text, counted)))
        };
        let templates = self.texts.into_iter().filter_map(template).collect();
        let assets = self.assets.into_iter().map(|(path, content)| Asset { path, content }).collect();
        (templates, assets)
    }
}

fn compile(templates: &Templates) -> Result<Tera, tera::Error> {
    let mut tera = Tera::new();
    // Escapes whatever a template is called; by default Tera looks at the name's ending.
    tera.autoescape_on([""]);
    tera.register_filter("fill", fill);
    // Tera's own copies the text, and a report's tables are most of its page.
    tera.register_filter("safe", |text: Value, _: Kwargs, _: &State| text.mark_safe());
    tera.register_function(rounds::COUNT, count_round);
    let rendered = |(text, counted): &'_ (Text, Option<Counted>)| match counted {
        Some(counted) => counted.text.clone(),
        None => text.as_str().to_owned(),
    };
    tera.add_raw_templates(templates.iter().map(|(name, template)| (name.as_str(), rendered(template))))?;
    Ok(tera)
}

/// `{{ t.coverage | fill(reported=11) }}`: puts words into the braces of a string.
fn fill(string: &str, words: Kwargs, _: &State) -> String {
    words.iter().fold(string.to_owned(), |filled, (name, word)| match name.as_str() {
        Some(name) => filled.replace(&format!("{{{name}}}"), &word.to_string()),
        None => filled,
    })
}

/// Prints nothing; fails if a page takes too many rounds.
fn count_round(_: Kwargs, _: &State) -> Result<&'static str, tera::Error> {
    match rounds::count() {
        true => Ok(""),
        false => Err(tera::Error::message(format!("loops make more than {MOST_ROUNDS} rounds for one page"))),
    }
}

/// The value of each option that the default theme and those over it leave open: what `site.yaml` chooses, else the first one.
fn options(texts: &[Text], config: &Config, diagnostics: &mut Diagnostics) -> Value {
    let mut open: Vec<(String, Vec<String>)> = Vec::new();
    for text in texts {
        for (name, values) in read_file(text, diagnostics, open_options).unwrap_or_default() {
            open.retain(|(known, _)| *known != name);
            open.push((name, values));
        }
    }
    for option in &config.theme_options {
        let names = || open.iter().map(|(name, _)| name.as_str());
        match open.iter().find(|(name, _)| *name == option.name) {
            None => {
                let near = nearest(&option.name, names()).map_or_else(|| names().collect::<Vec<_>>().join(", "), str::to_owned);
                let finding = Diagnostic::error("unknown-theme-option", option.place.clone());
                diagnostics.push(finding.with("name", &option.name).with("nearest", near));
            }
            Some((_, values)) if !values.is_empty() && !values.contains(&option.value) => {
                let finding = Diagnostic::error("theme-option-value", option.value_place.clone());
                diagnostics.push(finding.with("name", &option.name).with("values", values.join(", ")));
            }
            Some(_) => {}
        }
    }
    let chosen = |name: &str| config.theme_options.iter().find(|option| option.name == name).map(|option| option.value.clone());
    let value = |(name, values): (String, Vec<String>)| {
        let value = chosen(&name).or_else(|| values.into_iter().next()).unwrap_or_default();
        (tera::value::Key::from(name), Value::from(value))
    };
    Value::from(open.into_iter().map(value).collect::<tera::Map>())
}

/// The options of a `theme.yaml`, each with its values; without any it takes every text.
fn open_options(fields: &mut Fields<'_>) -> Vec<(String, Vec<String>)> {
    let text = |node: &Node| if let Node::Scalar(text) = node { Some(text.clone()) } else { None };
    let values = |node: &Node| if let Node::List(items) = node { items.iter().filter_map(text).collect() } else { Vec::new() };
    let entries = fields.entries("options").map_or(&[][..], |(_, entries)| entries);
    entries.iter().map(|(name, node)| (name.clone(), values(node))).collect()
}

/// The interface strings of a language.
fn read_strings(text: &Text, diagnostics: &mut Diagnostics) -> Node {
    match Yaml::read(text, 0..text.as_str().len()) {
        Ok(yaml) => yaml.root().clone(),
        Err(findings) => {
            diagnostics.append(findings);
            Node::Blank
        }
    }
}

/// Lays strings over others, key by key.
fn merge(under: &mut Node, over: Node) {
    match (under, over) {
        (Node::Map(under), Node::Map(over)) => {
            for (key, value) in over {
                match under.iter_mut().find(|(known, _)| *known == key) {
                    Some((_, known)) => merge(known, value),
                    None => under.push((key, value)),
                }
            }
        }
        (_, Node::Blank) => {}
        (under, over) => *under = over,
    }
}

fn to_value(node: &Node) -> Value {
    match node {
        Node::Blank => Value::from(""),
        Node::Scalar(text) => Value::from(text.as_str()),
        Node::List(items) => Value::from(items.iter().map(to_value).collect::<Vec<_>>()),
        Node::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| (tera::value::Key::from(key.clone()), to_value(value)));
            Value::from(entries.collect::<tera::Map>())
        }
    }
}

/// What Tera says, as a finding at the template's line and column.
fn complaint(error: &tera::Error, templates: &Templates, template: &str) -> Diagnostic {
    let (place, reason): (Place, Cow<'_, str>) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let place = match templates.get(report.filename()) {
                Some((text, counted)) => {
                    let at = |offset| counted.as_ref().map_or(offset, |counted| counted.original(offset));
                    text.place(at(report.span().range.start)..at(report.span().range.end))
                }
                None => whole_file(template, templates),
            };
            (place, Cow::Borrowed(report.message()))
        }
        ErrorKind::MissingParent { current, .. } => (whole_file(current, templates), Cow::Owned(error.to_string())),
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            (whole_file(tpl, templates), Cow::Owned(error.to_string()))
        }
        ErrorKind::Msg(message) => match printed_place(message, templates) {
            Some((place, reason)) => (place, Cow::Borrowed(reason)),
            None => (whole_file(template, templates), Cow::Borrowed(message)),
        },
        _ => (whole_file(template, templates), Cow::Owned(error.to_string())),
    };
    template_finding(place, &reason)
}

fn template_finding(place: Place, reason: &str) -> Diagnostic {
    Diagnostic::error("template", place).with("reason", reason.trim())
}

fn whole_file(name: &str, templates: &Templates) -> Place {
    let path = templates.get(name).map_or_else(|| Arc::from(format!("templates/{name}")), |(text, _)| Arc::clone(&text.path));
    Place::file(path)
}

/// The place of a report that Tera hands over in print only, and what it says: names that there are none of.
fn printed_place<'m>(message: &'m str, templates: &Templates) -> Option<(Place, &'m str)> {
    let mut lines = message.trim().lines();
    let reason = lines.next()?;
    let mut place = lines.next()?.trim().strip_prefix("--> ")?.rsplitn(3, ':');
    let (column, line, name) = (place.next()?.parse().ok()?, place.next()?.parse().ok()?, place.next()?);
    let (text, _) = templates.get(name)?;
    let at = text.offset(line, column);
    // The first of several is told; the next run tells the next one.
    Some((text.place(at..at + 1), reason.strip_prefix("error: ").unwrap_or(reason)))
}
