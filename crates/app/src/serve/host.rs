//! Who we are asked for. A web page elsewhere may name our address as its own ("DNS rebinding") and so read what we
//! serve; a browser then still says that page's name in `Host`, which gives it away.

use std::{collections::BTreeSet, net::SocketAddr};

/// The names that this computer answers to, in lower case, without ports.
#[derive(Debug)]
pub struct Hosts(BTreeSet<String>);

impl Hosts {
    /// The addresses listened on, `localhost`, and in a home network the name other devices find this computer by.
    pub fn new(addresses: &[SocketAddr], wifi: bool) -> Self {
        let mut names: BTreeSet<String> = addresses
            .iter()
            .map(|address| match address {
                SocketAddr::V4(address) => address.ip().to_string(),
                SocketAddr::V6(address) => format!("[{}]", address.ip()),
            })
            .collect();
        names.insert("localhost".to_owned());
        if wifi {
            let name = gethostname::gethostname().to_string_lossy().to_lowercase();
            let name = name.strip_suffix(".local").unwrap_or(&name);
            if !name.is_empty() {
                names.insert(format!("{name}.local"));
            }
        }
        Self(names)
    }

    /// Whether `Host`, with or without a port, is one of ours.
    pub fn know(&self, host: &str) -> bool {
        let name = match host.rsplit_once(':') {
            Some((name, port)) if !port.contains(']') => {
                if port.is_empty() || !port.bytes().all(|byte| byte.is_ascii_digit()) {
                    return false;
                }
                name
            }
            _ => host,
        };
        self.0.contains(&name.to_ascii_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_names_are_known_and_no_others() {
        let addresses = ["192.168.1.7:8080", "127.0.0.1:8080", "[::1]:8080"].map(|text| text.parse().unwrap());
        let hosts = Hosts::new(&addresses, false);
        for ours in
            ["localhost", "LocalHost:8080", "127.0.0.1", "192.168.1.7:8080", "[::1]", "[::1]:8080", "127.0.0.1:1"]
        {
            assert!(hosts.know(ours), "{ours}");
        }
        for foreign in
            ["", "evil.example", "evil.example:8080", "127.0.0.1.evil.example", "localhost:", "localhost:x", "::1"]
        {
            assert!(!hosts.know(foreign), "{foreign}");
        }
    }
}
