import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ScoringContext } from '../metric.js'
import { promptfooConfig } from './promptfoo.js'
import { ragasDataset } from './ragas.js'
import { ragcheckerInput } from './ragchecker.js'

/** The tools that a run can be exported for. */
export const EXPORT_FORMATS = ['promptfoo', 'ragas', 'ragchecker'] as const
/** One of them. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

const WRITERS: Readonly<
  Record<ExportFormat, { file: string; write: (context: ScoringContext) => string }>
> = {
  promptfoo: { file: 'promptfooconfig.json', write: promptfooConfig },
  ragas: { file: 'ragas.jsonl', write: ragasDataset },
  ragchecker: { file: 'ragchecker.json', write: ragcheckerInput },
}

/** Writes a run into a folder for another tool and returns the file's path. */
export function writeExport(folder: string, format: ExportFormat, context: ScoringContext): string {
  const { file, write } = WRITERS[format]
  const path = join(folder, file)
  mkdirSync(folder, { recursive: true })
  writeFileSync(path, write(context))
  return path
}
