//! Places in a document.

use std::fmt::{self, Display};

/// A path into a document, such as `levels.00c0ffee00c0ffee.start`. It is put into words only when there is a fault, so
/// that checking a large document costs no texts.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    parent: Option<&'a Place<'a>>,
    part: &'a dyn Display,
}

impl<'a> Place<'a> {
    /// A part of the document itself.
    pub(crate) fn new(part: &'a dyn Display) -> Self {
        Self { parent: None, part }
    }

    /// A part of what is at this place.
    pub(crate) fn at(&'a self, part: &'a dyn Display) -> Self {
        Self { parent: Some(self), part }
    }
}

impl Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            write!(f, "{parent}.")?;
        }
        self.part.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_joined_by_dots() {
        let levels = Place::new(&"levels");
        let level = levels.at(&7);
        assert_eq!(level.at(&"start").to_string(), "levels.7.start");
    }
}
