import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import { loadCorpus, VERSIONS_FOLDER } from '../documents/load-corpus.js'
import { toHanNumeral } from '../domain/han-numerals.js'
import { carryOver } from '../ingest/carry-over.js'
import { projectRoot } from '../project-root.js'

/** A copy of the corpus in which documents have ended, begun and not begun yet. */
export interface DatedCorpusFolder {
  readonly folder: string
  remove(): void
}

/** What {@link createDatedCorpus} changes; its tests ask for these. */
export const DATED = {
  /** Has two versions: the first held until the end of 2024, the second holds since. */
  revised: 'haikou-20',
  earlier: 'haikou-20@1',
  /** Number, in the first version, of the measure that the second one does not have. */
  removed: 9,
  /** The one whose share the second version raises, by its number in either. */
  changed: { before: 17, after: 16, was: '20%', is: '30%' },
  /** Repealed at the end of June 2025. */
  repealed: 'shenzhen-20',
  repealedBy: '海关总署公告2025年第88号',
  /** Will hold in a time that no test lives to see. */
  future: 'dalian-43',
  futureFrom: '2999-01-01',
} as const

/**
 * Copies the corpus and gives it a past and a future: Haikou's measures in a second version with one
 * measure less, one changed and those behind it renumbered; Shenzhen's repealed; Dalian's not in force
 * yet.
 */
export function createDatedCorpus(): DatedCorpusFolder {
  const folder = mkdtempSync(join(tmpdir(), 'dated corpus '))
  cpSync(join(projectRoot, 'corpus'), folder, { recursive: true })
  const current = join(folder, DATED.revised)
  const older = join(current, VERSIONS_FOLDER, '1')
  const staged = join(folder, '.older')
  renameSync(current, staged)
  mkdirSync(join(current, VERSIONS_FOLDER), { recursive: true })
  renameSync(staged, older)
  setData(older, {
    id: DATED.earlier,
    aliases: [],
    status: 'superseded',
    version: 1,
    validFrom: '2023-01-01',
    validUntil: '2024-12-31',
    endedBy: DATED.revised,
  })
  const source = readFileSync(join(older, 'source.txt'), 'utf8')
  writeFileSync(join(current, 'source.txt'), revisedSource(source))
  writeFileSync(
    join(current, 'document.yaml'),
    readFileSync(join(projectRoot, 'corpus', DATED.revised, 'document.yaml'), 'utf8'),
  )
  setData(current, {
    sourceSha256: undefined,
    status: 'in_force',
    version: 2,
    validFrom: '2025-01-01',
    'numbering.last': 19,
  })
  setData(join(folder, DATED.repealed), {
    status: 'repealed',
    validUntil: '2025-06-30',
    endedBy: DATED.repealedBy,
  })
  setData(join(folder, DATED.future), { status: 'in_force', validFrom: DATED.futureFrom })
  // The sentence that an editor has read stands one number further up now.
  const commitments = join(folder, 'commitments.yaml')
  const rules = readFileSync(commitments, 'utf8')
  writeFileSync(commitments, rules.replace('haikou-20/15#', 'haikou-20/14#'))
  const { corpus } = loadCorpus(folder)
  const measuresOf = (id: string) => corpus.measures.filter(({ documentId }) => documentId === id)
  carryOver(
    { folder: older, measures: measuresOf(DATED.earlier) },
    { folder: current, measures: measuresOf(DATED.revised) },
  )
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** The text without one measure, those behind it renumbered, one of them with another share. */
function revisedSource(source: string): string {
  const label = (number: number): RegExp =>
    new RegExp(`(?<![一二三四五六七八九十])${toHanNumeral(number)}、`, 'u')
  const start = source.search(label(DATED.removed))
  const end = source.search(label(DATED.removed + 1))
  let text = source.slice(0, start) + source.slice(end)
  for (let number = DATED.removed + 1; number <= 20; number += 1) {
    text = text.replace(label(number), `${toHanNumeral(number - 1)}、`)
  }
  return text.replace(DATED.changed.was, DATED.changed.is)
}

function setData(folder: string, values: Readonly<Record<string, unknown>>): void {
  const file = join(folder, 'document.yaml')
  const document = parseDocument(readFileSync(file, 'utf8'))
  for (const [path, value] of Object.entries(values)) {
    if (value === undefined) document.deleteIn(path.split('.'))
    else document.setIn(path.split('.'), value)
  }
  writeFileSync(file, document.toString({ lineWidth: 0 }))
}
