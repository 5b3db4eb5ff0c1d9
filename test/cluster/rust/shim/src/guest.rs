//! Compiling a guest and running it: a module by its `_start`, a component by `wasi:cli/run`, or as a server when it exports `wasi:http/incoming-handler`.
use std::hash::Hash;
use std::sync::LazyLock;

use anyhow::{Context, Result, bail};
use containerd_shim_wasm::sandbox::context::{RuntimeContext, WasmBinaryType, WasmLayer};
use containerd_shim_wasm::shim::Compiler;
use tokio::signal::unix::{SignalKind, signal};
use wasmtime::component::{Component, Linker as ComponentLinker};
use wasmtime::{Engine, Linker, Module, Precompiled, Store};
use wasmtime_wasi::I32Exit;
use wasmtime_wasi::p2::bindings::Command;

use crate::host::{ComponentHost, Container};
use crate::server;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let mut config = wasmtime::Config::new();
    config.async_support(true);
    Engine::new(&config).expect("the configuration of the engine is valid")
});

/// Compiles a Wasm layer once for all containers; containerd keeps the result in its content store.
pub struct Precompiler;

impl Compiler for Precompiler {
    fn cache_key(&self) -> impl Hash {
        let mut hasher = std::hash::DefaultHasher::new();
        ENGINE.precompile_compatibility_hash().hash(&mut hasher);
        std::hash::Hasher::finish(&hasher)
    }

    async fn compile(&self, layers: &[WasmLayer]) -> Result<Vec<Option<Vec<u8>>>> {
        layers.iter().map(|WasmLayer { layer, .. }| precompile(layer)).collect()
    }
}

/// None for what is compiled already.
fn precompile(bytes: &[u8]) -> Result<Option<Vec<u8>>> {
    if Engine::detect_precompiled(bytes).is_some() {
        return Ok(None);
    }
    match WasmBinaryType::from_bytes(bytes) {
        Some(WasmBinaryType::Module) => ENGINE.precompile_module(bytes).map(Some),
        Some(WasmBinaryType::Component) => ENGINE.precompile_component(bytes).map(Some),
        None => bail!("the layer is not a Wasm binary"),
    }
}

enum Guest {
    Module(Module),
    Component(Component),
}

fn load(bytes: &[u8]) -> Result<Guest> {
    match Engine::detect_precompiled(bytes) {
        // SAFETY: only this shim writes what it reads here, into containerd's content store
        Some(Precompiled::Module) => return unsafe { Module::deserialize(&ENGINE, bytes) }.map(Guest::Module),
        Some(Precompiled::Component) => return unsafe { Component::deserialize(&ENGINE, bytes) }.map(Guest::Component),
        None => {}
    }
    match WasmBinaryType::from_bytes(bytes) {
        Some(WasmBinaryType::Module) => Module::from_binary(&ENGINE, bytes).map(Guest::Module),
        Some(WasmBinaryType::Component) => Component::from_binary(&ENGINE, bytes).map(Guest::Component),
        None => bail!("the image holds no Wasm binary"),
    }
}

/// Runs the guest of a container until it ends, or until the container is asked to end. Returns its exit code.
pub async fn run(context: &impl RuntimeContext) -> Result<i32> {
    let container = Container::new(context);
    let entrypoint = context.entrypoint();
    let guest = load(&entrypoint.source.as_bytes()?)?;
    // process 1 of a container has no default action for SIGTERM
    let mut terminated = signal(SignalKind::terminate())?;
    let running = async {
        match guest {
            Guest::Module(module) => run_module(&module, &container, &entrypoint.func).await,
            Guest::Component(component) if is_server(&component) => server::serve(&ENGINE, &component, container).await,
            Guest::Component(component) => run_command(&component, &container).await,
        }
    };
    tokio::select! {
        ended = running => exit_code(ended),
        _ = terminated.recv() => Ok(0),
    }
}

fn is_server(component: &Component) -> bool {
    component.component_type().exports(&ENGINE).any(|(name, _)| name.starts_with("wasi:http/incoming-handler@"))
}

async fn run_module(module: &Module, container: &Container, function: &str) -> Result<()> {
    let mut linker = Linker::new(&ENGINE);
    wasmtime_wasi::preview1::add_to_linker_async(&mut linker, |host| host)?;
    let mut store = Store::new(&ENGINE, container.module_host()?);
    let instance = linker.instantiate_async(&mut store, module).await?;
    let start = instance.get_typed_func::<(), ()>(&mut store, function).with_context(|| format!("the module does not export {function}"))?;
    start.call_async(&mut store, ()).await
}

async fn run_command(component: &Component, container: &Container) -> Result<()> {
    let mut linker = ComponentLinker::<ComponentHost>::new(&ENGINE);
    wasmtime_wasi::p2::add_to_linker_async(&mut linker)?;
    wasmtime_wasi_http::add_only_http_to_linker_async(&mut linker)?;
    let mut store = Store::new(&ENGINE, container.component_host()?);
    let command = Command::instantiate_async(&mut store, component, &linker).await?;
    match command.wasi_cli_run().call_run(&mut store).await? {
        Ok(()) => Ok(()),
        Err(()) => Err(I32Exit(1).into()),
    }
}

/// A guest that calls `exit` ends with an error that says so.
fn exit_code(ended: Result<()>) -> Result<i32> {
    match ended {
        Ok(()) => Ok(0),
        Err(error) => match error.downcast::<I32Exit>() {
            Ok(I32Exit(code)) => Ok(code),
            Err(error) => {
                eprintln!("{error:?}");
                Err(error)
            }
        },
    }
}
