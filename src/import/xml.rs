//! XML of office documents (ECMA-376): what its readers have in common.

use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;

/// The value of an attribute, whatever prefix it has.
pub fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let own = start.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name.as_bytes())?;
    Some(own.decoded_and_normalized_value(XmlVersion::Implicit1_0, start.decoder()).ok()?.into_owned())
}
