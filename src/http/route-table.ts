import type { FastifyInstance } from 'fastify'

/** Which methods the service knows for a path. */
export interface RouteTable {
  /** Methods with a route for this path (no query), `GET` first; empty for an unknown path. */
  methodsFor(path: string): string[]
}

/** Notes every route that is registered from now on. */
export function watchRoutes(app: FastifyInstance): RouteTable {
  const routes: { readonly method: string; readonly pattern: RegExp }[] = []
  app.addHook('onRoute', ({ method, url }) => {
    const pattern = patternOf(url)
    for (const one of [method].flat()) routes.push({ method: one, pattern })
  })
  return {
    methodsFor: (path) => [
      ...new Set(routes.flatMap(({ method, pattern }) => (pattern.test(path) ? [method] : []))),
    ],
  }
}

/** Paths that a route such as `/documents/:id` or `/files/*` takes. */
function patternOf(url: string): RegExp {
  const parts = url.split('/').map((part) => {
    if (part.startsWith(':')) return '[^/]+'
    return part === '*' ? '.*' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  })
  return new RegExp(`^${parts.join('/')}$`)
}
