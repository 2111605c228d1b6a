import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { createTurns } from './turns.js'

describe('createTurns', () => {
  test('gives each its own round of the event loop, in the order of asking', async () => {
    const turn = createTurns()
    const seen: string[] = []
    const work = [1, 2, 3].map(async (id) => {
      await turn()
      seen.push(`work ${id}`)
    })
    const rounds = (async () => {
      for (let round = 1; round <= 4; round++) {
        await setImmediate()
        seen.push('round')
      }
    })()
    await Promise.all([...work, rounds])
    const places = [1, 2, 3].map((id) => seen.indexOf(`work ${id}`))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    // Between any two pieces of work the loop has gone round.
    expect(seen.slice(places[0], places[1])).toContain('round')
    expect(seen.slice(places[1], places[2])).toContain('round')
  })
})
