//! Where to listen: loopback, and the home network when asked.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};

use super::ServeError;

/// How many ports of the system's choice are tried until one is free on every address.
const TRIES: usize = 16;

/// Listens on loopback, and with `wifi` on each address that devices in the home network can reach.
pub fn listen(wifi: bool, port: u16) -> Result<Vec<TcpListener>, ServeError> {
    let network = if wifi { home_addresses()? } else { Vec::new() };
    let mut last = None;
    for _ in 0..if port == 0 { TRIES } else { 1 } {
        match listen_at(&network, port) {
            Ok(listeners) => return Ok(listeners),
            Err(error) => last = Some(error),
        }
    }
    let error = last.unwrap_or_else(|| std::io::ErrorKind::AddrInUse.into());
    Err(ServeError::Port { port, error })
}

fn listen_at(network: &[IpAddr], port: u16) -> std::io::Result<Vec<TcpListener>> {
    let bind = |ip: IpAddr, port| {
        let listener = TcpListener::bind((ip, port))?;
        listener.set_nonblocking(true)?;
        Ok::<_, std::io::Error>(listener)
    };
    let first = bind(Ipv4Addr::LOCALHOST.into(), port)?;
    // The same port everywhere, so that a link differs by its address only.
    let port = first.local_addr()?.port();
    let mut listeners = vec![first];
    for &ip in network {
        listeners.push(bind(ip, port)?);
    }
    // Some computers have no IPv6: nothing is lost.
    listeners.extend(bind(Ipv6Addr::LOCALHOST.into(), port));
    Ok(listeners)
}

/// This computer's addresses in home networks. An address that the whole internet reaches is not among them: a game on
/// the kitchen table is for those around it.
fn home_addresses() -> Result<Vec<IpAddr>, ServeError> {
    let found = if_addrs::get_if_addrs().map_err(ServeError::Start)?;
    let mut homes: Vec<(bool, IpAddr)> = found
        .iter()
        .filter(|interface| is_at_home(interface.ip()))
        .map(|interface| (is_virtual(&interface.name), interface.ip()))
        .collect();
    homes.sort_by_key(|&(is_virtual, ip)| (is_virtual, rank(ip)));
    homes.dedup();
    // Networks of virtual machines reach no phone; they count only where there is nothing else.
    let real = homes.iter().any(|&(is_virtual, _)| !is_virtual);
    let homes: Vec<IpAddr> =
        homes.into_iter().filter(|&(is_virtual, _)| !(real && is_virtual)).map(|(_, ip)| ip).collect();
    if homes.is_empty() { Err(ServeError::NoNetwork) } else { Ok(homes) }
}

const fn is_at_home(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.is_private() || ip.is_link_local(),
        IpAddr::V6(ip) => ip.is_unique_local(),
    }
}

fn is_virtual(interface: &str) -> bool {
    ["docker", "veth", "br-", "virbr", "vmnet", "vboxnet", "podman", "lxc"]
        .iter()
        .any(|name| interface.starts_with(name))
}

/// Best for a phone in the same room first.
const fn rank(ip: IpAddr) -> u8 {
    match ip {
        IpAddr::V4(ip) if ip.is_loopback() => 5,
        IpAddr::V4(ip) if ip.is_private() => match ip.octets() {
            [192, ..] => 0,
            [10, ..] => 1,
            _ => 2,
        },
        IpAddr::V4(_) => 3,
        IpAddr::V6(ip) if ip.is_loopback() => 6,
        IpAddr::V6(_) => 4,
    }
}

/// The address to show first is the one that a phone is likeliest to reach; loopback is last.
pub fn sort_for_people(addresses: &mut [SocketAddr]) {
    addresses.sort_by_key(|address| rank(address.ip()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_home_networks_address_comes_first_and_the_internets_never() {
        let mut addresses: Vec<SocketAddr> =
            ["[::1]:80", "127.0.0.1:80", "10.0.0.7:80", "[fd00::7]:80", "192.168.1.7:80", "169.254.1.7:80"]
                .iter()
                .map(|text| text.parse().unwrap())
                .collect();
        sort_for_people(&mut addresses);
        let order: Vec<String> = addresses.iter().map(|address| address.ip().to_string()).collect();
        assert_eq!(order, ["192.168.1.7", "10.0.0.7", "169.254.1.7", "fd00::7", "127.0.0.1", "::1"]);
        assert!(!is_at_home("203.0.113.9".parse().unwrap()));
        assert!(!is_at_home("2001:db8::9".parse().unwrap()));
    }
}
