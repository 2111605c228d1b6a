import { describe, expect, test } from 'vitest'
import { join } from 'node:path'
import { projectRoot } from '../project-root.js'
import { glossaryUserWords, loadGlossary } from '../scripts/glossary.js'
import { createTokenizer } from '../scripts/tokenize.js'
import { buildLexicon } from './lexicon.js'
import { loadContrasts } from './load-contrasts.js'
import { createTextReader } from './read-text.js'
import { createPartReader } from './source-clauses.js'

const { file } = loadContrasts(join(projectRoot, 'corpus', 'contrasts.yaml'))
const glossary = loadGlossary()
const reader = createTextReader(
  createTokenizer(glossaryUserWords(glossary)),
  buildLexicon(file, glossary),
)
const parts = createPartReader(file)

const kinds = (text: string): string[] => {
  const reading = reader.read(text, /\p{Script=Han}/u.test(text) ? 'zh' : 'en')
  return parts(reading).map(
    ({ kind, start, end }) => `${kind}: ${reading.text.slice(start, end).trim()}`,
  )
}

describe('createPartReader', () => {
  test.each([
    [
      '对低风险货物免予锚地初筛，提高效率。',
      ['topic: 对低风险货物', 'main: 免予锚地初筛', 'result: 提高效率'],
    ],
    [
      '对选择在口岸实施查检的食品等货物，经口岸海关同意后，企业可将货物先行提离，待合格评定完成后即可分销或使用。',
      [
        'topic: 对选择在口岸实施查检的食品等货物',
        'condition: 经口岸海关同意后',
        'main: 企业可将货物先行提离',
        'condition: 待合格评定完成后',
        'main: 即可分销或使用',
      ],
    ],
    // What begins like a result is the promise where nothing was promised before.
    ['在风险可控的前提下，降低抽批比例。', ['condition: 在风险可控的前提下', 'main: 降低抽批比例']],
    [
      'Where the goods pass, the enterprise may, with the consent of customs, use them.',
      [
        'topic: where the goods pass',
        'list: the enterprise may',
        'condition: with the consent of customs',
        'main: use them',
      ],
    ],
    [
      'Customs is to support cross-border retail formats, to optimize import inspection modes, so as to shorten time.',
      [
        'main: customs is to support cross-border retail formats',
        'main: to optimize import inspection modes',
        'result: so as to shorten time',
      ],
    ],
  ])('%s', (text, expected) => {
    expect(kinds(text)).toEqual(expected)
  })
})
