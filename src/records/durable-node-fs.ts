import { fsyncSync } from 'node:fs'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/** An open file as the file system inside PGlite keeps it; directories have no descriptor. */
interface OpenFile {
  readonly nfd?: number
}

/** `EIO` in the numbering of WASI, which PostgreSQL takes as a failed fsync. */
const EIO = 29

/**
 * The files of a database folder, where `fsync` reaches the disk. PGlite's own `NodeFS` ignores it,
 * so that what it has committed outlives the process but not a power cut.
 *
 * @param sync Brings an open file to the disk; throws when that fails.
 */
export function durableNodeFs(folder: string, sync: (file: number) => void = fsyncSync): NodeFS {
  const files = new NodeFS(folder)
  const init = files.init.bind(files)
  files.init = async (pg, options) => {
    const result = await init(pg, options)
    result.emscriptenOpts.preRun?.push((module) => {
      const operations: { fsync?: (file: OpenFile) => number } =
        module.FS.filesystems.NODEFS.stream_ops
      operations.fsync = ({ nfd }) => {
        if (nfd === undefined) return 0
        try {
          sync(nfd)
          return 0
        } catch {
          return EIO
        }
      }
    })
    return result
  }
  return files
}
