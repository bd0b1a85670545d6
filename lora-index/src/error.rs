//! What can go wrong with an index.

/// Why an index can't be used; each says what to do.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// There is no such file.
    #[error("there is no index here: `lora index add --index FILE LETTERS` makes one")]
    Missing,
    /// A new index can't take the place of a file.
    #[error("there is a file here already: name another")]
    There,
    /// The file is something else.
    #[error("this is no index of lora: name another file")]
    Foreign,
    /// The file was written by a later version.
    #[error(
        "this index has format {found}, and this lora reads format {known}: use the newer lora that wrote it"
    )]
    Newer {
        /// Its format.
        found: i64,
        /// The format that is read.
        known: i64,
    },
    /// The word lists by which letters are read have changed since.
    #[error(
        "this index was made under other word lists, so that nothing would be found: `lora index rebuild --index FILE` \
         reads its letters again"
    )]
    OtherReading,
    /// What is in the file can't be.
    #[error(
        "this index is damaged ({0}): `lora index rebuild --index FILE` makes a new one of what can be read, or delete it \
         and add the letters again"
    )]
    Damaged(String),
    /// Another process is writing.
    #[error("another process is writing to this index: wait for it, or stop it")]
    Busy,
    /// The operating system refused.
    #[error("the index can't be opened or written ({0}): check the permissions and the disk")]
    Io(String),
}

impl IndexError {
    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged(what.into())
    }
}

impl From<rusqlite::Error> for IndexError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::NotADatabase) => Self::Foreign,
            Some(
                ErrorCode::CannotOpen
                | ErrorCode::DiskFull
                | ErrorCode::ReadOnly
                | ErrorCode::PermissionDenied
                | ErrorCode::SystemIoFailure,
            ) => Self::Io(error.to_string()),
            _ => Self::Damaged(error.to_string()),
        }
    }
}
