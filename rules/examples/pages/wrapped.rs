//! Paragraphs of the generated pages.

/// Width of their lines.
const WIDTH: usize = 108;

/// Appends a paragraph in lines of [`WIDTH`], further lines behind `indent`.
pub fn wrap(text: &str, indent: &str, out: &mut String) {
    let mut width = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if width > 0 && width + 1 + length > WIDTH {
            out.push('\n');
            out.push_str(indent);
            width = indent.len();
        } else if width > 0 {
            out.push(' ');
            width += 1;
        }
        out.push_str(word);
        width += length;
    }
    out.push('\n');
}
