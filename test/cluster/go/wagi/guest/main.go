// guest is a module as WAGI runs them: it answers by what it writes to its standard output, after as many milliseconds as DELAY_MS says.
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

func main() {
	if delay, err := strconv.Atoi(os.Getenv("DELAY_MS")); err == nil {
		time.Sleep(time.Duration(delay) * time.Millisecond)
	}
	fmt.Printf("Content-Type: text/plain\n\nhello from %s\n", os.Getenv("HOSTNAME"))
}
