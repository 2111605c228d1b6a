import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { projectRoot } from '../../project-root.js'

const versions = z.record(z.string(), z.string())
const packageSchema = z.looseObject({
  dependencies: versions,
  devDependencies: versions,
  allowScripts: z.record(z.string(), z.boolean()),
})
const lockSchema = z.looseObject({
  lockfileVersion: z.int(),
  packages: z.record(
    z.string(),
    z.looseObject({
      version: z.string().optional(),
      resolved: z.string().optional(),
      integrity: z.string().optional(),
      link: z.boolean().optional(),
      hasInstallScript: z.boolean().optional(),
      inBundle: z.boolean().optional(),
      optional: z.boolean().optional(),
      os: z.array(z.string()).optional(),
      cpu: z.array(z.string()).optional(),
      libc: z.array(z.string()).optional(),
    }),
  ),
})

const read = (name: string): string => readFileSync(join(projectRoot, name), 'utf8')
const manifest = packageSchema.parse(JSON.parse(read('package.json')))
const lock = lockSchema.parse(JSON.parse(read('package-lock.json')))
const named = { ...manifest.dependencies, ...manifest.devDependencies }
/** What comes from a registry. */
const listed = Object.entries(lock.packages).filter(
  ([path, { link, inBundle }]) => path !== '' && link !== true && inBundle !== true,
)
/** Without the optional binaries for other machines, which are never installed here. */
const installed = listed.filter(
  ([, { optional, os = [process.platform], cpu = [process.arch], libc = ['glibc'] }]) =>
    optional !== true ||
    (os.includes(process.platform) && cpu.includes(process.arch) && libc.includes('glibc')),
)

describe('LLM03 supply chain', () => {
  test('every dependency is pinned to one version, and that one is locked', () => {
    expect(Object.keys(named).length).toBeGreaterThan(30)
    for (const [name, version] of Object.entries(named)) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+(?:-[0-9A-Za-z.]+)?$/)
      expect(lock.packages[`node_modules/${name}`]?.version, name).toBe(version)
    }
  })

  test('every package that is installed here carries the hash of what it must be', () => {
    expect(installed.length).toBeGreaterThan(200)
    for (const [path, { integrity, resolved }] of installed) {
      expect(integrity, path).toMatch(/^sha512-[0-9A-Za-z+/]{86}==$/)
      // Of a registry: neither a repository, nor a file of somebody's, nor unencrypted.
      if (resolved !== undefined) expect(resolved, path).toMatch(/^https:\/\/.*\.tgz$/)
    }
  })

  test('no package runs a script at installation but those that are allowed by name', () => {
    const scripted = installed
      .filter(([, { hasInstallScript }]) => hasInstallScript === true)
      .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length))
    expect(scripted.length).toBeGreaterThan(0)
    for (const name of scripted) {
      // fsevents is for another system and is never installed here.
      if (name === 'fsevents') continue
      expect(manifest.allowScripts, name).toHaveProperty([name])
    }
  })

  test('it is installed from the lock file, and nothing else', () => {
    expect(read('.ci/run')).toMatch(/\bnpm ci\b/)
    expect(read('.ci/run')).not.toMatch(/\bnpm (?:i|install|add)\b|\bnpx (?:-y|--yes)\b/)
    expect(read('.gitignore')).not.toContain('package-lock.json')
  })

  test('the model that is run is the one that was committed', () => {
    const files = z
      .looseObject({ files: z.unknown() })
      .parse(JSON.parse(read('embeddings/model/manifest.json')))
    expect(JSON.stringify(files)).toMatch(/[0-9a-f]{64}/)
  })
})
