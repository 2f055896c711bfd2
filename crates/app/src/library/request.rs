//! What can be asked of the library, as data: carried out here, or by whoever has the library open.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use snapcade_store::Library;

use crate::AppError;

/// Something that is asked of the library.
pub trait Request: Serialize + DeserializeOwned + Send + 'static {
    /// Its name between programs.
    const NAME: &'static str;
    /// What comes back.
    type Answer: Serialize + DeserializeOwned + Send + 'static;

    /// Does it. `now_ms` is the time: milliseconds since 1970, UTC.
    fn carry_out(self, library: &mut Library, now_ms: i64) -> Result<Self::Answer, AppError>;
}

/// A request on its way to another program.
#[derive(Serialize, Deserialize)]
struct Envelope {
    name: String,
    request: serde_json::Value,
}

/// What another program answers.
#[derive(Serialize, Deserialize)]
enum Reply {
    Done(serde_json::Value),
    Refused { code: String, sentence: String },
}

/// A request as bytes.
pub(super) fn encode<R: Request>(request: &R) -> Result<Vec<u8>, AppError> {
    let request = serde_json::to_value(request).map_err(garbled)?;
    serde_json::to_vec(&Envelope { name: R::NAME.to_owned(), request }).map_err(garbled)
}

/// The answer to a request from bytes.
pub(super) fn decode<R: Request>(bytes: &[u8]) -> Result<R::Answer, AppError> {
    match serde_json::from_slice(bytes).map_err(garbled)? {
        Reply::Done(answer) => serde_json::from_value(answer).map_err(garbled),
        Reply::Refused { code, sentence } => Err(AppError::Elsewhere { code, sentence }),
    }
}

/// Answers a request that another program sent.
pub(super) fn answer(bytes: &[u8], library: &mut Library, now_ms: i64) -> Vec<u8> {
    let reply = match open(bytes, library, now_ms) {
        Ok(answer) => Reply::Done(answer),
        Err(error) => Reply::Refused { code: error.code().to_owned(), sentence: error.to_string() },
    };
    // Plain data of ours always has a JSON.
    serde_json::to_vec(&reply).unwrap_or_default()
}

fn open(bytes: &[u8], library: &mut Library, now_ms: i64) -> Result<serde_json::Value, AppError> {
    let Envelope { name, request } = serde_json::from_slice(bytes).map_err(garbled)?;
    let unknown =
        || AppError::Garbled { message: "the other Snapcade asks for something this one does not know".to_owned() };
    super::REQUESTS
        .iter()
        .find(|(known, _)| *known == name)
        .map_or_else(|| Err(unknown()), |(_, carry_out)| carry_out(request, library, now_ms))
}

/// How a request of any kind is carried out.
pub(super) type CarryOut = fn(serde_json::Value, &mut Library, i64) -> Result<serde_json::Value, AppError>;

/// Carries out a request that came as JSON.
pub(super) fn carry_out<R: Request>(
    request: serde_json::Value,
    library: &mut Library,
    now_ms: i64,
) -> Result<serde_json::Value, AppError> {
    let request: R = serde_json::from_value(request).map_err(garbled)?;
    serde_json::to_value(request.carry_out(library, now_ms)?).map_err(garbled)
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that `map_err` wants")]
fn garbled(error: serde_json::Error) -> AppError {
    AppError::Garbled { message: error.to_string() }
}
