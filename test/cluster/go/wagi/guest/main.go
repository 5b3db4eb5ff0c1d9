// guest is a module as WAGI runs them: it answers by what it writes to its standard output.
package main

import (
	"fmt"
	"os"
)

func main() {
	fmt.Printf("Content-Type: text/plain\n\nhello from %s\n", os.Getenv("HOSTNAME"))
}
