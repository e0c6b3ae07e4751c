//! `laurels serve`: the site of the moment, in a browser, on this machine.
//!
//! ```text
//! clients ─► head ─► host ─► target ─► page ─► answer
//! accept,    limits  whose   which     what    bytes, a part of a file,
//! deadlines          name    path      stands  with live.js and overlay
//!                                      there
//! ```
//!
//! Nothing is reachable but what the edition of the moment names. What is added to pages (`live.js`,
//! the overlay) is added to the answer and lies under `/__laurels/`, so that it cannot get into a
//! build.

mod answer;
mod bind;
mod clients;
mod head;
mod host;
mod last;
mod live;
mod overlay;
mod page;
mod range;
mod sign;
mod site;
mod target;

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};
use std::thread;

pub use self::bind::{Error, PORT};
use self::last::Last;
use self::site::Site;
use super::Board;
use crate::diag::print::Sources;

/// A server that holds its port, and answers as soon as it is started.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    name: Option<String>,
}

impl Server {
    /// Takes a port: the given one, else the usual one or the next that is free.
    pub fn bind(host: Option<&str>, port: Option<u16>) -> Result<Self, Error> {
        let (listener, address) = bind::bind(host, port)?;
        Ok(Self { listener, address, name: host.map(str::to_owned) })
    }

    /// Where a browser on this machine finds it, without a slash at the end.
    pub fn origin(&self) -> String {
        let ip = match self.address.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
            IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
            ip => ip,
        };
        format!("http://{}", SocketAddr::new(ip, self.address.port()))
    }

    /// Where other machines find it, in each network that this one is in; `None` if it is for this
    /// machine alone.
    pub fn origin_for_others(&self) -> Option<Vec<String>> {
        if self.is_private() {
            return None;
        }
        let own = self.address.ip();
        let mut ips = vec![own];
        if own.is_unspecified() {
            // A machine that does not say has its server all the same.
            let all = if_addrs::get_if_addrs().unwrap_or_default().into_iter();
            let all = all.filter(|one| !one.is_loopback() && !one.is_link_local());
            // What listens for IPv6 hears IPv4 too, but not on Windows.
            let hears =
                |ip: &IpAddr| ip.is_ipv6() == own.is_ipv6() || own.is_ipv6() && !cfg!(windows);
            ips = all.map(|one| one.ip()).filter(hears).collect();
            ips.sort_unstable();
            ips.dedup();
        }
        let port = self.address.port();
        Some(ips.into_iter().map(|ip| format!("http://{}", SocketAddr::new(ip, port))).collect())
    }

    fn is_private(&self) -> bool {
        host::is_private(self.address.ip())
    }

    /// Answers from here on, on threads of its own, with what hangs on a board.
    pub fn start(
        self,
        board: Arc<Board>,
        sources: Box<dyn Sources + Send + Sync>,
    ) -> io::Result<()> {
        let is_private = self.is_private();
        let site = Site {
            board,
            sources,
            is_private,
            name: self.name,
            beat: live::BEAT,
            overlay: Mutex::default(),
            last: Last::default(),
        };
        let site = Arc::new(site);
        let listener = self.listener;
        thread::Builder::new()
            .name("server".to_owned())
            .spawn(move || clients::admit(&listener, &site, clients::MOST))?;
        Ok(())
    }
}
