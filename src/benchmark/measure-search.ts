import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { projectRoot } from '../project-root.js'
import {
  type SearchProbeReport,
  type SearchProbeTask,
  searchProbeReportSchema,
} from './search-probe-messages.js'

/** Characters of a report: some hundred bytes a document. */
const MAX_REPORT_BYTES = 2 ** 20

/**
 * Times searches of a saved index in a process of its own.
 *
 * @param folder Where the task may be written.
 * @throws when the process fails, with what it wrote.
 */
export async function measureSearch(
  folder: string,
  task: SearchProbeTask,
): Promise<SearchProbeReport> {
  const path = join(folder, 'task.json')
  await writeFile(path, JSON.stringify(task))
  const probe = join(projectRoot, 'dist', 'search-probe.js')
  const { stdout } = await promisify(execFile)(process.execPath, [probe, path], {
    cwd: projectRoot,
    maxBuffer: MAX_REPORT_BYTES,
  })
  return searchProbeReportSchema.parse(JSON.parse(stdout))
}
