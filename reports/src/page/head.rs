//! The page's head, and the scripts and styles that it carries.

use base64::{Engine, engine::general_purpose::STANDARD};
use maud::{Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

const STYLE: &str = include_str!("page.css");
const PAGE: &str = include_str!("page.js");
const VEGA: &str = include_str!("../../assets/vega/vega.min.js");
const VEGA_LITE: &str = include_str!("../../assets/vega/vega-lite.min.js");
const VEGA_EMBED: &str = include_str!("../../assets/vega/vega-embed.min.js");

/// What the libraries beside this crate are, as their packages say.
const VERSIONS: [(&str, &str); 3] = [
    ("vega", "6.4.0"),
    ("vega-lite", "6.4.3"),
    ("vega-embed", "7.3.0"),
];

/// The libraries' names and versions, for people.
pub(super) fn versions() -> String {
    let each: Vec<String> = VERSIONS
        .iter()
        .map(|(name, version)| format!("{name} {version}"))
        .collect();
    each.join(", ")
}

/// The scripts in the order in which they run.
fn carried() -> [&'static str; 4] {
    [VEGA, VEGA_LITE, VEGA_EMBED, PAGE].map(without_map)
}

/// A script without the comment that sends a debugger to look for another file.
fn without_map(script: &str) -> &str {
    script
        .rsplit_once("//# sourceMappingURL=")
        .map_or(script, |(script, _)| script)
}

pub(super) fn head(title: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta http-equiv="Content-Security-Policy" content=(policy());
            title { (title) " · Assay" }
            style { (PreEscaped(STYLE)) }
        }
    }
}

pub(super) fn scripts() -> Markup {
    html! {
        @for script in carried() {
            script { (PreEscaped(script)) }
        }
    }
}

/// Forbids every request and, by their hashes, every script but the page's own.
fn policy() -> String {
    let hashes: Vec<String> = carried()
        .iter()
        .map(|script| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(script))))
        .collect();
    format!(
        "default-src 'none'; script-src {}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'",
        hashes.join(" ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_script_ends_before_its_end() {
        for script in carried() {
            let lower = script.to_ascii_lowercase();
            assert!(!lower.contains("</script"));
            // After this, `<script` would hide the real end.
            assert!(!lower.contains("<!--"));
            assert!(!lower.contains("sourcemappingurl"));
        }
    }

    #[test]
    fn the_versions_named_are_those_carried() {
        let [(_, vega), (_, lite), (_, embed)] = VERSIONS;
        assert!(VEGA.contains(&format!("version=\"{vega}\"")));
        assert!(VEGA_LITE.contains(&format!("\"{lite}\"")));
        assert!(VEGA_EMBED.contains(&format!("\"{embed}\"")));
    }

    #[test]
    fn the_hash_of_nothing_is_the_published_one() {
        // FIPS 180-4's digest of the empty message, as a browser writes it.
        assert_eq!(
            STANDARD.encode(Sha256::digest("")),
            "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
        );
    }
}
