// Loaded into a server under test with `node --import`: watches its event loop and tells on request.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'
import { PROBE_REQUESTS, type ProbeReport } from './probe-messages.js'

// Worker threads inherit `--import`; the requests are for the main thread.
if (isMainThread) {
  const delays = monitorEventLoopDelay({ resolution: 1 })
  delays.enable()
  process.on('message', (request) => {
    if (request === PROBE_REQUESTS.reset) delays.reset()
    const report: ProbeReport = {
      rssBytes: process.memoryUsage.rss(),
      longestDelayMs: delays.max / 1e6,
    }
    process.send?.(report)
  })
  // Watching must not keep the server alive.
  process.channel?.unref()
}
