//! The `DevTools` protocol: JSON over a WebSocket, of which every tab has one of its own.
//!
//! Everything waits for what the browser says, and nothing for time to pass. A browser that says
//! nothing for a minute fails the test.

use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};
use tungstenite::protocol::WebSocketConfig;
use tungstenite::stream::MaybeTlsStream;
use tungstenite::{Message, WebSocket, client};

const PATIENCE: Duration = Duration::from_mins(1);

/// Something that happened in the browser.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its name, such as `Page.loadEventFired`.
    pub method: String,
    /// What the protocol says of it.
    pub params: Value,
}

/// A conversation with the browser, about the whole of it or about one tab.
#[derive(Debug)]
pub struct Connection {
    socket: WebSocket<MaybeTlsStream<TcpStream>>,
    last: u64,
    session: Option<String>,
    events: Vec<Event>,
}

impl Connection {
    /// Connects to the address that the browser prints when it starts.
    pub fn open(address: &str) -> Self {
        // Sources and pictures come in one message each.
        let limits = WebSocketConfig::default().max_message_size(None).max_frame_size(None);
        let (socket, _) = client::connect_with_config(address, Some(limits), 0)
            .unwrap_or_else(|error| panic!("no connection to the browser at {address}: {error}"));
        let MaybeTlsStream::Plain(stream) = socket.get_ref() else {
            panic!("{address} is no address of this machine");
        };
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        Self { socket, last: 0, session: None, events: Vec::new() }
    }

    /// Speaks about one tab from here on.
    pub fn attach(&mut self, session: &str) {
        self.session = Some(session.to_owned());
    }

    /// Asks for something; a refusal fails the test.
    #[track_caller]
    pub fn call(&mut self, method: &str, params: Value) -> Value {
        self.try_call(method, params).unwrap_or_else(|why| panic!("{method}: {why}"))
    }

    /// Asks for something; the error is what the browser says.
    pub fn try_call(&mut self, method: &str, params: Value) -> Result<Value, String> {
        self.last += 1;
        let mut message = json!({"id": self.last, "method": method, "params": params});
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        self.socket.send(Message::text(message.to_string())).map_err(|error| error.to_string())?;
        loop {
            let mut answer = self.receive(method)?;
            if answer["id"] == json!(self.last) {
                return match answer.get("error") {
                    Some(error) => Err(error.to_string()),
                    None => Ok(answer["result"].take()),
                };
            }
        }
    }

    /// Waits for an event, unless it is among those of [`Self::events`] already.
    #[track_caller]
    pub fn wait_for(&mut self, method: &str, fits: impl Fn(&Value) -> bool) -> Value {
        let mut seen = 0;
        loop {
            let new = self.events.get(seen..).unwrap_or_default();
            let found = new.iter().find(|event| event.method == method && fits(&event.params));
            if let Some(event) = found {
                return event.params.clone();
            }
            seen = self.events.len();
            self.receive(method).unwrap_or_else(|why| panic!("waiting for {method}: {why}"));
        }
    }

    /// What happened since the events were last forgotten.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Forgets what happened.
    pub fn forget(&mut self) {
        self.events.clear();
    }

    /// Reads until the browser ends the conversation.
    pub fn read_to_the_end(&mut self) {
        while self.socket.read().is_ok() {}
    }

    /// The next message; events are kept.
    fn receive(&mut self, waiting_for: &str) -> Result<Value, String> {
        let said = self.socket.read().map_err(|error| match error {
            tungstenite::Error::Io(error) if is_timeout(&error) => {
                format!("the browser said nothing for {} s ({waiting_for})", PATIENCE.as_secs())
            }
            error => error.to_string(),
        })?;
        let Message::Text(said) = said else { return Ok(Value::Null) };
        let mut message: Value = serde_json::from_str(&said).map_err(|error| error.to_string())?;
        if let Some(method) = message["method"].as_str() {
            let method = method.to_owned();
            if method == "Inspector.targetCrashed" {
                return Err("the tab crashed".to_owned());
            }
            self.events.push(Event { method, params: message["params"].take() });
        }
        Ok(message)
    }
}

fn is_timeout(error: &std::io::Error) -> bool {
    matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut)
}
