import { execFile, spawn } from 'node:child_process'
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { projectRoot } from '../project-root.js'
import { type ManagedProcess, manageProcess } from './managed-process.js'

/** A copy of the project that may be damaged, with a bundle of the code of now. */
export interface TempProject {
  readonly folder: string
  /**
   * Starts the bundled command line in a process of its own, with no variables but `PATH`, `HOME`
   * and these.
   */
  run(args: readonly string[], environment?: Record<string, string>): ManagedProcess
  /** Another copy, with the index as it is now. */
  copy(): Promise<TempProject>
  /** Ends what still runs and removes the folder. */
  remove(): Promise<void>
}

/** What a running project needs beside its code; the folder of packages is linked. */
const PARTS = [
  'package.json',
  'corpus',
  'prompts',
  'embeddings/gate.json',
  'embeddings/verifier.json',
  'embeddings/vectors',
] as const
const MODEL_FILES = ['manifest.json', 'model.onnx', 'tokenizer.json', 'tokenizer_config.json']

/**
 * Copies corpus, model, vectors and gate into a new folder and bundles the code there. The folder's
 * name has a blank and Chinese characters in it, as folders of users have. There is no index yet.
 */
export async function createTempProject(): Promise<TempProject> {
  const folder = await newFolder()
  for (const part of [...PARTS, ...MODEL_FILES.map((name) => `embeddings/model/${name}`)]) {
    await cp(join(projectRoot, part), join(folder, part), { recursive: true })
  }
  await linkPackages(folder)
  const build = [join(projectRoot, 'src/build.mjs'), '--quiet', '--outdir', join(folder, 'dist')]
  await promisify(execFile)(process.execPath, build, { env: bareEnvironment({}) })
  return openTempProject(folder)
}

/** The same with an index of the whole corpus. */
export async function createIndexedProject(): Promise<TempProject> {
  const project = await createTempProject()
  const built = project.run(['index'])
  await built.waitFor('stdout', /^built: 116 measures/)
  await built.ended
  return project
}

function openTempProject(folder: string): TempProject {
  const started: ManagedProcess[] = []
  return {
    folder,
    run(args, environment = {}) {
      const child = spawn(process.execPath, [join(folder, 'dist/cli.js'), ...args], {
        cwd: folder,
        env: bareEnvironment(environment),
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      const managed = manageProcess(child)
      started.push(managed)
      return managed
    },
    async copy() {
      const target = await newFolder()
      for (const part of ['package.json', 'corpus', 'prompts', 'embeddings', 'dist']) {
        await cp(join(folder, part), join(target, part), { recursive: true })
      }
      await linkPackages(target)
      return openTempProject(target)
    },
    async remove() {
      for (const one of started) one.kill('SIGKILL')
      await Promise.all(started.map(({ ended }) => ended))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), '政策 assistant '))

const linkPackages = (folder: string): Promise<void> =>
  symlink(join(projectRoot, 'node_modules'), join(folder, 'node_modules'))

function bareEnvironment(environment: Record<string, string>): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env
  return { PATH, HOME, ...environment }
}
