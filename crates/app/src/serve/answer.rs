//! From a request to an answer.

use bytes::Bytes;
use http_body_util::Full;
use hyper::{
    HeaderMap, Method, Request, Response, StatusCode, Version,
    body::{Body as _, Incoming},
    header::{self, HeaderName, HeaderValue},
};

use super::{host::Hosts, site::Site};

/// What every answer says: trust no guesses about types, tell no other page where a visitor came from, hand nothing to
/// pages of other origins, ask again whether a file is still the same.
const ALWAYS: [(HeaderName, &str); 4] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::CACHE_CONTROL, "no-cache"),
];

/// Answers one request. Its body, should it have one, stays unread and ends the connection.
pub fn answer(request: &Request<Incoming>, site: &Site, hosts: &Hosts) -> Response<Full<Bytes>> {
    let mut response = find(request, site, hosts);
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if !request.body().is_end_stream() {
        headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

fn find(request: &Request<Incoming>, site: &Site, hosts: &Hosts) -> Response<Full<Bytes>> {
    match is_for_us(request, hosts) {
        Some(true) => {}
        Some(false) => return sentence(StatusCode::MISDIRECTED_REQUEST, "This game is not at that address.\n"),
        None => return sentence(StatusCode::BAD_REQUEST, "Which address is meant?\n"),
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut response = sentence(StatusCode::METHOD_NOT_ALLOWED, "This game can only be read.\n");
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    let Some(page) = site.find(request.uri().path()) else {
        return sentence(StatusCode::NOT_FOUND, "There is no such file in this game.\n");
    };
    let gzip = page.gzip.as_ref().filter(|_| takes_gzip(request.headers()));
    let variant = gzip.unwrap_or(&page.plain);
    let mut response = Response::new(Full::new(variant.bytes.clone()));
    if has_already(request.headers(), &variant.etag) {
        response = Response::new(Full::default());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    } else {
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(page.content_type));
        if gzip.is_some() {
            response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
    }
    if let Ok(etag) = HeaderValue::from_str(&variant.etag) {
        response.headers_mut().insert(header::ETAG, etag);
    }
    if page.gzip.is_some() {
        response.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    }
    response
}

fn sentence(status: StatusCode, words: &'static str) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::from(words));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}

/// Whether the request names this computer; `None` when it names nobody or several, though it has to name one.
fn is_for_us(request: &Request<Incoming>, hosts: &Hosts) -> Option<bool> {
    if let Some(named) = request.uri().authority()
        && !hosts.know(named.as_str())
    {
        return Some(false);
    }
    let mut named = request.headers().get_all(header::HOST).iter();
    match (named.next(), named.next()) {
        (Some(host), None) => Some(host.to_str().is_ok_and(|host| hosts.know(host))),
        // Before HTTP/1.1 there was no `Host`; browsers have sent it since.
        (None, _) if request.version() < Version::HTTP_11 => Some(true),
        _ => None,
    }
}

/// Whether `Accept-Encoding` names gzip and does not refuse it by a weight of 0.
fn takes_gzip(headers: &HeaderMap) -> bool {
    let lists = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|item| {
        let mut parts = item.split(';').map(str::trim);
        let is_gzip = parts.next().is_some_and(|coding| coding.eq_ignore_ascii_case("gzip"));
        let refused = parts.any(|part| {
            part.strip_prefix("q=").is_some_and(|weight| weight.parse::<f32>().is_ok_and(|weight| weight <= 0.0))
        });
        is_gzip && !refused
    })
}

fn has_already(headers: &HeaderMap, etag: &str) -> bool {
    let lists = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    lists.flat_map(|list| list.split(',')).map(str::trim).any(|tag| tag == "*" || tag.trim_start_matches("W/") == etag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_sent_to_those_who_take_it() {
        let asks = |value: &'static str| {
            takes_gzip(&HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(value))]))
        };
        assert!(asks("gzip") && asks("br, GZIP;q=0.5") && asks("deflate,gzip"));
        assert!(!asks("") && !asks("identity") && !asks("gzip;q=0") && !asks("gzip; q=0.0, br") && !asks("xgzip"));
    }
}
