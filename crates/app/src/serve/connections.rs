//! Visitors: how many there may be, and for how long.

use std::{
    collections::BTreeMap,
    convert::Infallible,
    net::IpAddr,
    pin::pin,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use hyper::{server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    time::{sleep, timeout},
};

use super::{Bounds, answer::answer, host::Hosts, site::Site, stall::Impatient};

/// How long nobody is let in when the system has no room for another connection.
const FULL_HOUSE: Duration = Duration::from_millis(50);

/// How many connections there are and were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Open now.
    pub open: usize,
    /// Open at once, at most.
    pub most: usize,
    /// Let in since the beginning.
    pub welcomed: u64,
    /// Closed unheard because there were too many.
    pub refused: u64,
}

/// Who is here. Addresses are forgotten with their last connection.
#[derive(Debug)]
pub struct Visitors {
    bounds: Bounds,
    here: Mutex<Here>,
}

#[derive(Debug, Default)]
struct Here {
    by_address: BTreeMap<IpAddr, usize>,
    counts: Counts,
}

/// A place taken by a connection, free again when it is dropped.
struct Place {
    visitors: Arc<Visitors>,
    address: IpAddr,
}

impl Visitors {
    /// Nobody yet.
    pub fn new(bounds: Bounds) -> Self {
        Self { bounds, here: Mutex::default() }
    }

    /// How many there are and were.
    pub fn counts(&self) -> Counts {
        self.here.lock().unwrap_or_else(PoisonError::into_inner).counts
    }

    fn place(self: &Arc<Self>, address: IpAddr) -> Option<Place> {
        let mut here = self.here.lock().unwrap_or_else(PoisonError::into_inner);
        let from_there = here.by_address.get(&address).copied().unwrap_or_default();
        if here.counts.open >= self.bounds.connections || from_there >= self.bounds.connections_per_address {
            here.counts.refused += 1;
            return None;
        }
        here.by_address.insert(address, from_there + 1);
        here.counts.open += 1;
        here.counts.welcomed += 1;
        here.counts.most = here.counts.most.max(here.counts.open);
        Some(Place { visitors: Arc::clone(self), address })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut here = self.visitors.here.lock().unwrap_or_else(PoisonError::into_inner);
        here.counts.open -= 1;
        if let Some(count) = here.by_address.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                here.by_address.remove(&self.address);
            }
        }
    }
}

/// Lets visitors in, for ever.
pub async fn welcome(listener: TcpListener, site: Arc<Site>, hosts: Arc<Hosts>, visitors: Arc<Visitors>) {
    loop {
        let Ok((stream, peer)) = listener.accept().await else {
            sleep(FULL_HOUSE).await;
            continue;
        };
        // Without a place the stream is dropped here, which closes it.
        if let Some(place) = visitors.place(peer.ip()) {
            tokio::spawn(attend(stream, place, Arc::clone(&site), Arc::clone(&hosts)));
        }
    }
}

async fn attend(stream: TcpStream, place: Place, site: Arc<Site>, hosts: Arc<Hosts>) {
    let bounds = place.visitors.bounds;
    let service = service_fn(|request| std::future::ready(Ok::<_, Infallible>(answer(&request, &site, &hosts))));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(bounds.head)
        .max_headers(bounds.head_lines)
        .max_header_size(bounds.head_bytes)
        .max_buf_size(bounds.head_bytes)
        .serve_connection(TokioIo::new(Impatient::new(stream, bounds.stall)), service);
    let mut connection = pin!(connection);
    // How a connection ends is the visitor's affair: nothing is to be told or kept.
    if timeout(bounds.connection, connection.as_mut()).await.is_err() {
        connection.as_mut().graceful_shutdown();
        let _ = timeout(bounds.connection, connection).await;
    }
}
