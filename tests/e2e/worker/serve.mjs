// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Runs the Worker in Cloudflare's own runtime, on a free port of this machine, until its standard input ends.
// Usage: node serve.mjs TEAM AUD CERTS_URL      Says {"url": "http://127.0.0.1:PORT"} when it is ready.

import { build } from 'esbuild'
import { Miniflare, Response } from 'miniflare'
import { fileURLToPath } from 'node:url'

const [team, aud, certsUrl] = process.argv.slice(2)
const certs = `https://${team}.cloudflareaccess.com/cdn-cgi/access/certs`

const bundle = await build({
  entryPoints: [fileURLToPath(new URL('worker.js', import.meta.url))],
  bundle: true, format: 'esm', target: 'es2022', conditions: ['workerd', 'worker'], write: false, external: ['cloudflare:*'],
})

const runtime = new Miniflare({
  modules: true,
  script: bundle.outputFiles[0].text,
  compatibilityDate: '2025-11-01',
  host: '127.0.0.1',
  port: 0,
  cf: false,
  bindings: { TEAM: team, AUD: aud },
  // The team domain is on this machine; nothing else is to be reached.
  outboundService: async (request) => {
    if (request.url !== certs) return new Response(`no way to ${request.url}`, { status: 599 })
    const answer = await fetch(certsUrl)
    return new Response(await answer.text(), { status: answer.status, headers: { 'content-type': 'application/json' } })
  },
})

console.log(JSON.stringify({ url: (await runtime.ready).origin }))
process.stdin.resume()
process.stdin.on('end', async () => {
  await runtime.dispose()
  process.exit(0)
})
