//! What a guest sees of its container: arguments, environment, the files of the image, standard streams.
use anyhow::{Context, Result};
use containerd_shim_wasm::sandbox::context::RuntimeContext;
use wasmtime::component::ResourceTable;
use wasmtime_wasi::preview1::WasiP1Ctx;
use wasmtime_wasi::{DirPerms, FilePerms, WasiCtx, WasiCtxBuilder, WasiCtxView, WasiView};
use wasmtime_wasi_http::{WasiHttpCtx, WasiHttpView};

/// Arguments and environment of a container.
#[derive(Clone)]
pub struct Container {
    args: Vec<String>,
    env: Vec<(String, String)>,
}

impl Container {
    pub fn new(context: &impl RuntimeContext) -> Self {
        let pair = |variable: &String| {
            let (name, value) = variable.split_once('=').unwrap_or((variable, ""));
            (name.to_string(), value.to_string())
        };
        Self { args: context.args().to_vec(), env: context.envs().iter().map(pair).collect() }
    }

    pub fn env(&self, name: &str) -> Option<&str> {
        self.env.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    fn wasi(&self) -> Result<WasiCtxBuilder> {
        let mut builder = WasiCtx::builder();
        builder.args(&self.args).envs(&self.env).inherit_stdio().inherit_network().allow_ip_name_lookup(true);
        builder.preopened_dir("/", "/", DirPerms::all(), FilePerms::all()).context("the root of the container cannot be opened")?;
        Ok(builder)
    }

    /// For a module of WASI 0.1.
    pub fn module_host(&self) -> Result<WasiP1Ctx> {
        Ok(self.wasi()?.build_p1())
    }

    /// For a component.
    pub fn component_host(&self) -> Result<ComponentHost> {
        Ok(ComponentHost { wasi: self.wasi()?.build(), http: WasiHttpCtx::new(), table: ResourceTable::new() })
    }
}

pub struct ComponentHost {
    wasi: WasiCtx,
    http: WasiHttpCtx,
    table: ResourceTable,
}

impl WasiView for ComponentHost {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView { ctx: &mut self.wasi, table: &mut self.table }
    }
}

impl WasiHttpView for ComponentHost {
    fn ctx(&mut self) -> &mut WasiHttpCtx {
        &mut self.http
    }

    fn table(&mut self) -> &mut ResourceTable {
        &mut self.table
    }
}
