//! Text for a person, that grows line by line and wraps at the page's width.

use assay_reports::text::Layout;

/// Text that grows line by line and wraps at the page's width.
pub(crate) struct Page {
    layout: Layout,
    pub(crate) text: String,
}

impl Page {
    pub(crate) fn new(layout: Layout) -> Self {
        Self {
            layout,
            text: String::new(),
        }
    }

    pub(crate) fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    pub(crate) fn heading(&mut self, title: &str) {
        self.text.push('\n');
        let title = self.layout.strong(title);
        self.line(&title);
    }

    pub(crate) fn paragraph(&mut self, before: &str, words: &str) {
        let indent = " ".repeat(before.chars().count());
        let wrapped = self.layout.wrapped(&format!("{before}{words}"), &indent);
        self.line(&wrapped);
    }

    /// Words that are wrapped, every line after the first behind `indent`.
    pub(crate) fn hanging(&mut self, words: &str, indent: &str) {
        let wrapped = self.layout.wrapped(words, indent);
        self.line(&wrapped);
    }

    /// Words that stand out.
    pub(crate) fn strong(&self, words: &str) -> String {
        self.layout.strong(words)
    }

    /// A table without lines; the columns named by number are aligned to the right.
    pub(crate) fn table(&mut self, header: &[&str], right: &[usize], rows: &[Vec<String>]) {
        let table = self.layout.rows(header, right, rows);
        self.text.push_str(&table);
    }
}
