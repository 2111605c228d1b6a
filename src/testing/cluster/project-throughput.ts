import type { Part, Throughput } from './throughput.js'

/** What one and two servers would do if no part had to wait for a processor. */
export interface Projection {
  /** Times as many answers of two servers as of one. */
  readonly factor: number
  /** Answers a second of one server and of two. */
  readonly perSecond: readonly [number, number]
  /** Processors that two servers, and all they work with, would then keep busy. */
  readonly processors: number
  /** How it was computed, a line each. */
  readonly lines: readonly string[]
}

/** Connections that each server has to a database at least: so many statements run at a time. */
const CONNECTIONS = 6

/**
 * How many times one server two would do with processors enough, from the processor time they took.
 * Nothing is faster than its busiest thread: a server whose busiest one takes T seconds for 1000 answers
 * gives at most 1000 / T a second, N servers N times as many, as the proxy gives each its share; and the
 * proxy no more than its busiest worker bears. The database runs as many statements at a time as there
 * are connections, each on a processor. What a number of servers does is the least of the three.
 */
export function project(one: Throughput, two: Throughput): Projection {
  const [ofOne, ofTwo] = [limitsOf(one), limitsOf(two)]
  const most1 = Math.min(...ofOne.values())
  // What seems to be more than twice as much was measured while the machine did something else.
  const most2 = Math.min(...ofTwo.values(), 2 * most1)
  const all = [...two.cost.values()].reduce((sum, cost) => sum + cost, 0)
  const shares = [...two.cost].map(([part, cost]) => `${part} ${((100 * cost) / all).toFixed(0)} %`)
  const processors = (most2 * all) / 1000
  const factor = most2 / most1
  return {
    factor,
    perSecond: [most1, most2],
    processors,
    lines: [
      `with processors enough one server gives ${most1.toFixed(0)} answers a second (${show(ofOne)}) and two ${most2.toFixed(0)} (${show(ofTwo)}), ${factor.toFixed(2)} times as many: the limit of a server and of the proxy is 1000 / seconds of its busiest thread, that of the database 1000 × ${CONNECTIONS} connections of each server / its seconds`,
      `processor time of two servers: ${shares.join(', ')}; ${most2.toFixed(0)} answers a second would take ${processors.toFixed(1)} processors`,
    ],
  }
}

/** Answers a second that each part allows. */
function limitsOf({ servers, cost, busiest }: Throughput): ReadonlyMap<Part, number> {
  return new Map([
    ['servers', servers * ceiling(busiest.get('servers'))],
    ['database', CONNECTIONS * servers * ceiling(cost.get('database'))],
    ['proxy', ceiling(busiest.get('proxy'))],
  ])
}

function ceiling(secondsForThousand: number | undefined): number {
  return secondsForThousand === undefined || secondsForThousand === 0
    ? Number.POSITIVE_INFINITY
    : 1000 / secondsForThousand
}

function show(limits: ReadonlyMap<Part, number>): string {
  return [...limits].map(([part, limit]) => `${part} ${limit.toFixed(0)}`).join(', ')
}
