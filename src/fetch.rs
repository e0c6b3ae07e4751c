//! The one place that asks another computer for something: pictures, when the owner says so.
//!
//! An address in an export was written by a stranger. So a picture is only taken from an address that
//! anybody can reach, never from one inside the owner's own network, and that is looked at again at
//! each redirect; it has to be a picture by its first bytes, whatever it is called, and of a bounded size.

use std::io::Read;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use ureq::config::Config;
use ureq::http::{StatusCode, Uri, header};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};

/// The largest picture that is taken, in bytes.
pub const LARGEST: u64 = 20 << 20;

/// So often an address may lead to another one.
const REDIRECTS: usize = 5;

/// So long a picture may take.
const LONGEST: Duration = Duration::from_secs(30);

/// Takes pictures from the web.
#[derive(Clone, Debug)]
pub struct Fetcher {
    agent: Agent,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The ending of its name, by what it is.
    pub ending: &'static str,
}

impl Fetcher {
    /// Makes one; whether it may ask in the owner's own network as well.
    pub fn new(allows_private: bool) -> Self {
        let config = Config::builder()
            .timeout_global(Some(LONGEST))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            // A proxy would look names up by itself, and reach what must not be reached.
            .proxy(None)
            .user_agent(concat!("laurels/", env!("CARGO_PKG_VERSION")))
            .build();
        let resolver = Public { inner: DefaultResolver::default(), allows_private };
        Self { agent: Agent::with_parts(config, DefaultConnector::new(), resolver) }
    }

    /// Takes a picture; else says why not, in a few words.
    pub fn picture(&self, address: &str) -> Result<Picture, String> {
        let mut address = url::Url::parse(address).map_err(|_| "that is no address".to_owned())?;
        for _ in 0..=REDIRECTS {
            if !matches!(address.scheme(), "http" | "https") {
                return Err(format!("it leads to {address}, which is no address of the web"));
            }
            let uri: Uri = address.as_str().parse().map_err(|_| "that is no address".to_owned())?;
            let request = self.agent.get(uri).header(header::ACCEPT, "image/*");
            let mut response = request.call().map_err(|error| said(&error))?;
            let status = response.status();
            if status.is_redirection() {
                let to = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
                let to = to.and_then(|to| address.join(to).ok());
                address = to.ok_or_else(|| "it leads nowhere".to_owned())?;
                continue;
            }
            if status != StatusCode::OK {
                return Err(format!("the server says {status}"));
            }
            let mut bytes = Vec::new();
            let body = response.body_mut().as_reader();
            body.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
            if bytes.len() as u64 > LARGEST {
                return Err("it is larger than 20 MB".to_owned());
            }
            let ending = ending(&bytes).ok_or_else(|| "it is no picture".to_owned())?;
            return Ok(Picture { bytes, ending });
        }
        Err(format!("it leads from one address to the next more than {REDIRECTS} times"))
    }
}

fn said(error: &Error) -> String {
    match error {
        Error::HostNotFound => "there is no such server that anybody can reach".to_owned(),
        Error::Timeout(_) => format!("it takes longer than {} seconds", LONGEST.as_secs()),
        other => other.to_string(),
    }
}

/// The ending of a picture's name by its first bytes; none where it is none that a page can show.
fn ending(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some("jpg"),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("png"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("webp"),
        [_, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', b'f', ..] => Some("avif"),
        _ => None,
    }
}

/// Looks names up, and leaves out what is not for everybody.
#[derive(Debug)]
struct Public {
    inner: DefaultResolver,
    allows_private: bool,
}

impl Resolver for Public {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        let mut public = self.empty();
        for address in found.iter().filter(|address| self.allows_private || is_public(address.ip()))
        {
            public.push(*address);
        }
        if public.is_empty() { Err(Error::HostNotFound) } else { Ok(public) }
    }
}

/// Whether an address is one of the internet, after the
/// [registries of IANA](https://www.iana.org/assignments/iana-ipv4-special-registry/).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => match embedded(address) {
            Some(inside) => is_public_v4(inside),
            None => is_public_v6(address),
        },
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_shared = a == 100 && (64..128).contains(&b);
    let is_protocol = a == 192 && b == 0 && matches!(c, 0 | 2);
    let is_relay = a == 192 && b == 88 && c == 99;
    let is_benchmark = a == 198 && matches!(b, 18 | 19);
    let is_reserved = a == 0 || a >= 240;
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_broadcast()
        || address.is_documentation()
        || is_shared
        || is_protocol
        || is_relay
        || is_benchmark
        || is_reserved)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    // Only this block is given out, and the parts of it are not.
    let is_global = first & 0xe000 == 0x2000;
    let is_documentation =
        (first == 0x2001 && second == 0xdb8) || (first == 0x3fff && second < 0x1000);
    let is_protocol = first == 0x2001 && second < 0x200;
    is_global && !is_documentation && !is_protocol
}

/// The address of the older kind that is inside one of the newer.
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let [first, second, third, ..] = address.segments();
    let octets = address.octets();
    let at = |start: usize| {
        Ipv4Addr::new(octets[start], octets[start + 1], octets[start + 2], octets[start + 3])
    };
    match (first, second, third) {
        (0x64, 0xff9b, 0) => Some(at(12)),
        (0x2002, ..) => Some(at(2)),
        _ => address.to_ipv4_mapped(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_inside_a_network_is_not_public() {
        for inside in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "192.0.2.1",
            "198.18.0.1",
            "240.0.0.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "ff02::1",
            "2001:db8::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "::127.0.0.1",
            "2001:0:1::1",
        ] {
            assert!(!is_public(inside.parse().unwrap()), "{inside}");
        }
        for outside in
            ["1.1.1.1", "93.184.215.14", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
        {
            assert!(is_public(outside.parse().unwrap()), "{outside}");
        }
    }

    #[test]
    fn a_picture_is_known_by_its_first_bytes() {
        assert_eq!(ending(b"\xff\xd8\xff\xe0"), Some("jpg"));
        assert_eq!(ending(b"GIF89a"), Some("gif"));
        assert_eq!(ending(b"RIFF0000WEBPVP8 "), Some("webp"));
        for other in [&b"<svg xmlns"[..], b"<html>", b"", b"\x89PN", b"RIFF0000WAVE"] {
            assert_eq!(ending(other), None);
        }
    }
}
