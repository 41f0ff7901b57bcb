//! Family 4, completeness and form: what a report must have, what must not be left in it, and when it must be published.

mod wording;
mod parts;
mod residue;
mod years;
mod numbers;
mod publication;
mod makers;
mod copies;

pub(super) use self::copies::{copied_narratives, repeated_parts};
pub(super) use self::makers::not_a_rule_maker;
pub(super) use self::numbers::document_numbers;
pub(super) use self::parts::{fee_not_reported, missing_parts, no_text, parts_that_say_nothing, parts_too_long};
pub(super) use self::publication::{abolished_form, late, outside_years, published_ahead, published_early, title_agency};
pub(super) use self::residue::{lost_dates, template_residue};
pub(super) use self::years::{stale_years, title_year};
