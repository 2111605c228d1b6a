import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createDirectory } from '../citations/references.js'
import { loadCorpus } from '../documents/load-corpus.js'
import { projectRoot } from '../project-root.js'
import { type AskedRunsDeps, withAskedRuns } from './asked-runs.js'

const { corpus } = loadCorpus(join(projectRoot, 'corpus'))
const directory = createDirectory(corpus, 'http://localhost')
const runs = [{ first: 2, last: 2 }]

function runsOfMeasure(id: string, deps: AskedRunsDeps) {
  const measure = directory.measure(id)
  if (measure === undefined) throw new Error(`no measure ${id}`)
  return withAskedRuns(measure, runs, deps, { directory })
}

describe('the runs of a measure where it is asked if it can be done', () => {
  test('hold the sentence whose promise is meant beside those chosen', () => {
    const askedSentence = () => 3
    expect(runsOfMeasure('dalian-43/39', { asksNow: true, askedSentence })).toEqual([
      { first: 2, last: 3 },
    ])
    expect(runsOfMeasure('dalian-43/39', { asksNow: false, askedSentence })).toEqual(runs)
    expect(runsOfMeasure('dalian-43/39', { asksNow: true })).toEqual(runs)
  })

  test('tell of a report asked about from elsewhere how far the practice was spread', () => {
    const id = 'hainan-ftp-cases/3'
    const told = runsOfMeasure(id, { asksNow: true, asksElsewhere: true })
    const measure = directory.measure(id)
    const said = told.map(({ first, last }) =>
      measure?.text.slice(measure.sentences[first]?.start, measure.sentences[last]?.end),
    )
    expect(said.join('')).toContain('面向全国综合保税区进行了复制推广')
    expect(runsOfMeasure(id, { asksNow: true })).toEqual(runs)
    // Measures speak of their own office: 在海南口岸全面复制推广.
    expect(runsOfMeasure('haikou-20/13', { asksNow: true, asksElsewhere: true })).toEqual(runs)
  })
})
