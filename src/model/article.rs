//! An article: a page of the portal's own text, such as the guide (政府信息公开指南) or a rule.

use std::sync::Arc;

use chrono::NaiveDate;

use super::alias::{Alias, aliases};
use super::narrative::Narrative;
use super::publication::is_draft;
use crate::text::fields::Fields;

/// An article of a portal: its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(pub u32);

/// A part of the portal that articles belong to by their path; the fixed entries of every disclosure portal
/// (国办公开办函〔2019〕61号) but for the annual reports themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// 政府信息公开指南
    Guide,
    /// 政府信息公开制度
    Rules,
    /// 法定主动公开内容
    Disclosure,
    /// 依申请公开
    Requests,
}

impl Section {
    /// In the order of the fixed entries.
    pub const ALL: [Section; 4] = [Section::Guide, Section::Rules, Section::Disclosure, Section::Requests];

    /// The first part of its articles' paths, and its name in the interface strings.
    pub fn name(self) -> &'static str {
        match self {
            Section::Guide => "guide",
            Section::Rules => "rules",
            Section::Disclosure => "disclosure",
            Section::Requests => "requests",
        }
    }

    /// The section of a path.
    pub fn of(path: &str) -> Option<Section> {
        let first = path.split('/').next().unwrap_or(path);
        Section::ALL.into_iter().find(|section| section.name() == first)
    }
}

/// What an article's front matter says.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Its title.
    pub title: String,
    /// The day of publication.
    pub published: Option<NaiveDate>,
    /// The day of the last change.
    pub updated: Option<NaiveDate>,
    /// For search engines.
    pub description: Option<String>,
    /// For search engines.
    pub keywords: Vec<String>,
    /// Old addresses that lead to it.
    pub aliases: Vec<Alias>,
    /// Among the articles of its section.
    pub order: i32,
    /// Not to be published yet.
    pub is_draft: bool,
}

impl Facts {
    /// Reads an article's front matter.
    pub fn read(fields: &mut Fields<'_>) -> Facts {
        Facts {
            title: fields.required_text("title"),
            published: fields.day("published"),
            updated: fields.day("updated"),
            description: fields.text("description"),
            keywords: fields.texts("keywords"),
            aliases: aliases(fields),
            order: fields.whole("order").unwrap_or(i32::MAX),
            is_draft: is_draft(fields),
        }
    }
}

/// An article.
#[derive(Debug, Clone)]
pub struct Article {
    /// Its URL: the file's path below `content/` without its ending; empty for the home page's text.
    pub path: Arc<str>,
    /// What its front matter says.
    pub facts: Facts,
    /// Its text.
    pub narrative: Narrative,
}

impl Article {
    /// The part of the portal it belongs to.
    pub fn section(&self) -> Option<Section> {
        Section::of(&self.path)
    }
}
