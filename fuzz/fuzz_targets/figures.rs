//! The grammar of figures: a number is what was written, digit by digit, or an error; blank is blank.
#![no_main]

use gongkai::model::figure::{Figure, Kind};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (bool, bool, &str)| {
    let (amount, signed, written) = input;
    let kind = Kind { amount, signed };
    match kind.parse(written) {
        Ok(figure @ Figure::Number(number)) => {
            assert_eq!(figure.to_string(), written.trim());
            assert!(written.trim().bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'-'));
            assert!(signed || !number.is_sign_negative());
            assert!(amount || number.scale() == 0);
            let mut pushed = String::new();
            figure.push_to(&mut pushed);
            assert_eq!(pushed, figure.to_string());
        }
        Ok(Figure::Blank) => assert!(matches!(written.trim(), "" | "~" | "null")),
        Ok(Figure::NotApplicable) => assert_eq!(written.trim(), "n/a"),
        Err(misspelling) => {
            if let Some(instead) = misspelling.instead {
                assert!(matches!(kind.parse(&instead), Ok(Figure::Number(_))), "{instead}");
            }
        }
    }
});
