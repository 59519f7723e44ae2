// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What jose does on Node with the keys and tokens that bench_jwt wrote: node jose.mjs FOLDER, from where jose is.
// Prints lines of a name and nanoseconds: of the clock, which is what one waits for, and of CPU, whichever thread spent it.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(join(process.cwd(), 'here.js'));
const jose = await import(pathToFileURL(require.resolve('jose')).href);
const folder = process.argv[2];
const { keys } = JSON.parse(readFileSync(join(folder, 'keys.json'), 'utf8'));
const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA'];
const currentDate = new Date(1800000000 * 1000);

const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1000;
};
const clock = () => Number(process.hrtime.bigint());

async function median(work, now = cpu) {
  const times = [];
  for (let run = 0; run < 7; ++run) {
    const began = now();
    const count = await work();
    times.push((now() - began) / count);
  }
  return Math.round(times.sort((a, b) => a - b)[3]);
}

for (const algorithm of algorithms) {
  const token = readFileSync(join(folder, algorithm), 'utf8').trim();
  const key = await jose.importJWK(keys.find((each) => each.kid === algorithm), algorithm);
  const options = { algorithms: [algorithm], currentDate };
  const verifyInTurn = async () => {
    for (let i = 0; i < 2000; ++i) await jose.jwtVerify(token, key, options);
    return 2000;
  };
  console.log(`jose_${algorithm}_ns ${await median(verifyInTurn, clock)}`);
  console.log(`jose_${algorithm}_cpu_ns ${await median(verifyInTurn)}`);
}

const tokens = Array.from({ length: 1000 }, () => readFileSync(join(folder, 'RS256'), 'utf8').trim());
const set = jose.createLocalJWKSet({ keys });
const many = await median(async () => {
  for (let i = 0; i < 4; ++i)
    await Promise.all(tokens.map((token) => jose.jwtVerify(token, set, { algorithms: ['RS256'], currentDate })));
  return 4 * tokens.length;
}, clock);
console.log(`jose_many_ns ${many}`);

const decoded = await median(() => {
  for (let i = 0; i < 50000; ++i) {
    jose.decodeProtectedHeader(tokens[0]);
    jose.decodeJwt(tokens[0]);
  }
  return 50000;
});
console.log(`jose_decode_ns ${decoded}`);
