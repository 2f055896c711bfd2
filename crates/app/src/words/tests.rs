//! What children say, and what must come of it.

mod games;
mod laws;
mod phrases;
