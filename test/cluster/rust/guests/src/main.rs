//! Makes the Wasm guests of the scaling tests from WebAssembly text.
//!
//!     guests WIT_DIR OUT_DIR
//!
//! WIT_DIR holds the interfaces of WASI, which come with the crate wasmtime-wasi-http.
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::Resolve;

/// Interfaces that a server uses. What it imports is what it can be refused for, so it imports no more than it calls.
const SERVER_WORLD: &str = "
package test:guests;

world server {
  import wasi:cli/environment@0.2.6;
  import wasi:clocks/monotonic-clock@0.2.6;
  import wasi:http/types@0.2.6;
  export wasi:http/incoming-handler@0.2.6;
}
";

fn main() -> Result<()> {
    let mut args = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(wit), Some(out), None) = (args.next(), args.next(), args.next()) else {
        eprintln!("usage: guests WIT_DIR OUT_DIR");
        std::process::exit(2);
    };
    std::fs::create_dir_all(&out)?;
    std::fs::write(out.join("hello.wasm"), server(include_str!("hello.wat"), &wit)?)?;
    std::fs::write(out.join("worker.wasm"), wat::parse_str(include_str!("worker.wat"))?)?;
    Ok(())
}

/// A component from a module that imports and exports by the names of the canonical ABI.
fn server(text: &str, wit: &Path) -> Result<Vec<u8>> {
    let mut resolve = Resolve::default();
    resolve.push_dir(wit).with_context(|| format!("{} holds no interfaces of WASI", wit.display()))?;
    let package = resolve.push_str("server.wit", SERVER_WORLD)?;
    let world = resolve.select_world(&[package], Some("server"))?;
    let mut module = wat::parse_str(text)?;
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8)?;
    ComponentEncoder::default().validate(true).module(&module)?.encode()
}
