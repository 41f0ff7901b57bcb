//! A rule: a kind of mistake, how bad it is, and the function that finds it.

use super::subject::{Document, Subject};
use crate::model::agency::AgencyId;
use crate::model::report::ReportId;
use crate::text::diagnostics::{Diagnostic, Diagnostics, Place, Severity};
use crate::text::personal::Kind;

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// The figures of one report.
    Arithmetic,
    /// Figures across years and agencies.
    Across,
    /// What the text says of figures.
    Prose,
    /// Completeness and form.
    Content,
    /// Personal data.
    Privacy,
    /// Review before publication.
    Review,
    /// Addresses, links, attachments.
    Site,
}

impl Family {
    /// The name in lists of findings.
    pub fn name(self) -> &'static str {
        match self {
            Family::Arithmetic => "arithmetic",
            Family::Across => "across",
            Family::Prose => "prose",
            Family::Content => "content",
            Family::Privacy => "privacy",
            Family::Review => "review",
            Family::Site => "site",
        }
    }

    /// Whether a finding may stay for a reason (`known_issues`). Personal data and missing reviews may not.
    pub fn may_stay(self) -> bool {
        !matches!(self, Family::Privacy | Family::Review)
    }
}

/// What a rule looks at.
#[derive(Clone, Copy)]
pub enum Judge {
    /// One document, while its text is at hand.
    Document(fn(&Rule, &Document<'_>, &mut Diagnostics)),
    /// One report, beside everything else in the portal.
    Report(fn(&Rule, &Subject<'_>, ReportId, &mut Diagnostics)),
    /// One agency.
    Agency(fn(&Rule, &Subject<'_>, AgencyId, &mut Diagnostics)),
    /// The portal as a whole.
    Portal(fn(&Rule, &Subject<'_>, &mut Diagnostics)),
    /// Numbers of people of a kind, wherever they stand: in documents, data, attachments and names of files.
    Number(Kind),
    /// An attachment, while its bytes are at hand: whether it can be looked through.
    Attachment,
    /// Nothing: it is found where sources are read or pages get their addresses, and always an error, because no portal can be built.
    Reading,
}

/// A kind of mistake. Its words (a summary, an explanation, the legal source, an example) stand in the catalogues under its code.
pub struct Rule {
    /// What `site.yaml`, `known_issues` and `--explain` call it; stable.
    pub code: &'static str,
    /// What it is about.
    pub family: Family,
    /// How bad it is, if `site.yaml` does not say otherwise.
    pub severity: Severity,
    /// How it is found.
    pub judge: Judge,
}

impl Rule {
    /// A finding. `seen` is what was found, in a few words that no language changes (`27 ≠ 21`): `known_issues` names it.
    pub fn at(&self, place: Place, seen: impl ToString) -> Diagnostic {
        Diagnostic::new(self.code, self.severity, place).with("seen", seen)
    }
}
