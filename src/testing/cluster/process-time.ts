import { readdir, readFile } from 'node:fs/promises'

/** Clock ticks in a second, as Linux counts them for every architecture that Node runs on. */
const TICKS_PER_SECOND = 100

interface ProcessTimes {
  readonly parent: number
  /** Its own and that of children it has waited for. */
  readonly seconds: number
  readonly ownSeconds: number
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

/**
 * Seconds of processor time of each thread of a process and of all below it, by its number. One that is
 * never idle is what its part can do, however many processors there are. Linux only.
 */
export async function threadSeconds(root: number): Promise<Map<number, number>> {
  const found = new Map<number, number>()
  const parents = new Map<number, number>()
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  for (const pid of pids) {
    const times = await timesOf(pid)
    if (times !== undefined) parents.set(pid, times.parent)
  }
  const isBelow = (pid: number): boolean =>
    pid === root || (parents.has(pid) && isBelow(parents.get(pid) ?? 0))
  for (const pid of pids.filter(isBelow)) {
    const threads = await readdir(`/proc/${pid}/task`).catch(() => [])
    for (const thread of threads) {
      const times = await timesOf(pid, Number(thread))
      if (times !== undefined) found.set(Number(thread), times.ownSeconds)
    }
  }
  return found
}

async function timesOf(pid: number, thread?: number): Promise<ProcessTimes | undefined> {
  try {
    const place = thread === undefined ? `${pid}` : `${pid}/task/${thread}`
    const stat = await readFile(`/proc/${place}/stat`, 'utf8')
    // The name may hold blanks and brackets; what is counted stands behind the last of them.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const secondsOf = (count: number) =>
      fields.slice(11, 11 + count).reduce((sum, field) => sum + Number(field), 0) / TICKS_PER_SECOND
    return { parent: Number(fields[1]), seconds: secondsOf(4), ownSeconds: secondsOf(2) }
  } catch {
    // It ended meanwhile.
    return undefined
  }
}
