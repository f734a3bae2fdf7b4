import { messageExample, messageSchema } from '#api/asyncapi.ts'
import type { Kind } from '#domain/observation/kind.ts'

/** The page that documents every message kind for device vendors: topic, fields with units, schema, example. */
export function messagesPage(county: { id: string; name: { zh: string; en: string } }, kinds: Iterable<Kind>): string {
  const all = [...kinds]
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Messages · ${escapeHtml(county.name.en)}</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/docs.css">
</head>
<body>
<main>
<h1>Messages devices send · 设备消息</h1>
<p>MQTT 3.1.1, QoS 0 or 1, at most 128 KB. The device signs in with its id as client id and user name; identity comes from the connection, never from the payload.
Machine-readable: <a href="/asyncapi.json">/asyncapi.json</a>.</p>
<nav><ul>${all.map(({ name, title }) => `<li><a href="#${name}">${name}</a> ${escapeHtml(title.zh)} · ${escapeHtml(title.en)}</li>`).join('')}</ul></nav>
${all.map((kind) => section(county.id, kind)).join('\n')}
</main>
</body>
</html>
`
}

function section(county: string, kind: Kind): string {
  const units = Object.entries(kind.units)
  return `<section id="${kind.name}">
<h2>${kind.name} <small>${escapeHtml(kind.title.zh)} · ${escapeHtml(kind.title.en)}</small></h2>
<p>Topic <code>cs/${escapeHtml(county)}/${kind.name}/{device}/up</code></p>
<table><thead><tr><th>field</th><th>unit</th></tr></thead><tbody>${units.map(([field, unit]) => `<tr><td><code>${escapeHtml(field)}</code></td><td>${escapeHtml(unit)}</td></tr>`).join('')}</tbody></table>
<h3>Example</h3><pre>${escapeHtml(JSON.stringify(messageExample(kind), undefined, 2))}</pre>
<details><summary>Schema</summary><pre>${escapeHtml(JSON.stringify(messageSchema(kind), undefined, 2))}</pre></details>
</section>`
}

/** Text for HTML: nothing a device or a county file says becomes markup. */
export function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
}
