//! Forms and their rules: a form or findings, whatever a form's file says.
#![no_main]

use gongkai::model::form::Form;
use gongkai::text::diagnostics::Diagnostics;
use gongkai::text::source::Text;
use gongkai::text::tell::{Language, Teller};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (bool, &str)| {
    let (is_rule, written) = input;
    // Many a text is a rule that is written into a form that is right.
    let source = match is_rule {
        true => format!(
            "id: tiny\ntitle: 小表\ntables:\n  - {{id: a, title: 甲, columns: [{{key: x, label: X}}, {{key: y, label: Y}}], rows: [{{key: r, label: R}}, {{key: s, label: S, rows: [{{key: t, label: T}}]}}]}}\nrules:\n  - {}\n",
            written.replace('\n', " ")
        ),
        false => written.to_owned(),
    };
    let text = Text::new("forms/a.yaml", source);
    let mut findings = Diagnostics::new();
    let form = Form::read(&text, &mut findings);
    assert_eq!(form.is_none(), findings.has_errors());
    let teller = Teller::new(Language::English, false);
    for finding in findings.sorted() {
        assert!(!teller.tell(finding).is_empty());
    }
    if let Some(form) = form {
        for key in form.row_keys() {
            assert!(form.row(key).is_some());
        }
    }
});
