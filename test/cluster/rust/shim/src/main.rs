//! A containerd shim for the tests: WASI commands and `wasi:http` components on Wasmtime.
//!
//! The program is installed under one name for each RuntimeClass handler of the tests, such as `containerd-shim-spin-v1`. The name tells which shim it stands
//! in for, and with that the port that a component is served on.
mod guest;
mod host;
mod server;

use std::path::Path;
use std::sync::OnceLock;

use anyhow::Result;
use containerd_shim_wasm::sandbox::Sandbox;
use containerd_shim_wasm::sandbox::context::RuntimeContext;
use containerd_shim_wasm::shim::{Cli, Compiler, Config, Shim, Version, version};

use crate::guest::Precompiler;

/// What the name of the program says: `spin` for `containerd-shim-spin-v1`.
static HANDLER: OnceLock<String> = OnceLock::new();

pub fn handler() -> &'static str {
    HANDLER.get().map(String::as_str).unwrap_or("wasmtime")
}

struct TestShim;

impl Shim for TestShim {
    type Sandbox = TestSandbox;

    fn name() -> &'static str {
        handler()
    }

    fn version() -> Version {
        version!()
    }

    async fn compiler() -> Option<impl Compiler> {
        Some(Precompiler)
    }
}

#[derive(Clone, Default)]
struct TestSandbox;

impl Sandbox for TestSandbox {
    async fn run_wasi(&self, context: &impl RuntimeContext) -> Result<i32> {
        guest::run(context).await
    }
}

fn main() {
    let program = std::env::args().next().unwrap_or_default();
    let name = Path::new(&program).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let handler = name.strip_prefix("containerd-shim-").and_then(|rest| rest.strip_suffix("-v1"));
    if let Some(handler) = handler {
        HANDLER.get_or_init(|| handler.to_string());
    }
    TestShim::run(Config::default());
}
