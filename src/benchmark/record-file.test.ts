import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadCorpus } from '../documents/load-corpus.js'
import { projectRoot } from '../project-root.js'
import { openRecords, writeRecords } from './record-file.js'

test('records are read as they were written, in any order, and none past the end', async () => {
  const { measures } = loadCorpus(join(projectRoot, 'corpus')).corpus
  const folder = mkdtempSync(join(tmpdir(), 'records-'))
  try {
    const records = openRecords(await writeRecords(join(folder, 'records.jsonl'), measures))
    expect(records).toHaveLength(measures.length)
    for (const index of [measures.length - 1, 0, 57]) {
      expect(records.at(index)).toEqual(measures[index])
    }
    expect(records.at(measures.length)).toBeUndefined()
    expect(records.at(-1)).toBeUndefined()
    records.close()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
