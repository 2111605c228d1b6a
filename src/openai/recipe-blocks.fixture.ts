import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '../project-root.js'
import { manageProcess } from '../testing/managed-process.js'

/** A fenced block of a README, and the heading it stands under. */
export interface RecipeBlock {
  readonly heading: string
  /** Its language, such as `ts`. */
  readonly language: string
  readonly code: string
}

/** Base address that recipes are written with. */
export const RECIPE_URL = 'http://127.0.0.1:8787'

/** All fenced blocks of a Markdown file of the project. */
export function recipeBlocks(file: string): RecipeBlock[] {
  const text = readFileSync(join(projectRoot, file), 'utf8')
  const blocks: RecipeBlock[] = []
  let heading = ''
  for (const { 1: title, 2: language = '', 3: code = '' } of text.matchAll(
    /^#+ (.+)$|^```(\w+)\n([\s\S]*?)^```$/gm,
  )) {
    if (title !== undefined) heading = title
    else blocks.push({ heading, language, code })
  }
  return blocks
}

/**
 * The one block under a heading in a language.
 *
 * @param which Which of several, from 0.
 * @throws Error when there is none.
 */
export function recipe(
  blocks: readonly RecipeBlock[],
  heading: string,
  language: string,
  which = 0,
): string {
  const found = blocks.filter((block) => block.heading === heading && block.language === language)
  const code = found[which]?.code
  if (code === undefined) {
    throw new Error(
      `recipe: expected a ${language} block under "${heading}", found ${found.length}`,
    )
  }
  return code
}

/** A folder with the packages of the project, to run recipes in. */
export interface RecipeFolder {
  readonly folder: string
  /** Writes a file and gives its path. */
  write(name: string, code: string): Promise<string>
  remove(): Promise<void>
}

/** Makes a {@link RecipeFolder}. */
export async function createRecipeFolder(): Promise<RecipeFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'recipes-'))
  await symlink(join(projectRoot, 'node_modules'), join(folder, 'node_modules'))
  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  return {
    folder,
    async write(name, code) {
      const file = join(folder, name)
      await writeFile(file, code)
      return file
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/**
 * Runs a program in the project's folder and gives what it printed.
 *
 * @throws Error with its words, when it does not end with 0.
 */
export async function runProgram(program: string, args: readonly string[]): Promise<string> {
  const run = manageProcess(
    spawn(program, args, { cwd: projectRoot, stdio: ['ignore', 'pipe', 'pipe'] }),
  )
  const { code } = await run.ended
  if (code !== 0) {
    throw new Error(
      `${program}: expected to end with 0, found ${code}:\n${run.stdout()}${run.stderr()}`,
    )
  }
  return run.stdout()
}

/** Runs TypeScript as `tsx` does. */
export const runTypeScript = (file: string): Promise<string> =>
  runProgram(process.execPath, ['--import', 'tsx', file])

/** Runs lines of shell; the first that fails ends it. */
export const runShell = (lines: string): Promise<string> => runProgram('sh', ['-e', '-c', lines])
