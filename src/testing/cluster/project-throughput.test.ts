import { expect, test } from 'vitest'
import { project } from './project-throughput.js'
import type { Part, Throughput } from './throughput.js'

const measured = (
  servers: number,
  cost: Readonly<Record<Part, number>>,
  busiest: Readonly<Record<'servers' | 'database' | 'proxy', number>>,
): Throughput => ({
  servers,
  perSecond: 50,
  refused: 0,
  busy: 2,
  cost: new Map<Part, number>([
    ['servers', cost.servers],
    ['database', cost.database],
    ['proxy', cost.proxy],
    ['callers', cost.callers],
  ]),
  busiest: new Map<Part, number>([
    ['servers', busiest.servers],
    ['database', busiest.database],
    ['proxy', busiest.proxy],
  ]),
})

const COST = { servers: 12, database: 6, proxy: 0.2, callers: 1.8 }

test('servers that share nothing that is full give twice as much', () => {
  const one = measured(1, COST, { servers: 8, database: 3, proxy: 0.1 })
  const two = measured(2, COST, { servers: 8, database: 3, proxy: 0.1 })
  const { factor, processors, lines } = project(one, two)
  expect(factor).toBeCloseTo(2, 9)
  // 250 answers a second at 20 ms each.
  expect(processors).toBeCloseTo(5, 9)
  expect(lines.join(' ')).toContain('one server gives 125 answers a second')
})

test('what two servers cost more, and a proxy that is full, lower it', () => {
  const one = measured(1, COST, { servers: 8, database: 3, proxy: 0.1 })
  const dear = measured(2, COST, { servers: 10, database: 3, proxy: 0.1 })
  expect(project(one, dear).factor).toBeCloseTo(1.6, 9)
  const full = measured(2, COST, { servers: 8, database: 3, proxy: 8 })
  expect(project(one, full).factor).toBeCloseTo(1, 9)
})

test('no measurement makes two servers more than two', () => {
  const one = measured(1, COST, { servers: 8, database: 3, proxy: 0.1 })
  const two = measured(2, COST, { servers: 6, database: 3, proxy: 0.1 })
  expect(project(one, two).factor).toBeCloseTo(2, 9)
})

test('a database with all its connections busy lowers it', () => {
  const one = measured(1, { ...COST, database: 40 }, { servers: 8, database: 3, proxy: 0.1 })
  const two = measured(2, { ...COST, database: 120 }, { servers: 8, database: 3, proxy: 0.1 })
  // 12 connections at 120 ms each: 100 a second, against 125 of one server.
  expect(project(one, two).factor).toBeCloseTo(0.8, 9)
})

test('parts that took no time that could be measured bound nothing', () => {
  const none = { servers: 0, database: 0, proxy: 0 }
  const one = measured(1, { ...COST, database: 0 }, { ...none, servers: 10 })
  const two = measured(2, { ...COST, database: 0 }, { ...none, servers: 10 })
  expect(project(one, two).factor).toBeCloseTo(2, 9)
})
