//! Who wrote an article, as feeds and tables write it.
//!
//! RSS has `desk@paper.example (Ilse Tarn)`, mail `Ilse Tarn <desk@paper.example>`; the name is what
//! counts, and the address only where there is none.

use std::borrow::Cow;

use crate::line::one_line;

/// The name in a value; the value without spaces around where it has no other form.
pub(super) fn name(value: &str) -> Cow<'_, str> {
    let value = value.trim();
    let inside = |open: char, close: char| {
        let (before, rest) = value.split_once(open)?;
        let (inner, after) = rest.rsplit_once(close)?;
        after
            .trim()
            .is_empty()
            .then_some((before.trim(), inner.trim()))
    };
    let name = match (inside('(', ')'), inside('<', '>')) {
        (Some((name, address)), _) if is_mail(address) && !name.is_empty() => name,
        (Some((address, name)), _) if is_mail(address) && !name.is_empty() => name,
        (_, Some((name, address))) if is_mail(address) => {
            let name = name.trim_matches('"');
            if name.is_empty() { address } else { name }
        }
        _ => value.strip_prefix("mailto:").unwrap_or(value),
    };
    if name.contains(['\n', '\t', '\r']) || name.contains("  ") {
        return Cow::Owned(one_line(name));
    }
    Cow::Borrowed(name)
}

fn is_mail(address: &str) -> bool {
    let address = address.strip_prefix("mailto:").unwrap_or(address);
    address.contains('@') && !address.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn the_name_is_taken_from_what_stands_around_it() {
        for (value, expected) in [
            ("desk@paper.example (Ilse Tarn)", "Ilse Tarn"),
            ("Ilse Tarn <desk@paper.example>", "Ilse Tarn"),
            ("\"Tarn, Ilse\" <mailto:desk@paper.example>", "Tarn, Ilse"),
            ("<desk@paper.example>", "desk@paper.example"),
            ("Ilse Tarn (desk@paper.example)", "Ilse Tarn"),
            ("desk@paper.example ()", "desk@paper.example ()"),
            ("Ilse Tarn (Marnholm)", "Ilse Tarn (Marnholm)"),
            (" Ilse\n  Tarn ", "Ilse Tarn"),
            ("mailto:desk@paper.example", "desk@paper.example"),
            ("", ""),
        ] {
            assert_eq!(name(value), expected, "{value}");
        }
    }
}
