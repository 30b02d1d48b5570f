package main

import (
	"fmt"
	"os"
	"os/exec"
	"sync"
)

//go:noinline
func hotInGo(n int) uint64 {
	x := uint64(1)
	for i := 0; i < n; i++ {
		x = x*6364136223846793005 + 1442695040888963407
	}
	return x
}

func main() {
	var group sync.WaitGroup
	results := make([]uint64, 4)
	for i := range results {
		group.Add(1)
		go func(i int) { defer group.Done(); results[i] = hotInGo(60000000) }(i)
	}
	group.Wait()
	out, err := exec.Command("/bin/echo", "child").Output()
	fmt.Println(results[0] == results[3], string(out), err)
	os.Exit(5)
}
