//! A code as a page of plain text.

use super::{Code, all};
use crate::text::Layout;

/// The page of one code, ending in a newline.
pub fn page(code: &Code, layout: Layout) -> String {
    let mut out = format!("{}: {}\n", layout.strong(code.code), code.title);
    for (heading, text) in [
        ("What it means", code.meaning),
        ("Why it matters", code.matters),
        ("What to do", code.remedy),
    ] {
        out.push_str(&format!("\n{}\n", layout.strong(heading)));
        out.push_str(&layout.unbroken(&format!("  {text}"), "  "));
        out.push('\n');
    }
    out.push_str(&format!("\n{}\n", layout.strong("Example")));
    for line in code.example.lines() {
        out.push_str(format!("  {line}").trim_end());
        out.push('\n');
    }
    out
}

/// Every code with its title, ending in a newline.
pub fn list(layout: Layout) -> String {
    let rows: Vec<Vec<String>> = all()
        .map(|it| vec![it.code.to_owned(), it.title.to_owned()])
        .collect();
    layout.rows(&["code", "what is wrong"], &[], &rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_fit_the_terminal() {
        for width in [60, 80, 200] {
            let layout = Layout {
                width,
                colour: false,
            };
            for code in all() {
                let text = page(code, layout);
                assert!(text.starts_with(code.code));
                let widest = text.lines().map(|line| line.chars().count()).max();
                assert!(
                    widest <= Some(width.max(80)),
                    "{}: {widest:?} at {width}",
                    code.code
                );
            }
            assert_eq!(
                list(layout)
                    .lines()
                    .filter(|it| it.starts_with("E-"))
                    .count(),
                all().count()
            );
        }
    }
}
