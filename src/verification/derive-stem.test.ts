import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deriveStem } from './derive-stem.js'

describe('deriveStem', () => {
  test.each([
    ['declare', 'declared', 'declaration', 'declarations', 'declaring'],
    ['inspect', 'inspects', 'inspection', 'inspections', 'inspecting'],
    ['move', 'moved', 'moving', 'moves'],
    ['add', 'added', 'adding'],
    ['cut', 'cuts', 'cutting'],
    ['convenient', 'conveniently'],
    ['fall', 'fell', 'fallen'],
    ['import', 'imports', 'importer', 'importing', 'imported'],
    ['apply', 'applies', 'applied', 'application', 'applications'],
  ])('%s and its forms share a stem', (...forms) => {
    expect(new Set(forms.map(deriveStem)).size).toBe(1)
  })

  test.each([
    ['import', 'export'],
    ['fruit', 'fish'],
    ['inspection', 'inspiration'],
    ['customs', 'consumer'],
    ['quarantine', 'quarter'],
  ])('%s and %s stay apart', (one, other) => {
    expect(deriveStem(one)).not.toBe(deriveStem(other))
  })

  test('words with other characters come back as they are, stems are never empty', () => {
    expect(deriveStem('7x24')).toBe('7x24')
    fc.assert(fc.property(fc.stringMatching(/^[a-z]{1,20}$/u), (word) => deriveStem(word) !== ''))
  })
})
