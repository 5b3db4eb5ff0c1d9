// What kubectl makes of YAML. Reads a text in Base64 per line, and prints a line of JSON for it: `document`, what sigs.k8s.io/yaml
// makes of the text as one document, or `error`; `stream`, the documents that the decoder of kubectl reads, and `streamError`, which ends them.
package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"os"

	"k8s.io/apimachinery/pkg/runtime"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
)

type result struct {
	Document    json.RawMessage   `json:"document,omitempty"`
	Error       string            `json:"error,omitempty"`
	Stream      []json.RawMessage `json:"stream"`
	StreamError string            `json:"streamError,omitempty"`
}

func read(text []byte) result {
	found := result{Stream: []json.RawMessage{}}
	if document, err := yaml.YAMLToJSON(text); err != nil {
		found.Error = err.Error()
	} else {
		found.Document = document
	}
	decoder := utilyaml.NewYAMLOrJSONDecoder(bytes.NewReader(text), 4096)
	for {
		ext := runtime.RawExtension{}
		if err := decoder.Decode(&ext); err != nil {
			if !errors.Is(err, io.EOF) {
				found.StreamError = err.Error()
			}
			return found
		}
		raw := bytes.TrimSpace(ext.Raw)
		// like kubectl, which skips empty documents
		if len(raw) > 0 && !bytes.Equal(raw, []byte("null")) {
			found.Stream = append(found.Stream, raw)
		}
	}
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<28)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	for in.Scan() {
		text, err := base64.StdEncoding.DecodeString(in.Text())
		if err != nil {
			panic(err)
		}
		if err := encoder.Encode(read(text)); err != nil {
			panic(err)
		}
	}
}
