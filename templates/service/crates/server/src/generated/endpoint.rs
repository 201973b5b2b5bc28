//! The URL of the server: what it listens on goes in, what clients of this machine use comes out.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// The URL of a server that listens on this address. One that listens on all networks is reached
/// on this machine too.
pub(crate) fn of_address(mut address: SocketAddr) -> String {
    match address.ip() {
        IpAddr::V4(Ipv4Addr::UNSPECIFIED) => address.set_ip(Ipv4Addr::LOCALHOST.into()),
        IpAddr::V6(Ipv6Addr::UNSPECIFIED) => address.set_ip(Ipv6Addr::LOCALHOST.into()),
        _ => {}
    }
    format!("http://{address}")
}

/// The URL of a server that is configured to listen here.
pub(crate) fn of_configuration(host: &str, port: u16) -> String {
    match host.parse::<IpAddr>() {
        Ok(ip) => of_address(SocketAddr::new(ip, port)),
        Err(_) => format!("http://{host}:{port}"),
    }
}

#[cfg(test)]
mod tests {
    use super::of_configuration;

    #[test]
    fn the_url_can_be_asked_on_this_machine() {
        for (host, expected) in [
            ("127.0.0.1", "http://127.0.0.1:8080"),
            ("0.0.0.0", "http://127.0.0.1:8080"),
            ("::", "http://[::1]:8080"),
            ("localhost", "http://localhost:8080"),
        ] {
            assert_eq!(of_configuration(host, 8080), expected);
        }
    }
}
