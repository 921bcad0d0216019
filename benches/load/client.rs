//! As much of a browser as a move needs: one kept connection, one call at a time.

use std::net::SocketAddr;

use serde_json::json;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// A connection to the program.
pub struct Client {
    address: SocketAddr,
    stream: BufReader<TcpStream>,
}

impl Client {
    pub async fn connect(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.expect("connects");
        stream.set_nodelay(true).expect("is a socket");
        Self { address, stream: BufReader::new(stream) }
    }

    /// Asks for the page of a study at a query; gives the length of the answer.
    pub async fn move_to(&mut self, study: &str, query: &str) -> usize {
        let body = json!({ "study": study, "query": query }).to_string();
        let request = format!(
            "POST /api/trend_page HTTP/1.1\r\nhost: {}\r\nsec-fetch-site: same-origin\r\n\
             accept-encoding: gzip, br\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        );
        self.stream.get_mut().write_all(request.as_bytes()).await.expect("asks");
        let status = self.line().await;
        assert!(status.contains(" 200 "), "{status}");
        match self.length().await {
            Some(length) => self.skip(length).await,
            None => self.chunks().await,
        }
    }

    /// The length that the headers say; `None` for an answer in chunks.
    async fn length(&mut self) -> Option<usize> {
        let mut length = None;
        loop {
            let line = self.line().await.to_ascii_lowercase();
            if line.is_empty() {
                return length;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = Some(value.trim().parse().expect("a length"));
            }
        }
    }

    async fn chunks(&mut self) -> usize {
        let mut total = 0;
        loop {
            let length = usize::from_str_radix(self.line().await.trim(), 16).expect("the length of a chunk");
            total += self.skip(length).await;
            self.line().await;
            if length == 0 {
                return total;
            }
        }
    }

    async fn skip(&mut self, length: usize) -> usize {
        let mut bytes = vec![0; length];
        self.stream.read_exact(&mut bytes).await.expect("the whole answer");
        length
    }

    async fn line(&mut self) -> String {
        let mut line = String::new();
        self.stream.read_line(&mut line).await.expect("a line");
        line.trim_end().to_owned()
    }
}
