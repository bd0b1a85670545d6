//! Symbol fonts, in which a letter's code draws something else.

/// Whether a font draws pictures in place of letters.
pub(crate) fn is_symbol_font(font: &str) -> bool {
    font.starts_with("Wingdings") || font == "Symbol" || font == "Webdings"
}

/// The character that a code of a symbol font shows: boxes, bullets and arrows; others as they are.
pub(crate) fn symbol(c: char, font: &str) -> char {
    let private = (0xf000..=0xf0ff).contains(&u32::from(c));
    let code = if private { u32::from(c) - 0xf000 } else { u32::from(c) };
    match (font, code) {
        ("Wingdings", 0xfe) | ("Wingdings 2", 0x52) => '☑',
        ("Wingdings", 0xfd | 0x78) | ("Wingdings 2", 0x51 | 0x54) => '☒',
        ("Wingdings", 0xa8 | 0x6f | 0x71) | ("Wingdings 2", 0xa3 | 0x2a) => '☐',
        ("Wingdings", 0xfc) | ("Wingdings 2", 0x50) => '✓',
        ("Wingdings", 0xfb) | ("Wingdings 2", 0x4f) => '✗',
        ("Wingdings", 0xe0 | 0xe8) => '→',
        ("Wingdings", 0x4a) => '☺',
        ("Wingdings", 0x6c | 0x9f | 0xa7 | 0x6e | 0x76 | 0xd8) | ("Symbol", 0xb7) => '•',
        ("Symbol", 0xb3) => '≥',
        ("Symbol", 0xa3) => '≤',
        ("Symbol", 0xb1) => '±',
        _ if private && (0x20..=0x7e).contains(&code) => char::from_u32(code).unwrap_or(c),
        _ if private => '•',
        _ => c,
    }
}
