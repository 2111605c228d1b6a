import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { COMMANDS } from '../../cli/run-command.js'
import { readConfig } from '../../config.js'
import { projectRoot } from '../../project-root.js'
import { buildTestApp } from '../build-test-app.js'
import { createFakeAssistant } from '../fake-assistant.js'

const deploy = (name: string) => join(projectRoot, 'deploy', name)
const read = (name: string) => readFileSync(deploy(name), 'utf8')

const mountsSchema = z.array(z.string()).default([])
const serviceSchema = z.looseObject({
  image: z.string(),
  user: z.string().optional(),
  read_only: z.literal(true),
  cap_drop: z.tuple([z.literal('ALL')]),
  security_opt: z.tuple([z.literal('no-new-privileges:true')]),
  mem_limit: z.string(),
  command: z.array(z.string()).optional(),
  build: z.object({ context: z.string(), dockerfile: z.string() }).optional(),
  environment: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  secrets: z.array(z.string()).default([]),
  volumes: mountsSchema,
  tmpfs: mountsSchema,
  networks: z.record(z.string(), z.object({ ipv4_address: z.string().optional() })).default({}),
  extra_hosts: z.array(z.string()).default([]),
  stop_grace_period: z.string().optional(),
  depends_on: z.union([z.array(z.string()), z.record(z.string(), z.unknown())]).default([]),
})
const composeSchema = z.looseObject({
  services: z.record(z.string(), serviceSchema),
  networks: z.record(z.string(), z.looseObject({ internal: z.boolean().optional() })),
  volumes: z.record(z.string(), z.null()),
  secrets: z.record(z.string(), z.object({ file: z.string() })),
})

const compose = composeSchema.parse(parse(read('compose.yaml'), { merge: true }))
const nginx = read('nginx.conf')
const dockerfile = read('Dockerfile')
const services = Object.entries(compose.services)
const commands = COMMANDS.map(({ name }) => name)
const servers = services.filter(([name]) => /^server-\d$/.test(name))

/** A value as Compose fills it in when nothing is set: `${NAME:-default}`. */
const filled = (value: string | number): string =>
  String(value).replaceAll(/\$\{[A-Z_]+:-([^}]*)\}/g, '$1')

/** Instructions of the Dockerfile, with continued lines joined; comments left out. */
const instructions = dockerfile
  .replaceAll(/^\s*#.*\n/gm, '')
  .replaceAll(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line !== '')
const instruction = (name: string): string[] =>
  instructions.filter((line) => line.startsWith(`${name} `))

describe('compose.yaml', () => {
  test('names only what it declares, and all of it', () => {
    const used = {
      volumes: new Set<string>(),
      networks: new Set<string>(),
      secrets: new Set<string>(),
    }
    for (const [, { volumes, networks, secrets, depends_on }] of services) {
      for (const mount of volumes) {
        const [source = ''] = mount.split(':')
        if (source.startsWith('.')) expect(existsSync(deploy(source)), source).toBe(true)
        else used.volumes.add(source)
      }
      for (const network of Object.keys(networks)) used.networks.add(network)
      for (const secret of secrets) used.secrets.add(secret)
      const needed = Array.isArray(depends_on) ? depends_on : Object.keys(depends_on)
      for (const name of needed) expect(Object.keys(compose.services)).toContain(name)
    }
    for (const part of ['volumes', 'networks', 'secrets'] as const) {
      expect([...used[part]].toSorted()).toEqual(Object.keys(compose[part]).toSorted())
    }
  })

  test('sets variables that the configuration knows, to values that it takes', () => {
    expect(servers.length).toBe(2)
    for (const [name, { environment, secrets }] of servers) {
      const known = new Set([...knownVariables(), 'DATABASE_URL_FILE'])
      expect(
        Object.keys(environment).filter((variable) => !known.has(variable)),
        name,
      ).toEqual([])
      const values = Object.entries(environment).map(([variable, value]) => [
        variable,
        filled(value),
      ])
      const { DATABASE_URL_FILE, ...others } = Object.fromEntries(values)
      expect(secrets.map((secret) => `/run/secrets/${secret}`)).toEqual([DATABASE_URL_FILE])
      const config = readConfig({ ...others, DATABASE_URL: 'postgres://a@database/a' })
      expect(config.records.kept).toBe(true)
      expect(config.publicUrl).toMatch(/^http/)
      const grace = Number(/^(\d+)s$/.exec(compose.services[name]?.stop_grace_period ?? '')?.[1])
      expect(grace * 1000).toBeGreaterThanOrEqual(config.shutdownGraceMs + 5000)
    }
  })

  test('no secret stands in it', () => {
    for (const [, { environment }] of services) {
      for (const [variable, value] of Object.entries(environment)) {
        if (/PASSWORD|KEY|DATABASE_URL/.test(variable) && !/KEYS_REQUIRED/.test(variable)) {
          expect(filled(value), variable).toMatch(/^(?:\/run\/secrets\/[\w-]+)?$/)
        }
      }
    }
    expect(read('.gitignore').split('\n')).toContain('secrets/')
    for (const { file } of Object.values(compose.secrets)) expect(file).toMatch(/^\.\/secrets\//)
  })

  test('the proxy is believed, and knows the servers by the addresses they have', () => {
    const { proxy } = compose.services
    const proxyAddress = proxy?.networks['inside']?.ipv4_address
    for (const [name, { environment, networks }] of servers) {
      expect(environment['TRUST_PROXY']).toBe(proxyAddress)
      expect(proxy?.extra_hosts).toContain(`${name}:${networks['inside']?.ipv4_address}`)
    }
    expect(compose.networks['inside']?.internal).toBe(true)
    expect(Object.keys(compose.services['database']?.networks ?? {})).toEqual(['inside'])
  })

  test('each server has an index of its own and reads the one corpus', () => {
    const mounts = servers.map(([, { volumes }]) => volumes)
    expect(mounts.every((volumes) => volumes.includes('corpus:/app/corpus:ro'))).toBe(true)
    const own = mounts.flatMap((volumes) => volumes.filter((one) => !one.startsWith('corpus:')))
    expect(new Set(own).size).toBe(own.length)
    // They are folders that the server writes to, seen from the image's.
    const { folders } = readConfig({})
    const inImage = (path: string) => path.replace(projectRoot, '/app')
    for (const volumes of mounts) {
      const targets = volumes.map((mount) => mount.split(':')[1])
      for (const folder of [folders.corpus, folders.index, folders.vectors]) {
        expect(targets).toContain(inImage(folder))
      }
    }
  })

  test('runs commands that there are', () => {
    expect(commands).toContain(compose.services['corpus']?.command?.[0])
  })
})

describe('nginx.conf', () => {
  test('sends requests to the servers of compose.yaml at the port of the image', () => {
    const port = Number(/\bPORT=(\d+)/.exec(dockerfile)?.[1])
    expect(port).toBe(readConfig({}).port)
    const upstreams = [...nginx.matchAll(/^\s*server ([\w-]+):(\d+) /gm)]
    const named = servers.map(([name]) => name)
    expect(upstreams.map(([, name]) => name)).toEqual([...named, ...named])
    expect(upstreams.every(([, , at]) => Number(at) === port)).toBe(true)
    const listened = /listen (\d+)/.exec(nginx)?.[1]
    expect(compose.services['proxy']?.['ports']).toEqual([
      expect.stringMatching(new RegExp(`:${listened}$`)),
    ])
  })

  test('writes only where the container may write', () => {
    const written = [...nginx.matchAll(/^\s*(?:pid|\w+_temp_path|\w+_log) (\S+?)(?:;| )/gm)]
    expect(written.length).toBeGreaterThan(5)
    for (const [, path] of written) expect(path).toMatch(/^\/tmp\/nginx|^\/dev\/std(?:out|err)$/)
    expect(compose.services['proxy']?.tmpfs.some((mount) => mount.startsWith('/tmp:'))).toBe(true)
  })

  test('hands over, after they were sent, questions and nothing else', async () => {
    const pattern = new RegExp(/location ~ (\S+) \{/.exec(nginx)?.[1] ?? '')
    const questions = [
      '/api/v1/answers',
      '/api/v1/search',
      '/api/ui/chat',
      '/v1/chat/completions',
      '/v1/embeddings',
      '/mcp',
    ]
    const others = ['/admin/session', '/api/v1/answers/1/feedback', '/api/v1/conversations/1']
    const { app } = await buildTestApp(createFakeAssistant())
    for (const url of questions) {
      expect(url).toMatch(pattern)
      expect(app.hasRoute({ method: 'POST', url }), url).toBe(true)
    }
    for (const url of others) expect(url).not.toMatch(pattern)
    await app.close()
  })
})

describe('Dockerfile', () => {
  test('takes along what the configuration reads, and nothing that is built anew', () => {
    const copied = instruction('COPY')
      .filter((line) => line.includes('--from=build'))
      .flatMap((line) => line.split(' ').filter((word) => word.startsWith('/app/')))
    const { folders } = readConfig({})
    const needed = [folders.corpus, folders.prompts, folders.model, folders.gate, folders.verifier]
    for (const path of [...needed, join(projectRoot, 'dist'), join(projectRoot, 'package.json')]) {
      const inImage = path.replace(projectRoot, '/app')
      expect(
        copied.some((folder) => inImage === folder || inImage.startsWith(`${folder}/`)),
        path,
      ).toBe(true)
    }
    const ignored = read('Dockerfile.dockerignore').trim().split('\n')
    for (const folder of ['dist', 'data', '**/node_modules', 'embeddings/index', '.git']) {
      expect(ignored).toContain(folder)
    }
    for (const folder of ['corpus', 'embeddings', 'prompts', 'src', 'package.json']) {
      expect(ignored).not.toContain(folder)
    }
  })

  test('runs as nobody in particular, is asked how it is, and is stopped by a signal it knows', () => {
    expect(instruction('USER')).toEqual(['USER 1000:1000'])
    expect(instruction('STOPSIGNAL')).toEqual(['STOPSIGNAL SIGTERM'])
    expect(instruction('HEALTHCHECK').join('')).toContain('/readyz')
    expect(commands.map((name) => `CMD ["${name}"]`)).toContain(instruction('CMD').at(-1))
    // What the second stage removes, no later one brings back.
    const runtime = instructions.slice(
      instructions.findLastIndex((line) => line.startsWith('FROM ')),
    )
    expect(runtime.filter((line) => /^RUN .*\/bin\/npm /.test(line)).length).toBe(1)
    expect(runtime.filter((line) => /apt-get|npm (?:ci|install)/.test(line))).toEqual([])
  })
})

/** Names of the variables that the configuration reads, as its messages tell them. */
function knownVariables(): string[] {
  const source = readFileSync(join(projectRoot, 'src', 'config.ts'), 'utf8')
  const schema = /environmentSchema = z\.object\(\{([\s\S]*?)\n\}\)/.exec(source)?.[1] ?? ''
  return [...schema.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name = '']) => name)
}
