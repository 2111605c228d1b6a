import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { problemSchema } from '../../domain/problem.js'
import { findClusterNeeds, NO_CLUSTER } from './cluster-needs.js'
import { conversation, idempotency, keyLimit, spread } from './shared-state.js'
import { type Cluster, startCluster } from './start-cluster.js'

/** The machine may be busy with other tests. */
const TIMEOUT_MS = 300_000

const needs = findClusterNeeds()

// What takes longer, killing servers and the like, is tried by `npm run cluster:local -- --test`.
describe.skipIf(needs === undefined)(
  `two servers ${needs === undefined ? NO_CLUSTER : ''}`,
  { timeout: TIMEOUT_MS },
  () => {
    let cluster: Cluster
    beforeAll(async () => {
      if (needs !== undefined) cluster = await startCluster(needs)
    }, TIMEOUT_MS)
    afterAll(() => cluster.stop(), TIMEOUT_MS)

    test.each([spread, conversation, keyLimit, idempotency])('$name', async ({ run }) => {
      expect(await run(cluster)).not.toBe('')
    })

    test('what the proxy answers by itself has the form of the API', async () => {
      const { proxy, servers } = cluster
      expect((await fetch(`${proxy.url}/metrics`)).status).toBe(404)
      // The servers' own words come through: a body of more than they take, and a key of no one.
      const large = await fetch(`${proxy.url}/api/v1/answers`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ question: '问'.repeat(60_000) }),
      })
      expect(await large.json()).toMatchObject({ status: 413, code: 'payload_too_large' })
      const stranger = await fetch(`${proxy.url}/api/v1/answers/1`, {
        headers: { authorization: 'Bearer x' },
      })
      expect(await stranger.json()).toMatchObject({ status: 401, code: 'unauthorized' })

      await Promise.all(servers.map((server) => server.end('SIGTERM')))
      const away = await fetch(`${proxy.url}/api/v1/measures/dalian-43/33`)
      expect(away.status).toBe(503)
      expect(away.headers.get('content-type')).toContain('application/problem+json')
      expect(Number(away.headers.get('retry-after'))).toBeGreaterThan(0)
      const problem = problemSchema.parse(await away.json())
      expect(problem).toMatchObject({ status: 503, code: 'overloaded' })
      expect(problem.requestId).toBe(away.headers.get('x-request-id'))
    })
  },
)
