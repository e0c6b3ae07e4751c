//! Who may be asked for by name.
//!
//! A page anywhere on the web can give its own name the address of this machine, and a browser then
//! takes what is served here for a part of that page (DNS rebinding). So a server that only this
//! machine reaches answers only to the names that this machine has for itself.

use std::net::IpAddr;

/// Whether only this machine reaches an address; one of IPv4 may be written as one of IPv6, such as
/// `::ffff:127.0.0.1`.
pub(super) fn is_private(address: IpAddr) -> bool {
    address.to_canonical().is_loopback()
}

/// Whether a `Host` is a name of this machine; `own` is the one that the server was started with.
pub(super) fn is_own(host: &str, own: Option<&str>) -> bool {
    let Some(name) = name(host) else { return false };
    let named = |known: &str| name.eq_ignore_ascii_case(known);
    let is_local = named("localhost") || name.to_ascii_lowercase().ends_with(".localhost");
    let is_loopback = name.parse().is_ok_and(is_private);
    is_local || is_loopback || own.is_some_and(named)
}

/// The name without the port.
fn name(host: &str) -> Option<&str> {
    let (name, rest) = match host.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?,
        None => host.split_at(host.find(':').unwrap_or(host.len())),
    };
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    (rest.is_empty() || rest.strip_prefix(':').is_some_and(is_port)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_this_machine_are_private_however_they_are_written() {
        for (address, expected) in [
            ("127.0.0.1", true),
            ("::1", true),
            ("::ffff:127.0.0.1", true),
            ("::ffff:192.168.0.2", false),
            ("0.0.0.0", false),
            ("::", false),
        ] {
            assert_eq!(is_private(address.parse().unwrap()), expected, "{address}");
        }
    }

    #[test]
    fn only_names_of_this_machine_are_its_own() {
        for host in [
            "localhost",
            "LOCALHOST:4000",
            "shop.localhost:4000",
            "127.0.0.1",
            "127.0.0.1:80",
            "127.1.2.3",
            "[::1]:4000",
            "[::1]",
            "[::ffff:127.0.0.1]:4000",
        ] {
            assert!(is_own(host, None), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "0.0.0.0:80",
            "192.168.0.2",
            "[::ffff:192.168.0.2]",
            "[::1",
            "localhost:80@evil.example",
            "localhost:x",
            "::1",
            "xlocalhost",
        ] {
            assert!(!is_own(host, None), "{host}");
        }
        assert!(is_own("mybox:4000", Some("MyBox")));
    }
}
