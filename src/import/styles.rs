//! Styles of a Word document: which of them make a heading, or an item of a list.

use std::collections::BTreeMap;

use quick_xml::Reader as Xml;
use quick_xml::events::Event;

use super::xml::attribute;

/// The most styles that stand on one another.
const DEEPEST: usize = 16;

/// What a style says.
#[derive(Debug, Clone, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    level: Option<u8>,
    list: Option<(String, usize)>,
}

/// All styles, by their ids.
#[derive(Debug, Default)]
pub struct Styles(BTreeMap<String, Style>);

impl Styles {
    /// Reads the part that holds them; what cannot be read of it makes no heading.
    pub fn read(text: &str) -> Styles {
        let mut styles = BTreeMap::new();
        let (mut id, mut style) = (String::new(), Style::default());
        let mut xml = Xml::from_str(text);
        while let Ok(event) = xml.read_event() {
            match event {
                Event::Eof => break,
                Event::Start(start) | Event::Empty(start) => match start.local_name().as_ref() {
                    b"style" => (id, style) = (attribute(&start, "styleId").unwrap_or_default(), Style::default()),
                    b"name" => style.name = attribute(&start, "val").unwrap_or_default().to_ascii_lowercase(),
                    b"basedOn" => style.based_on = attribute(&start, "val"),
                    b"outlineLvl" => {
                        style.level =
                            attribute(&start, "val").and_then(|l| l.parse::<u8>().ok()).filter(|l| *l < 9).map(|l| l + 1)
                    }
                    b"numId" => {
                        style.list = Some((attribute(&start, "val").unwrap_or_default(), style.list.map_or(0, |list| list.1)))
                    }
                    b"ilvl" => {
                        let depth = attribute(&start, "val").and_then(|depth| depth.parse().ok()).unwrap_or(0);
                        style.list = Some((style.list.map(|list| list.0).unwrap_or_default(), depth));
                    }
                    _ => {}
                },
                Event::End(end) if end.local_name().as_ref() == b"style" => {
                    drop(styles.insert(id.clone(), std::mem::take(&mut style)))
                }
                _ => {}
            }
        }
        Styles(styles)
    }

    /// A style and those that it stands on.
    fn chain<'s>(&'s self, id: &'s str) -> impl Iterator<Item = &'s Style> {
        let mut next = Some(id);
        std::iter::from_fn(move || {
            let style = self.0.get(next?)?;
            next = style.based_on.as_deref();
            Some(style)
        })
        .take(DEEPEST)
    }

    /// The level of headings in a style, 1 being the title; none if they are none.
    pub fn level(&self, id: &str) -> Option<u8> {
        let named = |style: &Style| match style.name.as_str() {
            "title" => Some(1),
            name => name.strip_prefix("heading ")?.trim().parse().ok().filter(|level| (1..=9).contains(level)),
        };
        self.chain(id).find_map(|style| style.level.or_else(|| named(style)))
    }

    /// The list that paragraphs of a style are items of, and how deep.
    pub fn list(&self, id: &str) -> Option<(String, usize)> {
        self.chain(id).find_map(|style| style.list.clone())
    }
}
