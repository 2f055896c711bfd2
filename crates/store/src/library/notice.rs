//! What a person should know about an opening that went well in the end.

/// Something that was found at opening.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Notice {
    /// The last program did not close the library; it was checked and is whole.
    #[error("the library was not closed the last time (a crash, or the power went); it was checked and is whole")]
    UncleanEnd,
    /// The write-ahead log of an unclean end is not there.
    #[error(
        "library.sqlite-wal is gone: what was saved last may be missing. The library as it was found is kept in {kept}"
    )]
    LogMissing {
        /// Where the files as they were found are kept, under the library's folder.
        kept: String,
    },
    /// The write-ahead log is damaged in its middle.
    #[error(
        "library.sqlite-wal is damaged: what was saved last may be missing. The files as they were found are kept in {kept}"
    )]
    LogBroken {
        /// Where the files as they were found are kept, under the library's folder.
        kept: String,
    },
    /// The search index was damaged and made anew.
    #[error("the search index was damaged and has been made anew")]
    SearchMadeAnew,
    /// Rows name others that are not there.
    #[error("something in the library belongs to what is no longer there ({tables}); nothing was removed")]
    LooseRows {
        /// The tables, in words of the database.
        tables: String,
    },
    /// A repair or a restoring had been interrupted and was ended.
    #[error("a repair that had been interrupted was brought to its end")]
    SwapEnded,
}

impl Notice {
    /// A name that never changes, for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UncleanEnd => "notice.unclean_end",
            Self::LogMissing { .. } => "notice.log_missing",
            Self::LogBroken { .. } => "notice.log_broken",
            Self::SearchMadeAnew => "notice.search_made_anew",
            Self::LooseRows { .. } => "notice.loose_rows",
            Self::SwapEnded => "notice.swap_ended",
        }
    }
}
