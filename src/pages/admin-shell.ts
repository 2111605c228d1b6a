import { ADMIN_STYLE } from './admin-style.js'
import { html, type Html } from './html.js'

/** An operator's page around its body. */
export function adminShell(title: string, body: Html): Html {
  // The style is ours and holds none of the characters that would end it.
  const style: Html = { markup: `<style>${ADMIN_STYLE}</style>` }
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
${style}
</head>
<body>
${body}
</body>
</html>
`
}
