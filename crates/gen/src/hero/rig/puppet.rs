//! Parts on joints, put together into frames.
