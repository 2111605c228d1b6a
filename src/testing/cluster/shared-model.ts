import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { askUntilAnswered } from './ask-server.js'
import { QUESTIONS, type Scenario } from './scenario.js'
import { makeKey } from './shared-state.js'

/** A question that nobody has asked before, so that its vector is not known yet. */
const NEW_QUESTION = '企业想提前申报，海关周末能不能安排查验？'

/** One server turns texts into vectors for the other, which has no model loaded. */
export const sharedModel: Scenario = {
  name: 'a server without a model of its own uses the other one',
  row: 'one server does the embedding for the other',
  async run(cluster) {
    const [first, second] = cluster.servers
    const apiKey = await makeKey(cluster)
    const questions = [...QUESTIONS, NEW_QUESTION]
    const textsOf = async (url: string) => {
      const texts: string[] = []
      for (const question of questions) {
        texts.push((await askUntilAnswered(url, { question })).answer.text)
      }
      return texts
    }
    const own = await textsOf(second.url)
    const memory = await residentMegabytes(second.pid())
    const environment = { EMBEDDINGS_URL: first.url, EMBEDDINGS_API_KEY: apiKey }
    await second.end('SIGTERM')
    try {
      await second.start({ environment })
      assert.deepEqual(await textsOf(second.url), own)
      const without = await residentMegabytes(second.pid())
      assert.ok(without < memory)
      // Without the other server there are no vectors: it says when to come again, and recovers.
      await first.end('SIGKILL')
      const busy = await fetch(`${second.url}/api/v1/answers`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ question: `${NEW_QUESTION}再说一遍` }),
      })
      assert.equal(busy.status, 503)
      assert.ok(Number(busy.headers.get('retry-after')) > 0)
      await first.start()
      await askUntilAnswered(second.url, { question: `${NEW_QUESTION}再说一遍` })
      return `the same answers with ${without.toFixed(0)} MB of memory in place of ${memory.toFixed(0)}; 503 while the other was away`
    } finally {
      await first.start()
      await second.end('SIGTERM')
      await second.start()
    }
  },
}

/** Memory that a process has in use. Linux only. */
async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024
}
