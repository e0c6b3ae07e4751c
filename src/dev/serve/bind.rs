//! Which port a server gets.
//!
//! It is taken once and kept: between a look whether it is free and the moment when it is used,
//! somebody else could take it, and a browser would be sent to them.

use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, ToSocketAddrs};

/// The first port that is tried where none is given.
pub const PORT: u16 = 4000;

/// How many ports are tried.
const TRIES: u16 = 10;

/// Why there is no port to be had.
#[derive(Debug)]
pub enum Error {
    /// The host has no address.
    Host {
        /// The host, as it was given.
        host: String,
        /// What the system said.
        why: io::Error,
    },
    /// The address cannot be used.
    Address {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        why: io::Error,
    },
    /// Somebody else has all the ports that were tried.
    Taken {
        /// The first of them.
        first: u16,
        /// The last of them.
        last: u16,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Host { host, why } => {
                write!(out, "`--host {host}` has no address: {}", crate::fsx::reason(why))
            }
            Self::Address { address, why } => {
                write!(out, "cannot listen on `{address}`: {}", crate::fsx::reason(why))
            }
            Self::Taken { first, last } => write!(out, "the ports {first} to {last} are taken"),
        }
    }
}

impl std::error::Error for Error {}

/// Takes a port: the given one; else the usual one, or the next that nobody has.
pub(super) fn bind(
    host: Option<&str>,
    port: Option<u16>,
) -> Result<(TcpListener, SocketAddr), Error> {
    let ips = addresses(host)?;
    if let Some(port) = port {
        return listen(&ips, port);
    }
    for port in PORT..PORT + TRIES {
        match listen(&ips, port) {
            Err(Error::Address { why, .. }) if why.kind() == io::ErrorKind::AddrInUse => {}
            done => return done,
        }
    }
    Err(Error::Taken { first: PORT, last: PORT + TRIES - 1 })
}

/// The addresses of a host; without one, this machine alone.
fn addresses(host: Option<&str>) -> Result<Vec<IpAddr>, Error> {
    let Some(host) = host else { return Ok(vec![IpAddr::V4(Ipv4Addr::LOCALHOST)]) };
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let found = (bare, 0).to_socket_addrs().map(|found| found.map(|one| one.ip()).collect());
    let error = |why| Error::Host { host: host.to_owned(), why };
    match found {
        Ok(ips) if Vec::is_empty(&ips) => Err(error(io::ErrorKind::NotFound.into())),
        Ok(ips) => Ok(ips),
        Err(why) => Err(error(why)),
    }
}

/// Listens on the first of some addresses that this machine has.
fn listen(ips: &[IpAddr], port: u16) -> Result<(TcpListener, SocketAddr), Error> {
    let mut failed = None;
    for ip in ips {
        let address = SocketAddr::new(*ip, port);
        let bound = TcpListener::bind(address).and_then(|one| one.local_addr().map(|at| (one, at)));
        match bound {
            Ok(bound) => return Ok(bound),
            // A name may stand for an address of a kind that this machine has switched off.
            Err(why) if why.kind() == io::ErrorKind::AddrNotAvailable => {
                failed.get_or_insert(Error::Address { address, why });
            }
            Err(why) => return Err(Error::Address { address, why }),
        }
    }
    let nothing = || Error::Taken { first: port, last: port };
    Err(failed.unwrap_or_else(nothing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_passed_over_only_where_none_was_given() {
        let (first, at) = bind(None, Some(0)).unwrap();
        assert!(at.ip().is_loopback());
        let error = bind(None, Some(at.port())).unwrap_err();
        assert!(error.to_string().starts_with(&format!("cannot listen on `{at}`: ")), "{error}");
        drop(first);

        // Whoever has these ports, here or elsewhere on this machine, they are passed over.
        let one = bind(None, None).unwrap();
        let other = bind(None, None).unwrap();
        assert_ne!(one.1.port(), other.1.port());
    }

    #[test]
    fn other_errors_are_told_as_the_system_said_them() {
        // An address for documentation, which no machine has (RFC 5737).
        let error = bind(Some("192.0.2.1"), None).unwrap_err();
        assert!(error.to_string().starts_with("cannot listen on `192.0.2.1:4000`: "), "{error}");
        // No name is that long, so no network is asked for it.
        let name = "x".repeat(64);
        let error = bind(Some(&name), None).unwrap_err();
        let expected = format!("`--host {name}` has no address: ");
        assert!(error.to_string().starts_with(&expected), "{error}");
    }
}
