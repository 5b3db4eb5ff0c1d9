module cdk8s-wasm/test/cluster/certs

go 1.26.0
