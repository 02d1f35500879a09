package main

import "net/http"

// main serves the home page. The password and the token of the admin are not
// handled here: see auth.go.
func main() {
	http.HandleFunc("/",  home)
	http.ListenAndServe(":8080", nil)
}
