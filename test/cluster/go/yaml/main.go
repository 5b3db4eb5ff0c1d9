// What kubectl makes of YAML. Reads a text in Base64 per line, and prints a line of JSON for it: `document`, what sigs.k8s.io/yaml
// makes of the text as one document, or `error`; `stream`, the documents that the decoder of kubectl reads, and `streamError`, which ends them;
// `ambiguous`, if keys of several types become one key of JSON: which of them is taken differs from run to run.
package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"

	"k8s.io/apimachinery/pkg/runtime"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
	goyaml "sigs.k8s.io/yaml/goyaml.v2"
)

type result struct {
	Document    json.RawMessage   `json:"document,omitempty"`
	Error       string            `json:"error,omitempty"`
	Stream      []json.RawMessage `json:"stream"`
	StreamError string            `json:"streamError,omitempty"`
	Ambiguous   bool              `json:"ambiguous,omitempty"`
}

// ambiguous tells whether keys of several types, such as 1 and 1.0, become one key of JSON, in any document.
func ambiguous(text []byte) bool {
	reader := utilyaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(text)))
	if isAmbiguous(text) {
		return true
	}
	for {
		document, err := reader.Read()
		if err != nil {
			return false
		}
		if isAmbiguous(document) {
			return true
		}
	}
}

func isAmbiguous(document []byte) bool {
	var value any
	return goyaml.Unmarshal(document, &value) == nil && hasOneKeyTwice(value)
}

func hasOneKeyTwice(value any) bool {
	switch typed := value.(type) {
	case []any:
		return slices.ContainsFunc(typed, hasOneKeyTwice)
	case map[any]any:
		seen := map[string]bool{}
		for key, inner := range typed {
			name := jsonKey(key)
			if seen[name] || hasOneKeyTwice(inner) {
				return true
			}
			seen[name] = true
		}
	}
	return false
}

// jsonKey is the text of a key as sigs.k8s.io/yaml writes it: a float with the precision of 32 bits.
func jsonKey(key any) string {
	float, isFloat := key.(float64)
	if !isFloat {
		return fmt.Sprint(key)
	}
	switch text := strconv.FormatFloat(float, 'g', -1, 32); text {
	case "+Inf":
		return ".inf"
	case "-Inf":
		return "-.inf"
	case "NaN":
		return ".nan"
	default:
		return text
	}
}

func read(text []byte) result {
	found := result{Stream: []json.RawMessage{}, Ambiguous: ambiguous(text)}
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
