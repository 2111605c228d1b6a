import fastify, { type FastifyInstance } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { registerAcceptHook } from './accept-hook.js'
import { registerErrorHandler } from './error-handler.js'
import { registerJsonBody } from './json-body.js'

/**
 * An app with the service's validation and refusals, and no route yet.
 *
 * @param first Adds hooks that run before those of the refusals.
 */
export function createSmallApp(first: (app: FastifyInstance) => void = () => {}): FastifyInstance {
  const app = fastify({ logger: false }) as unknown as FastifyInstance
  first(app)
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  registerErrorHandler(app)
  registerAcceptHook(app)
  registerJsonBody(app)
  return app
}
