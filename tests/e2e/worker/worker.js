// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An API as people write it for Cloudflare Workers: everything under /api is for callers whom Access vouches for.

import { cloudflareAccess } from '@hono/cloudflare-access'
import { Hono } from 'hono'
import { upgradeWebSocket } from 'hono/cloudflare-workers'
import { createRemoteJWKSet, jwtVerify } from 'jose'

const app = new Hono()

// Built once for each isolate, since it keeps the keys it fetched.
let guard
app.use('/api/*', (c, next) => {
  guard ??= cloudflareAccess(c.env.TEAM, c.env.AUD || undefined)
  return guard(c, next)
})

app.get('/api/data', (c) => {
  const { common_name, sub, aud, type } = c.get('accessPayload')
  return c.json({ common_name, sub, aud, type, secret: c.req.header('CF-Access-Client-Secret') })
})

app.post('/api/length', async (c) => {
  let length = 0
  for await (const chunk of c.req.raw.body) length += chunk.byteLength
  return c.json({ length })
})

app.get('/api/echo', upgradeWebSocket(() => ({
  onMessage: (event, socket) => socket.send(`echo ${event.data}`),
})))

// The same with jose, as Cloudflare documents it for Workers.
let keys
app.get('/jose/data', async (c) => {
  const token = c.req.header('cf-access-jwt-assertion')
  if (!token) return c.text('Missing required CF Access JWT', 403)
  const issuer = `https://${c.env.TEAM}.cloudflareaccess.com`
  try {
    keys ??= createRemoteJWKSet(new URL(`${issuer}/cdn-cgi/access/certs`))
    await jwtVerify(token, keys, { issuer, audience: c.env.AUD })
    return c.text('welcome')
  } catch (error) {
    return c.text(`Invalid token: ${error.message}`, 403)
  }
})

export default app
