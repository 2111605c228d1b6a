import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { loadCorpus } from '../../documents/load-corpus.js'
import { matchOffice } from './match-office.js'
import { proposeId } from './propose-id.js'
import { readFacts } from './read-facts.js'

const { corpus } = loadCorpus(fileURLToPath(new URL('../../../corpus', import.meta.url)))

describe('the documents of the corpus', () => {
  test.each(corpus.documents.map((document) => [document.data.id, document] as const))(
    '%s',
    (_, document) => {
      const { data, source, parts } = document
      const front = parts.findLast(({ kind, start }) => kind === 'front-matter' && start === 0)
      const back = parts.find(({ kind }) => kind === 'back-matter')
      const facts = readFacts({
        text: source,
        properties: [],
        frontEnd: front?.end ?? 0,
        backStart: back?.start ?? source.length,
        offices: corpus.offices,
      })
      const stated = data.title.basis === 'stated' ? data.title.names['zh-Hans'] : null
      expect(facts.title?.value ?? null).toBe(stated)
      expect(facts.issuers.length > 0).toBe(data.issuer.basis === 'stated')
      const office = matchOffice(facts.issuers, facts.title, corpus.offices)
      // A collection of reports with neither title nor issuer is filed by an editor.
      expect(office).toEqual(data.nature === 'press-report' ? null : { officeId: data.office })
      expect(facts.sourceUrl).toBe(data.sourceUrl)
      expect(facts.script).toBe(data.script)
      expect(facts.nature).toBe(data.nature)
      expect(facts.unit).toEqual(data.numbering.unit)
      expect(facts.publishedOn?.value ?? null).toBe(data.publishedOn.date)
      expect([facts.signedOn, facts.effectiveOn, facts.repealedOn, facts.documentNumber]).toEqual([
        null,
        null,
        null,
        null,
      ])
      expect(facts.repeals).toEqual([])
      expect(proposeId(facts, corpus.offices)).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u)
    },
  )
})
