import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { z } from 'zod'

/** Which process it is, so that another process can tell whether it still runs. */
export const processIdentitySchema = z.object({
  pid: z.int().positive(),
  /** When it was started, in the kernel's ticks since the boot; null where that is not known. */
  startedTicks: z.string().nullable(),
  /** Machine, boot and container: only inside one of them do process ids mean anything. */
  scope: z.string(),
})
/** Which process it is. */
export type ProcessIdentity = z.infer<typeof processIdentitySchema>

/** This process. */
export function currentProcess(): ProcessIdentity {
  return { pid: process.pid, startedTicks: startedTicksOf(process.pid), scope: currentScope() }
}

/**
 * Whether that process still runs: `unknown` when it belongs to another machine or container. Its
 * number alone proves nothing, since a number is given again; so the start is compared too.
 */
export function isRunning(identity: ProcessIdentity): boolean | 'unknown' {
  if (identity.scope !== currentScope()) return 'unknown'
  try {
    process.kill(identity.pid, 0)
  } catch (error) {
    // EPERM: it runs, but belongs to someone else.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false
  }
  const started = startedTicksOf(identity.pid)
  return started === null || identity.startedTicks === null || started === identity.startedTicks
}

function currentScope(): string {
  return [
    hostname(),
    readOrNothing(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    readOrNothing(() => readlinkSync('/proc/self/ns/pid')),
  ].join(' ')
}

/** Field 22 of `/proc/<pid>/stat`, counted from behind the name, which may hold blanks. */
function startedTicksOf(pid: number): string | null {
  const stat = readOrNothing(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
}

function readOrNothing(read: () => string): string {
  try {
    return read()
  } catch {
    return ''
  }
}
