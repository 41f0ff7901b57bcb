//! The verdict on a portal: what its rules find, as its `site.yaml` weighs them, but for what is known and explained.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::file::{Desk, Texts};
use super::rule::{Judge, Rule};
use super::rules::{RULES, rule};
use super::search;
use super::subject::{Document, Subject};
use crate::model::agency::AgencyId;
use crate::model::config::Config;
use crate::model::portal::ids;
use crate::model::publication::KnownIssue;
use crate::model::report::{Report, ReportId};
use crate::text::diagnostics::{Diagnostic, Diagnostics, Place, Severity};
use crate::text::fields::nearest;
use crate::text::list::List;

/// What was found in single files while they were read, in the order of their paths.
pub type Seen = List<(Arc<str>, Arc<Diagnostics>)>;

/// Finds what is wrong with a document by itself.
pub fn look_at(document: &Document<'_>) -> Diagnostics {
    let mut found = Diagnostics::new();
    for rule in RULES {
        if let Judge::Document(look) = rule.judge {
            look(rule, document, &mut found);
        }
    }
    found.append(search::look_at_document(document));
    found
}

/// Judges a portal. If there are errors already, documents are missing from it, so nobody is told that something is missing.
pub fn judge(subject: &Subject<'_>, seen: &Seen, findings: &mut Diagnostics) {
    let is_whole = !findings.has_errors();
    check_settings(&subject.portal.config, findings);
    let mut found = Diagnostics::new();
    for rule in RULES.iter().filter(|rule| is_whole && is_on(rule, &subject.portal.config)) {
        look_around(rule, subject, &mut found);
    }
    let reports: Vec<ReportId> = subject.portal.report_ids().collect();
    for of_report in reports.par_iter().map(|id| look_at_report(subject, *id)).collect::<Vec<_>>() {
        found.append(of_report);
    }
    found.extend(seen.values().flat_map(|all| all.iter().cloned()));
    let issues = subject.portal.reports.iter().flat_map(|report| &report.facts.known_issues).collect();
    excuse(issues, weigh(found, &subject.portal.config), is_whole, &subject.portal.config, findings);
}

/// What is wrong with a report, as far as one need not look at all the others for it.
pub fn about_report(subject: &Subject<'_>, seen: &Seen, report: ReportId) -> Diagnostics {
    let Report { narrative, facts, .. } = subject.portal.report(report);
    let mut found = look_at_report(subject, report);
    found.extend(seen.get(&narrative.source).into_iter().flat_map(|all| all.iter().cloned()));
    let mut findings = Diagnostics::new();
    let config = &subject.portal.config;
    excuse(facts.known_issues.iter().collect(), weigh(found, config), false, config, &mut findings);
    findings
}

/// What is wrong with an agency and its file, as far as one need not look at all the others for it.
pub fn about_agency(subject: &Subject<'_>, seen: &Seen, agency: AgencyId, path: &str) -> Diagnostics {
    let config = &subject.portal.config;
    let mut found = Diagnostics::new();
    for rule in RULES.iter().filter(|rule| is_on(rule, config)) {
        if let Judge::Agency(look) = rule.judge {
            look(rule, subject, agency, &mut found);
        }
    }
    found.extend(seen.get(path).into_iter().flat_map(|all| all.iter().cloned()));
    weigh(found, config)
}

/// What is wrong with a file by itself.
pub fn about_file(config: &Config, seen: &Seen, path: &str) -> Diagnostics {
    let mut found = Diagnostics::new();
    found.extend(seen.get(path).into_iter().flat_map(|all| all.iter().cloned()));
    weigh(found, config)
}

/// The known issues of a report that are found as they say, so that its page explains them.
pub fn accepted<'a>(subject: &Subject<'a>, seen: &Seen, report: ReportId) -> Vec<&'a KnownIssue> {
    let facts = &subject.portal.report(report).facts;
    if facts.known_issues.is_empty() {
        return Vec::new();
    }
    let source = &subject.portal.report(report).narrative.source;
    let mut found = look_at_report(subject, report);
    for rule in RULES.iter().filter(|rule| facts.known_issues.iter().any(|issue| issue.rule == rule.code)) {
        look_around(rule, subject, &mut found);
    }
    found.extend(seen.get(source).into_iter().flat_map(|all| all.iter().cloned()));
    let found = weigh(found, &subject.portal.config);
    let is_found =
        |issue: &&KnownIssue| found.iter().any(|finding| finding.place.document() == source && explains(issue, finding));
    facts.known_issues.iter().filter(is_found).collect()
}

/// Runs a rule that looks at more than one report.
fn look_around(rule: &Rule, subject: &Subject<'_>, found: &mut Diagnostics) {
    match rule.judge {
        Judge::Agency(look) => ids(&subject.portal.agencies).for_each(|id| look(rule, subject, AgencyId(id), found)),
        Judge::Portal(look) => look(rule, subject, found),
        Judge::Document(_) | Judge::Report(_) | Judge::Number(_) | Judge::Attachment | Judge::Reading => {}
    }
}

fn look_at_report(subject: &Subject<'_>, report: ReportId) -> Diagnostics {
    let source = |report| &subject.portal.report(report).narrative.source;
    let texts = Texts::default();
    let desk = Desk::new(&texts, source(report), subject.last(report).map(source));
    let subject = subject.at(&desk);
    let mut found = Diagnostics::new();
    for rule in RULES.iter().filter(|rule| is_on(rule, &subject.portal.config)) {
        if let Judge::Report(look) = rule.judge {
            look(rule, &subject, report, &mut found);
        }
    }
    found
}

/// Whether `site.yaml` lets a rule hold. What is found in single documents is weighed later, because it is kept whatever the settings are.
fn is_on(rule: &Rule, config: &Config) -> bool {
    !config.checks.iter().any(|setting| setting.rule == rule.code && setting.severity.is_none())
}

/// Tells settings of rules that there are none of, or that always hold.
fn check_settings(config: &Config, findings: &mut Diagnostics) {
    for setting in &config.checks {
        match rule(&setting.rule) {
            Some(Rule { judge: Judge::Reading, .. }) => {
                findings.push(Diagnostic::error("rule-always-holds", setting.place.clone()).with("rule", &setting.rule));
            }
            Some(_) => {}
            None => findings.push(unknown_rule(&setting.rule, setting.place.clone())),
        }
    }
}

fn unknown_rule(code: &str, place: Place) -> Diagnostic {
    let near = nearest(code, RULES.iter().map(|rule| rule.code));
    let known = || RULES.iter().map(|rule| rule.code).collect::<Vec<_>>().join(", ");
    Diagnostic::error("unknown-rule", place).with("rule", code).with("nearest", near.map_or_else(known, str::to_owned))
}

/// Gives findings the weight that `site.yaml` asks for; those of rules that are off are left out.
fn weigh(found: Diagnostics, config: &Config) -> Diagnostics {
    let mut weighed = Diagnostics::new();
    for finding in found {
        let setting = config.checks.iter().rfind(|setting| setting.rule == finding.code);
        match setting.map(|setting| setting.severity) {
            None => weighed.push(finding),
            Some(Some(severity)) => weighed.push(Diagnostic { severity, ..finding }),
            Some(None) => {}
        }
    }
    weighed
}

/// Whether a known issue is about a finding, and its values are what was found.
fn explains(issue: &KnownIssue, finding: &Diagnostic) -> bool {
    let plain = |text: &str| text.replace("!=", "≠").chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let is_seen = finding.argument("seen").is_some_and(|seen| plain(seen) == plain(&issue.seen));
    is_seen && is_about(issue, finding) && rule(&issue.rule).is_some_and(|rule| rule.family.may_stay())
}

fn is_about(issue: &KnownIssue, finding: &Diagnostic) -> bool {
    issue.rule == finding.code && issue.place.path == *finding.place.document()
}

/// Makes notes of findings that are known and explained, and tells known issues that are not, or no longer, found, unless documents are
/// missing.
fn excuse(issues: Vec<&KnownIssue>, found: Diagnostics, is_whole: bool, config: &Config, findings: &mut Diagnostics) {
    let mut by_file: BTreeMap<&str, Vec<&KnownIssue>> = BTreeMap::new();
    for issue in &issues {
        by_file.entry(&*issue.place.path).or_default().push(issue);
    }
    let (mut explained, mut open): (Vec<&KnownIssue>, Vec<Diagnostic>) = Default::default();
    for finding in found {
        let own = by_file.get(&**finding.place.document()).map_or(&[][..], Vec::as_slice);
        match own.iter().find(|issue| explains(issue, &finding)) {
            Some(issue) => {
                explained.push(issue);
                let known = Diagnostic { severity: Severity::Note, ..finding };
                findings.push(known.with("reason", &issue.reason).see("known-issue", issue.place.clone()));
            }
            None => open.push(finding),
        }
    }
    for issue in issues.into_iter().filter(|issue| is_whole && !explained.iter().any(|known| std::ptr::eq(*known, *issue))) {
        findings.extend(idle(issue, &open, config));
    }
    findings.extend(open);
}

/// What is wrong with a known issue that explains nothing.
fn idle(issue: &KnownIssue, open: &[Diagnostic], config: &Config) -> Option<Diagnostic> {
    let place = issue.place.clone();
    let is_off = rule(&issue.rule).is_some_and(|rule| !is_on(rule, config));
    let finding = match (rule(&issue.rule), open.iter().find(|finding| is_about(issue, finding))) {
        _ if is_off => return None,
        (None, _) => unknown_rule(&issue.rule, place),
        (Some(rule), _) if !rule.family.may_stay() => Diagnostic::error("known-issue-refused", place),
        (_, Some(other)) => {
            let now = other.argument("seen").unwrap_or_default();
            Diagnostic::warning("known-issue-lapsed", place).with("now", now).see("known-issue-now", other.place.clone())
        }
        (_, None) => Diagnostic::warning("known-issue-idle", place),
    };
    Some(finding.with("rule", &issue.rule).with("seen", &issue.seen))
}
