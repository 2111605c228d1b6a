import { percentile } from '../../benchmark/percentile.js'
import type { Scenario } from './scenario.js'
import { makeKey } from './shared-state.js'

/** Requests of each kind, one after the other. */
const REQUESTS = 300

/** A limit that is counted and never reached. */
const LIMIT = '1000000'

/** What counting over all servers costs a request. */
export const limitCost: Scenario = {
  name: 'cost of the shared limit',
  async run(cluster) {
    const [{ url }] = cluster.servers
    const limited = { authorization: `Bearer ${await makeKey(cluster, '--limit', LIMIT)}` }
    const unlimited = { authorization: `Bearer ${await makeKey(cluster)}` }
    const times = new Map<Record<string, string>, number[]>([
      [unlimited, []],
      [limited, []],
    ])
    for (let request = 0; request < REQUESTS; request += 1) {
      // In turn, so that whatever else the machine does meets both.
      for (const [headers, measured] of times) {
        const started = performance.now()
        const response = await fetch(`${url}/api/v1/measures/dalian-43/33`, { headers })
        await response.arrayBuffer()
        measured.push(performance.now() - started)
      }
    }
    const [without = 0, counted = 0] = [...times.values()].map((all) => percentile(all, 0.5))
    return `a request takes ${without.toFixed(2)} ms (p50) without and ${counted.toFixed(2)} ms with it`
  },
}
