//! A game on the home network: good visitors are answered, others are kept from doing harm. On loopback, with real sockets.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

use std::{
    collections::BTreeMap,
    io::{Read as _, Write as _},
    net::TcpStream,
    time::Duration,
};

use snapcade_app::{
    ServeOptions, ServedFile, Serving, serve,
    serve::{Bounds, ServeError},
};

/// No test waits for this: it ends one that would wait for ever.
const NEVER: Duration = Duration::from_mins(2);
/// Larger than what the system buffers between two sockets, and it does not shrink.
const LARGE_BYTES: usize = 24 << 20;

fn noise(bytes: usize) -> Vec<u8> {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    (0..bytes).map(|_| next()).collect()
}

fn game() -> BTreeMap<String, ServedFile> {
    let page = format!("<!doctype html><title>A game</title>{}", "<p>la la la</p>".repeat(200));
    [("index.html", page.into_bytes()), ("player.wasm", b"\0asm".to_vec()), ("manifest.webmanifest", b"{}".to_vec())]
        .map(|(path, bytes)| (path.to_owned(), ServedFile::new(path, bytes)))
        .into()
}

fn serve_with(files: &BTreeMap<String, ServedFile>, bounds: Bounds) -> Serving {
    serve(files, ServeOptions { bounds, ..ServeOptions::default() }).unwrap()
}

/// Limits that a test does not have to wait long for.
fn short() -> Bounds {
    Bounds {
        head: Duration::from_millis(200),
        stall: Duration::from_millis(200),
        connection: Duration::from_secs(100),
        ..Bounds::default()
    }
}

fn connect(serving: &Serving) -> TcpStream {
    let stream = TcpStream::connect(serving.addresses().first().unwrap()).unwrap();
    stream.set_read_timeout(Some(NEVER)).unwrap();
    stream
}

/// Everything that the server says until it closes the connection; a reset counts as closed.
fn rest(mut stream: TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut part = [0; 4096];
    loop {
        match stream.read(&mut part) {
            Ok(0) => break,
            Ok(count) => bytes.extend_from_slice(part.get(..count).unwrap()),
            Err(error) => {
                assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset);
                break;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn ask(serving: &Serving, request: &str) -> String {
    let mut stream = connect(serving);
    // A server that has heard enough may close before it has heard all.
    let _ = stream.write_all(request.as_bytes());
    rest(stream)
}

fn get(serving: &Serving, path: &str) -> String {
    ask(serving, &format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
}

fn header<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    let (head, _) = answer.split_once("\r\n\r\n")?;
    head.lines()
        .find_map(|line| line.split_once(": ").filter(|(found, _)| found.eq_ignore_ascii_case(name)))
        .map(|(_, value)| value)
}

fn is_well(serving: &Serving) -> bool {
    get(serving, "/").starts_with("HTTP/1.1 200 OK\r\n")
}

fn wait_until(mut is_true: impl FnMut() -> bool) {
    while !is_true() {
        std::thread::yield_now();
    }
}

#[test]
fn a_browser_gets_the_page_and_its_files() {
    let serving = serve_with(&game(), Bounds::default());
    assert!(serving.addresses().iter().all(|address| address.ip().is_loopback()), "nobody else was asked in");
    assert!(serving.links().first().unwrap().starts_with("http://127.0.0.1:"));

    let page = get(&serving, "/");
    assert!(page.starts_with("HTTP/1.1 200 OK\r\n"), "{page}");
    assert!(page.contains("<title>A game</title>"));
    assert_eq!(header(&page, "content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(header(&page, "x-content-type-options"), Some("nosniff"));
    assert_eq!(header(&page, "referrer-policy"), Some("no-referrer"));
    assert_eq!(header(&page, "cache-control"), Some("no-cache"));
    assert_eq!(header(&page, "cross-origin-resource-policy"), Some("same-origin"));
    assert_eq!(header(&get(&serving, "/player.wasm"), "content-type"), Some("application/wasm"));
    assert_eq!(header(&get(&serving, "/manifest.webmanifest"), "content-type"), Some("application/manifest+json"));
    assert!(get(&serving, "/index.html?level=2").starts_with("HTTP/1.1 200"));
    assert!(get(&serving, "/missing.png").starts_with("HTTP/1.1 404"));
}

#[test]
fn what_a_browser_has_already_is_not_sent_again() {
    let serving = serve_with(&game(), Bounds::default());
    let etag = header(&get(&serving, "/"), "etag").unwrap().to_owned();
    let again = |tag: &str| {
        ask(
            &serving,
            &format!("GET / HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: {tag}\r\nConnection: close\r\n\r\n"),
        )
    };
    let same = again(&etag);
    assert!(same.starts_with("HTTP/1.1 304"), "{same}");
    assert!(same.ends_with("\r\n\r\n"), "no body: {same}");
    assert!(again("\"another\"").starts_with("HTTP/1.1 200"));
    assert!(again(&format!("\"another\", W/{etag}")).starts_with("HTTP/1.1 304"));
}

#[test]
fn a_browser_that_unpacks_gets_less_to_load() {
    let serving = serve_with(&game(), Bounds::default());
    let request = |method: &str| {
        format!("{method} / HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: br, gzip\r\nConnection: close\r\n\r\n")
    };
    let packed = ask(&serving, &request("GET"));
    assert_eq!(header(&packed, "content-encoding"), Some("gzip"));
    assert_eq!(header(&packed, "vary"), Some("Accept-Encoding"));
    let length = |answer: &str| header(answer, "content-length").unwrap().parse::<usize>().unwrap();
    assert!(length(&packed) < length(&get(&serving, "/")));
    assert_ne!(header(&packed, "etag"), header(&get(&serving, "/"), "etag"), "other bytes, another tag");
    let head = ask(&serving, &request("HEAD"));
    assert_eq!(length(&head), length(&packed));
    assert!(head.ends_with("\r\n\r\n"), "a head and nothing more");
}

#[test]
fn nothing_but_reading_is_allowed() {
    let serving = serve_with(&game(), Bounds::default());
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"] {
        let answer = ask(&serving, &format!("{method} / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        assert!(answer.starts_with("HTTP/1.1 405"), "{method}: {answer}");
        assert_eq!(header(&answer, "allow"), Some("GET, HEAD"));
    }
    assert!(
        !ask(&serving, "CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            .contains(" 200 ")
    );
    // A body that never ends is not waited for.
    let answer = ask(&serving, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\nabc");
    assert!(answer.starts_with("HTTP/1.1 405"), "{answer}");
    assert!(is_well(&serving));
}

#[test]
fn no_spelling_of_a_path_leads_anywhere_else() {
    let serving = serve_with(&game(), Bounds::default());
    let long = "/a".repeat(4000);
    let paths = [
        "/../../../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/%2E%2E%2F%2E%2E%2Fetc%2Fpasswd",
        "/..%2f..%2fetc/passwd",
        "/%252e%252e/etc/passwd",
        "/..%5c..%5cwindows%5cwin.ini",
        "/..\\..\\windows\\win.ini",
        "//etc/passwd",
        "/etc/passwd",
        "/C:/windows/win.ini",
        "/./index.html",
        "/x/../index.html",
        "/index.html/",
        "/index.html/../../Cargo.toml",
        "/Cargo.toml",
        "/index.html%00.png",
        "/%00",
        "/%",
        "/%zz",
        "/%c0%ae%c0%ae/etc/passwd",
        "/.git/config",
        "file:///etc/passwd",
        "etc/passwd",
        "*",
        &long,
    ];
    for path in paths {
        let answer = get(&serving, path);
        let status = answer.split(' ').nth(1).unwrap_or_default();
        assert!(matches!(status, "400" | "404" | "405" | "414" | "421" | "431"), "{path}: {answer}");
        assert!(!answer.contains("root:") && !answer.contains("[package]"), "{path}: {answer}");
    }
    let nul = get(&serving, "/index.html\0.png");
    assert!(nul.starts_with("HTTP/1.1 400"), "{nul}");
    assert!(is_well(&serving));
}

#[test]
fn a_page_elsewhere_cannot_pass_our_address_off_as_its_own() {
    let serving = serve_with(&game(), Bounds::default());
    let asked_for = |host: &str| ask(&serving, &format!("GET / HTTP/1.1\r\n{host}Connection: close\r\n\r\n"));
    assert!(asked_for("Host: localhost:1234\r\n").starts_with("HTTP/1.1 200"), "a forwarded port");
    assert!(asked_for("Host: 127.0.0.1\r\n").starts_with("HTTP/1.1 200"));
    for foreign in ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", ""] {
        let answer = asked_for(&format!("Host: {foreign}\r\n"));
        assert!(answer.starts_with("HTTP/1.1 421"), "{foreign}: {answer}");
        assert!(!answer.contains("A game"));
    }
    assert!(asked_for("").starts_with("HTTP/1.1 400"), "HTTP/1.1 says whom it means");
    assert!(asked_for("Host: localhost\r\nHost: evil.example\r\n").starts_with("HTTP/1.1 400"));
    let named_twice =
        ask(&serving, "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert!(named_twice.starts_with("HTTP/1.1 421"), "{named_twice}");
}

#[test]
fn old_and_hurried_clients_are_understood() {
    let serving = serve_with(&game(), Bounds::default());
    let old = ask(&serving, "GET / HTTP/1.0\r\n\r\n");
    assert!(old.starts_with("HTTP/1.0 200"), "{old}");
    // Three requests in one go on one connection, which the last one ends.
    let one = "GET /player.wasm HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let last = "GET /missing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let answers = ask(&serving, &format!("{one}{one}{last}"));
    assert_eq!(answers.matches("HTTP/1.1 200").count(), 2, "{answers}");
    assert_eq!(answers.matches("HTTP/1.1 404").count(), 1, "{answers}");
    assert_eq!(serving.counts().welcomed, 2);
}

#[test]
fn garbage_is_refused() {
    let serving = serve_with(&game(), Bounds::default());
    for seed in 0..20_u8 {
        let mut stream = connect(&serving);
        let bytes: Vec<u8> = noise(5000).iter().map(|byte| byte.wrapping_mul(seed | 1).wrapping_add(seed)).collect();
        let _ = stream.write_all(&bytes);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        assert!(!rest(stream).contains(" 200 "));
    }
    for request in
        ["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\0\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n"]
    {
        assert!(!ask(&serving, request).contains(" 200 "), "{request:?}");
    }
    assert!(is_well(&serving));
    wait_until(|| serving.counts().open == 0);
}

#[test]
fn a_request_has_to_be_short() {
    let serving = serve_with(&game(), Bounds::default());
    let wordy = format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n", "x".repeat(1 << 20));
    // What is left unread turns into a reset, which may overtake the answer.
    assert!(!ask(&serving, &wordy).contains(" 200 "));
    let lines = "X: 1\r\n".repeat(100);
    assert!(ask(&serving, &format!("GET / HTTP/1.1\r\nHost: localhost\r\n{lines}\r\n")).starts_with("HTTP/1.1 431"));
    wait_until(|| serving.counts().open == 0);
    assert!(is_well(&serving));
}

#[test]
fn who_dribbles_a_request_is_shown_out() {
    let serving = serve_with(&game(), short());
    let silent = connect(&serving);
    let idle = {
        let mut stream = connect(&serving);
        stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        stream
    };
    let mut dribbler = connect(&serving);
    dribbler.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n").unwrap();
    // One more header, letter by letter, until the server has had enough of it.
    wait_until(|| dribbler.write_all(b"x").is_err());
    assert_eq!(rest(silent), "");
    assert!(rest(idle).starts_with("HTTP/1.1 200"), "answered, then closed when nothing more was asked");
    wait_until(|| serving.counts().open == 0);
    assert!(is_well(&serving));
}

#[test]
fn who_does_not_take_the_answer_is_shown_out() {
    let mut files = game();
    files.insert("large.bin".to_owned(), ServedFile::new("large.bin", noise(LARGE_BYTES)));
    let serving = serve_with(&files, short());
    let mut lazy: Vec<TcpStream> = (0..4).map(|_| connect(&serving)).collect();
    for stream in &mut lazy {
        stream.write_all(b"GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    }
    assert!(is_well(&serving), "others are answered meanwhile");
    // Nothing is read, so the server is stuck with the answers until it gives up.
    wait_until(|| serving.counts().welcomed == 5 && serving.counts().open == 0);
    for stream in lazy {
        assert!(rest(stream).len() < LARGE_BYTES);
    }
    assert!(is_well(&serving));
}

#[test]
fn who_takes_the_answer_by_the_byte_is_shown_out_too() {
    let mut files = game();
    files.insert("large.bin".to_owned(), ServedFile::new("large.bin", noise(LARGE_BYTES)));
    let serving = serve_with(&files, Bounds { connection: Duration::from_millis(200), ..Bounds::default() });
    let mut stream = connect(&serving);
    stream.write_all(b"GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    wait_until(|| serving.counts().welcomed == 1);
    wait_until(|| {
        let _ = stream.read(&mut [0; 1]);
        serving.counts().open == 0
    });
    assert!(is_well(&serving));
}

#[test]
fn a_flood_finds_a_closed_door_and_a_friend_gets_in() {
    let bounds = Bounds { connections: 20, connections_per_address: 20, ..short() };
    let serving = serve_with(&game(), bounds);
    let flood: Vec<TcpStream> = (0..500).map(|_| connect(&serving)).collect();
    wait_until(|| {
        let counts = serving.counts();
        counts.welcomed + counts.refused >= 500
    });
    // A friend comes back until there is room.
    wait_until(|| is_well(&serving));
    let counts = serving.counts();
    assert!(counts.most <= 20, "{counts:?}");
    assert!(counts.refused > 0, "{counts:?}");
    for stream in flood {
        assert_eq!(rest(stream), "", "closed, each of them");
    }
    wait_until(|| serving.counts().open == 0);
}

#[test]
fn one_visitor_cannot_take_every_place() {
    let serving = serve_with(&game(), Bounds { connections: 64, connections_per_address: 4, ..Bounds::default() });
    let _held: Vec<TcpStream> = (0..10).map(|_| connect(&serving)).collect();
    wait_until(|| serving.counts().refused == 6);
    assert_eq!(serving.counts().open, 4);
    // Another address of loopback stands for another device: it finds a place.
    let Some(other) = serving.addresses().iter().find(|address| address.is_ipv6()) else { return };
    let mut stream = TcpStream::connect(other).unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nHost: [::1]\r\nConnection: close\r\n\r\n").unwrap();
    assert!(rest(stream).starts_with("HTTP/1.1 200"));
}

#[test]
fn stopping_frees_the_port_and_a_taken_port_is_said() {
    let serving = serve_with(&game(), Bounds::default());
    let port = serving.addresses().first().unwrap().port();
    let again = || serve(&game(), ServeOptions { port, ..ServeOptions::default() });
    let taken = again().unwrap_err();
    assert_eq!(taken.code(), "serve.port");
    assert!(taken.to_string().contains("--port N chooses another"), "{taken}");
    let visitor = connect(&serving);
    wait_until(|| serving.counts().open == 1);
    serving.stop();
    assert_eq!(rest(visitor), "", "visitors are sent home");
    assert!(is_well(&again().unwrap()));
}

#[test]
fn wifi_adds_addresses_of_the_home_network_only() {
    let options = ServeOptions { wifi: true, ..ServeOptions::default() };
    match serve(&game(), options) {
        Ok(serving) => {
            let [first, ..] = serving.addresses() else { panic!("no address") };
            assert!(!first.ip().is_loopback(), "the link to show is one that a phone reaches");
            assert!(is_well_at(*first));
        }
        Err(error) => assert_eq!(error.code(), ServeError::NoNetwork.code(), "{error}"),
    }
}

fn is_well_at(address: std::net::SocketAddr) -> bool {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(format!("GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").as_bytes()).unwrap();
    rest(stream).starts_with("HTTP/1.1 200")
}
