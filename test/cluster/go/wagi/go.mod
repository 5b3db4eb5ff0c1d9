// A server that stands in for WAGI, and a module for it.
module cdk8s-wasm/test/cluster/wagi

go 1.26.8

require (
	github.com/BurntSushi/toml v1.6.0
	github.com/tetratelabs/wazero v1.12.0
)

require golang.org/x/sys v0.44.0 // indirect
