import { describe, expect, test } from 'vitest'
import { lightness } from '../verification/odd-words.js'
import { discriminant, fitOddWordsLight } from './fit-odd-words-light.js'

/** Light words lie on one side of the first axis, weighty ones on the other; the second says nothing. */
function vectorOf(word: string): Float32Array {
  const side = word.startsWith('light') ? 1 : -1
  const noise = (word.length % 3) / 10
  return Float32Array.from([side + noise, word.length % 2, noise])
}

const embedder = { embed: async (texts: readonly string[]) => texts.map(vectorOf) }
const light = ['light', 'light1', 'light22', 'light333', 'light4444']
const weighty = ['heavy', 'heavy1', 'heavy22', 'heavy333', 'heavy4444']

describe('fitOddWordsLight', () => {
  test('puts light words on one side and weighty ones on the other', () => {
    const model = discriminant(light.map(vectorOf), weighty.map(vectorOf))
    for (const word of light) expect(lightness(vectorOf(word), model)).toBeGreaterThan(0)
    for (const word of weighty) expect(lightness(vectorOf(word), model)).toBeLessThan(0)
  })

  test('the limit lies above the word that gives a lie away', async () => {
    const lie = { word: 'light55555', features: [], vector: vectorOf('light55555') }
    const fitted = await fitOddWordsLight(
      { light, weighty, lies: [[lie]], measured: new Set() },
      embedder,
    )
    if (fitted === undefined) throw new RangeError('expected a model')
    expect(fitted.limit).toBeGreaterThan(lightness(lie.vector, fitted))
    expect(fitted.examples).toEqual({ light: 5, weighty: 5, lies: 1 })
  })

  test('words that are measured are no examples', async () => {
    const measured = new Set(['light', 'light1', 'light22', 'light333'])
    expect(await fitOddWordsLight({ light, weighty, lies: [], measured }, embedder)).toBeUndefined()
  })
})
