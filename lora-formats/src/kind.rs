//! The types of documents that are told apart.

use serde::{Deserialize, Serialize};

/// A type of document, by what a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DocumentType {
    /// Plain text, Markdown included.
    Text,
    /// Word since 2007, `.docx`.
    Docx,
    /// OpenDocument text, `.odt`.
    Odt,
    /// Portable Document Format.
    Pdf,
    /// Rich Text Format.
    Rtf,
    /// A web page.
    Html,
    /// Word before 2007, `.doc`, or another OLE compound file.
    Doc,
    /// A zip archive that is neither `.docx` nor `.odt`.
    Zip,
    /// A spreadsheet or presentation.
    OtherOffice,
    /// XML that is no web page.
    Xml,
    /// A picture, as a scanner makes it.
    Picture,
}

impl DocumentType {
    /// What people call it, with its article.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "plain text",
            Self::Docx => "a Word document (.docx)",
            Self::Odt => "an OpenDocument text (.odt)",
            Self::Pdf => "a PDF",
            Self::Rtf => "a Rich Text document (.rtf)",
            Self::Html => "a web page (.html)",
            Self::Doc => "an old Word document (.doc)",
            Self::Zip => "a zip archive",
            Self::OtherOffice => "a spreadsheet or presentation",
            Self::Xml => "an XML file",
            Self::Picture => "a picture",
        }
    }

    /// What people call it, without an article.
    pub(crate) fn noun(self) -> &'static str {
        let name = self.name();
        name.strip_prefix("an ").or(name.strip_prefix("a ")).unwrap_or(name)
    }

    /// Endings of its file names, the usual one first.
    #[must_use]
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["txt", "md", "markdown", "text"],
            Self::Docx => &["docx", "docm", "dotx", "dotm"],
            Self::Odt => &["odt", "ott"],
            Self::Pdf => &["pdf"],
            Self::Rtf => &["rtf"],
            Self::Html => &["html", "htm", "xhtml"],
            Self::Doc => &["doc"],
            Self::Zip | Self::OtherOffice | Self::Xml | Self::Picture => &[],
        }
    }
}
