//! Wi-Fi play: a small server that hands out the files of one web build, from memory and nothing else.
//!
//! It is meant for a living room: it listens on loopback unless told otherwise, answers `GET` and `HEAD`, and every
//! visitor is bounded in number, time and memory. It writes no log, so nobody's address is kept anywhere.

mod addresses;
mod answer;
mod blocks;
mod connections;
mod host;
mod site;
mod stall;

use std::{
    collections::BTreeMap,
    net::{SocketAddr, TcpListener},
    sync::Arc,
    thread::JoinHandle,
    time::Duration,
};

use tokio::sync::oneshot;

pub use blocks::link_as_blocks;
pub use connections::Counts;
pub use site::{ServedFile, content_type};

use crate::AppError;
use connections::Visitors;

/// How a web build is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ServeOptions {
    /// Whether other devices in the home network may come; this computer alone otherwise.
    pub wifi: bool,
    /// Where it listens; the system chooses when it is 0.
    pub port: u16,
    /// How much a visitor may ask of this computer.
    pub bounds: Bounds,
}

/// What keeps a slow or greedy visitor from keeping others out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Connections at once; more are closed unheard.
    pub connections: usize,
    /// Connections at once from one address.
    pub connections_per_address: usize,
    /// The head of a request has to be there within this time, counted from the end of the last answer.
    pub head: Duration,
    /// How long a visitor may take nothing of an answer.
    pub stall: Duration,
    /// A connection takes no further request after this time, and is cut after twice this time.
    pub connection: Duration,
    /// Bytes of a request's head.
    pub head_bytes: usize,
    /// Lines of a request's head.
    pub head_lines: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            connections: 64,
            // A browser opens six; a phone with two of them is still welcome.
            connections_per_address: 16,
            head: Duration::from_secs(10),
            stall: Duration::from_secs(10),
            connection: Duration::from_mins(1),
            head_bytes: 16 << 10,
            head_lines: 64,
        }
    }
}

/// Why a game cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The port is taken, or not allowed.
    #[error("port {port} cannot be used ({error}); --port N chooses another, without it a free one is taken")]
    Port {
        /// Which.
        port: u16,
        /// Why.
        error: std::io::Error,
    },
    /// Not in a home network.
    #[error(
        "this computer has no address in a home network; connect it to your Wi-Fi, or leave --wifi out to play here"
    )]
    NoNetwork,
    /// The system does not let us.
    #[error("the server cannot be started ({0})")]
    Start(std::io::Error),
    /// There is no browser that would open.
    #[error("no browser could be opened ({0}); open the link yourself")]
    Browser(std::io::Error),
}

impl ServeError {
    /// A name for the error that never changes, for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Port { .. } => "serve.port",
            Self::NoNetwork => "serve.no_network",
            Self::Start(_) => "serve.start",
            Self::Browser(_) => "serve.browser",
        }
    }
}

/// A server at work. It stops when this is dropped.
#[derive(Debug)]
pub struct Serving {
    addresses: Vec<SocketAddr>,
    visitors: Arc<Visitors>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Serves files by their paths, such as `index.html` or `icons/small.png`; `/` is `index.html`.
pub fn serve(files: &BTreeMap<String, ServedFile>, options: ServeOptions) -> Result<Serving, AppError> {
    let site = Arc::new(site::Site::new(files));
    let listeners = addresses::listen(options.wifi, options.port)?;
    let addresses: Result<Vec<_>, _> = listeners.iter().map(TcpListener::local_addr).collect();
    let mut addresses = addresses.map_err(ServeError::Start)?;
    addresses::sort_for_people(&mut addresses);
    let hosts = Arc::new(host::Hosts::new(&addresses, options.wifi));
    let visitors = Arc::new(Visitors::new(options.bounds));
    let (stop, stopped) = oneshot::channel::<()>();
    // One thread is enough for a few phones, and leaves the others to the game on this computer.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(ServeError::Start)?;
    for listener in listeners {
        let listener = {
            let _inside = runtime.enter();
            tokio::net::TcpListener::from_std(listener).map_err(ServeError::Start)?
        };
        let (site, hosts, visitors) = (Arc::clone(&site), Arc::clone(&hosts), Arc::clone(&visitors));
        runtime.spawn(connections::welcome(listener, site, hosts, visitors));
    }
    // Everything ends with the runtime, in the middle of an answer too.
    let work = move || {
        let _ = runtime.block_on(stopped);
    };
    let thread = std::thread::Builder::new().name("serve".to_owned()).spawn(work).map_err(ServeError::Start)?;
    Ok(Serving { addresses, visitors, stop: Some(stop), thread: Some(thread) })
}

impl Serving {
    /// Where it listens, the best address for another device first.
    pub fn addresses(&self) -> &[SocketAddr] {
        &self.addresses
    }

    /// The links of [`Serving::addresses`].
    pub fn links(&self) -> Vec<String> {
        self.addresses.iter().map(|address| format!("http://{address}/")).collect()
    }

    /// How many visitors there are and were.
    pub fn counts(&self) -> Counts {
        self.visitors.counts()
    }

    /// Stops: all connections are closed, the port is free again.
    pub fn stop(mut self) {
        self.end();
    }

    /// Serves until the program ends.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }

    fn end(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.end();
    }
}

/// Opens a link in the browser of whoever sits here.
pub fn open_in_browser(link: &str) -> Result<(), AppError> {
    Ok(open::that_detached(link).map_err(ServeError::Browser)?)
}
