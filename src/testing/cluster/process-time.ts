import { readdir, readFile } from 'node:fs/promises'

/** Clock ticks in a second, as Linux counts them for every architecture that Node runs on. */
const TICKS_PER_SECOND = 100

interface ProcessTimes {
  readonly parent: number
  /** Its own and that of children it has waited for. */
  readonly seconds: number
}

/**
 * Seconds of processor time that a process and all below it have taken so far, children that have
 * ended among them. Linux only.
 */
export async function treeSeconds(root: number): Promise<number> {
  const all = new Map<number, ProcessTimes>()
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const times = await timesOf(Number(name))
    if (times !== undefined) all.set(Number(name), times)
  }
  const isBelow = (pid: number): boolean => {
    if (pid === root) return true
    const parent = all.get(pid)?.parent ?? 0
    return parent !== 0 && isBelow(parent)
  }
  return [...all].reduce((sum, [pid, { seconds }]) => sum + (isBelow(pid) ? seconds : 0), 0)
}

async function timesOf(pid: number): Promise<ProcessTimes | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    // The name may hold blanks and brackets; what is counted stands behind the last of them.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
    return { parent: Number(fields[1]), seconds: ticks / TICKS_PER_SECOND }
  } catch {
    // It ended meanwhile.
    return undefined
  }
}
