//! Serving a component that exports `wasi:http/incoming-handler`: one instance for each request.
use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Context, Result};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use wasmtime::component::{Component, Linker};
use wasmtime::{Engine, Store};
use wasmtime_wasi_http::WasiHttpView;
use wasmtime_wasi_http::bindings::ProxyPre;
use wasmtime_wasi_http::bindings::http::types::Scheme;
use wasmtime_wasi_http::body::HyperOutgoingBody;
use wasmtime_wasi_http::io::TokioIo;

use crate::host::{ComponentHost, Container};

/// Environment variables that set the address, of the shims that this one stands in for.
const ADDRESS_VARIABLES: [&str; 2] = ["WASMTIME_HTTP_PROXY_SOCKET_ADDR", "SPIN_HTTP_LISTEN_ADDR"];

/// Serves until the task is dropped.
pub async fn serve(engine: &Engine, component: &Component, container: Container) -> Result<()> {
    let mut linker = Linker::<ComponentHost>::new(engine);
    wasmtime_wasi::p2::add_to_linker_async(&mut linker)?;
    wasmtime_wasi_http::add_only_http_to_linker_async(&mut linker)?;
    let server = Arc::new(Server { guest: ProxyPre::new(linker.instantiate_pre(component)?)?, container });

    let address = server.address()?;
    let listener = TcpListener::bind(address).await.with_context(|| format!("{address} cannot be listened on"))?;
    println!("serving on {address}");
    loop {
        let (stream, _) = listener.accept().await?;
        let server = server.clone();
        tokio::spawn(async move {
            let answer = service_fn(|request| {
                let server = server.clone();
                async move { server.answer(request).await }
            });
            if let Err(error) = http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await {
                eprintln!("a connection ended: {error:?}");
            }
        });
    }
}

struct Server {
    guest: ProxyPre<ComponentHost>,
    container: Container,
}

impl Server {
    fn address(&self) -> Result<SocketAddr> {
        let named = ADDRESS_VARIABLES.into_iter().find_map(|name| Some((name, self.container.env(name)?)));
        match named {
            Some((name, value)) => value.parse().with_context(|| format!("{name} ({value}) must be an address and a port")),
            None => Ok(SocketAddr::from(([0, 0, 0, 0], default_port()))),
        }
    }

    async fn answer(&self, request: Request<Incoming>) -> Result<Response<HyperOutgoingBody>> {
        let mut store = Store::new(self.guest.engine(), self.container.component_host()?);
        let (sender, receiver) = oneshot::channel();
        let request = store.data_mut().new_incoming_request(Scheme::Http, request)?;
        let out = store.data_mut().new_response_outparam(sender)?;
        let guest = self.guest.clone();
        // on a task of its own: the guest may go on with the body after the head was answered
        let handled = tokio::spawn(async move {
            let proxy = guest.instantiate_async(&mut store).await?;
            proxy.wasi_http_incoming_handler().call_handle(&mut store, request, out).await
        });
        match receiver.await {
            Ok(answer) => Ok(answer?),
            Err(_) => {
                handled.await??;
                anyhow::bail!("the guest ended without an answer")
            }
        }
    }
}

/// Port that the shim of this name serves on.
fn default_port() -> u16 {
    match crate::handler() {
        "wasmtime" => 8080,
        "slight" => 3000,
        _ => 80,
    }
}
