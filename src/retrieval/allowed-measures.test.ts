import { describe, expect, test } from 'vitest'
import type { Filters } from '../domain/answer.js'
import { AppError } from '../errors.js'
import { loadTestReader } from '../testing/load-test-reader.js'
import { allowedMeasures } from './allowed-measures.js'

const { corpus } = loadTestReader()
const allowed = (filters: Filters): string[] | undefined => {
  const indexes = allowedMeasures(corpus, filters)
  return indexes && Array.from(indexes, (index) => corpus.measures[index]?.id ?? '')
}
const idsWhere = (test: (measure: (typeof corpus.measures)[number]) => boolean): string[] =>
  corpus.measures.filter(test).map(({ id }) => id)

describe('allowedMeasures', () => {
  test('without filters all are allowed', () => {
    expect(allowedMeasures(corpus, undefined)).toBeUndefined()
    expect(allowedMeasures(corpus, {})).toBeUndefined()
  })

  test('offices', () => {
    expect(allowed({ offices: ['dalian-customs'] })).toEqual(
      idsWhere(({ officeId }) => officeId === 'dalian-customs'),
    )
    expect(allowed({ offices: ['shenzhen-customs', 'national-2024'] })).toHaveLength(49)
  })

  test('documents', () => {
    expect(allowed({ documents: ['hainan-ftp-cases'] })).toEqual([
      'hainan-ftp-cases/3',
      'hainan-ftp-cases/4',
      'hainan-ftp-cases/5',
      'hainan-ftp-cases/6',
    ])
  })

  test('both must hold', () => {
    expect(allowed({ offices: ['dalian-customs'], documents: ['dalian-43', 'haikou-20'] })).toEqual(
      idsWhere(({ documentId }) => documentId === 'dalian-43'),
    )
    expect(allowed({ offices: ['dalian-customs'], documents: ['haikou-20'] })).toEqual([])
  })

  test('the indexes ascend and none stands twice', () => {
    const indexes = allowedMeasures(corpus, { offices: ['national-2024', 'dalian-customs'] })
    const list = [...(indexes ?? [])]
    expect(list).toEqual([...new Set(list)].toSorted((a, b) => a - b))
    expect(list).toHaveLength(72)
  })

  test('every unknown office and document is named, with its place and what there is', () => {
    const failure = (() => {
      try {
        return allowedMeasures(corpus, {
          offices: ['dalian-customs', 'shanghai-customs'],
          documents: ['dalian-34'],
        })
      } catch (error) {
        return error
      }
    })()
    expect(failure).toBeInstanceOf(AppError)
    expect(failure).toMatchObject({
      code: 'invalid_request',
      details: [
        { path: 'filters.offices.1', message: expect.stringContaining('"shanghai-customs"') },
        { path: 'filters.documents.0', message: expect.stringContaining('"dalian-34"') },
      ],
    })
    expect(String(failure)).toContain('haikou-20')
    expect(String(failure)).toContain('hainan-ftp')
  })
})
