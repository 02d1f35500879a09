/* What stands before the body of the HTML report: its policy and its looks. */
#ifndef TG_HTML_STYLE_H
#define TG_HTML_STYLE_H

/* A format with the verdict's name for the title. */
#define TG_HTML_HEAD \
	"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n" \
	"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n" \
	"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; " \
	"style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n" \
	"<meta name=\"referrer\" content=\"no-referrer\">\n" \
	"<title>threatgate: %s</title>\n"

/* All colours hold 4.5 : 1 against their ground, in light and in dark. */
#define TG_HTML_STYLE \
	"<style>\n" \
	":root{color-scheme:light dark;--ground:#fff;--ink:#1f2328;--soft:#f6f8fa;" \
	"--line:#d1d9e0;--quiet:#59636e;--bad:#b3261e;--warn:#855300;--good:#1a6e31}\n" \
	"@media(prefers-color-scheme:dark){:root{--ground:#0d1117;--ink:#e6edf3;" \
	"--soft:#161b22;--line:#3d444d;--quiet:#9198a1;--bad:#ff8a80;--warn:#ffcc66;" \
	"--good:#6fdd8b}}\n" \
	"*{box-sizing:border-box}\n" \
	"body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:0 auto;" \
	"padding:1.5rem 1rem;background:var(--ground);color:var(--ink);" \
	"overflow-wrap:anywhere}\n" \
	"h1{font-size:1.8rem;margin:0 0 .5rem}h2{font-size:1.25rem;margin:2rem 0 .5rem}" \
	"h3{font-size:1.05rem;margin:1.2rem 0 .3rem}p{margin:.3rem 0}\n" \
	"code,pre{font:.875em/1.45 ui-monospace,monospace;unicode-bidi:isolate}" \
	"code{background:var(--soft);padding:.1em .3em;border-radius:4px}" \
	"pre code{padding:0}pre{background:var(--soft);padding:.8rem;white-space:pre-wrap}\n" \
	"dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;" \
	"margin:.8rem 0}dt{color:var(--quiet)}dd{margin:0;min-width:0}\n" \
	".error,.fail{color:var(--bad)}.warning{color:var(--warn)}.pass{color:var(--good)}" \
	".quiet,.note{color:var(--quiet)}.id{color:var(--quiet);font-size:.875em}" \
	"td .id{display:block}\n" \
	".findings{list-style:none;padding:0}.finding{color:var(--ink);margin:.8rem 0;" \
	"padding:.5rem .9rem;border:1px solid var(--line);border-left:4px solid " \
	"var(--quiet);border-radius:4px}" \
	".finding.error{border-left-color:var(--bad)}" \
	".finding.warning{border-left-color:var(--warn)}\n" \
	"table{border-collapse:collapse;width:100%}th,td{text-align:left;" \
	"vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid var(--line)}" \
	"thead th{color:var(--quiet)}tbody th{font-weight:400}" \
	"td,thead th{min-width:6em}\n" \
	"summary{cursor:pointer;margin-top:1.5rem}summary h2{display:inline}\n" \
	"@media(max-width:40rem){dl{display:block}dd{margin-bottom:.4rem}" \
	"thead{position:absolute;width:1px;height:1px;overflow:hidden;" \
	"clip-path:inset(50%)}" \
	"table,tbody,tr,th,td{display:block}tr{border-bottom:1px solid var(--line);" \
	"padding:.5rem 0}tbody th,td{border:0;padding:.15rem 0}tbody th{font-weight:600}" \
	"td::before{content:attr(data-label) \": \";color:var(--quiet)}}\n" \
	"@media print{body{max-width:none;padding:0}.finding,tr{break-inside:avoid}" \
	"h2,h3{break-after:avoid}}\n" \
	"</style>\n"

#endif
