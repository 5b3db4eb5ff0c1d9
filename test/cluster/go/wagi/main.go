// wagi stands in for WAGI, which is not to be had from a registry: an HTTP server that answers each request by running a WASI module as CGI runs a program.
// It takes WAGI's flags, and of a modules.toml the routes, the files, the entrypoints and the environment.
//
//	wagi -c MODULES_TOML [-l ADDRESS] [--env NAME=VALUE]...
package main

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"maps"
	"net/http"
	"net/textproto"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"

	"github.com/BurntSushi/toml"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

type config struct {
	Module []struct {
		Module      string
		Route       string
		Entrypoint  string
		Environment map[string]string
	}
}

type handler struct {
	runtime    wazero.Runtime
	module     wazero.CompiledModule
	route      string
	entrypoint string
	env        map[string]string
}

// variables are the values of a flag that may be given several times.
type variables map[string]string

func (v variables) String() string { return "" }

func (v variables) Set(text string) error {
	name, value, ok := strings.Cut(text, "=")
	if !ok {
		return fmt.Errorf("%q must be NAME=VALUE", text)
	}
	v[name] = value
	return nil
}

func main() {
	file := flag.String("c", "", "the modules.toml")
	address := flag.String("l", "127.0.0.1:3000", "address to listen on")
	env := variables{}
	flag.Var(env, "env", "variable of every module, NAME=VALUE")
	flag.String("module-cache", "", "not used here")
	flag.String("log-dir", "", "not used here")
	flag.Parse()
	if err := serve(*file, *address, env); err != nil {
		log.Fatal(err)
	}
}

func serve(file, address string, env variables) error {
	var read config
	if _, err := toml.DecodeFile(file, &read); err != nil {
		return err
	}
	ctx := context.Background()
	runtime := wazero.NewRuntime(ctx)
	wasi_snapshot_preview1.MustInstantiate(ctx, runtime)
	mux := http.NewServeMux()
	// WAGI answers it without a module
	mux.HandleFunc("/healthz", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "OK") })
	for _, each := range read.Module {
		code, err := os.ReadFile(strings.TrimPrefix(each.Module, "file:"))
		if err != nil {
			return err
		}
		module, err := runtime.CompileModule(ctx, code)
		if err != nil {
			return fmt.Errorf("%s: %w", each.Module, err)
		}
		pattern := each.Route
		if prefix, ok := strings.CutSuffix(pattern, "/..."); ok {
			pattern = prefix + "/"
		} else if strings.HasSuffix(pattern, "/") {
			// without it, the pattern matches every path below
			pattern += "{$}"
		}
		entrypoint := each.Entrypoint
		if entrypoint == "" {
			entrypoint = "_start"
		}
		all := maps.Clone(env)
		maps.Copy(all, each.Environment)
		mux.Handle(pattern, &handler{runtime, module, each.Route, entrypoint, all})
	}
	server := &http.Server{Addr: address, Handler: mux}
	terminated := make(chan os.Signal, 1)
	signal.Notify(terminated, syscall.SIGTERM)
	go func() {
		<-terminated
		_ = server.Shutdown(context.Background())
	}()
	log.Printf("serving %d modules on %s", len(read.Module), address)
	if err := server.ListenAndServe(); err != http.ErrServerClosed {
		return err
	}
	return nil
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var out bytes.Buffer
	// without the clocks of the system, a module that sleeps does not wait
	settings := wazero.NewModuleConfig().WithName("").WithStdin(r.Body).WithStdout(&out).WithStderr(os.Stderr).WithArgs(r.URL.Path).
		WithStartFunctions(h.entrypoint).WithSysNanosleep().WithSysNanotime().WithSysWalltime()
	for name, value := range h.env {
		settings = settings.WithEnv(name, value)
	}
	host, _ := os.Hostname()
	for name, value := range map[string]string{
		"REQUEST_METHOD": r.Method, "PATH_INFO": r.URL.Path, "QUERY_STRING": r.URL.RawQuery, "HTTP_HOST": r.Host,
		"X_MATCHED_ROUTE": h.route, "SERVER_SOFTWARE": "wagi stand-in", "HOSTNAME": host,
	} {
		settings = settings.WithEnv(name, value)
	}
	if instance, err := h.runtime.InstantiateModule(r.Context(), h.module, settings); err == nil {
		_ = instance.Close(r.Context())
	} else if !strings.Contains(err.Error(), "exit_code(0)") {
		log.Print(err)
		http.Error(w, "the module failed", http.StatusInternalServerError)
		return
	}
	answer(w, &out)
}

// answer turns what a CGI program wrote, headers, an empty line and a body, into a response.
func answer(w http.ResponseWriter, out io.Reader) {
	reader := bufio.NewReader(out)
	headers, err := textproto.NewReader(reader).ReadMIMEHeader()
	if err != nil {
		http.Error(w, "the module wrote no headers", http.StatusInternalServerError)
		return
	}
	status := http.StatusOK
	code, _, _ := strings.Cut(headers.Get("Status"), " ")
	if given, err := strconv.Atoi(code); err == nil {
		status = given
	}
	headers.Del("Status")
	for name, values := range headers {
		w.Header()[name] = values
	}
	w.WriteHeader(status)
	_, _ = io.Copy(w, reader)
}
